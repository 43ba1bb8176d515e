"""The form of ``data/base_rates.yaml``, as validated on load."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from papertiger.datafiles import load_table

Unit = Literal["alliance_war", "member_war", "dyad_dispute", "target_dispute"]
Coder = Literal["llm2000", "bf2018", "bf2018_alternative", "leeds_anac2005", "naive"]
Rule = Literal["strict", "lenient", "fought", "one_fought"]
Pact = Literal["any", "bilateral", "multilateral"]
Duty = Literal["any", "defence", "offence", "neutrality", "nonaggression"]
"""Obligations that a published rate may be about."""
Grade = Literal["D", "L"]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Years = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{4}$")]
Count = Annotated[str, StringConstraints(pattern=r"^(\d+/[1-9]\d*|\d+(\.\d+)? %)$")]
"""Honoured/due, or a share in per cent where the count is not published."""

TABLE = Path(__file__).with_name("data") / "base_rates.yaml"


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DataSet(_Table):
    """A file of data that the user has, and whose versions we know."""

    name: str
    origin: str = Field(alias="from")
    """Where a user gets it."""
    versions: dict[str, Sha256]
    """What a version is called → its checksum."""


class Source(_Table):
    """What is cited."""

    citation: str
    doi: str | None = None
    file: DataSet | None = None


class ObligationWords(_Table):
    """An obligation in words, and the obligations of tests that it may be compared with."""

    words: str
    compare_with: tuple[str, ...]


class Group(_Table):
    """Rates that differ in obligation and period only."""

    unit: Unit
    coder: Coder
    rule: Rule
    pact: Pact
    source: str
    grade: Grade
    note: str | None = None
    counts: dict[Duty, dict[Years, Count]]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        for by_years in self.counts.values():
            for years, count in by_years.items():
                first, last = re.findall(r"\d+", years)
                if last < first:
                    raise ValueError(f"{years} ends before it begins")
                if "/" in count:
                    honoured, due = map(int, count.split("/"))
                    if honoured > due:
                        raise ValueError(f"{count}: more honoured than due")
        return self


class RateTable(_Table):
    """The whole file."""

    eras_divide: int
    """First year of the era that rates before it say nothing about."""
    units: dict[Unit, str]
    coders: dict[Coder, str]
    rules: dict[Rule, str]
    obligations: dict[Duty, ObligationWords]
    pacts: dict[Pact, str]
    sources: dict[str, Source]
    groups: tuple[Group, ...]
    no_history: dict[str, str]

    @model_validator(mode="after")
    def _all_defined(self) -> Self:
        """A rate without its definition cannot be loaded at all."""
        for group in self.groups:
            for field, known in (
                ("unit", self.units),
                ("coder", self.coders),
                ("rule", self.rules),
                ("pact", self.pacts),
                ("source", self.sources),
            ):
                if (name := getattr(group, field)) not in known:
                    raise ValueError(f"{field} {name!r} of a group is not defined above it")
            if unknown := group.counts.keys() - self.obligations.keys():
                raise ValueError(f"obligation {min(unknown)!r} of a group is not defined above it")
        codings = [(group.unit, group.coder, group.rule, group.pact) for group in self.groups]
        if twice := next((one for n, one in enumerate(codings) if one in codings[:n]), None):
            raise ValueError(f"{'/'.join(twice)} stands in two groups; join them")
        return self


def read_rates(path: Path = TABLE) -> RateTable:
    """The table at `path`, ours by default; raises DataFileError with the line that is wrong."""
    return load_table(path, RateTable)


@cache
def shipped() -> RateTable:
    """Our table, read once; raises DataFileError where it is broken."""
    return read_rates()
