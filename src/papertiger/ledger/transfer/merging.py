"""Entries from outside into a ledger: what it lacks is stored, what it has is left as it is, what differs is told.

An entry that comes in whole keeps its id, so it is the same entry in every ledger. Where some of its rows are there already, or a
number had to change, what is left is stored as a part: ``ENTRY@DIGEST``, the entry and the digest that it has where it
was made. So everything can be imported again, and nothing is stored twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from papertiger.errors import LedgerError
from papertiger.ledger.lines import Fields, key_of
from papertiger.ledger.schema import ACTIVITIES, ARTICLES, CUSTODY, ENTRIES, EVIDENCE, REVIEWS
from papertiger.ledger.transfer.blocks import Foreign, Row
from papertiger.ledger.transfer.content import examine, examine_chains
from papertiger.ledger.transfer.known import Known
from papertiger.ledger.transfer.refusal import Conflict, FieldError, RefusedError
from papertiger.ledger.writing import FIRST_CHAIN, LAST, PART, Entry, Maker, Pen, chained

AGAIN: Final = "#"
TRIES: Final = 4
"""How often a batch is tried that another writer got in the way of."""
TOO_LARGE: Final = "54000"
"""PostgreSQL: a value longer than an index can hold."""
DERIVED: Final = frozenset({"joined", "links"})
"""What joining makes of the articles that are there: of other company it would be wrong, so it is made anew."""
FIRST_STAYS: Final[dict[str, frozenset[str]]] = {
    "articles": frozenset({"path"}),
    "readings": frozenset({"number", "at"}),
    "superseded": frozenset({"by", "review", "why"}),
    "fingerprints": frozenset({"week", "meta", "vectors"}),
    "joined": frozenset({"at"}),
    "links": frozenset({"log_odds", "evidence"}),
}
"""Table → columns in which two ledgers may differ without contradicting each other; the first one stays."""


@dataclass(slots=True)
class Taken:
    """What became of entries from outside."""

    entries: int = 0
    """Stored, whole or in part."""
    known: int = 0
    """That the ledger had."""
    rows: dict[str, int] = field(default_factory=dict)
    """Stored, by table."""
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[RefusedError] = field(default_factory=list)

    def add(self, other: Taken) -> None:
        """Count what another batch did."""
        self.entries += other.entries
        self.known += other.known
        for table, number in other.rows.items():
            self.rows[table] = self.rows.get(table, 0) + number
        self.conflicts += other.conflicts
        self.refused += other.refused


@dataclass(slots=True)
class Plan:
    """What of an entry is to be stored."""

    fresh: dict[str, list[Fields]] = field(default_factory=dict)
    whole: bool = True
    """Whether that is every row, as it came."""


class Merger:
    """Takes entries of one file."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self.done = Taken()
        self.expected: str | None = FIRST_CHAIN
        """Chain of a ledger that holds what was taken until now and nothing else; None where there is no such ledger."""
        self.alone = True
        """Whether the ledger held nothing else than this file whenever something was stored."""
        self.versions: dict[tuple[str, int], int] = {}
        """Claim and version outside → version here, where they differ."""
        self.discussed: set[str] = set()
        """Claims of the file that persons decided on, there or here."""
        with pen.backend.engine.connect() as connection:
            self._reviewed = set(connection.execute(select(REVIEWS.c.claim).distinct()).scalars())

    def take(self, blocks: Sequence[Foreign]) -> None:
        """Store entries in one transaction. One that is refused leaves nothing; the others are stored."""
        for left in reversed(range(TRIES)):
            try:
                done, expected, alone = self._take(blocks, last=not left)
            except DBAPIError as error:
                # Another writer was first with a row, or in the way: look again.
                if not left or not (_of_content(error) or _state(error).startswith("40")):
                    raise
                continue
            self.done.add(done)
            self.expected, self.alone = expected, alone
            return

    def _take(self, blocks: Sequence[Foreign], *, last: bool) -> tuple[Taken, str | None, bool]:
        done, expected, alone = Taken(), self.expected, self.alone
        with self._pen.entries(Maker("import")) as begin:
            for block in blocks:
                entry = begin()
                if block is blocks[0]:
                    # What a decision does depends on what is there, and what is joined on what was joined before.
                    self._pen.backend.alone(entry.connection, "review")
                    self._pen.backend.alone(entry.connection, "join")
                taking = _Taking(self, entry, block, expected)
                try:
                    with entry.connection.begin_nested():
                        digest = taking.run(done)
                except DBAPIError as error:
                    entry.sealed = digest = None
                    if not last or not _of_content(error):
                        raise
                    done.refused.append(_refused(block, f"the database does not take it: {error.orig}"))
                except RefusedError as error:
                    entry.sealed = digest = None
                    done.refused.append(error)
                except LedgerError as error:
                    entry.sealed = digest = None
                    done.refused.append(_refused(block, str(error)))
                alone = alone and (taking.alone or entry.sealed is None)
                expected = chained(expected, digest) if expected is not None and digest is not None else None
        return done, expected, alone

    def watch(self, claims: Sequence[str], *, decided: bool) -> None:
        """Remember those claims that persons decided on."""
        self.discussed.update(one for one in claims if decided or one in self._reviewed)


