"""Claims that stand as rules of warnings take them: flat, with the day, the speaker and the origin. As known now, or as known on a day."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from papertiger.indication import Indication
from papertiger.ledger import proven, records
from papertiger.ledger.days import days_of, told_on
from papertiger.ledger.schema import ARTICLES, CHAINS, CLAIMS, ENTRIES, STANDING
from papertiger.lineage import Family, Placed, origin_of
from papertiger.records import AttributionStep

BATCH: Final = 2_000
"""Claims whose origins are looked up together."""
_DAY: Final = len("YYYY-MM-DD")
_YEAR: Final = len("YYYY")

Placing = Callable[[Collection[str]], Mapping[str, tuple[Family, Placed]]]
"""Keys of articles → the family of each and its place there."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What of a claim tells its origin."""

    attribution: tuple[AttributionStep, ...]
    subject: str | None
    subject_state: str | None


_S, _C, _A = STANDING.c, CLAIMS.c, ARTICLES.c
_CLAIM = (
    select(
        _C.id,
        _S.published,
        ENTRIES.c.at,
        _S.family,
        _S.predicate,
        _C.mode,
        _S.domain,
        _S.polarity,
        _S.modality,
        _S.subject,
        _S.subject_state,
        _C.subject_state.label("own_state"),
        _S.object,
        _S.object_state,
        _C.over,
        _C.auxiliary,
        _S.chain,
        CHAINS.c.speaker,
        CHAINS.c.anonymous,
        _A.key,
        _S.outlet,
        _S.language,
        _C.quote,
        _C.time_edtf,
    )
    .join_from(STANDING, CLAIMS, _C.row == _S.row)
    .join(ARTICLES, _A.row == _S.article)
    .join(ENTRIES, ENTRIES.c.row == _A.entry)
    .join(CHAINS, CHAINS.c.row == _S.chain)
)


def indications(
    connection: Connection,
    placed: Placing,
    since: date,
    until: date,
    *,
    predicates: Collection[str] | None,
    families: Collection[str] | None,
    states: Collection[str] | None,
    known_by: date | None,
) -> tuple[Indication, ...]:
    """Claims of days from `since` to `until`, by day and id; see `Ledger.indications`."""
    wanted: list[ColumnElement[bool]] = [*proven.only_counted(connection)]
    if predicates is not None:
        wanted.append(_S.predicate.in_(predicates))
    if families is not None:
        wanted.append(_S.family.in_(families))
    if states is not None:
        wanted.append(or_(_S.subject_state.in_(states), _S.object_state.in_(states)))
    if known_by is not None:
        wanted.append(ENTRIES.c.at < _after(known_by))
    found: list[Indication] = []
    for query in _published(_CLAIM, since, until):
        found += _values(connection, query.where(*wanted), placed)
    return tuple(
        sorted((one for one in found if since <= one.day <= until), key=lambda one: (one.day, one.claim))
    )


def left_out(connection: Connection, since: date, until: date) -> int:
    """How many claims of those days are no indications: only a language model read them, and no person accepted them."""
    if not proven.any_read(connection):
        return 0
    rows = select(_S.published, ENTRIES.c.at).join_from(STANDING, ARTICLES, _A.row == _S.article)
    rows = rows.join(ENTRIES, ENTRIES.c.row == _A.entry).where(proven.left_out())
    return sum(
        since <= day_of(row.published, date.fromisoformat(row.at[:_DAY]))[0] <= until
        for query in _published(rows, since, until)
        for row in connection.execute(query)
    )


def _published(claims: Select[Any], since: date, until: date) -> Iterator[Select[Any]]:
    """Claims whose day may lie between two: of articles that state one, a month or a year; of those that state none."""
    dated = claims.where(
        # "2026" and "2026-01" sort before the days in them.
        _S.published >= since.isoformat()[:_YEAR],
        _S.published < _after(until),
        or_(_S.published >= since.isoformat(), func.length(_S.published) < _DAY),
    )
    undated = claims.where(
        _S.published == "", ENTRIES.c.at >= since.isoformat(), ENTRIES.c.at < _after(until)
    )
    return iter((dated, undated))


def _after(day: date) -> str:
    """The least moment that is after a day."""
    return (day + timedelta(1)).isoformat()


def _values(connection: Connection, query: Select[Any], placed: Placing) -> Iterator[Indication]:
    chains: dict[int, records.Chain] = {}
    rows = iter(connection.execution_options(yield_per=BATCH).execute(query))
    while some := list(islice(rows, BATCH)):
        chains |= records.chains(connection, {row.chain for row in some} - chains.keys())
        places = placed({row.key for row in some})
        for row in some:
            yield _value(row, chains[row.chain], places.get(row.key))


def _value(
    row: Any,  # noqa: ANN401 - a row
    chain: Sequence[AttributionStep],
    place: tuple[Family, Placed] | None,
) -> Indication:
    known = date.fromisoformat(row.at[:_DAY])
    day, dated = day_of(row.published, known)
    said = _Said(tuple(chain), row.subject, row.own_state)
    return Indication(
        claim=row.id,
        day=day,
        dated=dated,
        known=known,
        family=row.family,
        predicate=row.predicate,
        mode=row.mode,
        domain=row.domain,
        polarity=row.polarity,
        modality=row.modality,
        subject=row.subject,
        subject_state=row.subject_state,
        object=row.object,
        object_state=row.object_state,
        over=row.over,
        speaker=None if not chain or chain[-1].kind == "outlet" else row.speaker,
        anonymous=bool(row.anonymous),
        origin=origin_of(said, *place) if place else row.key,
        article=row.key,
        outlet=row.outlet,
        language=row.language,
        quote=row.quote,
        happened=_happened(row.time_edtf),
        auxiliary=tuple(json.loads(row.auxiliary)) if row.auxiliary else (),
    )


def day_of(published: str | None, known: date) -> tuple[date, bool]:
    """The day under which an article counts, and whether the article states it.

    Of a month or year that is stated alone it is the last day, or the day of reading where that came before: nothing is dated
    after it was known.
    """
    told = told_on(published)
    if told is None:
        return known, False
    day = date.fromordinal(told)
    if published is not None and len(published) >= _DAY:
        return day, True
    return min(day, known), False


def _happened(edtf: str | None) -> tuple[date, date] | None:
    first, last = days_of(edtf)
    if first is None or last is None:
        return None
    return date.fromordinal(first), date.fromordinal(last)


def articles_by_day(
    connection: Connection, since: date, until: date, known_by: date | None
) -> dict[date, int]:
    """Day → articles, with claims or without; days as of `indications`. No entry where there is none."""
    at = func.substr(ENTRIES.c.at, 1, _DAY).label("known")
    stated = func.substr(_A.published, 1, _DAY).label("stated")
    base = select(stated, at, func.count()).join(ENTRIES, ENTRIES.c.row == _A.entry).group_by(stated, at)
    if known_by is not None:
        base = base.where(ENTRIES.c.at < _after(known_by))
    dated = base.where(_A.published >= since.isoformat()[:_YEAR], _A.published < _after(until))
    undated = base.where(
        or_(_A.published.is_(None), _A.published == ""),
        ENTRIES.c.at >= since.isoformat(),
        ENTRIES.c.at < _after(until),
    )
    counts: Counter[date] = Counter()
    for query in (dated, undated):
        for published, known, number in connection.execute(query):
            day, _ = day_of(published, date.fromisoformat(known))
            if since <= day <= until:
                counts[day] += number
    return dict(sorted(counts.items()))
