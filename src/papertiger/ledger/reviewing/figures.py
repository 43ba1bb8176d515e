"""Figures with their definitions: words from ``data/figures.yaml``, intervals by Wilson's formula."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import NormalDist
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.datafiles import load_table

FILE = Path(__file__).parent / "data" / "figures.yaml"
FIGURES: Final = ("right_as_read", "right_or_repairable", "agreement", "alpha", "agreement_on")
WARNINGS: Final = ("few", "none_drawn", "undecided", "contested", "few_shared")
LEAST: Final = 30
"""Decided claims below which a share is shown with a warning."""
LEVEL: Final = 0.95
"""Confidence of every interval."""
_Z: Final = NormalDist().inv_cdf((1 + LEVEL) / 2)


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Meaning(_Table):
    """What a figure is called and what it means."""

    label: str
    definition: str


class Meanings(_Table):
    """Words of figures and warnings."""

    figures: dict[str, Meaning]
    warnings: dict[str, str]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for table, wanted in ((self.figures, FIGURES), (self.warnings, WARNINGS)):
            wrong = set(table) ^ set(wanted)
            if wrong:
                raise ValueError(f"missing or unknown: {', '.join(sorted(wrong))}")
        return self


@cache
def meanings() -> Meanings:
    """The shipped words; raises DataFileError with file and line when they break their schema."""
    return load_table(FILE, Meanings)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that says what it is."""

    name: str
    value: float | None
    """None where it is not defined: nothing to count, or nothing but one kind of decision."""
    low: float | None
    high: float | None
    """Ends of the 95 % interval; None where there is none."""
    count: int
    """How many claims, versions or pairs it rests on."""

    @property
    def label(self) -> str:
        """What it is called."""
        return meanings().figures[self.name].label

    @property
    def definition(self) -> str:
        """What it means and how it is reckoned."""
        return meanings().figures[self.name].definition


def warning(name: str, **values: int) -> str:
    """A warning with its numbers filled in."""
    return meanings().warnings[name].format(**values)


def share(name: str, part: int, whole: int, *, interval: bool = True) -> Figure:
    """``part / whole`` as a figure, with its interval."""
    if not whole:
        return Figure(name, None, None, None, 0)
    low, high = wilson(part, whole) if interval else (None, None)
    return Figure(name, part / whole, low, high, whole)


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Wilson's score interval at 95 % for a proportion (Wilson 1927; Newcombe 1998, method 3).

    Unlike the plain interval it is never empty at 0 or 1 and never leaves 0 to 1. `whole` must be 1 or more.
    """
    rate, square = part / whole, _Z * _Z / whole
    middle = (rate + square / 2) / (1 + square)
    reach = _Z * math.sqrt(rate * (1 - rate) / whole + square / (4 * whole)) / (1 + square)
    low = 0.0 if part == 0 else middle - reach
    high = 1.0 if part == whole else middle + reach
    return low, high
