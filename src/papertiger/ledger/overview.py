"""What a ledger looks like from above, fast however large it is: claims page by page, and numbers by partner, cell and month.

Pages go on from a key, not from a count, so that the thousandth costs what the first does and none moves when claims come in between.
Numbers are those that the database keeps (`schema.tallies`), less what no figure rests on (`proven`): claims that only a language model
read. None is counted here.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, or_, select, tuple_

from papertiger.errors import LedgerError
from papertiger.ledger import proven, queries, records
from papertiger.ledger.asked import ClaimFilter, Counts, Holdings
from papertiger.ledger.backends import Backend
from papertiger.ledger.proven import LeftOut
from papertiger.ledger.schema import ARTICLES, STANDING, TALLIES
from papertiger.ledger.spoken import first_spoken
from papertiger.records import ClaimRecord

PAGE = 50
"""Claims of a page where the filter has no limit."""
FEW = 2_000
"""Articles of an outlet up to which its claims are looked up by them."""
_DAY = len("2026-01-31")
_NUMBER = re.compile("[0-9]{1,18}")
"""Of a row or place: no longer than any database counts to."""
_S, _T = STANDING.c, TALLIES.c


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ends: what its last claim is ordered by. It means nothing in another ledger."""

    published: str
    article: int
    start: int
    row: int

    def __str__(self) -> str:
        """As an address can hold it."""
        return f"{self.row}.{self.start}.{self.article}.{self.published}"

    @classmethod
    def read(cls, text: str) -> Place:
        """What `str` wrote; raises LedgerError for anything else."""
        try:
            row, start, article, published = text.split(".", 3)
            if not all(_NUMBER.fullmatch(one) for one in (row, start, article)):
                raise ValueError(text)  # noqa: TRY301 - one message for both
            return cls(published, int(article), int(start), int(row))
        except ValueError:
            raise LedgerError(
                f"{text!r} is no place in a list of claims; begin with the first page"
            ) from None


@dataclass(frozen=True, slots=True)
class Page:
    """Some claims in order."""

    claims: tuple[ClaimRecord, ...]
    last: Place | None
    """Where the next page goes on; None when there are no more claims."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A state and how many claims that stand tie it to the one asked about."""

    state: str
    as_client: int
    """Claims whose object it is, while the state asked about is their subject."""
    as_patron: int
    """Claims whose subject it is, while the state asked about is their object."""


def page(connection: Connection, backend: Backend, chosen: ClaimFilter, after: Place | None = None) -> Page:
    """The claims that stand and that `chosen` lets through, one page of them.

    Args:
        connection: to the ledger.
        backend: its database.
        chosen: filter, order and limit, which is the size of the page (`PAGE` where there is none).
        after: where the page before ended.
    """
    size = chosen.limit or PAGE
    query = queries.claims_query(chosen, backend).limit(size + 1)
    if chosen.speaker is not None and chosen.text is None:
        wanted = queries.conditions(replace(chosen, speaker=None), backend)
        wanted += [] if after is None else [_beyond(after, chosen)]
        rows = first_spoken(
            connection, backend, chosen.speaker, wanted, size + 1, newest_first=chosen.newest_first
        )
        query = queries.claims_query(_order(chosen), backend).where(_S.row.in_(rows))
    else:
        if (few := _few_articles(connection, backend, chosen)) is not None:
            query = queries.claims_query(replace(chosen, outlet=None), backend).limit(size + 1)
            query = query.where(_S.article.in_(few))
        if after is not None:
            query = query.where(_beyond(after, chosen))
    found = connection.execute(query).mappings().all()
    more = len(found) > size
    claims = tuple(records.assemble(connection, found[:size], {}))
    return Page(claims, _place(found[size - 1]) if more else None)


def _few_articles(connection: Connection, backend: Backend, chosen: ClaimFilter) -> list[int] | None:
    """Rows of all articles of the outlet asked for where there are few; None where there are many, or none is asked for.

    The claims of a small outlet lie far apart among all; those of a large one are met soon on the way through them.
    """
    if chosen.outlet is None:
        return None
    query = select(ARTICLES.c.row).where(backend.contains(ARTICLES.c.outlet, chosen.outlet)).limit(FEW + 1)
    found = list(connection.execute(query).scalars())
    return found if len(found) <= FEW else None


