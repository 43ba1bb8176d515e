"""One entry from outside on its way into the ledger: what it lacks is stored, what it has is left as it is, what differs is told.

An entry that comes in whole keeps its id, so it is the same entry in every ledger. Where some of its rows are there already, or a
number had to change, what is left is stored as a part: ``ENTRY@DIGEST``, the entry and the digest that it has where it
was made. So everything can be imported again, and nothing is stored twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import insert, select

from papertiger.ledger.backends import Backend
from papertiger.ledger.lines import Fields, key_of
from papertiger.ledger.schema import ACTIVITIES, ARTICLES, CUSTODY, ENTRIES, EVIDENCE
from papertiger.ledger.transfer.blocks import Foreign, Row
from papertiger.ledger.transfer.cases import VERSIONED, CaseVersions
from papertiger.ledger.transfer.content import examine, examine_chains
from papertiger.ledger.transfer.known import Known
from papertiger.ledger.transfer.refusal import Conflict, FieldError, RefusedError
from papertiger.ledger.writing import FIRST_CHAIN, LAST, PART, Entry

AGAIN: Final = "#"
DERIVED: Final = frozenset({"joined", "links"})
"""What joining makes of the articles that are there: of other company it would be wrong, so it is made anew."""
FIRST_STAYS: Final[dict[str, frozenset[str]]] = {
    "articles": frozenset({"path"}),
    "readings": frozenset({"number", "at"}),
    "superseded": frozenset({"by", "review", "why"}),
    "fingerprints": frozenset({"week", "meta", "vectors"}),
    "joined": frozenset({"at"}),
    "links": frozenset({"log_odds", "evidence"}),
    # Two ledgers that met the same on the same day; each said it in its own words and at its own time.
    "warnings": frozenset({"at", "upto", "digest", "body"}),
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


def refused(block: Foreign, problem: str, line: int | None = None, column: str | None = None) -> RefusedError:
    """Why a block is left out; of its first line where none is named."""
    return RefusedError(
        block.file,
        line or block.line,
        problem,
        field=column,
        cure=f"entry {block.head['id'][:12]} is left out",
    )


class Taking:
    """One entry on its way into the ledger.

    Args:
        backend: of the ledger.
        entry: as which it is stored.
        block: what came from outside.
        expected: chain of a ledger that holds what was taken from the file until now, and nothing else; None where there is none.
        versions: claim and version outside → version here, where they differ; more are noted.
    """

    def __init__(
        self,
        backend: Backend,
        entry: Entry,
        block: Foreign,
        expected: str | None,
        versions: dict[tuple[str, int], int],
    ) -> None:
        self._backend, self._entry, self._block = backend, entry, block
        self._known = Known(entry, versions)
        self._cases = CaseVersions(entry, block.head["id"].partition(PART)[0])
        last = entry.connection.execute(LAST).scalar() or FIRST_CHAIN
        self.alone = last == expected
        self._texts: dict[str, str] = {
            row.fields["key"]: row.fields["text"] for row in block.rows if row.table == "articles"
        }

    def run(self, done: Taken) -> str | None:
        """Store what is to be stored; the digest of the entry as it is here, None where it is in pieces."""
        block = self._block
        id_, _, origin = block.head["id"].partition(PART)
        origin = origin.partition(AGAIN)[0] or block.digest
        there = self._digest(id_)
        if there is not None and there != origin:
            raise refused(
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

    def _digest(self, id_: str) -> str | None:
        query = select(CUSTODY.c.digest).join(ENTRIES, ENTRIES.c.row == CUSTODY.c.entry)
        found: str | None = self._entry.connection.execute(query.where(ENTRIES.c.id == id_)).scalar()
        return found

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
            raise refused(block, error.problem, at, error.field) from None

    def _text(self, key: str) -> str | None:
        if key not in self._texts:
            query = select(ARTICLES.c.text).where(ARTICLES.c.key == key)
            found: str | None = self._entry.connection.execute(query).scalar()
            if found is None:
                return None
            self._texts[key] = found
        return self._texts[key]

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
                    raise refused(self._block, f"a second row {key!r} in {table}", row.line)
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
                raise refused(self._block, error.problem, row.line, error.field) from None
            if chosen.differ:
                conflicts.append(self._conflict(row, chosen.differ))
            return chosen.fresh
        if row.table in VERSIONED:
            return self._cases.fresh(row.table, row.fields)
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
            raise refused(self._block, "is stored with another digest than it came with; please report this")

    def _activity(self, fields: Fields) -> int:
        """Row number of the activity, which is stored once."""
        connection, backend = self._entry.connection, self._backend
        query = select(ACTIVITIES).where(ACTIVITIES.c.id == fields["id"])
        found = connection.execute(query).mappings().one_or_none()
        if found is not None:
            if differ := [name for name in fields if found[name] != fields[name]]:
                raise refused(
                    self._block,
                    f"the ledger has this activity with another {', '.join(differ)}",
                    column="entries.activity",
                )
            return int(found["row"])
        (number,) = backend.numbers(connection, ACTIVITIES, 1)
        connection.execute(insert(ACTIVITIES), {"row": number, **fields})
        return int(number)
