"""Warnings: stored before anybody can know what comes of them, and found again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import JSON, Connection, Select, Text, case, cast, select

from papertiger.errors import LedgerError, UnknownError
from papertiger.ledger.queries import CANDIDATES, starts
from papertiger.ledger.schema import CUSTODY, DELIVERIES, WARNINGS
from papertiger.ledger.warned import (
    NewWarning,
    StoredWarning,
    WarningHead,
    canonical,
    digest_of,
    warning_id,
)
from papertiger.ledger.writing import FIRST_CHAIN, Maker, Pen

_PLACES: Final = 400
"""Values in one query."""


def warn(pen: Pen, new: Sequence[NewWarning], config: str | None) -> tuple[StoredWarning, ...]:
    """Store warnings in one entry; those that were not there."""
    with pen.entry(Maker("warn", config=config)) as entry:
        pen.backend.alone(entry.connection, "warn")
        for upto in {one.upto for one in new}:
            if not _is_chain(entry.connection, upto):
                raise LedgerError(
                    f"{upto[:16]!r}… is no chain of custody of this ledger; ask `Ledger.chain` before reading the evidence"
                )
        at = pen.now("microseconds")
        rows = {row["id"]: row for row in reversed([_row(one, at) for one in new])}
        names = list(reversed(rows))
        for start in range(0, len(names), _PLACES):
            there = select(WARNINGS.c.id).where(WARNINGS.c.id.in_(names[start : start + _PLACES]))
            for name in entry.connection.execute(there).scalars():
                del rows[name]
        made = [rows[name] for name in names if name in rows]
        entry.put_all("warnings", made)
    return tuple(_stored(row) for row in made)


def _row(one: NewWarning, at: str) -> dict[str, Any]:
    if not one.about or any(not part or "\n" in part for part in one.about):
        raise LedgerError(f"a warning must be about something, each named in one line, not {one.about!r}")
    about, day = "\n".join(one.about), one.day.isoformat()
    body = json.loads(canonical(one.body))
    return {
        "id": warning_id(one.watchlist, one.watch, one.rule, about, day),
        "watchlist": one.watchlist,
        "watch": one.watch,
        "rule": one.rule,
        "about": about,
        "day": day,
        "at": at,
        "upto": one.upto,
        "digest": digest_of(body),
        "body": body,
    }


def _stored(row: Mapping[str, Any]) -> StoredWarning:
    about, day = tuple(row["about"].split("\n")), date.fromisoformat(row["day"])
    return StoredWarning(**{**row, "about": about, "day": day})


def _is_chain(connection: Connection, chain: str) -> bool:
    """Whether an entry of this ledger has that chain; most often one of the last."""
    if chain == FIRST_CHAIN:
        return True
    c = CUSTODY.c
    last = select(c.chain).order_by(c.row.desc()).limit(_PLACES)
    if chain in set(connection.execute(last).scalars()):
        return True
    return connection.execute(select(c.row).where(c.chain == chain).limit(1)).first() is not None


_W = WARNINGS.c
_ALL = select(_W.id, _W.watchlist, _W.watch, _W.rule, _W.about, _W.day, _W.at, _W.upto, _W.digest, _W.body)


def warnings(
    since: date | None = None,
    until: date | None = None,
    watchlist: str | None = None,
    watch: str | None = None,
    about: Sequence[str] | None = None,
    limit: int | None = None,
) -> Select[Any]:
    """Warnings that fit, by day, the newest first; of one day, the last stored first."""
    query = _fitting(_ALL.order_by(_W.day.desc(), _W.row.desc()), since, until, watchlist, watch).limit(limit)
    return query if about is None else query.where(_W.about == "\n".join(about))


def _fitting(
    query: Select[Any], since: date | None, until: date | None, watchlist: str | None, watch: str | None
) -> Select[Any]:
    if since is not None:
        query = query.where(_W.day >= since.isoformat())
    if until is not None:
        query = query.where(_W.day <= until.isoformat())
    if watchlist is not None:
        query = query.where(_W.watchlist == watchlist)
    if watch is not None:
        query = query.where(_W.watch == watch)
    return query


def heads(connection: Connection, since: date | None, until: date | None) -> Iterator[WarningHead]:
    """Warnings without their bodies, by day, the newest first; of one day, the last given first. Bodies of ten thousand take seconds."""
    body = cast(_W.body, JSON().with_variant(Text(), "sqlite"))
    # PostgreSQL reads no JSON that spells out a NUL; such a body is another program's.
    standing = (
        case(
            (_W.body.contains("\\u0000", autoescape=True), None), else_=body["standing", name].as_string()
        ).label(name)
        for name in ("kind", "first")
    )
    query = select(_W.id, _W.watchlist, _W.watch, _W.rule, _W.about, _W.day, _W.at, *standing)
    query = _fitting(query.order_by(_W.day.desc(), _W.at.desc(), _W.row.desc()), since, until, None, None)
    for id_, watchlist, watch, rule, about, day, *more in connection.execute(query):
        of, on = tuple(about.split("\n")), date.fromisoformat(day)
        yield WarningHead(id_, watchlist, watch, rule, of, on, *more)


def some(connection: Connection, ids: Sequence[str]) -> Iterator[StoredWarning]:
    """The warnings with these ids, in that order; those that there are none of are left out."""
    for start in range(0, len(ids), _PLACES):
        part = ids[start : start + _PLACES]
        found = {row.id: row for row in connection.execute(_ALL.where(_W.id.in_(part)))}
        yield from (warning_value(found[name]) for name in part if name in found)


def undelivered(channel: str, target: str, since: date) -> Select[Any]:
    """Warnings of days from `since` on that were not sent there yet, the oldest first."""
    d = DELIVERIES.c
    sent = select(d.row).where(
        d.warning == _W.row, d.channel == channel, d.target == target, d.status == "sent"
    )
    return _ALL.where(_W.day >= since.isoformat(), ~sent.exists()).order_by(_W.day, _W.row)


def warning_value(row: Any) -> StoredWarning:  # noqa: ANN401 - a row
    """A row of `warnings` as a value."""
    return _stored({**row._mapping, "body": json.loads(row.body)})  # noqa: SLF001 - how SQLAlchemy calls it


def named(connection: Connection, prefix: str) -> StoredWarning:
    """The warning whose id is `prefix`, or the only one whose id begins with it.

    Raises:
        LedgerError: there is none, or there are several; the message lists them.
    """
    found = connection.execute(_ALL.where(starts(_W.id, prefix)).order_by(_W.id).limit(CANDIDATES + 1)).all()
    chosen = [row for row in found if row.id == prefix] or found
    if not chosen or not prefix:
        raise UnknownError(f"no warning {prefix!r} in the ledger; `papertiger warnings list` shows their ids")
    if len(chosen) > 1:
        listed = ", ".join(f"{row.id[:12]} ({row.watch}, {row.day})" for row in chosen[:CANDIDATES])
        more = ", …" if len(chosen) > CANDIDATES else ""
        raise LedgerError(f"several warnings begin with {prefix!r}: {listed}{more}; write more of the id")
    return warning_value(chosen[0])
