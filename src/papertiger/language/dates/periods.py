"""Stretches of the calendar and how EDTF writes them. The bounds of fuzzy expressions are those of the package's docstring."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from papertiger.language.dates.unresolved import Kind, Unresolved

MONTHS = 12
WINTER = 4
_SEASONS, _QUARTERS, _HALVES = 20, 32, 39
"""EDTF numbers of the first season, quarter and half of a year, less one (ISO 8601-2, 4.8)."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days: `first` and `last` inclusive, `edtf` alone, `low` and `high` as the ends of an interval."""

    first: date
    last: date
    edtf: str
    low: str
    high: str
    unit: str


def day(value: date) -> Period:
    """One day."""
    text = value.isoformat()
    return Period(value, value, text, text, text, "day")


def on(year: int, month: int, number: int) -> Period:
    """The day of that date; raises Unresolved when there is none."""
    try:
        return day(date(year, month, number))
    except ValueError:
        raise Unresolved(Kind.IMPOSSIBLE) from None


def month_of(year: int, month: int) -> Period:
    """A month; months beyond December or before January belong to the years beside."""
    year, month = year + (month - 1) // MONTHS, (month - 1) % MONTHS + 1
    _check(year)
    text = f"{year:04d}-{month:02d}"
    last = date(year, month, calendar.monthrange(year, month)[1])
    return Period(date(year, month, 1), last, text, text, text, "month")


def months(year: int, first: int, last: int, unit: str = "interval", edtf: str = "") -> Period:
    """The months `first` to `last` of a year, as ``year-first/year-last`` unless `edtf` names them."""
    one, other = month_of(year, first), month_of(year, last)
    return Period(one.first, other.last, edtf or f"{one.low}/{other.high}", one.low, other.high, unit)


def year_of(year: int) -> Period:
    """A calendar year."""
    _check(year)
    text = f"{year:04d}"
    return Period(date(year, 1, 1), date(year, 12, 31), text, text, text, "year")


def years(first: int, last: int, unit: str = "interval", edtf: str = "") -> Period:
    """The years `first` to `last`."""
    one, other = year_of(first), year_of(last)
    return Period(one.first, other.last, edtf or f"{one.low}/{other.high}", one.low, other.high, unit)


def decade_of(year: int) -> Period:
    """The ten years that share all but the last figure with `year`: ``199X``."""
    start = year - year % 10
    return years(start, start + 9, "decade", f"{start // 10:03d}X")


def century_of(number: int) -> Period:
    """The 20th is ``19XX``: the hundred years whose figures begin with 19."""
    if not 2 <= number <= 99:  # noqa: PLR2004 - four figures; the first has a year 0
        raise Unresolved(Kind.IMPOSSIBLE)
    start = (number - 1) * 100
    return years(start, start + 99, "century", f"{number - 1:02d}XX")


def season_of(year: int, season: int) -> Period:
    """Spring is 1. A winter is that which ends in `year`, written as its months: the figure 24 leaves open which."""
    if season == WINTER:
        return months(year, 0, 2, "season")
    return months(year, 3 * season, 3 * season + 2, "season", f"{year:04d}-{_SEASONS + season}")


def quarter_of(year: int, quarter: int) -> Period:
    """Three months, ``2025-33`` to ``2025-36``."""
    if not 1 <= quarter <= 4:  # noqa: PLR2004 - quarters
        raise Unresolved(Kind.IMPOSSIBLE)
    return months(year, 3 * quarter - 2, 3 * quarter, "quarter", f"{year:04d}-{_QUARTERS + quarter}")


def half_of(year: int, half: int) -> Period:
    """Six months, ``2025-40`` or ``2025-41``."""
    if half not in {1, 2}:
        raise Unresolved(Kind.IMPOSSIBLE)
    return months(year, 6 * half - 5, 6 * half, "half", f"{year:04d}-{_HALVES + half}")


def days(first: date, last: date, unit: str = "interval") -> Period:
    """From day to day, both included."""
    return between(day(first), day(last), unit)


def week_of(value: date) -> Period:
    """The week, Monday to Sunday, of a day."""
    monday = value - timedelta(days=value.weekday())
    return days(monday, monday + timedelta(days=6), "week")


def weekend_of(value: date) -> Period:
    """Saturday and Sunday of the week of a day."""
    monday = value - timedelta(days=value.weekday())
    return days(monday + timedelta(days=5), monday + timedelta(days=6), "weekend")


