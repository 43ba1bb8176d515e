"""The usual rate of each series from day to day: a Gamma distribution that learns from each count and widens as the world drifts.

Origins come in clusters: several tell of one event. Under burstiness f (variance over mean) an event has a logarithmic number of origins,
so the count of a few days is negative binomial; the origins of a span of four days are put into clusters as a Chinese restaurant seats its guests (Ewens 1972;
Pitman 2006), and the Gamma learns from clusters. Arrays have a last axis over models: each degree of burstiness is one, with a weight
that follows from how well it foretold each span. So it is with drift; a model is one degree of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, gammaln

from papertiger.warning.rates.settings import DAYS_A_YEAR, Prior, Settings

Array = NDArray[np.float64]

TOGETHER = 4
"""Days within which origins may tell of one event; such spans are counted from the first day of the series."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual for each series."""

    per_year: Array
    """Mean rate, origins a year under usual coverage."""
    burstiness: Array
    """Mean variance over mean."""
    drift: Array
    """Geometric mean of the standard deviation of the change of the logarithm of the rate in a year."""


class Level:
    """What is believed each morning, before the day's count: arrays of days + 1, series, models."""

    def __init__(self, series: int, days: int, prior: Prior, settings: Settings) -> None:
        """Room for `days` days of `series` series; the first morning holds the prior."""
        self.burstiness = np.repeat(settings.burstiness, len(settings.drifts))
        """Variance over mean of a count at a known rate; one a model, as `events` and `drift`."""
        size = (days + 1, series, len(self.burstiness))
        more = np.maximum(self.burstiness - 1, 1e-9)
        self.events = np.log1p(more) / more
        """Events an origin: 1 over the mean of the logarithmic distribution."""
        self.drift = np.tile(np.square(settings.drifts), len(settings.burstiness)) / DAYS_A_YEAR
        """Variance of the logarithm of the rate that a day adds."""
        self.shape = np.empty(size)
        """Of the Gamma distribution of the rate, in events."""
        self.exposure = np.empty(size)
        """Its inverse scale; the mean rate a day, in origins, is `shape` / `exposure`."""
        self.weight = np.empty(size)
        """Natural logarithm of the probability of each model, by the span so far."""
        self.clusters = np.zeros(size)
        """Events of all days before, as each model sees them."""
        self.shape[0] = prior.weight
        self.exposure[0] = prior.weight * DAYS_A_YEAR / prior.per_year
        self.weight[0] = np.log(np.outer(settings.burstiness_weights, settings.drift_weights).ravel())
        self._more = more
        self._begin = 0
        self._count = np.zeros((series, 1))
        self._seen = np.zeros((series, 1))

    def learn(self, day: int, counts: Array, exposure: Array) -> None:
        """Fill the morning after `day` from the day's `counts` and `exposure` (one a series).

        The relative variance grows by the drift of a day first: a discount that depends on how much is known, with which rare
        series remember long and busy ones are quick (a dynamic model with discounting, West and Harrison 1997).
        """
        if day - self._begin == TOGETHER:
            self._begin = day
            self._count, self._seen = np.zeros((2, len(counts), 1))
        begin = self._begin
        mean = self.shape[begin] / self.exposure[begin]
        size = TOGETHER * mean / self._more
        before, self._count = self._count, self._count + counts[:, None]
        self._seen = self._seen + exposure[:, None]
        fresh = np.repeat(counts[:, None], len(self.burstiness), axis=1)
        if (some := counts > 0).any():
            new = size[some] * (digamma(self._count[some] + size[some]) - digamma(before[some] + size[some]))
            fresh[some] = np.where(self.burstiness > 1, new, fresh[some])
        self.clusters[day + 1] = self.clusters[day] + fresh
        shape = 1 / (1 / self.shape[day] + self.drift)
        self.exposure[day + 1] = (
            shape * self.exposure[day] / self.shape[day] + exposure[:, None] * self.events
        )
        self.shape[day + 1] = shape + fresh
        weight = self.weight[begin] + log_negative_binomial(
            self._count, self._seen * mean, self.burstiness + self._seen * mean / self.shape[begin]
        )
        self.weight[day + 1] = weight - np.logaddexp.reduce(weight, axis=1)[:, None]

    def lift(self, day: int, series: NDArray[Any], since: NDArray[Any], seen: Array) -> None:
        """After an alarm on `day`: what was believed on the morning `since`, far less surely, and then all since then.

        So a level that stays is the usual one soon, and only a further rise alarms again. `seen` is the exposure since then.
        """
        before, days = self.shape[since, series], self.exposure[since, series]
        shape = 1 / (1 / before + 1)  # a relative variance of 1 more: the rate may be a multiple now
        self.shape[day + 1, series] = shape + self.clusters[day + 1, series] - self.clusters[since, series]
        self.exposure[day + 1, series] = shape * days / before + seen[:, None] * self.events

    def usual(self, day: int) -> Usual:
        """What is usual for each series, as believed on the morning of `day`."""
        weight = np.exp(self.weight[day])
        rate = self.shape[day] / self.exposure[day] * DAYS_A_YEAR
        return Usual(
            (weight * rate).sum(axis=1),
            (weight * self.burstiness).sum(axis=1),
            np.exp((weight * np.log(self.drift * DAYS_A_YEAR)).sum(axis=1) / 2),
        )


def log_negative_binomial(count: Array, mean: Array, spread: Array) -> Array:
    """Logarithm of the probability of `count`, with that mean and that variance over mean (above 1), less the term of the count alone."""
    mean, more = np.maximum(mean, 1e-12), np.maximum(spread - 1, 1e-12)
    size = mean / more
    out = -size * np.log1p(more)
    some = np.broadcast_to(count > 0, out.shape)
    if some.any():
        count, size, more = np.broadcast_to(count, out.shape)[some], size[some], more[some]
        out[some] += gammaln(count + size) - gammaln(size) + count * np.log(more / (1 + more))
    return np.asarray(out)
