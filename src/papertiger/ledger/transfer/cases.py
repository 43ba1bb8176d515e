"""Versions of commitments, triggers, tests, responses and watchlists from outside: which are new here, and under which numbers.

A version is what one entry says of one case, so it is the same wherever that entry is; two entries that say the same remain two,
for what stands follows from the moments of all (`papertiger.reliability.book`). Where two ledgers gave one number to two versions, one gets the
next free number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select

from papertiger.ledger.cases import TABLES
from papertiger.ledger.lines import Fields, shown
from papertiger.ledger.schema import ENTRIES, EVIDENCE
from papertiger.ledger.writing import PART, Entry

VERSIONED: Final = frozenset({*(table.name for table in TABLES.values()), "watchlists"})


@dataclass(slots=True)
class _There:
    entry: str
    """Id of the entry where it was made."""
    fields: Fields
    matched: bool = False
    """Whether a row of the entry at hand is this one."""


@dataclass(slots=True)
class CaseVersions:
    """Looks up versions for the rows of one entry from outside."""

    entry: Entry
    origin: str
    """Id of the entry where its rows were made."""
    _there: dict[tuple[str, str], list[_There]] = field(default_factory=dict)

    def fresh(self, table: str, fields: Fields) -> Fields | None:
        """The row as it is to be stored, None where the ledger has it."""
        there = self._known(table, fields["id"])
        for one in there:
            if one.entry == self.origin and not one.matched and _same(one.fields, fields):
                one.matched = True
                return None
        taken = {one.fields["version"] for one in there}
        number = fields["version"] if fields["version"] not in taken else max(taken) + 1
        made = fields if number == fields["version"] else {**fields, "version": number}
        there.append(_There(self.origin, made, matched=True))
        return made

    def _known(self, table: str, case: str) -> list[_There]:
        if (table, case) not in self._there:
            evidence = EVIDENCE[table]
            t = evidence.table.c
            query = select(evidence.table, ENTRIES.c.id.label("made_in")).join(
                ENTRIES, ENTRIES.c.row == t.entry
            )
            found = self.entry.connection.execute(query.where(t.id == case).order_by(t.version)).mappings()
            self._there[table, case] = [
                _There(row["made_in"].partition(PART)[0], shown(evidence, row)) for row in found
            ]
        return self._there[table, case]


def _same(one: Fields, other: Fields) -> bool:
    names = (one.keys() | other.keys()) - {"version"}
    return all(one.get(name) == other.get(name) for name in names)
