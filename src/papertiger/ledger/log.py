"""The log of a ledger: its entries in the order in which they were made, each with its rows as they are outside."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from papertiger.ledger.lines import Fields, line, shown
from papertiger.ledger.schema import ACTIVITIES, CUSTODY, ENTRIES, EVIDENCE
from papertiger.ledger.writing import digest_of

CHUNK = 400
"""Entries that are fetched together."""


@dataclass(slots=True)
class Block:
    """One entry and what it brought."""

    number: int
    """Row number of the entry."""
    fields: Fields
    """Of the entry: id, at, activity."""
    digest: str
    chain: str
    """Both as stored."""
    rows: list[tuple[str, Fields]] = field(default_factory=list)
    """Table and fields, in the order of the tables and then of storing."""
    numbers: list[int] = field(default_factory=list)
    """Row numbers of those."""

    def computed(self) -> str:
        """The digest that the rows give."""
        hashes: dict[str, Any] = {}
        for table, fields in self.rows:
            hashes.setdefault(table, hashlib.sha256()).update(line(table, fields).encode() + b"\n")
        return digest_of(line("entries", self.fields), {name: h.hexdigest() for name, h in hashes.items()})

    def lines(self) -> Iterator[str]:
        """The entry in canonical lines: itself, its rows, its custody."""
        yield line("entries", self.fields)
        for table, fields in self.rows:
            yield line(table, fields)
        yield line("custody", {"entry": self.fields["id"], "digest": self.digest, "chain": self.chain})


_A, _E, _C = ACTIVITIES.c, ENTRIES.c, CUSTODY.c
_HEADS = (
    select(
        _C.row,
        _C.entry,
        _C.digest,
        _C.chain,
        _E.id,
        _E.at,
        *(_A.id.label("made"), _A.kind, _A.config, _A.person, _A.program, _A.version, _A.at.label("made_at")),
    )
    .join_from(CUSTODY, ENTRIES, _E.row == _C.entry)
    .join(ACTIVITIES, _A.row == _E.activity)
    .order_by(_C.row)
)


def blocks(connection: Connection, after: int = 0) -> Iterator[Block]:
    """Every entry after the one whose custody has row number `after`, in the order of custody."""
    while found := connection.execute(_HEADS.where(_C.row > after).limit(CHUNK)).all():
        yield from _filled(connection, found)
        after = found[-1].row


def blocks_of(connection: Connection, entries: Collection[int]) -> Iterator[Block]:
    """The entries with those row numbers, in the order of custody."""
    ordered: list[int] = []
    wanted = sorted(entries)
    for start in range(0, len(wanted), CHUNK):
        query = select(_C.row).where(_C.entry.in_(wanted[start : start + CHUNK]))
        ordered += connection.execute(query).scalars()
    ordered.sort()
    for start in range(0, len(ordered), CHUNK):
        query = _HEADS.where(_C.row.in_(ordered[start : start + CHUNK]))
        yield from _filled(connection, connection.execute(query).all())


def _filled(connection: Connection, found: Sequence[Any]) -> Iterator[Block]:
    chunk = {
        r.entry: Block(r.entry, {"id": r.id, "at": r.at, "activity": _activity(r)}, r.digest, r.chain)
        for r in found
    }
    _fill(connection, chunk)
    yield from chunk.values()


def _activity(row: Any) -> Fields:  # noqa: ANN401 - a row
    return {
        "id": row.made,
        "kind": row.kind,
        "config": row.config,
        "person": row.person,
        "program": row.program,
        "version": row.version,
        "at": row.made_at,
    }


def _fill(connection: Connection, chunk: dict[int, Block]) -> None:
    entries = sorted(chunk)
    for name, evidence in EVIDENCE.items():
        t = evidence.table.c
        found = connection.execute(
            select(evidence.table).where(t.entry.in_(entries)).order_by(t.row)
        ).mappings()
        rows = [(row["entry"], row["row"], shown(evidence, row)) for row in found]
        for column, target in evidence.references.items():
            resolve(connection, target, column, [fields for *_, fields in rows])
        for entry, number, fields in rows:
            chunk[entry].rows.append((name, fields))
            chunk[entry].numbers.append(number)


def outside(connection: Connection, table: str, numbers: Sequence[int]) -> dict[int, Fields]:
    """Row number → the row as its line shows it."""
    evidence = EVIDENCE[table]
    found: dict[int, Fields] = {}
    for start in range(0, len(numbers), CHUNK):
        query = select(evidence.table).where(evidence.table.c.row.in_(numbers[start : start + CHUNK]))
        found |= {row["row"]: shown(evidence, row) for row in connection.execute(query).mappings()}
    for column, target in evidence.references.items():
        resolve(connection, target, column, list(found.values()))
    return found


def resolve(connection: Connection, target: str, column: str, rows: Sequence[Fields]) -> None:
    """Put the key of the row that is meant in place of its number."""
    wanted = sorted({fields[column] for fields in rows if fields[column] is not None})
    names = keys(connection, target, wanted)
    for fields in rows:
        if fields[column] is not None:
            fields[column] = names[fields[column]]


def keys(connection: Connection, table: str, numbers: Sequence[int]) -> dict[int, Any]:
    """Row number → what names the row outside, for those numbers."""
    evidence = EVIDENCE[table]
    columns = [evidence.table.c[name] for name in evidence.key]
    found: dict[int, Any] = {}
    for start in range(0, len(numbers), CHUNK):
        query = select(evidence.table.c.row, *columns).where(
            evidence.table.c.row.in_(numbers[start : start + CHUNK])
        )
        for row, *key in connection.execute(query):
            found[row] = key if len(key) > 1 else key[0]
    return found
