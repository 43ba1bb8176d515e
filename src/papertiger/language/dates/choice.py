"""Which of several years, weeks or months an expression without one means: the rule of the package's docstring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from papertiger.language.dates.periods import Period, month_of, on
from papertiger.language.dates.unresolved import Kind, Unresolved

NEAR = timedelta(days=62)
"""About two months: a date this near is likelier than the one of another year."""
FAR = timedelta(days=304)
"""About ten months: further ahead lies only what was here two months ago at most."""
_HALF_A_YEAR = timedelta(days=183)
_LEAP_CYCLE = 8
"""Years within which there is a 29 February."""

Occurrences = Callable[[date], Iterable[Period]]


@dataclass(frozen=True, slots=True)
class Floating:
    """What recurs: a weekday, a month, a day of the month. `around` gives its occurrences about a day, in order."""

    around: Occurrences
    of_year: Callable[[int], Period] | None = None
    """Its occurrence in a given year, if it has one each year."""
    cycle: str = "year"
    dated: bool = False
    """Whether it is a day of a month."""

    def then(self, change: Callable[[Period], Period]) -> Floating:
        """The same with `change` done to whatever is chosen."""
        around, of_year = self.around, self.of_year
        changed = (lambda year: change(of_year(year))) if of_year is not None else None
        return replace(self, around=lambda day: [change(p) for p in around(day)], of_year=changed)

    def back_from(self, day: date) -> Period:
        """The latest occurrence that begins by `day`; raises Unresolved."""
        return _only(max((p for p in self.around(day) if p.first <= day), key=_first, default=None))

    def on_from(self, day: date) -> Period:
        """The earliest occurrence that isn't over before `day`; raises Unresolved."""
        return _only(min((p for p in self.around(day) if p.last >= day), key=_first, default=None))


def yearly(of_year: Callable[[int], Period], *, dated: bool = False, leap: bool = False) -> Floating:
    """What recurs each year (or each `leap` year); `of_year` raises Unresolved for a year without it."""
    reach = _LEAP_CYCLE if leap else 2

    def around(day: date) -> Iterator[Period]:
        for year in range(day.year - reach, day.year + reach + 1):
            try:
                yield of_year(year)
            except Unresolved:
                continue

    return Floating(around, of_year, dated=dated)


def weekly(weekday: int) -> Floating:
    """A day of the week, Monday is 1."""

    def around(day: date) -> list[Period]:
        monday = day - timedelta(days=day.weekday())
        return [_day(monday + timedelta(days=weekday - 1 + 7 * week)) for week in (-1, 0, 1)]

    return Floating(around, cycle="week")


def monthly(number: int) -> Floating:
    """A day of the month without its month."""

    def around(day: date) -> Iterator[Period]:
        for shift in (-2, -1, 0, 1, 2):
            month = month_of(day.year, day.month + shift).first
            try:
                yield on(month.year, month.month, number)
            except Unresolved:
                continue

    return Floating(around, cycle="month", dated=True)


def chosen(floating: Floating, anchor: date, *, ahead: bool | None, unsure: bool = False) -> Period:
    """The occurrence that is meant in an article of that date; raises Unresolved.

    `unsure` says that the text may speak of the future: then only what is here, or is long since due, is plain.
    """
    if ahead:
        coming = floating.on_from(anchor)
        if floating.cycle == "year" and floating.dated and coming.first - anchor > FAR:
            return floating.back_from(anchor)
        return coming
    past = floating.back_from(anchor)
    if ahead is None and past.last < anchor:
        near = floating.cycle == "year" and anchor - past.last <= NEAR
        soon = floating.on_from(anchor).first - anchor <= NEAR
        if not near and (unsure or (soon and floating.cycle == "year")):
            raise Unresolved(Kind.AMBIGUOUS)
    return past


def due(floating: Floating, anchor: date, *, onward: bool) -> Period:
    """The occurrence that is a deadline, where the text looks `onward` or not; raises Unresolved."""
    coming = floating.on_from(anchor)
    if floating.cycle == "year" and coming.first - anchor > FAR:
        return floating.back_from(anchor)
    if not onward and (floating.cycle != "year" or coming.first - anchor > NEAR):
        raise Unresolved(Kind.AMBIGUOUS)
    return coming


def agreeing(floating: Floating, weekday: int, anchor: date, *, ahead: bool | None) -> Period:
    """The occurrence that falls on the weekday: the one that is meant, else the nearest on the other side."""
    usual = chosen(floating, anchor, ahead=ahead if ahead is not None else False)
    if usual.first.isoweekday() == weekday:
        return usual
    occurrences = sorted(floating.around(anchor), key=_first)
    for one, other in pairwise(occurrences):
        if usual in {one, other}:
            near = other if usual == one else one
            if near.first.isoweekday() == weekday and abs(near.first - anchor) <= _HALF_A_YEAR:
                return near
    raise Unresolved(Kind.IMPOSSIBLE)


def _first(period: Period) -> date:
    return period.first


def _only(period: Period | None) -> Period:
    if period is None:
        raise Unresolved(Kind.IMPOSSIBLE)
    return period


def _day(value: date) -> Period:
    return on(value.year, value.month, value.day)
