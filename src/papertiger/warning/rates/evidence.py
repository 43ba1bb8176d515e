"""What a day says for a rise: likelihood ratios over the windows in which it may have begun, added up as Shiryaev and Roberts do.

The count of a window, given a rate of which a Gamma distribution is believed and clusters of logarithmic size, is taken as negative
binomial with the mean and the variance that follow: burstiness times the mean, plus the mean squared times the relative variance of the rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from papertiger.warning.rates.level import Array, Level

_LARGEST = 600.0  # exponents beyond it overflow; a likelihood ratio of e^600 is certainty enough


@dataclass(frozen=True, slots=True)
class Predicted:
    """Counts of windows as predicted on the morning on which each begins: arrays of series, windows, burstiness."""

    mean: Array
    relative: Array
    """Relative variance of the rate."""
    burstiness: Array
    weight: Array
    """Natural logarithm of the probability of each burstiness."""

    @property
    def spread(self) -> Array:
        """Variance over mean of the count."""
        return self.burstiness + self.mean * self.relative

    def times(self, factor: float) -> Predicted:
        """The same with the rate `factor` times as high, and as uncertain relative to itself."""
        return Predicted(self.mean * factor, self.relative, self.burstiness, self.weight)

    def log_likelihood(self, counts: Array, some: NDArray[np.bool_]) -> Array:
        """Of the counts, under each burstiness, less the term that depends on the counts alone; `some` says where they are not 0."""
        spread = self.spread
        size = self.mean / np.maximum(spread - 1, 1e-12)
        out = -size * np.log(spread)
        if some.any():
            count, size, spread = counts[some][:, None], size[some], spread[some]
            out[some] += gammaln(count + size) - gammaln(size) + count * np.log1p(-1 / spread)
        return out


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one day says of each series."""

    statistic: Array
    """How many times likelier the counts are with a rise than without, summed over the days on which it may have begun; one a series."""
    ratio: Array
    """Likelihood ratio of each window; series, windows."""
    fit: Array
    """Logarithm of the likelihood of each window under each burstiness; series, windows, burstiness."""


def predicted(level: Level, begins: NDArray[Any], windows: NDArray[Any], exposure: Array) -> Predicted:
    """What was to be expected of windows that begin on the mornings `begins`; `exposure` is of each window of each series.

    Drift inside the window adds a third of what it would add at the window's end (the mean of a random walk).
    """
    shape = level.shape[begins].transpose(1, 0, 2)
    mean = np.maximum(exposure[:, :, None] * shape / level.exposure[begins].transpose(1, 0, 2), 1e-12)
    relative = 1 / shape + level.drift * windows[None, :, None] / 3
    return Predicted(mean, relative, level.burstiness, level.weight[begins].transpose(1, 0, 2))


def weigh(
    now: Predicted, counts: Array, allowed: NDArray[np.bool_], gaps: Array, ratios: tuple[float, ...]
) -> Weighed:
    """Weigh the counts of all windows; `allowed` says in which a rise may have begun, `gaps` how many days each window stands for."""
    some = counts > 0
    fit = now.log_likelihood(counts, some)
    usual = fit + now.weight
    top = usual.max(axis=2)[:, :, None]
    plain = np.exp(usual - top).sum(axis=2)
    ratio = np.zeros_like(counts)
    for factor in ratios:
        risen = now.times(factor).log_likelihood(counts, some) + now.weight
        ratio += np.exp(np.minimum(risen - top, _LARGEST)).sum(axis=2) / plain
    ratio *= allowed / len(ratios)
    return Weighed(ratio @ gaps, ratio, fit)
