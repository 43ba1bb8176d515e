"""What a run of a scenario says: fan charts, final figures, three spreads, what drives them, policies compared.

Everything is "in the model". The Monte Carlo error of 5000 runs is tiny and is not the uncertainty: the three spreads are, and they are always given together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from papertiger.scenario.model.structure import Floats, ShockKind

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles of a fan chart: the 50 % and 90 % bands and the median."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something that the model puts out, for one patron, client, pair or domain, or for the whole system."""

    key: str
    """`trust:RUS,VEN`, `unmet:air_defence`, `honour_rate_given_tested`: the name, and after the colon who it is about."""
    name: str
    about: tuple[str, ...] = ()

    chart: bool = True
    """It is recorded month by month."""
    direction_only: bool = False
    """Only the sign of its change is shown (the bargaining index)."""


@dataclass(frozen=True, slots=True)
class Arm:
    """One way in which all runs were run."""

    learning: str
    allocation: str
    policy: str


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """One quantity month by month over all runs of an arm."""

    months: Floats
    """(T)."""
    quantiles: Floats
    """(T, len(LEVELS)), NaN in months without a value in any run."""
    mean: Floats
    """(T)."""
    counted: Floats
    """(T) share of runs that have a value."""


@dataclass(frozen=True, slots=True, eq=False)
class ArmResult:
    """All runs of one arm."""

    arm: Arm
    charts: dict[str, Chart]
    """By key of the quantity."""
    finals: dict[str, Floats]
    """By key: (R) value at the end of each run, NaN where there is none. Runs `k*replicates … (k+1)*replicates-1` share draw `k`."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the spread of a quantity comes from, as standard deviations, in the quantity's unit."""

    mean: float
    within: float
    """Between runs that share all numbers (chance)."""
    between_parameters: float
    """Between draws of the uncertain numbers, chance taken off."""
    between_models: float
    """Between learning models: standard deviation of their means."""
    lowest_model: tuple[str, float]
    """Learning model with the lowest mean, and that mean."""
    highest_model: tuple[str, float]


@dataclass(frozen=True, slots=True)
class Driven:
    """How much of a quantity's variance between draws rests on judgement and choice (grades J and S)."""

    total_index: float
    """Total Sobol index of the group of all J and S numbers, 0 to 1 (Jansen's estimator on paired draws)."""
    interval: tuple[float, float]
    """90 %, bootstrap over pairs."""
    stamped: bool
    """`driven by assumptions`: the index exceeds one half."""


@dataclass(frozen=True, slots=True)
class Driver:
    """One uncertain number and how strongly a quantity goes with it."""

    key: str
    grade: str
    share: float
    """Squared standardised rank regression coefficient over draws, 0 to 1: a screening, not a Sobol index."""
    sign: Literal[-1, 1]


@dataclass(frozen=True, slots=True)
class Difference:
    """A policy (or rule of allocation) against the baseline, run for run under the same chances."""

    arm: Arm
    against: Arm
    quantity: str
    mean: float
    interval: tuple[float, float]
    """5 % and 95 % of the difference between draws (means over a draw's replicates)."""
    higher: float
    """Share of draws in which the difference is above 0."""
    lower: float
    """Share of draws in which it is below 0."""


@dataclass(frozen=True, slots=True)
class Failures:
    """Failed tests of a patron in one arm, by their largest cause."""

    patron: str
    tests: float
    """Mean a run, as all below."""
    honoured: float
    partial: float
    withheld: float
    causes: dict[str, float]
    """Failed tests a run, by cause."""


@dataclass(frozen=True, slots=True)
class Contagion:
    """How a client's trust at the end differs from the same runs in which nobody learns from others' tests: a scenario, not an estimate."""

    patron: str
    client: str
    shifts: dict[str, float]
    """Learning model to mean difference; never one number. Without learning (L0) it is 0."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that the scenario sets into time: a war on its path, or a shock that may happen."""

    kind: Literal["war"] | ShockKind
    about: str
    """The patron or client."""
    start: float
    """Month."""
    end: float | None = None
    """First month in which it is over; None for what happens at one time."""
    threat: str | None = None
    """Type of the event, for `threat`."""


@dataclass(frozen=True, slots=True)
class Varied:
    """One uncertain number of the scenario, as a reader is told of it."""

    key: str
    """As in `Driver.key`."""
    parameter: str
    """Name in the table of parameters, or one of `inputs.STRUCTURAL`."""
    distribution: str
    """`[0, 1]`, `beta(2, 3)`."""
    grade: str
    unit: str
    source: str
    stated: bool
    """The scenario names it; else it is drawn from the range of the table of parameters."""


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """A scenario, run."""

    name: str
    banner: str
    sources: tuple[str, ...]
    warnings: tuple[str, ...]
    digest: str
    version: str
    """Of papertiger."""
    seed: int
    runs: int
    replicates: int
    months: int
    step: float
    patrons: tuple[str, ...]
    clients: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    arms: tuple[ArmResult, ...]
    """The baseline's first: every learning model under the baseline policy and the first rule of allocation."""
    spreads: dict[str, Spread]
    """By key, in the baseline."""
    driven: dict[str, Driven]
    drivers: dict[str, tuple[Driver, ...]]
    """The first five."""
    differences: tuple[Difference, ...]
    failures: dict[Arm, tuple[Failures, ...]]
    contagion: tuple[Contagion, ...]
    fixed: tuple[tuple[str, str, str], ...] = ()
    """Numbers of the scenario that are not varied: key, value, grade."""
    varied: tuple[Varied, ...] = ()
    """All that are, from `told.varied`."""
    marks: tuple[Mark, ...] = ()
    """From `told.marks`."""
