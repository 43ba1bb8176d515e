"""Writing to a ledger: one entry a transaction, which says what made its rows and seals them in the chain of custody.

The digest of an entry is SHA-256 over the line of the entry and, for every table that it brought rows of, the name of the table and
the SHA-256 of their lines. The chain is SHA-256 over the chain before it and this digest, as in a hash-linked log (Haber &
Stornetta 1991, "How to time-stamp a digital document"): a row that is changed, added or taken away later, by whatever means, no longer
fits, and who noted the last chain knows that nothing before it was touched.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, and_, insert, select

from papertiger import __version__
from papertiger.errors import LedgerError
from papertiger.ledger.backends import Backend
from papertiger.ledger.indexing import Indexing
from papertiger.ledger.lines import Fields, compact, key_of, line, stored
from papertiger.ledger.schema import ACTIVITIES, CUSTODY, ENTRIES, EVIDENCE

FIRST_CHAIN = "0" * 64
"""What the first entry of a ledger is chained to."""

PART = "@"
"""In the id of an entry: it holds a part of the entry before it, which has the digest behind it where it was made."""

# Built once: making a statement costs more than running it.
ADD_ACTIVITY, ADD_ENTRY, ADD_CUSTODY = insert(ACTIVITIES), insert(ENTRIES), insert(CUSTODY)
ADD = {name: insert(evidence.table) for name, evidence in EVIDENCE.items()}
LAST = select(CUSTODY.c.chain).order_by(CUSTODY.c.row.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Maker:
    """What makes rows: a PROV activity with its agent."""

    kind: str
    """read, reread, join, grade, review, enter, propose, assess, simulate, follow, warn, handle, import or migrate."""
    config: str | None = None
    """Digest of the data files and settings in force, where they decide the result."""
    person: str | None = None
    """Who does it by means of the program; None where the program does it alone."""
    program: str = "papertiger"
    version: str = __version__


@dataclass(slots=True)
class Pen:
    """Writes entries; one for each open ledger. It remembers the activities that it started."""

    backend: Backend
    clock: Callable[[], datetime]
    _started: dict[Maker, tuple[Fields, int]] = field(default_factory=dict)
    _known: dict[tuple[str, Any], int] = field(default_factory=dict)
    """Rows that are written once and referred to for ever: attribution chains, actors, coders."""

    def now(self, timespec: str = "seconds") -> str:
        """The moment, ISO 8601 in UTC."""
        moment = self.clock().astimezone(UTC).replace(tzinfo=None)
        return f"{moment.isoformat(timespec=timespec)}Z"

    @contextmanager
    def entry(self, maker: Maker) -> Iterator[Entry]:
        """A transaction; what is put into it is stored together at the end, or not at all."""
        with self.backend.writing() as connection:
            entry = Entry(self, connection, maker)
            yield entry
            entry.seal()
        self._started |= entry.started
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known |= entry.lasting

    @contextmanager
    def entries(self, maker: Maker) -> Iterator[Callable[[], Entry]]:
        """A transaction of several entries, each of which the caller seals; all are stored at the end, or none."""
        begun: list[Entry] = []
        with self.backend.writing() as connection:

            def begin() -> Entry:
                begun.append(Entry(self, connection, maker))
                return begun[-1]

            yield begin
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        for entry in begun:
            if entry.sealed is not None:
                self._known |= entry.lasting

    def known(self, name: tuple[str, Any]) -> int | None:
        """Row number of something written before by this pen."""
        return self._known.get(name)

    def activity(self, maker: Maker) -> tuple[Fields, int] | None:
        """The activity that `maker` is, if this pen started it."""
        return self._started.get(maker)


_REMEMBERED = 200_000
"""Rows that a pen remembers, some 200 bytes each."""
LASTING = frozenset({"chains", "actors", "coders"})
"""Tables whose rows many entries refer to."""


class Entry:
    """A transaction in progress. Nothing is written, not even the entry, before the first row is put."""

    def __init__(self, pen: Pen, connection: Connection, maker: Maker) -> None:
        self.connection = connection
        self.started: dict[Maker, tuple[Fields, int]] = {}
        self.lasting: dict[tuple[str, Any], int] = {}
        self._pen, self._maker = pen, maker
        self._indexing = Indexing(connection)
        self._digests: dict[str, Any] = {}
        self._rows: dict[tuple[str, Any], int] = {}
        self._row = 0
        self._head = ""
        self.sealed: str | None = None
        """Digest, once the entry is sealed; None for one that brought nothing."""

    def put(self, table: str, fields: Mapping[str, Any]) -> int:
        """Store one row; its number. Raises what the database raises when a row with that key is there."""
        return self.put_all(table, [fields])[0]

    def put_all(self, table: str, rows: Sequence[Mapping[str, Any]]) -> Sequence[int]:
        """Store rows of one table, in order; their numbers."""
        if not rows:
            return ()
        self._begin()
        evidence = EVIDENCE[table]
        numbers = self._pen.backend.numbers(self.connection, evidence.table, len(rows))
        made = []
        for number, fields in zip(numbers, rows, strict=True):
            made.append(self._values(table, number, fields))
            self._note(table, number, fields)
        self.connection.execute(ADD[table], made)
        self._indexing.take(table, numbers, rows)
        return numbers

    def ensure(self, table: str, rows: Iterable[Mapping[str, Any]]) -> set[Any]:
        """Store those of `rows` whose key is not there yet; their keys."""
        fresh = {}
        for fields in rows:
            key = key_of(table, fields)
            if self.find(table, key) is None:
                fresh[key] = fields
        added = set()
        # In one order everywhere, so that two programs that need the same rows do not wait for each other in a circle.
        for key in sorted(fresh):
            self._begin()
            (number,) = self._pen.backend.numbers(self.connection, EVIDENCE[table].table, 1)
            values = self._values(table, number, fresh[key])
            if self._pen.backend.add_absent(self.connection, EVIDENCE[table].table, values):
                self._note(table, number, fresh[key])
                added.add(key)
            else:
                self.row_of(table, key)  # another program was first
        return added

    def _values(self, table: str, number: int, fields: Mapping[str, Any]) -> Fields:
        """The columns of one row."""
        evidence = EVIDENCE[table]
        values = stored(evidence, fields)
        for name, target in evidence.references.items():
            if values[name] is not None:
                values[name] = self.row_of(target, values[name])
        return {"row": number, "entry": self._row, **values}

    def _note(self, table: str, number: int, fields: Mapping[str, Any]) -> None:
        """Take a row that is stored into the digest, and remember its number."""
        shown = {name: fields.get(name) for name in EVIDENCE[table].columns}
        digest = self._digests.get(table)
        if digest is None:
            digest = self._digests[table] = hashlib.sha256()
        digest.update(line(table, shown).encode() + b"\n")
        key = key_of(table, shown)
        self._rows[table, key] = number
        if table in LASTING:
            self.lasting[table, key] = number

    def row_of(self, table: str, key: Any) -> int:  # noqa: ANN401 - a key
        """Row number of what `key` names; raises LedgerError where there is no such row."""
        key = tuple(key) if isinstance(key, list) else key
        found = self.find(table, key)
        if found is None:
            raise LedgerError(f"no row {key!r} in {table}; it must be stored before what refers to it")
        return found

    def find(self, table: str, key: Any) -> int | None:  # noqa: ANN401 - a key
        """Row number of what `key` names, or None."""
        known = self._rows.get((table, key)) or self._pen.known((table, key))
        if known is not None:
            return known
        evidence = EVIDENCE[table]
        values = key if isinstance(key, tuple) else (key,)
        conditions = []
        for name, value in zip(evidence.key, values, strict=True):
            target = evidence.references.get(name)
            found = self.find(target, value) if target else value
            if found is None:
                return None
            conditions.append(evidence.table.c[name] == found)
        row = self.connection.execute(select(evidence.table.c.row).where(and_(*conditions))).scalar()
        if row is not None:
            self._rows[table, key] = row
            if table in LASTING:
                self.lasting[table, key] = row
        return row

    def remember(self, table: str, key: Any, number: int) -> None:  # noqa: ANN401 - a key
        """Spare `find` a question whose answer is at hand."""
        self._rows[table, key] = number

    def _begin(self) -> None:
        if self._row:
            return
        pen, maker = self._pen, self._maker
        known = pen.activity(maker)
        if known is None:
            fields = {"id": uuid.uuid4().hex, **asdict(maker), "at": pen.now()}
            (number,) = pen.backend.numbers(self.connection, ACTIVITIES, 1)
            self.connection.execute(ADD_ACTIVITY, {"row": number, **fields})
            known = self.started[maker] = (fields, number)
        self.begin_as({"id": uuid.uuid4().hex, "at": pen.now(), "activity": known[0]}, known[1])

    def begin_as(self, fields: Mapping[str, Any], activity: int) -> None:
        """Write the row of the entry itself.

        Args:
            fields: id, at and activity, as the entry's line shows them.
            activity: row number of the activity.
        """
        (self._row,) = self._pen.backend.numbers(self.connection, ENTRIES, 1)
        own = {"row": self._row, "id": fields["id"], "at": fields["at"], "activity": activity}
        self.connection.execute(ADD_ENTRY, own)
        self._head = line("entries", fields)

    def seal(self) -> None:
        """Chain the entry to those before it; the last statement of the transaction."""
        if not self._row:
            return
        self._pen.backend.alone(self.connection, "custody")
        before = self.connection.execute(LAST).scalar() or FIRST_CHAIN
        digest = digest_of(self._head, {name: d.hexdigest() for name, d in self._digests.items()})
        (number,) = self._pen.backend.numbers(self.connection, CUSTODY, 1)
        row = {"row": number, "entry": self._row, "digest": digest, "chain": chained(before, digest)}
        self.connection.execute(ADD_CUSTODY, row)
        self.sealed = digest


def digest_of(head: str, tables: Mapping[str, str]) -> str:
    """The digest of an entry.

    Args:
        head: its line.
        tables: table → SHA-256 (hex) of its lines, each with its line break.
    """
    parts = [head, *(compact([name, tables[name]]) for name in EVIDENCE if name in tables)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def chained(before: str, digest: str) -> str:
    """The chain after an entry with `digest`."""
    return hashlib.sha256(f"{before}{digest}".encode()).hexdigest()
