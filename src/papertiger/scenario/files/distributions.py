"""Distributions of uncertain numbers, each cut off at the bounds of its parameter.

A cut distribution is the distribution given that the value lies within the bounds; its quantiles are those of the whole one between the
probabilities of the bounds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from papertiger.scenario.model.structure import Floats

Bounds = tuple[float, float]


class Shape(Protocol):
    """A distribution before it is cut off."""

    def cdf(self, value: float) -> float:
        """Probability of `value` or less; `value` may be infinite."""

    def inverse(self, probability: Floats) -> Floats:
        """Values at these probabilities."""

    @property
    def words(self) -> str:
        """As `Distribution.words`."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A shape, given that the value lies within bounds."""

    shape: Shape
    bounds: Bounds

    def quantile(self, unit: Floats) -> Floats:
        """Values at the probabilities `unit`, any shape; within the bounds."""
        low, high = (self.shape.cdf(bound) for bound in self.bounds)
        values: Floats = np.clip(self.shape.inverse(low + np.asarray(unit) * (high - low)), *self.bounds)
        return values

    @property
    def inside(self) -> float:
        """Part of the shape that lies within the bounds."""
        return self.shape.cdf(self.bounds[1]) - self.shape.cdf(self.bounds[0])

    @property
    def words(self) -> str:
        """The distribution for a reader: `normal(0, 1)`."""
        return self.shape.words


@dataclass(frozen=True, slots=True)
class Uniform:
    """Every value between `low` and `high` is as probable."""

    low: float
    high: float

    def quantile(self, unit: Floats) -> Floats:
        """Values at the probabilities `unit`, any shape."""
        values: Floats = np.clip(self.low + np.asarray(unit) * (self.high - self.low), self.low, self.high)
        return values

    @property
    def words(self) -> str:
        """`[low, high]`."""
        return f"[{self.low:g}, {self.high:g}]"


@dataclass(frozen=True, slots=True)
class Normal:
    """Normal distribution."""

    mean: float
    sd: float

    def cdf(self, value: float) -> float:
        """Probability of `value` or less."""
        from scipy.special import ndtr  # noqa: PLC0415 - 200 ms that a file without such a number need not pay

        return float(ndtr((value - self.mean) / self.sd))

    def inverse(self, probability: Floats) -> Floats:
        """Values at these probabilities."""
        from scipy.special import ndtri  # noqa: PLC0415 - as above

        values: Floats = self.mean + self.sd * ndtri(probability)
        return values

    @property
    def words(self) -> str:
        """`normal(mean, sd)`."""
        return f"normal({self.mean:g}, {self.sd:g})"


@dataclass(frozen=True, slots=True)
class LogNormal:
    """The logarithm is normal, with mean `ln median` and standard deviation `sigma`."""

    median: float
    sigma: float

    def cdf(self, value: float) -> float:
        """Probability of `value` or less."""
        return Normal(math.log(self.median), self.sigma).cdf(math.log(value)) if value > 0 else 0.0

    def inverse(self, probability: Floats) -> Floats:
        """Values at these probabilities."""
        values: Floats = np.exp(Normal(math.log(self.median), self.sigma).inverse(probability))
        return values

    @property
    def words(self) -> str:
        """`lognormal(median, sigma)`."""
        return f"lognormal({self.median:g}, {self.sigma:g})"


@dataclass(frozen=True, slots=True)
class Beta:
    """Beta distribution, stretched from 0…1 to `low`…`high`."""

    a: float
    b: float
    low: float = 0.0
    high: float = 1.0

    def cdf(self, value: float) -> float:
        """Probability of `value` or less."""
        from scipy.special import betainc  # noqa: PLC0415 - as above

        return float(betainc(self.a, self.b, min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)))

    def inverse(self, probability: Floats) -> Floats:
        """Values at these probabilities."""
        from scipy.special import betaincinv  # noqa: PLC0415 - as above

        values: Floats = self.low + (self.high - self.low) * betaincinv(self.a, self.b, probability)
        return values

    @property
    def words(self) -> str:
        """`beta(a, b)`, and the ends where they are not 0 and 1."""
        ends = "" if (self.low, self.high) == (0, 1) else f", {self.low:g} to {self.high:g}"
        return f"beta({self.a:g}, {self.b:g}{ends})"


@dataclass(frozen=True, slots=True)
class Triangular:
    """Rises evenly from `low` to `mode`, falls evenly to `high`."""

    low: float
    mode: float
    high: float

    def cdf(self, value: float) -> float:
        """Probability of `value` or less."""
        value, width = min(max(value, self.low), self.high), self.high - self.low
        if value <= self.mode:
            return (value - self.low) ** 2 / (width * (self.mode - self.low)) if self.mode > self.low else 0.0
        return 1 - (self.high - value) ** 2 / (width * (self.high - self.mode))

    def inverse(self, probability: Floats) -> Floats:
        """Values at these probabilities."""
        width = self.high - self.low
        rising = self.low + np.sqrt(probability * width * (self.mode - self.low))
        falling = self.high - np.sqrt((1 - probability) * width * (self.high - self.mode))
        values: Floats = np.where(probability < (self.mode - self.low) / width, rising, falling)
        return values

    @property
    def words(self) -> str:
        """`triangular(low, mode, high)`."""
        return f"triangular({self.low:g}, {self.mode:g}, {self.high:g})"
