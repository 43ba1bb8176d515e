"""What is known of an honour rate after the evidence: quantiles, intervals, and how much of it is prior."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from papertiger.reliability.quick.grid import EDGES, Array, component_masses
from papertiger.reliability.quick.prior import Prior


@dataclass(frozen=True)
class Posterior:
    """The honour rate given tested: its distribution on a grid, and what stands behind it."""

    mass: Array
    """Shape (BINS,): probability of each bin of `grid.EDGES`; sums to 1."""
    of: Prior
    weights: tuple[float, ...]
    """Posterior weight of each component of the prior, in its order."""
    n_eff: float
    """Effective tests: the sum over cells of p_due, tempering and information (see `quick.evidence`)."""
    origins: tuple[str, ...]
    """Independent origins behind the cells that count, in order."""
    tests: int
    """Cells that say anything."""
    closed: bool
    """Whether the closed form gave it: no outcome is in doubt."""

    @property
    def prior(self) -> str:
        """Name of the prior."""
        return self.of.name

    @cached_property
    def _cdf(self) -> Array:
        return np.concatenate([[0.0], np.cumsum(self.mass)])

    def quantile(self, q: float) -> float:
        """The rate below which it lies with probability `q`."""
        return float(self.quantiles((q,))[0])

    def quantiles(self, qs: Sequence[float] | Array) -> Array:
        """Several quantiles at once; shape as `qs`."""
        return np.interp(qs, self._cdf / self._cdf[-1], EDGES)

    @property
    def median(self) -> float:
        """The rate that it is as likely to lie above as below."""
        return self.quantile(0.5)

    @property
    def mean(self) -> float:
        """Its expectation."""
        return float(self.mass @ (EDGES[1:] + EDGES[:-1]) / 2)

    @property
    def log_odds_median(self) -> float:
        """Log-odds of the median, which is also the median of the log-odds."""
        return math.log(self.median / (1 - self.median))

    def interval(self, level: float = 0.9) -> tuple[float, float]:
        """The central interval that holds it with probability `level`."""
        low, high = self.quantiles(((1 - level) / 2, (1 + level) / 2))
        return float(low), float(high)

    def below(self, rate: float) -> float:
        """Probability that it lies below `rate`."""
        return float(np.interp(rate, EDGES, self._cdf))

    def draws(self, n: int, rng: np.random.Generator) -> Array:
        """Shape (n,): draws from it."""
        return self.quantiles(rng.random(n))

    @cached_property
    def before(self) -> Posterior:
        """The prior as a posterior of no evidence."""
        masses = component_masses(self.of)
        weights = tuple(c.weight for c in self.of.components)
        return Posterior(masses.sum(axis=0), self.of, weights, 0.0, (), 0, closed=True)

    @property
    def prior_share(self) -> float:
        """How much of it is prior: the overlap of the prior's density and its own, 1 where nothing was learnt, 0 where nothing is left of the prior."""
        return float(np.minimum(self.mass, self.before.mass).sum())

    def prior_interval(self, level: float = 0.9) -> tuple[float, float]:
        """The central interval of the prior alone."""
        return self.before.interval(level)

    def bits_from(self, other: Posterior) -> float:
        """How much it tells beyond `other`: Kullback-Leibler divergence, in bits."""
        held = self.mass > 0
        ratio = self.mass[held] / np.maximum(other.mass[held], np.finfo(float).tiny)
        return max(float(self.mass[held] @ np.log2(ratio)), 0.0)
