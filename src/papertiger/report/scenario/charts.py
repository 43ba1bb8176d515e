"""Fan charts as geometry: where bands, medians, wars and shocks lie in a small drawing. Pure; the template draws them.

All panels share one scale, 0 to 1, so that they can be compared. A panel of one learning model shows its bands and its median; a panel of one
actor or domain shows the widest bands of all learning models and the median of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from papertiger.scenario.model.structure import Floats
from papertiger.scenario.running.result import LEVELS, Chart, Mark

WIDTH, HEIGHT = 220, 150
LEFT, RIGHT, TOP, BOTTOM = 40, 10, 8, 22
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
YEAR = 12
MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A path with the class that the style sheet knows it by."""

    path: str
    css: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A tick, or something set into time: where it lies, how wide it is, what it says."""

    at: float
    wide: float = 0.0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What one panel draws, in the units of its view box."""

    bands: tuple[Line, ...]
    lines: tuple[Line, ...]
    wars: tuple[Spot, ...]
    shocks: tuple[Spot, ...]
    across: tuple[Spot, ...]
    """Ticks of the axis of months."""
    up: tuple[Spot, ...]
    """Ticks of the axis of values."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From months and values to the view box."""

    months: float

    def x(self, month: float) -> float:
        """Where a month lies."""
        return LEFT + (WIDTH - LEFT - RIGHT) * month / self.months

    def y(self, value: float) -> float:
        """Where a value from 0 to 1 lies; values beyond are held to the edge."""
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(max(value, 0.0), 1.0)

    def line(self, months: Floats, values: Floats) -> str:
        """A path along `values`, over the months that have one."""
        there = np.isfinite(values)
        return _path([(self.x(m), self.y(v)) for m, v in zip(months[there], values[there], strict=True)], "M")

    def band(self, months: Floats, low: Floats, high: Floats) -> str:
        """A closed path between `low` and `high`, over the months that have both."""
        there = np.isfinite(low) & np.isfinite(high)
        forth = [(self.x(m), self.y(v)) for m, v in zip(months[there], high[there], strict=True)]
        back = [(self.x(m), self.y(v)) for m, v in zip(months[there], low[there], strict=True)]
        return f"{_path(forth, 'M')}{_path(back[::-1], 'L')}Z" if forth else ""


def _path(points: Sequence[tuple[float, float]], first: str) -> str:
    return "".join(
        f"{'L' if number else first}{x:.1f} {y:.1f}" for number, (x, y) in enumerate(_turns(points))
    )


def _turns(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points without those inside a level stretch, which add nothing."""
    return [
        point
        for number, point in enumerate(points)
        if number in {0, len(points) - 1} or not points[number - 1][1] == point[1] == points[number + 1][1]
    ]


def fan(chart: Chart, marks: Iterable[Mark], months: float, ticks: Sequence[str]) -> Drawing:
    """One learning model: 90 % and 50 % bands and the median."""
    low, first, median, third, high = (chart.quantiles[:, at] for at in range(len(LEVELS)))
    scale = Scale(months)
    bands = ((low, high, "ninety"), (first, third, "half"))
    drawn = tuple(Line(scale.band(chart.months, a, b), css) for a, b, css in bands)
    return _drawing(drawn, (Line(scale.line(chart.months, median), "median"),), marks, scale, ticks)


def envelope(
    charts: Sequence[Chart], marks: Iterable[Mark], months: float, ticks: Sequence[str], *, of_runs: bool
) -> Drawing:
    """All learning models: the widest bands, and each median; shares of runs alone where `of_runs`."""
    scale = Scale(months)
    named = tuple(
        Line(
            scale.line(one.months, one.mean if of_runs else one.quantiles[:, LEVELS.index(0.5)]),
            f"median m{number}",
        )
        for number, one in enumerate(charts)
    )
    bands = () if of_runs else ((0, -1, "ninety"), (1, -2, "half"))
    drawn = tuple(Line(scale.band(charts[0].months, *widest(charts, a, b)), css) for a, b, css in bands)
    return _drawing(drawn, named, marks, scale, ticks)


def widest(charts: Sequence[Chart], low: int, high: int) -> tuple[Floats, Floats]:
    """Lowest of quantile number `low` and highest of number `high` over the charts, month by month; NaN where none has a value."""
    lows = np.array([one.quantiles[:, low] for one in charts])
    highs = np.array([one.quantiles[:, high] for one in charts])
    return np.fmin.reduce(lows), np.fmax.reduce(highs)


def _drawing(
    bands: tuple[Line, ...],
    lines: tuple[Line, ...],
    marks: Iterable[Mark],
    scale: Scale,
    ticks: Sequence[str],
) -> Drawing:
    known = list(marks)
    wars = [
        (max(m.start, 0), min(m.end, scale.months))
        for m in known
        if m.kind == "war" and m.end is not None and m.start < scale.months and m.end > 0
    ]
    return Drawing(
        tuple(line for line in bands if line.path),
        tuple(line for line in lines if line.path),
        tuple(Spot(scale.x(start), scale.x(end) - scale.x(start)) for start, end in wars),
        tuple(Spot(scale.x(m.start)) for m in known if m.kind != "war" and m.start <= scale.months),
        tuple(Spot(scale.x(m), text=f"{m:g}") for m in month_ticks(scale.months)),
        tuple(Spot(scale.y(value), text=text) for value, text in zip(TICKS, ticks, strict=True)),
    )


def month_ticks(months: float) -> list[int]:
    """Whole years, or every so many of them, from 0 to the end; fewer months under a year."""
    step = YEAR if months >= 2 * YEAR else max(round(months / 4), 1)
    while months / step > MOST_TICKS:
        step *= 2
    return list(range(0, int(months) + 1, step))


def sampled(months: Floats) -> list[int]:
    """Places of the months that stand in a chart's table: those with a tick, and the last."""
    wanted = month_ticks(float(months[-1]))
    found = [int(np.abs(months - month).argmin()) for month in wanted]
    return list(dict.fromkeys([*found, len(months) - 1]))
