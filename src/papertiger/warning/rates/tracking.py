"""Many series through their days: what was usual on each day, how unusual the day was, and where an alarm was due.

Pure: the same counts give the same alarms. One day costs a few operations on arrays over all series.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

from papertiger.warning.rates.evidence import ratios
from papertiger.warning.rates.level import Array, Level, Usual
from papertiger.warning.rates.settings import Prior, Settings
from papertiger.warning.values import Surprise

_SHOWN_DAYS = 28
"""Length of the window that is shown where nothing is unusual."""


class Frequent(Protocol):
    """What tells how often a year chance brings a statistic."""

    def per_year(self, statistic: Array, usual: Usual) -> Array:
        """Of series with this usual."""


@dataclass(frozen=True, slots=True)
class Tracks:
    """What was found on each day of each series: arrays of series, days."""

    statistic: Array
    """Shiryaev-Roberts statistic, since the last alarm."""
    per_year: Array
    """How often a year chance alone brings the series so far."""
    alarm: NDArray[np.bool_]
    window: NDArray[np.int64]
    """Length in days of the window that speaks most for a rise, up to today; 28 where none does."""
    count: Array
    """In that window."""
    expected: Array
    """In that window, as predicted on the morning on which it begins."""
    history: NDArray[np.int64]
    """Days with any exposure before that window."""
    seen: Array
    """Exposure in that window, in days of usual coverage."""
    usual: Array
    """Usual rate as believed in the morning, origins a year."""
    burstiness: Array
    """Variance over mean as believed in the morning."""
    drift: Array
    """Standard deviation of the change of the logarithm of the rate in a year, as believed in the morning."""
    level: Level
    allowed: Array
    """False alarms a year that each series may raise."""

    def surprises(self, series: int, day: int | None = None) -> list[Surprise]:
        """Of one series, one a day or of one `day` only, with interval and exceedance (mid-p: half the probability of just so many)."""
        days = np.arange(self.count.shape[1]) if day is None else np.array([day])
        window, count = self.window[series, days], self.count[series, days]
        begin = days + 1 - window
        shape, weight = self.level.shape[begin, series], np.exp(self.level.weight[begin, series])
        mean = self.seen[series, days][:, None] * shape / self.level.exposure[begin, series]
        now = _Predicted(
            np.maximum(mean, 1e-12),
            self.level.burstiness + mean * (1 / shape + self.level.drift * window[:, None] / 3),
            weight,
        )
        exceedance = 1 - (now.at_most(count) + now.at_most(count - 1)) / 2
        low, high = now.quantile(0.05), now.quantile(0.95)
        return [
            Surprise(
                count=float(count[i]),
                expected=float(self.expected[series, at]),
                low=float(low[i]),
                high=float(high[i]),
                exceedance=float(exceedance[i]),
                per_year=float(self.per_year[series, at]),
                history_days=int(self.history[series, at]),
                alarm=bool(self.alarm[series, at]),
                days=int(window[i]),
                allowed=float(self.allowed[series]),
            )
            for i, at in enumerate(days)
        ]


def tracked(
    counts: Array, exposure: Array, allowed: Array, frequency: Frequent, prior: Prior, settings: Settings
) -> Tracks:
    """Follow all series: `counts` and `exposure` of series, days; `allowed` false alarms a year of each series."""
    series, days = counts.shape
    windows = np.asarray(settings.windows)
    gaps = np.diff(windows, prepend=0).astype(float)
    level = Level(series, days, prior, settings)
    total, looked = _sums(counts), _sums(exposure)
    open_days = _sums((exposure > 0).astype(float))
    shown = settings.windows.index(_SHOWN_DAYS) if _SHOWN_DAYS in settings.windows else len(windows) - 1
    found: dict[str, NDArray[Any]] = {
        name: np.zeros((series, days))
        for name in ("statistic", "per_year", "count", "expected", "seen", "usual", "burstiness", "drift")
    }
    alarm = np.zeros((series, days), dtype=bool)
    window, history = np.zeros((2, series, days), dtype=np.int64)
    rearmed = np.zeros(series, dtype=np.int64)  # the first day on which a rise may have begun
    quiet = np.zeros(series, dtype=np.int64)  # the first day on which an alarm may be given again
    every = np.arange(series)
    for day in range(days):
        fitting = windows[windows <= day + 1]
        begins = day + 1 - fitting
        seen = looked[:, [day + 1]] - looked[:, begins]
        level.learn(day, counts[:, day], exposure[:, day])
        ratio = ratios(level, day, fitting, seen, settings.ratios) * (begins >= rearmed[:, None])
        statistic = (ratio * gaps[: len(fitting)]).sum(axis=1)
        usual = level.usual(day)
        per_year = frequency.per_year(statistic, usual)
        raised = (per_year <= allowed) & (day >= quiet) & (exposure[:, day] > 0)
        # What is shown is what speaks for a rise; where nothing does, a month.
        best = ratio.argmax(axis=1)
        best = np.where(ratio[every, best] > 1, best, min(shown, len(fitting) - 1))
        begin = begins[best]
        found["statistic"][:, day], found["per_year"][:, day] = statistic, per_year
        found["usual"][:, day], found["burstiness"][:, day] = usual.per_year, usual.burstiness
        found["drift"][:, day] = usual.drift
        found["count"][:, day] = total[:, day + 1] - total[every, begin]
        found["seen"][:, day] = seen[every, best]
        rate = np.exp(level.weight[begin, every]) * level.shape[begin, every] / level.exposure[begin, every]
        found["expected"][:, day] = rate.sum(axis=1) * seen[every, best]
        alarm[:, day], window[:, day] = raised, fitting[best]
        history[:, day] = open_days[every, begin]
        if raised.any():
            which = np.flatnonzero(raised)
            level.lift(day, which, begin[which], seen[which, best[which]])
            rearmed[which], quiet[which] = day + 1, day + 1 + settings.pause_days
    return Tracks(alarm=alarm, window=window, history=history, level=level, allowed=allowed, **found)


def _sums(values: Array) -> Array:
    """Running sums over days, from 0: what lies between two mornings is a difference."""
    return np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)


@dataclass(frozen=True, slots=True)
class _Predicted:
    """Counts of windows as foretold: mixtures of negative binomials over burstiness; arrays of windows, burstiness."""

    mean: Array
    spread: Array
    """Variance over mean."""
    weight: Array

    def at_most(self, count: Array) -> Array:
        """Probability of `count` or fewer."""
        more = np.maximum(self.spread - 1, 1e-12)
        below = betainc(self.mean / more, np.maximum(np.floor(count), 0)[:, None] + 1, 1 / (1 + more))
        return np.asarray((self.weight * below).sum(axis=1) * (count >= 0))

    def quantile(self, share: float) -> Array:
        """The smallest count that is not exceeded with probability `share`."""
        low = np.full(len(self.mean), -1.0)
        high = np.ceil((self.mean + 40 * np.sqrt(self.mean * self.spread)).max(axis=1)) + 40
        while (high - low > 1).any():
            middle = np.floor((low + high) / 2)
            enough = self.at_most(middle) >= share
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        return np.asarray(high)
