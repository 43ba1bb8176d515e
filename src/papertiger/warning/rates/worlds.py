"""Null worlds: series of counts in which nothing happens but what always happens, to measure false alarms on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from papertiger.warning.rates.level import Array
from papertiger.warning.rates.settings import DAYS_A_YEAR

_WAVE_DAYS = 30.0
"""After which a wave is correlated by 1/e."""


@dataclass(frozen=True, slots=True)
class World:
    """How counts come about where nothing is unusual."""

    per_year: float
    """Origins a year of one series, on the average over series, under usual coverage."""
    burstiness: float = 1.0
    """Variance over mean of a long count at a fixed rate: events come by a Poisson process, each with a geometric number of origins."""
    spread_days: int = 1
    """Days over which the origins of one event come, evenly."""
    drift: float = 0.0
    """Standard deviation of the change of the logarithm of the rate in a year: a random walk whose mean rate stays."""
    swing: float = 0.0
    """Standard deviation of a wave of the logarithm of the rate that forgets within a month, as news comes and goes."""
    holes: float = 0.0
    """Outages a year, each of 2 to 14 days without coverage; where there are any, one day in ten has half the coverage."""
    weekend: float = 1.0
    """Rate of Saturdays and Sundays, as a part of that of other days; not told in the exposure."""

    def draw(self, series: int, days: int, generator: np.random.Generator) -> tuple[Array, Array]:
        """Counts and exposure of `series` independent series: arrays of series, days."""
        rate = np.full((series, days), self.per_year / DAYS_A_YEAR)
        if self.drift:
            steps = generator.normal(0, self.drift / np.sqrt(DAYS_A_YEAR), (series, days))
            rate *= np.exp(
                np.cumsum(steps, axis=1) - self.drift**2 * np.arange(1, days + 1) / (2 * DAYS_A_YEAR)
            )
        if self.swing:
            rate *= np.exp(self._wave(series, days, generator) - self.swing**2 / 2)
        if self.weekend != 1:
            rate *= np.where(np.arange(days) % 7 < 5, 1, self.weekend) * 7 / (5 + 2 * self.weekend)  # noqa: PLR2004
        exposure = np.ones((series, days))
        if self.holes:
            exposure[generator.random((series, days)) < 0.1] = 0.5  # noqa: PLR2004
            for row, number in enumerate(generator.poisson(self.holes * days / DAYS_A_YEAR, series)):
                for begin in generator.integers(0, days, number):
                    exposure[row, begin : begin + generator.integers(2, 15)] = 0
        return self._counts(rate, exposure, generator), exposure

    def _wave(self, series: int, days: int, generator: np.random.Generator) -> Array:
        kept = np.exp(-1 / _WAVE_DAYS)
        wave = generator.normal(0, self.swing, (series, days))
        for day in range(1, days):
            wave[:, day] = kept * wave[:, day - 1] + np.sqrt(1 - kept**2) * wave[:, day]
        return wave

    def _counts(self, rate: Array, exposure: Array, generator: np.random.Generator) -> Array:
        if self.burstiness == 1:
            return generator.poisson(rate * exposure).astype(float)
        size = (
            self.burstiness + 1
        ) / 2  # of a geometric number from 1 up: variance over mean of the sum is 2 * size - 1
        series, day = np.nonzero(events := generator.poisson(rate / size))
        event = np.repeat(np.arange(len(series)), events[series, day])
        origin = np.repeat(event, generator.geometric(1 / size, len(event)))
        when = day[origin] + generator.integers(0, self.spread_days, len(origin))
        counts = np.zeros_like(rate)
        inside = when < rate.shape[1]
        np.add.at(counts, (series[origin][inside], when[inside]), 1)
        return generator.binomial(counts.astype(int), np.minimum(exposure, 1)).astype(float)
