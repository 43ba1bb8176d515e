"""Evidence for rules, from a ledger: claims with origins, calls from the book of cases, and what was covered; as it was known on a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from papertiger.actors import actor_of
from papertiger.ledger import Ledger
from papertiger.reliability.book import Book
from papertiger.reliability.cases import Outcomes, Report, Response, Test, case_id
from papertiger.warning.coverage import HISTORY
from papertiger.warning.repeated import says_repeated
from papertiger.warning.values import Call, Evidence, Indication, SourceDay
from papertiger.workbench.assessing import Tell, prepared, unheard
from papertiger.workbench.opening import Open

_LIKELY = 0.5
"""Probability from which an obligation counts as due, and an outcome as an answer."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that rules may look at between two days; `at` gives what was known at the end of one."""

    indications: tuple[Indication, ...]
    """By day, then by claim."""
    coverage: tuple[SourceDay, ...]
    articles: Mapping[date, int]
    books: Mapping[str | None, Book]
    """Patron → commitments, tests and responses, as they stand now; under None what the ledger has of all others."""
    days: tuple[date, ...]
    """Of the indications, in their order."""
    since: date = date.min
    """The first day that was looked at."""

    def at(self, day: date, *, as_known: bool = False) -> Evidence:
        """The evidence of a day.

        Args:
            day: the last day of publication.
            as_known: leave out also what the ledger came to hold after that day.
        """
        until = self.indications[: bisect_right(self.days, day)]
        if as_known:
            until = tuple(one for one in until if one.known <= day)
        return Evidence(
            upto=day,
            indications=until,
            coverage=tuple(one for one in self.coverage if one.day <= day),
            articles={at: number for at, number in self.articles.items() if at <= day},
            calls=tuple(
                call
                for patron, book in self.books.items()
                for call in calls_of(book, day)
                if call.patron == patron or (patron is None and call.patron not in self.books)
            ),
        )


def gather(
    opened: Open, first: date, last: date, *, patrons: Collection[str] = (), tell: Tell = unheard
) -> Gathered:
    """What rules may look at from `first` to `last`, with the history before it that they learn what is usual from.

    Args:
        opened: the ledger; where it may be written, cases that were brought up to date are kept in it.
        first: first day to be watched.
        last: last day to be watched.
        patrons: whose commitments, tests and responses are wanted, beside those that the ledger has.
        tell: told what takes long.
    """
    ledger = opened.ledger
    books: dict[str | None, Book] = {
        patron: prepared(opened, patron, tell).book() for patron in sorted(patrons)
    }
    books[None] = Book.of(ledger.cases())
    since = first - timedelta(days=HISTORY)
    found = tuple(indication_of(one) for one in ledger.indications(since, last))
    return Gathered(
        indications=found,
        coverage=tuple(
            SourceDay(one.source, one.day, one.looks, one.answers, one.items)
            for one in ledger.source_days(since, last)
        ),
        articles=ledger.articles_by_day(since, last),
        books=books,
        days=tuple(one.day for one in found),
        since=since,
    )


def asked_patrons(ledger: Ledger, since: date, until: date) -> set[str]:
    """States that somebody asked for support, and those that are said to have withheld it."""
    found = ledger.indications(since, until, predicates=("requested", "withheld"))
    sides = ((one.object_state if one.predicate == "requested" else one.subject_state) for one in found)
    return {state for state in sides if state and actor_of(state)}


def indication_of(one: Indication) -> Indication:
    """An indication of the ledger with what words and actors tell of it: whether its sentence speaks of repetition, and for whom it is said."""
    return replace(
        one,
        repeated=one.family == "event" and says_repeated(one.quote, one.language),
        speaker_state=_state(one.speaker),
    )


@lru_cache(maxsize=100_000)
def _state(actor: str | None) -> str | None:
    known = actor_of(actor)
    return known.state if known is not None else None


def calls_of(book: Book, upto: date) -> Iterator[Call]:
    """Calls on patrons as far as they were known on a day, one for each domain in which something was due."""
    for test in book.tests.values():
        called = _called(book, test)
        if called is None or called > upto or test.call.kind == "none" or test.p_due < _LIKELY:
            continue
        claims = tuple(link.claim for link in test.call.links if link.claim)
        trigger = tuple(link.claim for link in book.triggers[test.trigger].links if link.claim)
        for response in book.responses_of(test.id):
            latest = response.window.latest
            yield Call(
                test=test.id,
                patron=test.patron,
                client=test.client,
                domain=response.domain,
                called=called,
                deadline=date.fromisoformat(latest) if latest is not None else None,
                answered=_answered(response, upto),
                claims=claims or trigger,
                kind=test.call.kind,
                stated=book.triggers[test.trigger].kind == "due_date"
                or response.id != case_id("response", test.id, response.domain),
            )


def _called(book: Book, test: Test) -> date | None:
    """The day of the request; where none was made, that on which what befell the client was plain."""
    when = test.call.when if test.call.kind == "explicit" else book.triggers[test.trigger].onset
    day = when.earliest or when.latest
    return date.fromisoformat(day) if day is not None else None


def _answered(response: Response, upto: date) -> bool:
    """Whether anything but "nothing came" was known of it: a person's finding, or a report of that day or before."""
    if response.settled is not None:
        return _came(response.settled)
    return any(_came(one.says) for one in response.reports if _published(one, upto))


def _published(report: Report, upto: date) -> bool:
    return report.published is None or report.published <= upto.isoformat()


def _came(says: Outcomes) -> bool:
    return says.withheld < _LIKELY
