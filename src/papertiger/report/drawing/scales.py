"""From days to places on a line, and the days that are written under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

_MOST: Final = 8
"""Ticks of an axis: more would run into each other on a drawing as wide as a page."""
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 24000)
"""Months between ticks."""
_WEEKS: Final = (1, 2, 7, 14)
"""Days between ticks of a short axis."""
_SHORT = 100
"""Days up to which an axis is parted by days."""
_MARGIN = 0.03
"""Share of the axis that stays free on each side."""


@dataclass(frozen=True, slots=True)
class Days:
    """A line of days: the first and the last of them, and the places of both."""

    first: date
    last: date
    left: float
    right: float

    @classmethod
    def over(cls, days: list[date], left: float, right: float) -> Days:
        """The line that shows all of `days` (at least one) with some room on both sides."""
        first, last = min(days), max(days)
        room = timedelta(days=max(2, round((last - first).days * _MARGIN)))
        return cls(_less(first, room), _more(last, room), left, right)

    def at(self, day: date) -> float:
        """Place of a day; days beyond the line lie at its ends."""
        whole = max((self.last - self.first).days, 1)
        share = (day - self.first).days / whole
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Places and ISO words of at most some days, months or years, evenly apart."""
        span = (self.last - self.first).days
        if span <= _SHORT:
            step = next((one for one in _WEEKS if span / one <= _MOST), _WEEKS[-1])
            day = self.first
            while day <= self.last:
                yield self.at(day), day.isoformat()
                day = _more(day, timedelta(days=step))
                if day == date.max:
                    return
            return
        months = span / 30.44
        step = next((one for one in _STEPS if months / one <= _MOST), _STEPS[-1])
        for month in range(12 * (self.last.year - self.first.year + 1)):
            year, which = self.first.year + month // 12, month % 12
            if (12 * year + which) % step == 0 and year <= date.max.year:
                day = date(year, which + 1, 1)
                if self.first <= day <= self.last:
                    yield self.at(day), f"{year:04}" if step % 12 == 0 else f"{year:04}-{which + 1:02}"


def day_of(text: str) -> date | None:
    """The first day of an ISO day, month or year; None for anything else."""
    parts = text[:10].split("-")
    try:
        numbers = [int(part) for part in parts if part]
        return date(*[*numbers, 1, 1][:3]) if numbers and len(parts) == len(numbers) else None
    except ValueError:
        return None


def rows(places: list[tuple[float, float]]) -> list[int]:
    """For stretches of a line, the row in which each is drawn so that none covers another: the first that is free."""
    ends: list[float] = []
    found = [0] * len(places)
    for index in sorted(range(len(places)), key=lambda one: places[one]):
        left, right = places[index]
        row = next((number for number, end in enumerate(ends) if end <= left), len(ends))
        if row == len(ends):
            ends.append(right)
        else:
            ends[row] = right
        found[index] = row
    return found


def apart(wanted: list[float], gap: float) -> list[float]:
    """Places in the order of `wanted`, each at least `gap` after the one before, near where they were wanted."""
    placed: list[float] = []
    for place in wanted:
        placed.append(max(place, placed[-1] + gap) if placed else place)
    assert all(after - before >= gap - 1e-9 for before, after in pairwise(placed))  # noqa: S101 - what it is for
    return placed


def _less(day: date, room: timedelta) -> date:
    return day - room if day - date.min > room else date.min


def _more(day: date, room: timedelta) -> date:
    return day + room if date.max - day > room else date.max
