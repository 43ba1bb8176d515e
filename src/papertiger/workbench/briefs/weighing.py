"""Assessments and cases for a brief: worked out, and not stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from papertiger.ledger import Ledger
from papertiger.ledger.assessments import StoredAssessment
from papertiger.records import PARTNERS, ClaimRecord
from papertiger.reliability.assessing import Answer, CaseLine, Question, assess, load_settings
from papertiger.reliability.book import Book
from papertiger.reliability.cases import Case, Commitment, Test, Trigger
from papertiger.reliability.filed import Mark
from papertiger.reliability.preparing import prepare
from papertiger.report.briefing.context import pair_of
from papertiger.report.briefing.material import Cases
from papertiger.report.briefing.question import BriefQuestion, BriefQuestionError
from papertiger.report.cases import claims_of
from papertiger.report.names import Names

MOST = 40
"""Patrons that one brief assesses: each takes a second or so."""
AFTER = 30
"""Days after its onset that a crisis lasts where no window says more."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the patrons of a brief did when tested."""

    answers: tuple[Answer, ...]
    cases: Cases
    left_out: tuple[str, ...]
    """Patrons that were not assessed."""

    def claims(self) -> dict[str, None]:
        """Ids of all claims that the cases rest on."""
        found: dict[str, None] = {}
        known: list[Case] = [
            *self.cases.commitments,
            *self.cases.triggers.values(),
            *self.cases.tests.values(),
        ]
        for case in known:
            found |= dict.fromkeys(claims_of(case))
        for answer in self.answers:
            for group in answer.groups:
                for line in group.cases:
                    found |= dict.fromkeys(_cited(line))
        return found


def _cited(line: CaseLine) -> list[str]:
    told = [one.claim for one in line.reports] + [one.claim for one in (*line.efficacy, *line.motive)]
    return [*line.links, *(claim for claim in told if claim)]


def patrons_of(
    question: BriefQuestion, records: Iterable[ClaimRecord], crisis: tuple[str, str, str] | None
) -> list[str]:
    """The patrons to assess: the one asked for, else all who are said to support, or to owe support to, those asked for."""
    if question.patron and crisis is None:
        return [question.patron]
    client = crisis[0] if crisis else question.client
    pairs = {pair for record in records if (pair := pair_of(record))}
    return sorted({patron for patron, whom in pairs if patron and whom and client in {None, whom}})


def crisis_of(ledger: Ledger, question: BriefQuestion) -> tuple[str, str, str] | None:
    """Whom a crisis hit, its first and last day; None where the question is of no crisis.

    Raises:
        BriefQuestionError: the ledger holds no such trigger or test, or it has no day.
    """
    if question.around and question.first and question.last:
        return question.around, question.first, question.last
    if question.crisis is None:
        return None
    for book in _books(ledger, question.patron):
        if found := _trigger(book, question.crisis):
            trigger, windows = found
            first = trigger.onset.earliest or trigger.onset.latest
            if first is None:
                raise BriefQuestionError(
                    f"{trigger.id} has no day; name the crisis by --around {trigger.target} with --from and --to"
                )
            last = max(windows, default=None) or _later(trigger.onset.latest or first, AFTER)
            return trigger.target, first, max(last, first)
    raise BriefQuestionError(
        f"no trigger or test {question.crisis} stands in {ledger.place}; `papertiger records list` lists their ids"
    )


def _books(ledger: Ledger, patron: str | None) -> Iterator[Book]:
    """The cases that the ledger keeps; then, where it lacks what is looked for, those that its claims give, patron by patron."""
    yield Book.of(ledger.cases(patron))
    if ledger.unjoined():
        return
    roles = {name: pair[0] for name, pair in PARTNERS.items() if pair[0] != "over"}
    known = {getattr(cell, roles[cell.predicate]) for cell in ledger.cells() if cell.predicate in roles}
    for one in sorted(filter(None, {patron} if patron else known)):
        yield prepare(ledger, one, load_settings(), write=False).book()


def _trigger(book: Book, case: str) -> tuple[Trigger, list[str]] | None:
    """The trigger that a case is or comes from, and the last days of the windows of its tests; None where the case does not stand."""
    test = book.tests.get(case)
    trigger = book.triggers.get(test.trigger if test is not None else case)
    if trigger is None:
        return None
    tests = [test] if test is not None else [one for one in book.tests.values() if one.trigger == trigger.id]
    responses = [one for each in tests for one in book.responses_of(each.id)]
    return trigger, [one.window.latest for one in responses if one.window.latest]


