"""Versions of watchlists: a list is stored again only where it changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from papertiger.errors import UnknownError
from papertiger.ledger.schema import ENTRIES, WATCHLISTS
from papertiger.ledger.writing import Maker, Pen


@dataclass(frozen=True, slots=True)
class StoredWatchlist:
    """One version of a watchlist."""

    id: str
    version: int
    """From 1; the highest one stands."""
    name: str
    body: dict[str, Any]
    """The whole list, as the stage that owns it writes it."""
    at: str
    """When it was stored: ISO 8601, UTC."""


_W = WATCHLISTS.c
_ALL = select(_W.id, _W.version, _W.name, _W.body, ENTRIES.c.at).join(ENTRIES, ENTRIES.c.row == _W.entry)


def watch(pen: Pen, id_: str, name: str, body: Mapping[str, Any], by: str | None) -> StoredWatchlist:
    """Store a version of a watchlist unless the last one says the same; the one that stands then."""
    with pen.entry(Maker("warn", person=by)) as entry:
        # As versions of cases: numbers go on from those that are there.
        pen.backend.alone(entry.connection, "cases")
        last = _last(entry.connection, id_)
        said = json.loads(json.dumps(body))
        if last is not None and (last.name, last.body) == (name, said):
            return last
        number = last.version + 1 if last else 1
        entry.put("watchlists", {"id": id_, "version": number, "name": name, "body": said})
        return watchlist(entry.connection, id_, number)  # as it stands there, with the moment of its entry


def _last(connection: Connection, id_: str) -> StoredWatchlist | None:
    row = connection.execute(_ALL.where(_W.id == id_).order_by(_W.version.desc()).limit(1)).one_or_none()
    return None if row is None else _value(row)


def watchlist(connection: Connection, id_: str, version: int | None) -> StoredWatchlist:
    """One version of a watchlist, or the one that stands; raises UnknownError where there is none."""
    query = _ALL.where(_W.id == id_).order_by(_W.version.desc()).limit(1)
    row = connection.execute(query if version is None else query.where(_W.version == version)).one_or_none()
    if row is None:
        of = f"watchlist {id_!r}" if version is None else f"version {version} of watchlist {id_!r}"
        raise UnknownError(f"no {of} in the ledger")
    return _value(row)


def watchlists(connection: Connection) -> Iterator[StoredWatchlist]:
    """The versions that stand, by id."""
    w = WATCHLISTS.alias().c
    last = select(func.max(w.version)).where(w.id == _W.id).correlate(WATCHLISTS).scalar_subquery()
    for row in connection.execute(_ALL.where(_W.version == last).order_by(_W.id)):
        yield _value(row)


def _value(row: Any) -> StoredWatchlist:  # noqa: ANN401 - a row
    return StoredWatchlist(row.id, row.version, row.name, json.loads(row.body), row.at)