def _order(chosen: ClaimFilter) -> ClaimFilter:
    """Nothing but the order that `chosen` asks for."""
    return ClaimFilter(newest_first=chosen.newest_first)


def _beyond(after: Place, chosen: ClaimFilter) -> ColumnElement[bool]:
    place = tuple_(*queries.ORDER)
    ends = tuple_(after.published, after.article, after.start, after.row)
    return place < ends if chosen.newest_first else place > ends


def _place(row: RowMapping) -> Place:
    return Place(row["published"] or "", row["article"], row["start"], row["row"])


def partners(connection: Connection, state: str, less: LeftOut) -> tuple[Partner, ...]:
    """States with claims between them and `state` (alpha-3), those with most claims first; less what no figure rests on."""
    there: dict[str, list[int]] = {}
    query = select(_T.subject, _T.object, _T.number).where(
        _T.kind == "pair", _T.number > 0, or_(_T.subject == state, _T.object == state)
    )
    for subject, object_, kept in connection.execute(query):
        number = kept - less.pairs[subject, object_]
        if number <= 0:
            continue
        if subject == state:
            there.setdefault(object_, [0, 0])[0] += number
        if object_ == state:
            there.setdefault(subject, [0, 0])[1] += number
    there.pop("", None)
    order = sorted(there, key=lambda other: (-sum(there[other]), other))
    return tuple(Partner(other, *there[other]) for other in order)


def states(connection: Connection) -> tuple[str, ...]:
    """States, and actors that belong to none, which are a side of claims that stand, by id."""
    there: set[str] = set()
    for column in (_T.subject, _T.object):
        query = select(column).distinct().where(_T.kind == "pair", _T.number > 0)
        there.update(connection.execute(query).scalars())
    return tuple(sorted(there - {""}))


def matrix(connection: Connection, subject: str, object_: str, less: LeftOut) -> dict[tuple[str, str], int]:
    """Predicate and domain → claims that stand of one state about another."""
    query = _numbers("cell", subject, object_, _T.first, _T.second)
    found = {
        (predicate, domain): number - less.cells[subject, object_, predicate, domain]
        for predicate, domain, number in connection.execute(query)
    }
    return {key: number for key, number in found.items() if number > 0}


def timeline(connection: Connection, subject: str, object_: str, less: LeftOut) -> dict[str, int]:
    """Month of publication (YYYY-MM, YYYY where no more is known, empty for undated) → claims that stand of one state about another."""
    query = _numbers("month", subject, object_, _T.first)
    found = {
        month: number - less.months[subject, object_, month] for month, number in connection.execute(query)
    }
    return {month: number for month, number in found.items() if number > 0}


@dataclass(frozen=True, slots=True)
class Cell:
    """How many claims that stand one state makes of another by one predicate in one domain."""

    subject: str
    """State of the subject; empty where there is none."""
    object: str
    predicate: str
    domain: str
    number: int


def cells(connection: Connection, less: LeftOut, *states: str) -> tuple[Cell, ...]:
    """All cells; with `states`, only those between the two, in either direction."""
    query = select(_T.subject, _T.object, _T.first, _T.second, _T.number).where(
        _T.kind == "cell", _T.number > 0
    )
    if states:
        one, other = states
        query = query.where(
            or_((_T.subject == one) & (_T.object == other), (_T.subject == other) & (_T.object == one))
        )
    ordered = query.order_by(_T.subject, _T.object, _T.first, _T.second)
    found = connection.execute(ordered).all()  # all at once: row by row takes thrice as long
    if not less.numbers:
        return tuple(Cell(*row) for row in found)
    return tuple(
        Cell(subject, object_, predicate, domain, left)
        for subject, object_, predicate, domain, number in found
        if (left := number - less.cells[subject, object_, predicate, domain]) > 0
    )


def cells_of(connection: Connection, since: str | None, until: str | None, *states: str) -> tuple[Cell, ...]:
    """The same of articles published in a period, counted from an index that holds all that is asked: a million claims take a second.

    Args:
        connection: to the ledger.
        since: first date of publication, as in a `ClaimFilter`.
        until: last one.
        states: two, or none for all.
    """
    count = func.count()
    sides = (func.coalesce(_S.subject_state, ""), func.coalesce(_S.object_state, ""))
    query = select(*sides, _S.predicate, _S.domain, count)
    # Undated ones are left out: theirs is the empty text.
    query = query.where(queries.within(_S.published, since or "0", queries.last_of(until or "9999")))
    query = query.where(*proven.only_counted(connection))
    if states:
        one, other = states
        query = query.where(
            or_(
                (_S.subject_state == one) & (_S.object_state == other),
                (_S.subject_state == other) & (_S.object_state == one),
            )
        )
    grouped = query.group_by(*sides, _S.predicate, _S.domain).order_by(*sides, _S.predicate, _S.domain)
    return tuple(Cell(*row) for row in connection.execute(grouped).all())


