"""The collection log of followed sources, and pointers out of archives.

What is kept of each look follows the Berkeley Protocol on Digital Open Source Investigations (United Nations 2020, chapter VI.C): the
address, the moment in UTC, what collected it in which version, the hash of what came, and the header fields, also where nothing came.
Looks and pointers are no evidence of what they are about: an assessment made before a look stands as it was
(`papertiger.ledger.cases.evidence_upto`). What a look brought is evidence once it is read, as an article.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Select, func, literal_column, select

from papertiger.errors import LedgerError
from papertiger.ledger.rows import identity
from papertiger.ledger.schema import ACTIVITIES, ARTICLES, ENTRIES, FETCHES, LOOKS, POINTERS
from papertiger.ledger.schema.evidence import SHORT_HTTP, SHORT_URL
from papertiger.ledger.writing import Maker, Pen

LISTS: Final = ("feed", "sitemap", "page")
"""Kinds of look that ask a source what is new; they make up its days."""
KINDS: Final = (*LISTS, "robots", "article")
_PLACES: Final = 400
"""Values in one query."""
_SHORT: Final = 600
"""Characters of an address up to which indexes of articles and pointers hold it."""
_FOLLOW: Final = Maker("follow")


@dataclass(frozen=True, slots=True)
class Look:
    """One look at an address of a followed source."""

    source: str
    """Its id in the list of sources."""
    kind: str
    """feed, sitemap, page, robots or article."""
    address: str
    """That was asked for."""
    at: str = ""
    """ISO 8601; stored in UTC with microseconds. Empty: the moment of storing."""
    outlet: str | None = None
    final: str | None = None
    """Address that answered, where redirects led elsewhere."""
    status: int | None = None
    """Of HTTP."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of HTTP, and what no header can be called: ``:ip``, ``:redirects``."""
    size: int | None = None
    """Bytes."""
    sha256: str | None = None
    """Of the bytes."""
    listed: int | None = None
    """Items that a feed, sitemap or page listed."""
    fresh: int | None = None
    """Of those, items that were new."""
    problem: str | None = None
    """Why nothing came of it, one line; None where it was answered, also with "not modified"."""
    cure: str | None = None
    article: str | None = None
    """Key of the article that it gave, which must be stored before."""
    program: str = ""
    """What looked, with its version; filled in when it is read back."""

    @property
    def answered(self) -> bool:
        """Whether something came of it."""
        return self.problem is None

    def header(self, name: str) -> str | None:
        """A header field by its name in any case: ``etag`` and ``last-modified`` make the next request conditional."""
        wanted = name.lower()
        return next((value for key, value in self.headers.items() if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class DayOfSource:
    """What one followed source gave on one day; fields as in `papertiger.warning.values.SourceDay`, which is of a higher stage."""

    source: str
    day: date
    """In UTC."""
    looks: int
    """How often it was asked for what is new; robots and single articles do not count."""
    answers: int
    """How often it answered."""
    items: int
    """Items new on that day."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """One row of an archive that points to something published elsewhere."""

    kind: str
    """gdelt-events, gdelt-mentions or gdelt-gkg."""
    file: str
    """Name or SHA-256 of the file; with `line` it is what the row is known by."""
    line: int
    """From 1."""
    address: str | None
    """Of what it points to."""
    day: date | None
    """That it states."""
    body: Mapping[str, Any]


def look(pen: Pen, looks: Sequence[Look]) -> int:
    """Store looks in one entry; how many were new."""
    now = pen.now("microseconds")
    rows = [_row(one, now) for one in looks]
    with pen.entry(_FOLLOW) as entry:
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


def look_id(source: str, kind: str, address: str, at: str) -> str:
    """What names a look in every ledger."""
    return identity("look", source, kind, address, at)


def address_hash(address: str) -> str:
    """By which looks at an address are found."""
    return identity("address", address)


def moment(text: str) -> str:
    """A moment as it is stored: UTC, microseconds. Raises LedgerError for what is none, or does not say its offset."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise LedgerError(f"{text!r} is no moment in UTC; write ISO 8601: 2026-01-14T10:00:00Z")
    return f"{found.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


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
    short = [one for one in wanted if len(one) <= _SHORT and one not in found]
    for start in range(0, len(short), _PLACES):
        part = short[start : start + _PLACES]
        known = select(ARTICLES.c.url).where(ARTICLES.c.url.in_(part), SHORT_URL)
        found.update(connection.execute(known).scalars())
        fetched = select(FETCHES.c.source).where(
            FETCHES.c.source.in_(part), SHORT_HTTP, FETCHES.c.article.is_not(None)
        )
        found.update(connection.execute(fetched).scalars())
    return found


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


def point(pen: Pen, new: Sequence[Pointer]) -> int:
    """Store pointers in one entry; how many were new."""
    rows: dict[str, dict[str, Any]] = {}
    for one in new:
        name = pointer_id(one.kind, one.file, one.line)
        day = one.day.isoformat() if one.day else None
        rows.setdefault(
            name,
            {
                "id": name,
                "kind": one.kind,
                "file": one.file,
                "line": one.line,
                "address": one.address,
                "day": day,
                "body": dict(one.body),
            },
        )
    with pen.entry(_FOLLOW) as entry:
        pen.backend.alone(entry.connection, "pointers")
        names = list(rows)
        for start in range(0, len(names), _PLACES):
            there = select(POINTERS.c.id).where(POINTERS.c.id.in_(names[start : start + _PLACES]))
            for name in entry.connection.execute(there).scalars():
                del rows[name]
        return len(entry.put_all("pointers", list(rows.values())))


def pointer_id(kind: str, file: str, line: int) -> str:
    """What names a pointer in every ledger."""
    return identity("pointer", kind, file, str(line))


_P = POINTERS.c


def pointers(
    address: str | None, kind: str | None, since: date | None, until: date | None, limit: int | None
) -> Select[Any]:
    """Pointers to an address, of a kind, of some days, or all; in the order in which they were stored."""
    query = select(_P.kind, _P.file, _P.line, _P.address, _P.day, _P.body).order_by(_P.row).limit(limit)
    if address is not None:
        query = query.where(_P.address == address)
        if len(address) <= _SHORT:
            query = query.where(literal_column(f"length(address) <= {_SHORT}"))
    if kind is not None:
        query = query.where(_P.kind == kind)
    if since is not None:
        query = query.where(_P.day >= since.isoformat())
    return query if until is None else query.where(_P.day <= until.isoformat())


def pointer_value(row: Any) -> Pointer:  # noqa: ANN401 - a row
    """A row of `pointers` as a value."""
    day = date.fromisoformat(row.day) if row.day else None
    return Pointer(row.kind, row.file, row.line, row.address, day, json.loads(row.body))
