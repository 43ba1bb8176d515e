"""The priors of the full model: a data file, validated, each number with its grade and source."""

from __future__ import annotations

import hashlib
from functools import cache
from math import exp, pi, sqrt
from pathlib import Path
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

from papertiger.datafiles import load_table
from papertiger.records import Domain
from papertiger.reliability.cases import Obligation

Grade = Literal["D", "L", "J"]
"""D computed from published data; L direction from the literature, size judged; J judgement."""
FILE = Path(__file__).parent / "data" / "priors.yaml"

MEANS = ("history", "no_history")
"""Of the log-odds of a typical test: with a published base rate behind it, and without."""
EFFECTS = (
    "offence",
    "neutrality",
    "nonaggression",
    "multilateral",
    "capability_fall",
    "institutions_changed",
    "at_war",
    "log_distance",
)
"""What moves the log-odds: obligations and multilateral pacts, then covariates at the time of the test."""
SPREADS = ("patron", "domain", "patron_domain", "crisis", "period")
"""Variance components, by what differs."""


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Positive(_Table):
    """A half-normal prior of something that cannot be negative."""

    scale: float = Field(gt=0)
    grade: Grade
    source: str = Field(min_length=1)

    @property
    def sd(self) -> float:
        """Standard deviation."""
        return self.scale * sqrt(1 - 2 / pi)


class Normal(Positive):
    """A normal prior."""

    loc: float

    @property
    def sd(self) -> float:
        """Standard deviation."""
        return self.scale


class LogNormal(Normal):
    """A prior under which the logarithm is normal."""

    @property
    def sd(self) -> float:
        """Standard deviation of what is positive, not of its logarithm."""
        return exp(self.loc + self.scale**2 / 2) * sqrt(exp(self.scale**2) - 1)


class Typical(_Table):
    """Priors of the log-odds of a typical test; fields as `MEANS`."""

    history: Normal
    no_history: Normal


class Effects(_Table):
    """Priors of what moves the log-odds; fields as `EFFECTS`."""

    offence: Normal
    neutrality: Normal
    nonaggression: Normal
    multilateral: Normal
    capability_fall: Normal
    institutions_changed: Normal
    at_war: Normal
    log_distance: Normal


class Spreads(_Table):
    """Priors of standard deviations; fields as `SPREADS`."""

    patron: Positive
    domain: Positive
    patron_domain: Positive
    crisis: Positive
    period: Positive


class Period(_Table):
    """Years over which a rate is published."""

    name: str
    until: int | None = None
    """Last year; None for the period that goes on."""


class History(_Table):
    """Tests that published rates speak of."""

    obligations: tuple[Obligation, ...]
    domains: tuple[Domain, ...]


class Fallback(_Table):
    """The test that is meant where nothing else is known."""

    obligation: Obligation
    domain: Domain


class Number(_Table):
    """A convention."""

    value: float = Field(ge=0)
    grade: Grade
    source: str = Field(min_length=1)


class Conventions(_Table):
    """Numbers that are no priors."""

    partial_counts: Number
    tempering: Number
    log_distance_centre: Number
    informed: Number


class NotDue(_Table):
    """Weights of the outcomes where no obligation was due."""

    withheld: float = Field(gt=0)
    partial: float = Field(gt=0)
    honoured: float = Field(gt=0)
    grade: Grade
    source: str = Field(min_length=1)

    @property
    def shares(self) -> NDArray[np.float64]:
        """Shape (3,), summing to 1."""
        weights = np.array([self.withheld, self.partial, self.honoured])
        return np.asarray(weights / weights.sum())


class Priors(_Table):
    """Everything that the full model assumes before it sees a test; see ``data/priors.yaml``."""

    typical: Typical
    effects: Effects
    spread: Spreads
    gap: LogNormal
    periods: tuple[Period, ...] = Field(min_length=1)
    reference: str
    history: History
    fallback: Fallback
    conventions: Conventions
    not_due: NotDue

    @model_validator(mode="after")
    def _periods_follow(self) -> Self:
        ends = [period.until for period in self.periods]
        bounded = [end for end in ends[:-1] if end is not None]
        if len(bounded) < len(ends) - 1 or ends[-1] is not None or bounded != sorted(set(bounded)):
            raise ValueError("periods: each but the last needs `until`, a later year than the one before it")
        names = [period.name for period in self.periods]
        if len(set(names)) < len(names) or self.reference not in names:
            raise ValueError(f"reference: {self.reference!r} must name one of the periods {', '.join(names)}")
        return self

    @property
    def digest(self) -> str:
        """SHA-256 of all that they say, for whoever repeats a figure."""
        return f"sha256:{hashlib.sha256(self.model_dump_json().encode()).hexdigest()}"

    def period(self, year: int | None) -> int:
        """Position in `periods` of the one that holds `year`; the last where the year is not known."""
        if year is None:
            return len(self.periods) - 1
        return sum(period.until is not None and year > period.until for period in self.periods)

    def has_history(self, obligation: str, domain: str) -> bool:
        """Whether a rate was ever published for such tests."""
        return obligation in self.history.obligations and domain in self.history.domains

    def walk(self) -> NDArray[np.float64]:
        """Shape (periods, periods - 1): which steps of the random walk, taken from `reference` outwards, add up to each period's effect."""
        n = len(self.periods)
        anchor = [period.name for period in self.periods].index(self.reference)
        walk = np.zeros((n, n - 1))
        for t in range(n):
            walk[t, min(t, anchor) : max(t, anchor)] = 1
        return walk

    def powered(self, power: float) -> Priors:
        """All priors raised to `power` (Kallioinen et al. 2024): the normal ones, and the half-normal ones, have their scale divided by its root."""
        content = self.model_dump()
        for group in (
            *(content[name].values() for name in ("typical", "effects", "spread")),
            [content["gap"]],
        ):
            for prior in group:
                prior["scale"] /= sqrt(power)
        return Priors.model_validate(content)


@cache
def shipped() -> Priors:
    """The priors that come with the program."""
    return load_priors(FILE)


def load_priors(path: Path) -> Priors:
    """Priors from a file of the user's.

    Raises:
        DataFileError: it is absent or breaks the form; names file, line and field.
    """
    return load_table(path, Priors)
