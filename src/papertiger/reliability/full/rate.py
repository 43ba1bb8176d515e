"""An honour rate given tested: its draws, what can be read from them, and how much of it is prior."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit
from scipy.stats import gaussian_kde

_REACH, _POINTS = 12.0, 481
"""Log-odds between which densities are compared, and at how many points."""


@dataclass(frozen=True)
class Rate:
    """The posterior of a rate; read as the quick model's."""

    draws: NDArray[np.float64] = field(repr=False)
    """Sorted."""
    prior_draws: NDArray[np.float64] = field(repr=False)
    """Of the same rate before any test was seen; sorted."""
    n_eff: float
    """Effective tests: what the tests of this rate say, counted in tests that were surely due and whose outcome is sure."""
    origins: int
    """Independent reports behind them."""
    history: float
    """Share of the tests, from 0 to 1, for which any base rate was ever published."""
    prior: str = "hierarchical"

    @property
    def median(self) -> float:
        """As likely above as below."""
        return self.quantile(0.5)

    def quantile(self, q: float) -> float:
        """The rate that the true one is under with probability `q`."""
        return float(np.quantile(self.draws, q))

    def interval(self, level: float) -> tuple[float, float]:
        """Central interval that holds the rate with probability `level`."""
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)

    def prior_interval(self, level: float) -> tuple[float, float]:
        """As `interval`, before any test was seen."""
        low, high = np.quantile(self.prior_draws, [(1 - level) / 2, (1 + level) / 2])
        return float(low), float(high)

    def below(self, rate: float) -> float:
        """Probability that the rate is under `rate`."""
        return float(np.searchsorted(self.draws, rate)) / len(self.draws)

    @property
    def log_odds_median(self) -> float:
        """Median of the log-odds."""
        return float(_log_odds(np.array(self.median)))

    @property
    def prior_share(self) -> float:
        """Overlap of the densities before and after: 1 where the tests told nothing, 0 where the prior would not have thought of it."""
        grid = np.linspace(-_REACH, _REACH, _POINTS)
        before, after = (_density(one, grid) for one in (self.prior_draws, self.draws))
        return float(np.minimum(before, after).sum() / max(before.sum(), after.sum()))


def _log_odds(rate: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(logit(np.clip(rate, 1e-12, 1 - 1e-12)))


def _density(draws: NDArray[np.float64], grid: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of the log-odds, where rates have no edges that a kernel would smear over; overlap is the same on either scale."""
    at = _log_odds(draws)
    return np.asarray(gaussian_kde(at)(grid) if at.std() > 0 else np.zeros_like(grid))
