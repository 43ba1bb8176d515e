"""The usual rate of each series from day to day: a Gamma distribution that learns from each count and widens as the world drifts.

Arrays have a last axis over burstiness: each degree of burstiness is a model of its own, and what the weeks say of each shifts the weights.
With burstiness f a count is worth 1/f of its origins: the quasi-likelihood of McCullagh and Nelder (1989, chapter 9).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from papertiger.warning.rates.settings import DAYS_A_YEAR, Prior, Settings

Array = NDArray[np.float64]


class Level:
    """What is believed each morning, before the day's count: arrays of days + 1, series, burstiness."""

    def __init__(self, series: int, days: int, prior: Prior, settings: Settings) -> None:
        """Room for `days` days of `series` series; the first morning holds the prior."""
        size = (days + 1, series, len(settings.burstiness))
        self.burstiness = np.asarray(settings.burstiness)
        self.drift = settings.drift**2 / DAYS_A_YEAR
        """Variance of the logarithm of the rate that a day adds."""
        self.shape = np.empty(size)
        """Of the Gamma distribution of the rate."""
        self.exposure = np.empty(size)
        """Its inverse scale, in days of usual coverage; the mean rate a day is `shape` / `exposure`."""
        self.weight = np.empty(size)
        """Natural logarithm of the probability of each degree of burstiness."""
        self.shape[0] = prior.weight
        self.exposure[0] = prior.weight * DAYS_A_YEAR / prior.per_year
        self.weight[0] = np.log(settings.burstiness_weights)

    def learn(self, day: int, counts: Array, exposure: Array, fit: Array | None) -> None:
        """Fill the morning after `day` from the day's `counts` and `exposure` (one a series).

        The relative variance grows by the drift of a day first: a discount that depends on how much is known, with which rare
        series remember long and busy ones are quick (a dynamic model with discounting, West and Harrison 1997). `fit` is the
        logarithm of the probability of a day's evidence under each burstiness, up to a constant a series; None where too early.
        """
        shape = 1 / (1 / self.shape[day] + self.drift)
        kept = shape * self.exposure[day] / self.shape[day]
        self.shape[day + 1] = shape + counts[:, None] / self.burstiness
        self.exposure[day + 1] = kept + exposure[:, None] / self.burstiness
        weight = self.weight[day] if fit is None else self.weight[day] + fit
        self.weight[day + 1] = weight - np.logaddexp.reduce(weight, axis=1)[:, None]

    def lift(
        self, day: int, series: NDArray[Any], since: NDArray[Any], counts: Array, exposure: Array
    ) -> None:
        """After an alarm on `day`: what was believed on the morning `since`, far less surely, and then all since then.

        So a level that stays is the usual one soon, and only a further rise alarms again.
        """
        before, days = self.shape[since, series], self.exposure[since, series]
        shape = 1 / (1 / before + 1)  # a relative variance of 1 more: the rate may be a multiple now
        self.shape[day + 1, series] = shape + counts[:, None] / self.burstiness
        self.exposure[day + 1, series] = shape * days / before + exposure[:, None] / self.burstiness

    def usual(self, day: int) -> tuple[Array, Array]:
        """Mean rate a day and mean burstiness of each series, as believed on the morning of `day`."""
        weight = np.exp(self.weight[day])
        return (weight * self.shape[day] / self.exposure[day]).sum(axis=1), (weight * self.burstiness).sum(
            axis=1
        )