def _state(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", ""))


def _of_content(error: DBAPIError) -> bool:
    """Whether the database refuses the rows, not the work."""
    return isinstance(error, (IntegrityError, DataError)) or _state(error) == TOO_LARGE


def _refused(
    block: Foreign, problem: str, line: int | None = None, column: str | None = None
) -> RefusedError:
    return RefusedError(
        block.file,
        line or block.line,
        problem,
        field=column,
        cure=f"entry {block.head['id'][:12]} is left out",
    )


class _Taking:
    """One entry on its way into the ledger."""

    def __init__(self, merger: Merger, entry: Entry, block: Foreign, expected: str | None) -> None:
        self._merger, self._entry, self._block = merger, entry, block
        self._known = Known(entry, merger.versions)
        last = entry.connection.execute(LAST).scalar() or FIRST_CHAIN
        self.alone = last == expected
        self._texts: dict[str, str] = {
            row.fields["key"]: row.fields["text"] for row in block.rows if row.table == "articles"
        }

    def run(self, done: Taken) -> str | None:
        """Store what is to be stored; the digest of the entry as it is here, None where it is in pieces."""
        block = self._block
        for row in block.rows:
            self._watch(row)
        id_, _, origin = block.head["id"].partition(PART)
        origin = origin.partition(AGAIN)[0] or block.digest
        there = self._digest(id_)
        if there is not None and there != origin:
            raise _refused(
                block, f"the ledger has this entry with other rows (digest {there[:16]}…); one was changed"
            )
        same = there or self._digest(block.head["id"])
        if same is not None and (there is not None or same == block.own):
            if there is not None and there != block.own:
                self._renumber()
            done.known += 1
            return same
        self._examine()
        conflicts: list[Conflict] = []
        plan = self._plan(conflicts)
        done.conflicts += conflicts
        if not any(plan.fresh.values()):
            done.known += 1
            return self._digest(f"{id_}{PART}{origin}")
        self._store(plan, self._name(plan, id_, origin))
        done.entries += 1
        for table, rows in plan.fresh.items():
            done.rows[table] = done.rows.get(table, 0) + len(rows)
        return self._entry.sealed

    def _renumber(self) -> None:
        """Note which versions those of a part are here, where the entry is whole: the part may have had to number them otherwise."""
        for row in self._block.rows:
            if row.table == "claims":
                self._known.claim(row.fields)

    def _watch(self, row: Row) -> None:
        fields = row.fields
        if row.table == "claims":
            self._merger.watch([fields["id"]], decided=False)
        elif row.table == "superseded":
            self._merger.watch([fields["claim"][0]], decided=False)
        elif row.table == "reviews":
            self._merger.watch([fields["claim"]], decided=True)

    def _digest(self, id_: str) -> str | None:
        query = select(CUSTODY.c.digest).join(ENTRIES, ENTRIES.c.row == CUSTODY.c.entry)
        found: str | None = self._entry.connection.execute(query.where(ENTRIES.c.id == id_)).scalar()
        return found

    # ---------------------------------------------------------------- checking

    def _examine(self) -> None:
        block = self._block
        at = block.line
        try:
            for row in block.rows:
                at = row.line
                examine(row.table, row.fields, self._text)
                if row.table == "claims":
                    self._known.belongs(row.fields, block.rows)
            chains = [row.fields for row in block.rows if row.table == "chains"]
            examine_chains(chains, [row.fields for row in block.rows if row.table == "attributions"])
        except FieldError as error:
            raise _refused(block, error.problem, at, error.field) from None

    def _text(self, key: str) -> str | None:
        if key not in self._texts:
            query = select(ARTICLES.c.text).where(ARTICLES.c.key == key)
            found: str | None = self._entry.connection.execute(query).scalar()
            if found is None:
                return None
            self._texts[key] = found
        return self._texts[key]

    # ---------------------------------------------------------------- choosing

    def _plan(self, conflicts: list[Conflict]) -> Plan:
        plan = Plan(whole=not self._block.partial)
        by_table: dict[str, list[Row]] = {}
        for row in self._block.rows:
            by_table.setdefault(row.table, []).append(row)
        for table in EVIDENCE:
            if table in DERIVED and not self.alone:
                plan.whole = plan.whole and table not in by_table
                continue
            seen: set[Any] = set()
            for row in by_table.get(table, []):
                key = key_of(table, row.fields)
                if key in seen:
                    raise _refused(self._block, f"a second row {key!r} in {table}", row.line)
                seen.add(key)
                made = self._choose(row, conflicts)
                if made is None:
                    plan.whole = False
                    continue
                plan.whole = plan.whole and made == row.fields
                plan.fresh.setdefault(table, []).append(made)
        return plan

    def _choose(self, row: Row, conflicts: list[Conflict]) -> Fields | None:
        """The row as it is to be stored, None when it is not."""
        if row.table == "claims":
            try:
                chosen = self._known.claim(row.fields)
            except FieldError as error:
                raise _refused(self._block, error.problem, row.line, error.field) from None
            if chosen.differ:
                conflicts.append(self._conflict(row, chosen.differ))
            return chosen.fresh
        fields = self._known.translated(row.table, row.fields)
        there = self._known.like(row.table, fields)
        if there is None:
            if row.table == "readings" and not self.alone:
                return self._known.numbered(fields)
            return fields
        stays = FIRST_STAYS.get(row.table, frozenset())
        differ = [
            name
            for name in EVIDENCE[row.table].columns
            if name not in stays and there.get(name) != fields.get(name)
        ]
        if differ:
            conflicts.append(self._conflict(row, differ))
        return None

    def _conflict(self, row: Row, differ: Sequence[str]) -> Conflict:
        key = key_of(row.table, row.fields)
        named = ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)
        return Conflict(row.table, named, tuple(differ), self._block.file, row.line)

    # ---------------------------------------------------------------- storing

    def _name(self, plan: Plan, id_: str, origin: str) -> str:
        """Id of the entry here."""
        own = str(self._block.head["id"])
        if plan.whole and self._digest(own) is None:
            return own
        plan.whole = False
        part = f"{id_}{PART}{origin}"
        name, number = part, 1
        while self._digest(name) is not None:
            number += 1
            name = f"{part}{AGAIN}{number}"
        return name

    def _store(self, plan: Plan, name: str) -> None:
        entry, head = self._entry, self._block.head
        entry.begin_as({**head, "id": name}, self._activity(head["activity"]))
        for table in EVIDENCE:
            entry.put_all(table, plan.fresh.get(table, []))
        entry.seal()
        if plan.whole and entry.sealed != self._block.own:
            raise _refused(self._block, "is stored with another digest than it came with; please report this")

    def _activity(self, fields: Fields) -> int:
        """Row number of the activity, which is stored once."""
        connection, backend = self._entry.connection, self._merger._pen.backend  # noqa: SLF001 - its own part
        query = select(ACTIVITIES).where(ACTIVITIES.c.id == fields["id"])
        found = connection.execute(query).mappings().one_or_none()
        if found is not None:
            if differ := [name for name in fields if found[name] != fields[name]]:
                raise _refused(
                    self._block,
                    f"the ledger has this activity with another {', '.join(differ)}",
                    column="entries.activity",
                )
            return int(found["row"])
        (number,) = backend.numbers(connection, ACTIVITIES, 1)
        connection.execute(insert(ACTIVITIES), {"row": number, **fields})
        return int(number)
