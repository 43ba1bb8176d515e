"""Pointers out of archives: stored once each, found by address, kind and day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, select

from papertiger.ledger.looked import SHORT, Pointer, pointer_id
from papertiger.ledger.schema import POINTERS
from papertiger.ledger.schema.following import SHORT_ADDRESS
from papertiger.ledger.writing import Maker, Pen

_PLACES: Final = 400
"""Values in one query."""


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
    with pen.entry(Maker("follow")) as entry:
        pen.backend.alone(entry.connection, "pointers")
        names = list(rows)
        for start in range(0, len(names), _PLACES):
            there = select(POINTERS.c.id).where(POINTERS.c.id.in_(names[start : start + _PLACES]))
            for name in entry.connection.execute(there).scalars():
                del rows[name]
        return len(entry.put_all("pointers", list(rows.values())))


_P = POINTERS.c


def pointers(
    address: str | None, kind: str | None, since: date | None, until: date | None, limit: int | None
) -> Select[Any]:
    """Pointers to an address, of a kind, of some days, or all; in the order in which they were stored."""
    query = select(_P.kind, _P.file, _P.line, _P.address, _P.day, _P.body).order_by(_P.row).limit(limit)
    if address is not None:
        query = query.where(_P.address == address)
        if len(address) <= SHORT:
            query = query.where(SHORT_ADDRESS)
    if kind is not None:
        query = query.where(_P.kind == kind)
    if since is not None:
        query = query.where(_P.day >= since.isoformat())
    return query if until is None else query.where(_P.day <= until.isoformat())


def pointer_value(row: Any) -> Pointer:  # noqa: ANN401 - a row
    """A row of `pointers` as a value."""
    day = date.fromisoformat(row.day) if row.day else None
    return Pointer(row.kind, row.file, row.line, row.address, day, json.loads(row.body))