@dataclass(frozen=True, slots=True)
class Stance:
    """How many claims that stand say one thing, in one way, of one state about another."""

    subject: str
    """State of the subject; empty where there is none."""
    object: str
    predicate: str
    domain: str
    polarity: str
    modality: str
    number: int


def stances(connection: Connection, subject: str, predicates: Collection[str]) -> tuple[Stance, ...]:
    """Claims whose subject is a state, by what they say and how, of some predicates; counted one by one: fifty thousand take a quarter of a second."""
    columns = (
        _S.subject_state,
        func.coalesce(_S.object_state, ""),
        _S.predicate,
        _S.domain,
        _S.polarity,
        _S.modality,
    )
    query = select(*columns, func.count()).where(
        _S.subject_state == subject, _S.predicate.in_(sorted(predicates)), *proven.only_counted(connection)
    )
    return tuple(
        Stance(*row) for row in connection.execute(query.group_by(*columns).order_by(*columns)).all()
    )


def months(connection: Connection, since: str, less: LeftOut) -> dict[tuple[str, str], dict[str, int]]:
    """Subject's and object's state → month from `since` (YYYY-MM) on → claims that stand."""
    query = select(_T.subject, _T.object, _T.first, _T.number).where(
        _T.kind == "month", _T.number > 0, _T.first >= since
    )
    found: dict[tuple[str, str], dict[str, int]] = {}
    for subject, object_, month, number in connection.execute(query.order_by(_T.first)).all():
        if (left := number - less.months[subject, object_, month]) > 0:
            found.setdefault((subject, object_), {})[month] = left
    return found


def counts(connection: Connection, less: LeftOut) -> Counts:
    """How many articles and standing claims there are, by language and by family; and how many of these no figure rests on."""
    claims = _total(connection, "family")
    languages = _total(connection, "language")
    return Counts(sum(languages.values()), sum(claims.values()), claims, languages, less.all)


@dataclass(frozen=True, slots=True)
class Seen:
    """One outlet and what is held of it."""

    outlet: str | None
    """As its articles state it; None for those that state none."""
    articles: int
    undated: int
    """Of those, articles that do not say when they were published."""
    first: str
    """Earliest date of publication, ISO 8601; empty when no article has one."""
    last: str


def outlets(connection: Connection) -> tuple[Seen, ...]:
    """Every outlet, by name. Counted here, from the index of outlets: half a second for a million articles."""
    a = ARTICLES.c
    dated = func.count(a.published)
    query = select(a.outlet, func.count(), dated, func.min(a.published), func.max(a.published)).group_by(
        a.outlet
    )
    found = [
        Seen(outlet, number, number - known, (first or "")[:_DAY], (last or "")[:_DAY])
        for outlet, number, known, first, last in connection.execute(query)
    ]
    return tuple(sorted(found, key=lambda one: (one.outlet is not None, one.outlet or "")))


def holdings(connection: Connection) -> Holdings:
    """The articles, counted; as costly as `outlets`."""
    found = outlets(connection)
    return Holdings(
        articles=sum(one.articles for one in found),
        outlets={one.outlet: one.articles for one in found if one.outlet},
        languages=_total(connection, "language"),
        first=min((one.first for one in found if one.first), default=""),
        last=max((one.last for one in found if one.last), default=""),
        undated=sum(one.undated for one in found),
    )


def _total(connection: Connection, kind: str) -> dict[str, int]:
    return {first: number for first, number in connection.execute(_numbers(kind, "", "", _T.first))}  # noqa: C416 - as above


def _numbers(kind: str, subject: str, object_: str, *columns: ColumnElement[str]) -> Select[Any]:
    asked: list[ColumnElement[Any]] = [*columns, _T.number]
    query: Select[Any] = select(*asked).order_by(*columns)
    return query.where(_T.kind == kind, _T.subject == subject, _T.object == object_, _T.number > 0)
