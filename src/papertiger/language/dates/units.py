"""Units of time, and counting in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import IntEnum
from typing import NoReturn

from papertiger.language.dates import periods
from papertiger.language.dates.periods import Period
from papertiger.language.dates.unresolved import Kind, Unresolved

_DAY = timedelta(days=1)
_LONGEST = 4000
"""Days, weeks or months that are counted at most."""


class Unit(IntEnum):
    """The values of the word class ``UNIT``."""

    DAY = 1
    WEEK = 2
    MONTH = 3
    YEAR = 4
    DECADE = 5
    CENTURY = 6
    HOUR = 7
    QUARTER = 8
    HALF = 9
    WEEKEND = 10


def relative(anchor: date, rel: int, unit: Unit) -> Period:
    """So many units from the one that `anchor` is in."""
    if unit is Unit.DAY and rel >= 0:
        raise Unresolved(Kind.NARRATIVE)  # "the next day", "this day"
    if unit is Unit.WEEKEND:
        if rel > 0 and anchor < periods.weekend_of(anchor).first:
            raise Unresolved(Kind.AMBIGUOUS)
        weekend = periods.weekend_of(anchor + 7 * rel * _DAY)
        return weekend if rel or anchor >= weekend.first else periods.weekend_of(anchor)
    if unit is Unit.QUARTER:
        index = anchor.year * 4 + (anchor.month - 1) // 3 + rel
        return periods.quarter_of(index // 4, index % 4 + 1)
    if unit is Unit.HALF:
        index = anchor.year * 2 + (anchor.month - 1) // 6 + rel
        return periods.half_of(index // 2, index % 2 + 1)
    return _CALENDAR[unit](anchor, rel) if unit in _CALENDAR else _vague()


_CALENDAR: Mapping[Unit, Callable[[date, int], Period]] = {
    Unit.DAY: lambda anchor, rel: periods.day(anchor + rel * _DAY),
    Unit.WEEK: lambda anchor, rel: periods.week_of(anchor + 7 * rel * _DAY),
    Unit.MONTH: lambda anchor, rel: periods.month_of(anchor.year, anchor.month + rel),
    Unit.YEAR: lambda anchor, rel: periods.year_of(anchor.year + rel),
    Unit.DECADE: lambda anchor, rel: periods.decade_of(anchor.year + 10 * rel),
    Unit.CENTURY: lambda anchor, rel: periods.century_of(anchor.year // 100 + 1 + rel),
}


def shifted(anchor: date, count: float, unit: Unit) -> Period:
    """So many units from `anchor`, as precise as the unit is; raises Unresolved."""
    if abs(count) > _LONGEST:
        raise Unresolved(Kind.IMPOSSIBLE)
    whole = int(count)
    if unit in {Unit.YEAR, Unit.DECADE, Unit.CENTURY}:
        years = count * {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}[unit]
        if years == int(years):
            return periods.year_of(anchor.year + int(years))
        return periods.month_of(anchor.year, anchor.month + int(years * 12))
    if unit in {Unit.MONTH, Unit.HALF, Unit.QUARTER}:
        months = count * {Unit.MONTH: 1, Unit.HALF: 6, Unit.QUARTER: 3}[unit]
        return (
            periods.month_of(anchor.year, anchor.month + int(months)) if months == int(months) else _vague()
        )
    if unit in {Unit.DAY, Unit.WEEK} and (unit is Unit.WEEK or count == whole):
        length = count * (7 if unit is Unit.WEEK else 1)
        return periods.day(anchor + int(length) * _DAY) if length == int(length) else _vague()
    return _vague()


def reached(anchor: date, count: float, unit: Unit) -> Period:
    """The day or month that lies so many units from `anchor`; raises Unresolved."""
    if abs(count) > _LONGEST:
        raise Unresolved(Kind.IMPOSSIBLE)
    if unit in {Unit.DAY, Unit.WEEK}:
        return periods.day(anchor + int(count * (7 if unit is Unit.WEEK else 1)) * _DAY)
    lengths = {
        Unit.MONTH: 1,
        Unit.YEAR: 12,
        Unit.DECADE: 120,
        Unit.CENTURY: 1200,
        Unit.HALF: 6,
        Unit.QUARTER: 3,
    }
    if unit not in lengths:
        return _vague()
    return periods.month_of(anchor.year, anchor.month + int(count * lengths[unit]))


def as_long_as(anchor: date, unit: str) -> Period:
    """The day or the month of `anchor`."""
    return periods.day(anchor) if unit == "day" else periods.month_of(anchor.year, anchor.month)


def _vague() -> NoReturn:
    raise Unresolved(Kind.VAGUE)
