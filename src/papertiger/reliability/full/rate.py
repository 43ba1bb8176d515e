"""An honour rate given tested: its draws, what can be read from them, and how much of it is prior."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit
from scipy.stats import gaussian_kde

Array = NDArray[np.float64]

_REACH, _POINTS = 12.0, 481
"""Log-odds between which densities are compared, and at how many points."""


@dataclass(frozen=True)
class Rate:
    """The posterior of a rate; read as the quick model's `Posterior`."""

    values: Array = field(repr=False)
    """Draws of it, sorted."""
    prior_values: Array = field(repr=False)
    """Draws of the same rate before any test was seen, sorted."""
    n_eff: float
    """Effective tests: what the tests of this rate say, counted in tests that were surely due and whose outcome is sure."""
    origins: tuple[str, ...]
    """Independent origins behind the cells that count, in order."""
    tests: int
    """Cells of this rate that say anything."""
    history: float
    """Share of the tests, from 0 to 1, for which any base rate was ever published."""
    prior: str = "hierarchical"

    def quantile(self, q: float) -> float:
        """The rate below which it lies with probability `q`."""
        return float(np.quantile(self.values, q))

    def quantiles(self, qs: Sequence[float] | Array) -> Array:
        """Several quantiles at once; shape as `qs`."""
        return np.asarray(np.quantile(self.values, qs))

    @property
    def median(self) -> float:
        """The rate that it is as likely to lie above as below."""
        return self.quantile(0.5)

    @property
    def mean(self) -> float:
        """Its expectation."""
        return float(self.values.mean())

    @property
    def log_odds_median(self) -> float:
        """Log-odds of the median."""
        return float(_log_odds(np.array(self.median)))

    def interval(self, level: float = 0.9) -> tuple[float, float]:
        """The central interval that holds it with probability `level`."""
        low, high = self.quantiles(((1 - level) / 2, (1 + level) / 2))
        return float(low), float(high)

    def below(self, rate: float) -> float:
        """Probability that it lies below `rate`."""
        return float(np.searchsorted(self.values, rate)) / len(self.values)

    def draws(self, n: int, rng: np.random.Generator) -> Array:
        """Shape (n,): draws from it, some of them the same where more are asked for than the sampler made."""
        return rng.choice(self.values, n, replace=n > len(self.values))

    @cached_property
    def before(self) -> Rate:
        """The prior as a posterior of no evidence."""
        return Rate(self.prior_values, self.prior_values, 0.0, (), 0, self.history)

    @cached_property
    def prior_share(self) -> float:
        """How much of it is prior: the overlap of the prior's density and its own, 1 where nothing was learnt, 0 where nothing is left of the prior."""
        before, after = self.before.density, self.density
        return float(np.minimum(before, after).sum() / max(before.sum(), after.sum()))

    def prior_interval(self, level: float = 0.9) -> tuple[float, float]:
        """The central interval of the prior alone."""
        return self.before.interval(level)

    def bits_from(self, other: Rate) -> float:
        """How much it tells beyond `other`: Kullback-Leibler divergence, in bits."""
        here, there = (one.density / one.density.sum() for one in (self, other))
        held = here > 0
        ratio = here[held] / np.maximum(there[held], np.finfo(float).tiny)
        return max(float(here[held] @ np.log2(ratio)), 0.0)

    @cached_property
    def density(self) -> Array:
        """Shape (481,): of its log-odds from -12 to 12, smoothed by a kernel, which would smear over the edges of the rate itself."""
        return np.asarray(gaussian_kde(_log_odds(self.values))(np.linspace(-_REACH, _REACH, _POINTS)))


def _log_odds(rate: Array) -> Array:
    return np.asarray(logit(np.clip(rate, 1e-12, 1 - 1e-12)))
