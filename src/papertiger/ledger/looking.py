"""Looks at followed sources: stored, found again by address, counted by day."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Select, case, func, select

from papertiger.errors import LedgerError
from papertiger.ledger.looked import (
    KINDS,
    LISTS,
    SHORT,
    DayOfSource,
    Glance,
    Look,
    address_hash,
    cause_in,
    look_id,
    moment,
)
from papertiger.ledger.schema import ACTIVITIES, ARTICLES, ENTRIES, FETCHES, LOOKS
from papertiger.ledger.schema.evidence import SHORT_HTTP, SHORT_URL
from papertiger.ledger.writing import Maker, Pen

_PLACES: Final = 400
"""Values in one query."""


def look(pen: Pen, looks: Sequence[Look]) -> int:
    """Store looks in one entry; how many were new."""
    now = pen.now("microseconds")
    rows = [_row(one, now) for one in looks]
    with pen.entry(Maker("follow")) as entry:
        return len(entry.ensure("looks", rows))


def _row(one: Look, now: str) -> dict[str, Any]:
    if one.kind not in KINDS:
        raise LedgerError(f"no kind of look {one.kind!r}; there are: {', '.join(KINDS)}")
    if not one.source or not one.address:
        raise LedgerError("a look without a source or an address cannot be stored")
    at = moment(one.at) if one.at else now
    return {
        "id": look_id(one.source, one.kind, one.address, at),
        "source": one.source,
        "outlet": one.outlet,
        "kind": one.kind,
        "address": one.address,
        "address_hash": address_hash(one.address),
        "final": one.final,
        "at": at,
        "status": one.status,
        "headers": dict(one.headers) or None,
        "size": one.size,
        "sha256": one.sha256,
        "listed": one.listed,
        "fresh": one.fresh,
        "problem": one.problem,
        "cure": one.cure,
        "article": one.article,
    }


_L, _E, _A = LOOKS.c, ENTRIES.c, ACTIVITIES.c
_LOOKS = (
    select(LOOKS, ARTICLES.c.key.label("key"), _A.program, _A.version)
    .join_from(LOOKS, ENTRIES, _E.row == _L.entry)
    .join(ACTIVITIES, _A.row == _E.activity)
    .outerjoin(ARTICLES, ARTICLES.c.row == _L.article)
)


def looks(source: str | None, since: str | None, kinds: Collection[str] | None) -> Select[Any]:
    """Looks at a source or at all, since a moment or day; the oldest first."""
    query = _LOOKS.order_by(_L.at, _L.row)
    if source is not None:
        query = query.where(_L.source == source)
    if since is not None:
        query = query.where(_L.at >= since)
    return query if kinds is None else query.where(_L.kind.in_(kinds))


def last_look(connection: Connection, source: str, address: str, *, answered: bool) -> Look | None:
    """The last look of a source at an address, or the last one that was answered."""
    query = _LOOKS.where(_L.address_hash == address_hash(address), _L.source == source)
    if answered:
        query = query.where(_L.problem.is_(None))
    row = connection.execute(query.order_by(_L.at.desc(), _L.row.desc()).limit(1)).one_or_none()
    return None if row is None else look_value(row)


def look_value(row: Any) -> Look:  # noqa: ANN401 - a row
    """A row of `looks` as a value."""
    return Look(
        source=row.source,
        kind=row.kind,
        address=row.address,
        at=row.at,
        outlet=row.outlet,
        final=row.final,
        status=row.status,
        headers=json.loads(row.headers) if row.headers else {},
        size=row.size,
        sha256=row.sha256,
        listed=row.listed,
        fresh=row.fresh,
        problem=row.problem,
        cure=row.cure,
        article=row.key,
        program=f"{row.program} {row.version}",
    )


def seen_addresses(connection: Connection, addresses: Iterable[str]) -> set[str]:
    """Those that an article in the ledger came from, or that were looked at as articles and answered."""
    wanted = list(dict.fromkeys(addresses))
    hashes = {address_hash(one): one for one in wanted}
    names = list(hashes)
    found: set[str] = set()
    for start in range(0, len(names), _PLACES):
        part = names[start : start + _PLACES]
        came = select(_L.address_hash).where(
            _L.address_hash.in_(part), _L.kind == "article", _L.problem.is_(None)
        )
        found.update(hashes[one] for one in connection.execute(came).scalars())
    # Longer ones stand in no index of these two; following finds them by its own looks.
    short = [one for one in wanted if len(one) <= SHORT and one not in found]
    for start in range(0, len(short), _PLACES):
        part = short[start : start + _PLACES]
        known = select(ARTICLES.c.url).where(ARTICLES.c.url.in_(part), SHORT_URL)
        found.update(connection.execute(known).scalars())
        fetched = select(FETCHES.c.source).where(
            FETCHES.c.source.in_(part), SHORT_HTTP, FETCHES.c.article.is_not(None)
        )
        found.update(connection.execute(fetched).scalars())
    return found


def failed_looks(connection: Connection, addresses: Iterable[str]) -> dict[str, tuple[int, Look]]:
    """Of addresses that were looked at as articles and never answered: how often, and the last look."""
    hashes = {address_hash(one): one for one in addresses}
    names = list(hashes)
    found: dict[str, tuple[int, Look]] = {}
    for start in range(0, len(names), _PLACES):
        query = _LOOKS.where(
            _L.address_hash.in_(names[start : start + _PLACES]), _L.kind == "article", _L.problem.is_not(None)
        )
        for row in connection.execute(query.order_by(_L.at, _L.row)):
            number = found.get(row.address, (0, None))[0]
            found[row.address] = number + 1, look_value(row)
    return found


def glances(connection: Connection, source: str, since: str) -> Iterator[Glance]:
    """Looks of a source at its lists, in short, the oldest first."""
    # Of what failed alone: headers of two months of answers are large.
    failed = case((_L.problem.is_not(None), _L.headers)).label("failed")
    query = (
        select(_L.at, _L.kind, _L.fresh, _L.problem, _L.status, failed)
        .where(_L.source == source, _L.at >= since, _L.kind.in_(LISTS))
        .order_by(_L.at)
    )
    for row in connection.execute(query):
        headers = json.loads(row.failed) if row.failed else {}
        cause = cause_in(headers) if isinstance(headers, dict) else None
        yield Glance(datetime.fromisoformat(row.at), row.kind, row.fresh, row.problem, cause, row.status)


def last_news(connection: Connection, since: str) -> dict[str, datetime]:
    """Source → when it last had anything new, of those that had since a moment."""
    query = (
        select(_L.source, func.max(_L.at))
        .where(_L.at >= since, _L.fresh > 0, _L.kind.in_(LISTS))
        .group_by(_L.source)
    )
    return {source: datetime.fromisoformat(at) for source, at in connection.execute(query)}


def source_days(connection: Connection, since: date, until: date) -> Iterator[DayOfSource]:
    """What each source gave on each day from `since` to `until`, by source and day; no row where it was not asked."""
    day = func.substr(_L.at, 1, len("YYYY-MM-DD")).label("day")
    query = (
        select(
            _L.source,
            day,
            func.count(),
            func.count() - func.count(_L.problem),
            func.coalesce(func.sum(_L.fresh), 0),
        )
        .where(_L.at >= since.isoformat(), _L.at < (until + timedelta(1)).isoformat(), _L.kind.in_(LISTS))
        .group_by(_L.source, day)
        .order_by(_L.source, day)
    )
    for source, stated, *numbers in connection.execute(query):
        yield DayOfSource(source, date.fromisoformat(stated), *(int(number) for number in numbers))
