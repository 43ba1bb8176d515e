"""The log of a ledger: its entries in the order in which they were made, each with its rows as they are outside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
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


def blocks(connection: Connection, after: int = 0) -> Iterator[Block]:
    """Every entry after the one whose custody has row number `after`, in the order of custody."""
    a, e, c = ACTIVITIES.c, ENTRIES.c, CUSTODY.c
    made = [a.id.label("made"), a.kind, a.config, a.person, a.program, a.version, a.at.label("made_at")]
    query = (
        select(c.row, c.entry, c.digest, c.chain, e.id, e.at, *made)
        .join(ENTRIES, e.row == c.entry)
        .join(ACTIVITIES, a.row == e.activity)
        .order_by(c.row)
        .limit(CHUNK)
    )
    while found := connection.execute(query.where(c.row > after)).all():
        chunk = {
            r.entry: Block(r.entry, {"id": r.id, "at": r.at, "activity": _activity(r)}, r.digest, r.chain)
            for r in found
        }
        _fill(connection, chunk)
        yield from chunk.values()
        after = found[-1].row


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
        rows = [(row["entry"], shown(evidence, row)) for row in found]
        for column, target in evidence.references.items():
            resolve(connection, target, column, [fields for _, fields in rows])
        for entry, fields in rows:
            chunk[entry].rows.append((name, fields))


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
