"""What was looked at: by outlet, language and day, and whether silence means that nothing was reported or that nothing was seen.

A day on which articles were read and no claim fits the question is silence of the news; a day without any article is
silence of the collection, and says nothing about the world. An input that was refused was looked at and not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from sqlalchemy import Connection, func, select

from papertiger.ledger import proven
from papertiger.ledger.asked import ClaimFilter
from papertiger.ledger.backends import Backend
from papertiger.ledger.queries import conditions, within
from papertiger.ledger.schema import ARTICLES, CLAIMS, FETCHES, STANDING

Silence = Literal["claims", "nothing reported", "nothing seen"]
"""What a day holds: claims that fit; articles and no such claim; no article at all."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read of one outlet in one language of one day."""

    outlet: str | None
    language: str
    day: date | None
    """Of publication; None for articles that state no day."""
    articles: int
    with_claims: int
    """Articles with a claim that fits the question."""
    claims: int
    """Claims that fit it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row that are alike; both ends included."""

    state: Silence
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a ledger has seen, as far as a question goes."""

    rows: tuple[Looked, ...]
    """By outlet, language and day; undated articles first of their outlet."""
    stretches: tuple[Stretch, ...]
    """All days from the first to the last, in order; empty where no article states its day."""
    refused: int
    """Inputs that could not be read, in the whole ledger: what they would have said is not known."""
    model_only_left_out: int = 0
    """Claims that would fit and do not count: only a language model read them, and no person accepted them."""


def coverage(connection: Connection, backend: Backend, chosen: ClaimFilter) -> Coverage:
    """What was looked at.

    Args:
        connection: to the ledger.
        backend: its database.
        chosen: outlet, since and until narrow down the articles; the other fields narrow down the claims that count as an
            answer; limit and order have no meaning.
    """
    rows = tuple(_rows(connection, backend, chosen))
    refused = select(func.count()).where(*_REFUSED)
    return Coverage(
        rows,
        stretches(rows, chosen),
        connection.execute(refused).scalar_one(),
        left_out(connection, backend, chosen),
    )


def left_out(connection: Connection, backend: Backend, chosen: ClaimFilter) -> int:
    """How many claims that `chosen` lets through no figure rests on."""
    if not proven.any_read(connection):
        return 0
    query = select(func.count()).select_from(STANDING).join(CLAIMS, CLAIMS.c.row == STANDING.c.row)
    query = query.where(*conditions(replace(chosen, counted=False), backend))
    return int(connection.execute(query).scalar_one())


_REFUSED = (FETCHES.c.article.is_(None), FETCHES.c.problem.is_not(None))
"""An input that was refused gave no article, which an index finds."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that was looked at and could not be read."""

    source: str
    """Path or address."""
    at: str
    """ISO 8601, UTC."""
    problem: str
    cure: str
    """What helps; empty where nothing is known to."""


def refused_inputs(connection: Connection, limit: int) -> tuple[Refused, ...]:
    """The last inputs that were refused, the last stored first."""
    f = FETCHES.c
    query = select(f.source, f.at, f.problem, f.cure).where(*_REFUSED).order_by(f.row.desc()).limit(limit)
    return tuple(
        Refused(source, at, problem, cure or "") for source, at, problem, cure in connection.execute(query)
    )


def _rows(connection: Connection, backend: Backend, chosen: ClaimFilter) -> Iterator[Looked]:
    a, s = ARTICLES.c, STANDING.c
    answers = (
        select(s.article, func.count().label("claims"))
        .where(*conditions(replace(chosen, counted=True), backend))
        .group_by(s.article)
    )
    if chosen.text is not None:
        # For the quote; it costs much where there are millions.
        answers = answers.join(CLAIMS, CLAIMS.c.row == s.row)
    matching = answers.subquery()
    day = func.substr(func.coalesce(a.published, ""), 1, len("YYYY-MM-DD")).label("day")
    query = select(
        a.outlet,
        a.language,
        day,
        func.count(),
        func.count(matching.c.claims),
        func.coalesce(func.sum(matching.c.claims), 0),
    ).outerjoin(matching, matching.c.article == a.row)
    if chosen.outlet is not None:
        query = query.where(backend.contains(a.outlet, chosen.outlet))
    if chosen.since is not None or chosen.until is not None:
        last = (chosen.until or "9999") + "\U0010ffff"
        query = query.where(within(a.published, chosen.since or "0", last))
    order = (a.outlet.nulls_first(), a.language, day)
    for outlet, language, stated, *numbers in connection.execute(
        query.group_by(a.outlet, a.language, day).order_by(*order)
    ):
        yield Looked(outlet, language, _day(stated), *(int(number) for number in numbers))


def _day(stated: str) -> date | None:
    try:
        return date.fromisoformat(stated)
    except ValueError:
        return None


def stretches(rows: Sequence[Looked], chosen: ClaimFilter) -> tuple[Stretch, ...]:
    """Every day from the first asked for (else the first seen) to the last, in stretches of one kind."""
    seen: dict[date, Silence] = {}
    for row in rows:
        if row.day is not None and row.articles:
            found = row.with_claims > 0 or seen.get(row.day) == "claims"
            seen[row.day] = "claims" if found else "nothing reported"
    first, last = _bound(chosen.since, seen, first=True), _bound(chosen.until, seen, first=False)
    if first is None or last is None:
        return ()
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return tuple(_runs((seen.get(day, "nothing seen"), day) for day in days))


def _runs(days: Iterable[tuple[Silence, date]]) -> Iterator[Stretch]:
    for state, run in groupby(days, key=lambda one: one[0]):
        alike = [day for _, day in run]
        yield Stretch(state, alike[0], alike[-1])


def _bound(asked: str | None, seen: Iterable[date], *, first: bool) -> date | None:
    """The first or last day of what was asked for (a month, a year), or of what was seen."""
    if asked is None:
        return min(seen, default=None) if first else max(seen, default=None)
    begins = date.fromisoformat(asked + "-01-01"[len(asked) - len("YYYY") :])
    if first or len(asked) == len("YYYY-MM-DD"):
        return begins
    months = 1 if len(asked) == len("YYYY-MM") else 12
    after = begins.month - 1 + months
    return date(begins.year + after // 12, after % 12 + 1, 1) - timedelta(1)