def weigh(
    ledger: Ledger,
    question: BriefQuestion,
    records: Sequence[ClaimRecord],
    names: Names,
    *,
    crisis: tuple[str, str, str] | None,
    as_of: str,
    since: str | None,
    narrowed: bool,
) -> Weighed:
    """Assess the patrons of a brief.

    Args:
        ledger: whose articles are all traced to their origins.
        question: what the brief is about.
        records: its claims.
        names: how patrons are called in sentences.
        crisis: whom it hit and when, where it is about one.
        as_of: ISO day by which windows are judged.
        since: day since when changes are told; None for the last assessment that the ledger keeps.
        narrowed: whether a filter narrows the claims down, so that only cases that rest on one of them are told of.
    """
    patrons = patrons_of(question, records, crisis)
    settings = load_settings()
    answers, books = [], []
    client = crisis[0] if crisis else question.client
    for patron in patrons[:MOST]:
        asked = asked_of(question, patron, client)
        kept = None if since else last_assessed(ledger, asked)
        prepared = prepare(ledger, patron, settings, write=False)
        answer = assess(
            ledger,
            asked,
            prepared,
            settings,
            name=names(patron),
            since=since or (kept.id if kept is not None else None),
            as_of=as_of,
            keep=False,
        )
        book = prepared.book()
        ids = {record.id for record in records} if narrowed and crisis is None else None
        answers.append(_narrowed(answer, book, ids, crisis))
        books.append(book)
    shown = tuple(one for one in answers if any(group.cases for group in one.groups))
    return Weighed(
        shown, _cases(books, shown, client, crisis, records if narrowed else None), tuple(patrons[MOST:])
    )


def asked_of(question: BriefQuestion, patron: str, client: str | None) -> Question:
    """What is asked of one patron's record."""
    return Question(patron, None, None if client == patron else client, question.chosen.domain)


def last_assessed(ledger: Ledger, question: Question) -> StoredAssessment | None:
    """The last assessment of the patron that the ledger keeps: of the same question, or of the patron as a whole."""
    asked = dict.fromkeys((question.address, Question(question.patron).address))
    kept = [one for address in asked if (one := ledger.last_assessment(question.patron, address))]
    return max(kept, key=lambda one: one.at, default=None)


def _narrowed(
    answer: Answer, book: Book, ids: set[str] | None, crisis: tuple[str, str, str] | None
) -> Answer:
    """The answer with only the cases of the crisis, or those that rest on one of the claims."""

    def told(line: CaseLine) -> bool:
        if crisis is not None:
            return line.client == crisis[0] and _within(book, line, crisis)
        return ids is None or bool(ids.intersection(_cited(line)))

    groups = tuple(
        group.model_copy(update={"cases": tuple(line for line in group.cases if told(line))})
        for group in answer.groups
    )
    return answer.model_copy(update={"groups": groups})


def _within(book: Book, line: CaseLine, crisis: tuple[str, str, str]) -> bool:
    """Whether what called on the test befell the target in the days of the crisis."""
    test = book.tests.get(line.test)
    trigger = book.triggers.get(test.trigger) if test else None
    if trigger is None:
        return False
    _, first, last = crisis
    earliest = trigger.onset.earliest or trigger.onset.latest
    latest = trigger.onset.latest or trigger.onset.earliest
    return earliest is not None and latest is not None and earliest <= last and first <= latest


def _cases(
    books: Sequence[Book],
    answers: Sequence[Answer],
    client: str | None,
    crisis: tuple[str, str, str] | None,
    records: Sequence[ClaimRecord] | None,
) -> Cases:
    """Commitments of the brief, the tests that the answers tell of, and their triggers."""
    tests = {line.test for answer in answers for group in answer.groups for line in group.cases}
    ids = {record.id for record in records} if records is not None else None
    found_tests: dict[str, Test] = {}
    triggers: dict[str, Trigger] = {}
    commitments: dict[str, Commitment] = {}
    marks: dict[str, tuple[Mark, ...]] = {}
    for book in books:
        found_tests |= {id_: test for id_, test in book.tests.items() if id_ in tests}
        triggers |= book.triggers
        needed = {test.commitment for test in found_tests.values()}
        for id_, one in book.commitments.items():
            told = (crisis is None and (client is None or client in one.clients)) and (
                ids is None or bool(ids.intersection(claims_of(one)))
            )
            if told or id_ in needed:
                commitments[id_] = one
        marks |= {id_: found for id_ in book.filed if (found := book.marks(id_))}
    used = {test.trigger for test in found_tests.values()}
    return Cases(
        tuple(commitments[id_] for id_ in sorted(commitments)),
        {id_: one for id_, one in triggers.items() if id_ in used},
        found_tests,
        marks,
    )


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()
