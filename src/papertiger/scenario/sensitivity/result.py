"""What a sensitivity study says, quantity by quantity: indices with their widths, what chance does, and how much rests on assumptions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Method = Literal["sobol", "morris"]
HALF = 0.5
"""Total index of judged numbers from which on an output is stamped `driven by assumptions`."""


@dataclass(frozen=True, slots=True)
class Group:
    """Uncertain numbers that are varied together; mostly one alone."""

    name: str
    grade: str
    """Of all its numbers."""
    keys: tuple[str, ...]
    columns: tuple[int, ...]
    """Their places among the scenario's uncertain numbers."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval, by bootstrap over base points."""

    value: float
    low: float
    high: float

    @property
    def width(self) -> float:
        """Half of the interval: the figure is `value ± width`."""
        return (self.high - self.low) / 2

    @property
    def told_from_zero(self) -> bool:
        """The interval does not hold 0."""
        return self.low > 0


@dataclass(frozen=True, slots=True)
class Index:
    """How much of a quantity's variance goes with a group: of the mean over chance, so that chance is in no index."""

    group: Group
    first: Estimate
    """Alone."""
    total: Estimate
    """Alone and together with others."""


@dataclass(frozen=True, slots=True)
class Indices:
    """Sobol indices of one quantity."""

    quantity: str
    mean: float
    """NaN for a quantity of which only the direction is shown."""
    variance: float
    """Between points, chance taken off."""
    chance: float
    """Share of the variance of a single run that is chance: within / (within + between); NaN with one replicate."""
    told: bool
    """The variance between points is told from 0; else there are no indices to speak of."""
    indices: tuple[Index, ...]
    """By total index, largest first."""
    by_grade: dict[str, float]
    """Sum of total indices, grade by grade; interactions count once for each number that takes part."""
    judged: Estimate
    """Total index of all numbers of grades J and S together."""
    left_out: float
    """Share of base points without a figure."""

    @property
    def stamped(self) -> bool:
        """`driven by assumptions`."""
        return self.told and self.judged.value > HALF


@dataclass(frozen=True, slots=True)
class Effect:
    """Elementary effects of a group on a quantity, from the 5 % to the 95 % point of its numbers (Morris).

    They are in the quantity's unit; of a quantity of which only the direction is shown, in its standard deviations.
    """

    group: Group
    mean: float
    """With sign; NaN for a group of several."""
    size: float
    """Mean of absolute effects."""
    width: float
    """95 % half width of `size`."""
    spread: float
    """Standard deviation: large beside `size` where the effect depends on other numbers or is curved."""


@dataclass(frozen=True, slots=True)
class Effects:
    """Morris effects on one quantity."""

    quantity: str
    mean: float
    deviation: float
    """Standard deviation over all points."""
    effects: tuple[Effect, ...]
    """By size, largest first."""
    left_out: float
    """Share of trajectories without a figure."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """A whole study."""

    name: str
    banner: str
    digest: str
    method: Method
    learning: str
    allocation: str
    n: int
    """Base points, or trajectories."""
    replicates: int
    points: int
    runs: int
    seed: int
    sobol: tuple[Indices, ...]
    """By quantity; empty for Morris."""
    morris: tuple[Effects, ...]
    """By quantity; of the screening too."""
    varied: int
    """Uncertain numbers."""
    unmoved: tuple[str, ...]
    """Keys of uncertain numbers that cannot act, for their distribution is one point; they are left out."""
    screened: int = 0
    """Trajectories of the screening that chose which numbers get an index of their own; 0 without one."""
