"""What a ledger has of the rows that an entry from outside brings, and under which numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from papertiger.ledger.lines import Fields, key_of
from papertiger.ledger.log import outside
from papertiger.ledger.schema import ARTICLES, CLAIMS, EVIDENCE, READINGS
from papertiger.ledger.transfer.blocks import Row
from papertiger.ledger.transfer.refusal import FieldError
from papertiger.ledger.transfer.versions import in_order
from papertiger.ledger.writing import Entry


@dataclass(frozen=True, slots=True)
class Version:
    """What becomes of a version of a claim."""

    fresh: Fields | None
    """To be stored; None when the ledger has it, or one that contradicts it."""
    differ: tuple[str, ...] = ()
    """Columns in which the ledger's contradicts it."""


@dataclass(slots=True)
class Known:
    """Looks up rows for one entry."""

    entry: Entry
    versions: dict[tuple[str, int], int]
    """Claim and version outside → version here, where they differ."""
    _claims: dict[str, list[Fields]] = field(default_factory=dict)
    _numbers: dict[str, dict[int, str]] = field(default_factory=dict)

    def like(self, table: str, fields: Fields) -> Fields | None:
        """The ledger's row with the same key, as its line shows it; None where there is none."""
        key = key_of(table, fields)
        evidence = EVIDENCE[table]
        if len(evidence.key) == 1 and isinstance(key, tuple):  # a key that is the key of a claim
            key = (key,)
        number = self.entry.find(table, key)
        return None if number is None else outside(self.entry.connection, table, [number])[number]

    def translated(self, table: str, fields: Fields) -> Fields:
        """The row with versions of claims as they are here."""
        if table == "reviews":
            version = self.versions.get((fields["claim"], fields["version"]))
            return fields if version is None else {**fields, "version": version}
        made = dict(fields)
        for name, target in EVIDENCE[table].references.items():
            if target == "claims" and made.get(name) is not None:
                claim, version = made[name]
                made[name] = [claim, self.versions.get((claim, version), version)]
        return made

    def belongs(self, fields: Fields, rows: Sequence[Row]) -> None:
        """Check that a claim's reading is of the claim's article; raises FieldError."""
        reading = fields["reading"]
        article = next(
            (r.fields["article"] for r in rows if r.table == "readings" and r.fields["id"] == reading), None
        )
        if article is None:
            query = select(ARTICLES.c.key).join(READINGS, READINGS.c.article == ARTICLES.c.row)
            article = self.entry.connection.execute(query.where(READINGS.c.id == reading)).scalar()
        if article != fields["article"]:
            said = (
                "is not there; it must come before its claims" if article is None else "is of another article"
            )
            raise FieldError("claims.reading", f"{reading[:40]!r} {said}")

    def claim(self, fields: Fields) -> Version:
        """What becomes of a version of a claim; remembers where its number differs.

        The same content read by the same reading, or made by the same decision, is the same version, whatever its number.
        Where another has the number, it gets the next free one.
        """
        claim, number = fields["id"], fields["version"]
        own = self._versions(claim)
        for one in own:
            if one["article"] != fields["article"]:
                raise FieldError(
                    "claims.id", f"claim {claim[:40]} belongs to article {one['article'][:12]} already"
                )
        same = next((one for one in own if not _differ(one, fields)), None)
        rival = next(
            (
                one
                for one in own
                if one["reading"] == fields["reading"]
                and one.get("review") is None
                and fields.get("review") is None
            ),
            None,
        )
        if same is not None or rival is not None:
            there = same or rival
            assert there is not None  # noqa: S101 - for the type checker
            self._map(claim, number, there["version"])
            return Version(None, () if same is not None else tuple(_differ(there, fields)))
        free = max((one["version"] for one in own), default=number - 1) + 1
        self._map(claim, number, free)
        made = fields if free == number else {**fields, "version": free}
        own.append(made)
        return Version(made)

    def _map(self, claim: str, outside_: int, here: int) -> None:
        if outside_ != here:
            self.versions[claim, outside_] = here
        else:
            self.versions.pop((claim, outside_), None)

    def _versions(self, claim: str) -> list[Fields]:
        if claim not in self._claims:
            connection = self.entry.connection
            numbers = connection.execute(select(CLAIMS.c.row).where(CLAIMS.c.id == claim)).scalars().all()
            found = outside(connection, "claims", numbers)
            self._claims[claim] = [found[number] for number in sorted(found)]
        return self._claims[claim]

    def numbered(self, reading: Fields) -> Fields:
        """A reading with a number among those of its article that are here: the greatest one where it is the latest, else a lower one."""
        article = reading["article"]
        if article not in self._numbers:
            query = select(READINGS.c.number, READINGS.c.at).join(
                ARTICLES, ARTICLES.c.row == READINGS.c.article
            )
            found = self.entry.connection.execute(query.where(ARTICLES.c.key == article))
            self._numbers[article] = {one.number: one.at for one in found}
        taken = self._numbers[article]
        number = reading["number"]
        if taken:
            latest = in_order(reading["at"]) > max(map(in_order, taken.values()))
            number = max(taken) + 1 if latest else min(taken) - 1
        taken[number] = reading["at"]
        return reading if number == reading["number"] else {**reading, "number": number}


def _differ(one: Fields, other: Fields) -> list[str]:
    """Columns in which two versions differ, but for their number."""
    return [
        name for name in EVIDENCE["claims"].columns if name != "version" and one.get(name) != other.get(name)
    ]