def between(one: Period, other: Period, unit: str = "interval") -> Period:
    """From the beginning of `one` to the end of `other`; raises Unresolved when that runs backwards."""
    if one.first > other.last:
        raise Unresolved(Kind.IMPOSSIBLE)
    return Period(one.first, other.last, f"{one.low}/{other.high}", one.low, other.high, unit)


def since(one: Period) -> Period:
    """From the beginning of `one` on, without an end."""
    return Period(one.first, date.max, f"{one.low}/..", one.low, "..", "interval")


def until(one: Period) -> Period:
    """Up to the end of `one`, without a beginning."""
    return Period(date.min, one.last, f"../{one.high}", "..", one.high, "interval")


def both(one: Period, other: Period) -> Period:
    """Two periods that are both meant, as an EDTF set."""
    if one.last > other.first:
        raise Unresolved(Kind.IMPOSSIBLE)
    return Period(
        one.first,
        other.last,
        f"{{{one.edtf.strip('{}')},{other.edtf.strip('{}')}}}",
        one.low,
        other.high,
        "set",
    )


def about(one: Period) -> Period:
    """`one`, approximately."""
    if one.edtf.endswith("~"):
        return one
    if "/" in one.edtf or "{" in one.edtf:
        raise Unresolved(Kind.VAGUE)
    return replace(one, edtf=f"{one.edtf}~", low=f"{one.low}~", high=f"{one.high}~")


def part_of(whole: Period, part: str) -> Period:
    """The `part` of a period: ``begin``, ``middle``, ``end``, ``first`` or ``second`` half; raises Unresolved."""
    cut = _CUTS.get(whole.unit)
    found = cut(whole).get(part) if cut else None
    if found is None:
        raise Unresolved(Kind.VAGUE)
    return found


def _month_parts(whole: Period) -> Mapping[str, Period]:
    first, last = whole.first, whole.last
    ends = {
        "begin": (1, 10),
        "middle": (11, 20),
        "end": (21, last.day),
        "first": (1, 15),
        "second": (16, last.day),
    }
    return {part: days(first.replace(day=a), first.replace(day=b)) for part, (a, b) in ends.items()}


def _year_parts(whole: Period) -> Mapping[str, Period]:
    year = whole.first.year
    return {
        "begin": months(year, 1, 3),
        "middle": months(year, 5, 8),
        "end": months(year, 10, 12),
        "first": half_of(year, 1),
        "second": half_of(year, 2),
    }


def _few_months(whole: Period) -> Mapping[str, Period]:
    """A season or quarter has three months, a half six: the first, those in the middle, the last."""
    length = (whole.last.year - whole.first.year) * MONTHS + whole.last.month - whole.first.month + 1
    year, first = whole.first.year, whole.first.month
    middle = months(year, first + 2, first + 3) if length == 6 else month_of(year, first + 1)  # noqa: PLR2004 - a half
    return {"begin": month_of(year, first), "middle": middle, "end": month_of(year, first + length - 1)}


def _decade_parts(whole: Period) -> Mapping[str, Period]:
    return _some_years(
        whole, {"begin": (0, 3), "middle": (4, 6), "end": (7, 9), "first": (0, 4), "second": (5, 9)}
    )


def _century_parts(whole: Period) -> Mapping[str, Period]:
    ends = {"begin": (0, 33), "middle": (34, 66), "end": (67, 99), "first": (0, 49), "second": (50, 99)}
    return _some_years(whole, ends)


def _some_years(whole: Period, ends: Mapping[str, tuple[int, int]]) -> Mapping[str, Period]:
    start = whole.first.year
    return {part: years(start + a, start + b) for part, (a, b) in ends.items()}


def _week_parts(whole: Period) -> Mapping[str, Period]:
    ends = {"begin": (0, 1), "middle": (1, 3), "end": (4, 6)}
    monday = whole.first
    return {
        part: days(monday + timedelta(days=a), monday + timedelta(days=b)) for part, (a, b) in ends.items()
    }


_CUTS: Mapping[str, Callable[[Period], Mapping[str, Period]]] = {
    "week": _week_parts,
    "month": _month_parts,
    "season": _few_months,
    "quarter": _few_months,
    "half": _few_months,
    "year": _year_parts,
    "decade": _decade_parts,
    "century": _century_parts,
}


def _check(year: int) -> None:
    if not 1 <= year <= 9998:  # noqa: PLR2004 - what dates can count, with a margin
        raise Unresolved(Kind.IMPOSSIBLE)
