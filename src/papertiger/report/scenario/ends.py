"""Where every quantity stands at the end: bands under each learning model, their range, the three spreads, what drives it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, nan

import numpy as np

from papertiger.report.scenario.voice import Voice
from papertiger.report.scenario.wording import QuantityWords, Unit
from papertiger.scenario.running.result import (
    LEVELS,
    ArmResult,
    Chart,
    Driven,
    Driver,
    Quantity,
    Result,
    Spread,
)

RUNS_OF_ONE = "exit"
"""What one run has or has not: its mean is a share of runs, and bands of it say nothing."""
FIRST_PASSAGE = "half_lost"
"""What some runs never reach: they stand after all others."""


@dataclass(frozen=True, slots=True)
class Band:
    """Where the runs of one arm lie."""

    median: float
    """`inf` where fewer than half of the runs ever reach it; the share of runs for what one run has or has not."""
    half: tuple[float, float]
    ninety: tuple[float, float]
    counted: float
    """Share of runs with a value."""


@dataclass(frozen=True, slots=True)
class End:
    """A quantity at the end of the run, in the baseline."""

    quantity: Quantity
    words: QuantityWords
    label: str
    """What it is about, or what it is where it is about the whole system."""
    bands: dict[str, Band]
    """By learning model."""
    spread: Spread | None
    driven: Driven | None
    drivers: tuple[Driver, ...]
    start: tuple[float, float]
    """Lowest and highest median at the start; NaN where there is none yet."""

    @property
    def unit(self) -> Unit:
        """What its numbers are."""
        return self.words.unit

    @property
    def known(self) -> bool:
        """Some run under some model has a value."""
        return any(band.counted > 0 for band in self.bands.values())

    @property
    def stamped(self) -> bool:
        """Judgement and choice carry more than half of its variance between draws."""
        return self.driven is not None and self.driven.stamped

    @property
    def medians(self) -> tuple[float, float]:
        """Lowest and highest median of all learning models."""
        return _range([(band.median, band.median) for band in self.bands.values()])

    @property
    def half(self) -> tuple[float, float]:
        """The widest 50 % band of all learning models."""
        return _range([band.half for band in self.bands.values()])

    @property
    def ninety(self) -> tuple[float, float]:
        """The widest 90 % band of all learning models."""
        return _range([band.ninety for band in self.bands.values()])

    @property
    def counted(self) -> tuple[float, float]:
        """Lowest and highest share of runs with a value."""
        return _range([(band.counted, band.counted) for band in self.bands.values()])


def baseline(result: Result) -> tuple[ArmResult, ...]:
    """The arms of every learning model under the baseline policy and the first rule of allocation."""
    first = result.arms[0].arm
    return tuple(
        one for one in result.arms if (one.arm.allocation, one.arm.policy) == (first.allocation, first.policy)
    )


def ends(result: Result, voice: Voice) -> dict[str, tuple[End, ...]]:
    """All quantities but those of which only the direction is told, by name, in the order of the result."""
    arms, found = baseline(result), dict[str, tuple[End, ...]]()
    for one in result.quantities:
        if not one.direction_only:
            found[one.name] = (*found.get(one.name, ()), _end(one, arms, result, voice))
    return found


def band_at(chart: Chart, at: int, *, of_runs: bool = False) -> Band:
    """The band of a chart in its month number `at`."""
    counted = float(chart.counted[at])
    if of_runs:
        return Band(float(chart.mean[at]), (nan, nan), (nan, nan), counted)
    low, first, median, third, high = map(float, chart.quantiles[at])
    return Band(median, (first, third), (low, high), counted)


def widest_band(bands: Sequence[Band]) -> tuple[tuple[float, float], Band]:
    """Lowest and highest median of several bands, and the band that holds them all."""
    medians = _range([(one.median, one.median) for one in bands])
    counted = max(one.counted for one in bands)
    return medians, Band(
        medians[0], _range([one.half for one in bands]), _range([one.ninety for one in bands]), counted
    )


def _end(one: Quantity, arms: tuple[ArmResult, ...], result: Result, voice: Voice) -> End:
    bands = {arm.arm.learning: _band(one, arm) for arm in arms if one.key in arm.finals}
    return End(
        one,
        voice.of(one),
        voice.about(one) or voice.of(one).label,
        bands,
        result.spreads.get(one.key),
        result.driven.get(one.key),
        result.drivers.get(one.key, ()),
        _range([(first, first) for first in _starts(one, arms)]),
    )


def _starts(one: Quantity, arms: tuple[ArmResult, ...]) -> list[float]:
    return [band_at(arm.charts[one.key], 0).median for arm in arms] if one.chart else []


def _band(one: Quantity, arm: ArmResult) -> Band:
    """From the chart where there is one, so that charts and tables agree."""
    if one.chart:
        return band_at(arm.charts[one.key], -1, of_runs=one.name == RUNS_OF_ONE)
    values = arm.finals[one.key]
    counted = float(np.isfinite(values).mean())
    if one.name == FIRST_PASSAGE:
        reached = np.where(np.isfinite(values), values, inf)
        low, first, median, third, high = np.quantile(reached, LEVELS, method="inverted_cdf").tolist()
    elif counted:
        low, first, median, third, high = np.nanquantile(values, LEVELS).tolist()
    else:
        low = first = median = third = high = nan
    return Band(median, (first, third), (low, high), counted)


def _range(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    there = [pair for pair in pairs if pair[0] == pair[0]]
    return (min(low for low, _ in there), max(high for _, high in there)) if there else (nan, nan)
