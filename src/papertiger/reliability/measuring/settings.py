"""What is judged in measuring: error matrices, side shifts, cut-offs; read from ``data/measurement.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from papertiger.datafiles import load_table
from papertiger.records import Side
from papertiger.reliability.cases import Probability

FILE = Path(__file__).parent / "data" / "measurement.yaml"

SourceClass = Literal["primary", "secondary", "anonymous"]
Grade = Literal["D", "L", "J"]
"""D computed from data, L direction from the literature and size judged, J judgement."""
Count = float
Row = tuple[Count, Count, Count]


class Judged(BaseModel):
    """Base of all that is judged: where it comes from, and of what grade that is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    grade: Grade
    source: str


class Number(Judged):
    """One judged number, and the range over which it should be varied."""

    value: float
    range: tuple[float, float]

    @model_validator(mode="after")
    def _inside(self) -> Self:
        low, high = self.range
        if not low <= self.value <= high:
            raise ValueError(f"{self.value:g} lies outside its range, {low:g} to {high:g}; widen the range")
        return self


class ErrorMatrix(Judged):
    """What reports of one class of source say, by the true outcome."""

    meaning: str
    counts: tuple[Row, Row, Row]
    """Rows the true outcome, columns what is said, both withheld, partial, honoured; elicited counts."""
    kappa: float = Field(gt=0)
    """Weight of the counts: a row is Dirichlet(kappa * counts)."""

    @model_validator(mode="after")
    def _positive(self) -> Self:
        if any(count <= 0 for row in self.counts for count in row):
            raise ValueError("every count must be above 0: what is never said cannot be weighed")
        return self


class OwnReport(Judged):
    """How a report counts in which the outlet names nobody."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    of: SourceClass = Field(alias="class")
    meaning: str


class Shift(Judged):
    """Shift of the log-odds of *honoured* against *withheld* in what a side says: a normal."""

    mean: float
    sd: float = Field(ge=0)


class CutOffs(Judged):
    """Per cent of what was asked or promised that separate withheld, partial and honoured."""

    withheld_below: float = Field(ge=0, le=100)
    honoured_from: float = Field(ge=0, le=100)
    alternatives: tuple[tuple[float, float], ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for low, high in ((self.withheld_below, self.honoured_from), *self.alternatives):
            if low > high:
                raise ValueError(f"withheld_below ({low:g}) must not exceed honoured_from ({high:g})")
        return self


class Certain(Number):
    """A probability from which something counts as certain."""

    value: Probability


class Draws(Number):
    """How many draws to average over."""

    value: int = Field(gt=0)


class Measurement(BaseModel):
    """The file ``measurement.yaml``; give a changed copy (`model_copy`) to see how far results rest on it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    classes: dict[SourceClass, ErrorMatrix]
    own_report: OwnReport
    sides: dict[Side, Shift]
    rho: Number
    cut_offs: CutOffs
    certain: Certain
    draws: Draws
    conflict: Number

    @model_validator(mode="after")
    def _all_classes(self) -> Self:
        if missing := {"primary", "secondary", "anonymous"} - set(self.classes):
            raise ValueError(f"classes lacks {', '.join(sorted(missing))}; give each its counts")
        return self


@cache
def measurement() -> Measurement:
    """The settings as shipped.

    Raises:
        DataFileError: the file breaks its schema; names the line.
    """
    return load_table(FILE, Measurement)
