"""What constructions mean that name their date: days, months, years and their kin."""

from __future__ import annotations

from datetime import timedelta

from papertiger.language.dates import periods
from papertiger.language.dates.choice import Floating, agreeing, monthly, weekly, yearly
from papertiger.language.dates.context import Context, When, in_context, meaning
from papertiger.language.dates.periods import Period
from papertiger.language.dates.unresolved import Kind, Unresolved

_CENTURY = 100
_LAST_SHORT, _FIRST_SHORT = 29, 50
"""Years told by two figures: up to 2029, from 1950."""


@meaning
def same(it: object) -> object:
    """The value of an element."""
    return it


@meaning
def total(one: float, two: float) -> float:
    """Twenty and four."""
    return one + two


@meaning
def fixed(date: str) -> Period:
    """A date in figures; day and month divided by slashes only where one order is possible."""
    figures = [int(part) for part in date[:10].replace("/", "-").replace(".", "-").split("-")]
    if figures[0] > periods.MONTHS * _CENTURY // 2 or (len(date) > 9 and date[4] in "-/"):  # noqa: PLR2004 - year first
        return periods.on(figures[0], figures[1], figures[2])
    year = figures[2] if figures[2] >= _CENTURY else 2000 + figures[2]
    if "/" not in date or figures[0] == figures[1]:
        return periods.on(year, figures[1], figures[0])
    orders = [(a, b) for a, b in (figures[:2], figures[1::-1]) if b <= periods.MONTHS]
    if len(orders) != 1:
        raise Unresolved(Kind.AMBIGUOUS if orders else Kind.IMPOSSIBLE)
    return periods.on(year, orders[0][1], orders[0][0])


@meaning
def year(number: float) -> Period:
    """A year by its number."""
    return periods.year_of(int(number))


@meaning
def year_pair(number: float, last: float) -> Period:
    """Read 2022/23, 2023–2024."""
    first, second = int(number), int(last)
    if second < _CENTURY:
        second += first - first % _CENTURY
    return periods.between(periods.year_of(first), periods.year_of(second))


@meaning
def month_day(dn: float, month: float) -> Floating:
    """5 January of whichever year."""
    leap = (month, dn) == (2, 29)
    return yearly(lambda number: periods.on(number, int(month), int(dn)), dated=True, leap=leap)


@meaning
def in_year(what: Floating, y: Period) -> Period:
    """A month, day, season, quarter or half of a given year."""
    if y.unit != "year" or what.of_year is None:
        raise Unresolved(Kind.VAGUE)
    return what.of_year(y.first.year)


@meaning
def month_name(month: float) -> Floating:
    """January of whichever year."""
    return yearly(lambda number: periods.month_of(number, int(month)))


@meaning
def day_number(dn: float) -> Floating:
    """The fifth of whichever month."""
    return monthly(int(dn))


@in_context
def day_of(context: Context, dn: float, whole: When) -> Period:
    """The fifth of a month that is told otherwise."""
    month = context.settle(whole)
    if month.unit != "month":
        raise Unresolved(Kind.VAGUE)
    return periods.on(month.first.year, month.first.month, int(dn))


@meaning
def weekday(wd: float) -> Floating:
    """A day of the week."""
    return weekly(int(wd))


@in_context
def checked(context: Context, wd: float, d: When) -> Period:
    """A date together with its weekday, which must agree; without a year the weekday helps to choose it."""
    if isinstance(d, Floating):
        return agreeing(d, int(wd), context.anchor, ahead=context.ahead)
    if d.first != d.last or d.first.isoweekday() != wd:
        raise Unresolved(Kind.IMPOSSIBLE)
    return d


@in_context
def told_twice(context: Context, rel: float, d: When) -> Period:
    """Yesterday, 5 March: both must agree."""
    found = periods.day(context.anchor + timedelta(days=int(rel)))
    if isinstance(d, Floating):
        d = d.of_year(found.first.year) if d.of_year is not None else context.settle(d)
    if d.edtf != found.edtf:
        raise Unresolved(Kind.IMPOSSIBLE)
    return found


@meaning
def short_year(what: Floating, number: float) -> Period:
    """24 February of the year 22: the century is plain only for what lies well back, or in this one."""
    if what.of_year is None or _LAST_SHORT < number < _FIRST_SHORT:
        raise Unresolved(Kind.AMBIGUOUS)
    return what.of_year(int(number) + (1900 if number >= _FIRST_SHORT else 2000))


@meaning
def season(season: float) -> Floating:
    """A season of whichever year."""
    return yearly(lambda number: periods.season_of(number, int(season)))


@meaning
def season_year(season: float, y: Period) -> Period:
    """A season of a given year; which of its two winters is meant stays open, as EDTF has it."""
    if y.unit != "year":
        raise Unresolved(Kind.VAGUE)
    number = y.first.year
    if season != periods.WINTER:
        return periods.season_of(number, int(season))
    return periods.months(number, 1, 12, "winter", f"{number:04d}-24")


@meaning
def winter_pair(season: float, pair: Period) -> Period:
    """The winter of 2024–25."""
    if season != periods.WINTER or pair.last.year != pair.first.year + 1:
        raise Unresolved(Kind.VAGUE)
    return periods.season_of(pair.last.year, periods.WINTER)


@meaning
def quarter(n: float) -> Floating:
    """A quarter of whichever year."""
    return yearly(lambda number: periods.quarter_of(number, int(n)))


@meaning
def quarter_in(n: float, y: Period) -> Period:
    """A quarter of a given year, which stands first: 2024 Q3."""
    return in_year(quarter(n), y)


@meaning
def half(n: float) -> Floating:
    """A half of whichever year."""
    return yearly(lambda number: periods.half_of(number, int(n)))


@meaning
def decade(number: float) -> Period:
    """Read 1990s, and 90s where the century is plain; the twenties may be those of either century."""
    if number < 30:  # noqa: PLR2004 - 1930s on
        raise Unresolved(Kind.AMBIGUOUS)
    return periods.decade_of(int(number) if number >= _CENTURY else 1900 + int(number))


@meaning
def decade_in(number: float, whole: Period) -> Period:
    """The twenties of a given century."""
    if whole.unit != "century":
        raise Unresolved(Kind.VAGUE)
    return periods.decade_of(whole.first.year + int(number) % _CENTURY)


@meaning
def decade_pair(number: float, last: float) -> Period:
    """The 1980s and 1990s."""
    return periods.between(decade(number), decade(last))


@meaning
def century_pair(n: float, last: float) -> Period:
    """The 18th and 19th centuries."""
    return periods.between(century(n), century(last))


@meaning
def century_quarter(n: float, whole: Period) -> Period:
    """The third quarter of a century."""
    if whole.unit != "century" or not 1 <= n <= 4:  # noqa: PLR2004 - quarters
        raise Unresolved(Kind.VAGUE)
    first = whole.first.year + int(n - 1) * 25
    return periods.years(first, first + 24)


@meaning
def century(n: float) -> Period:
    """A century by its number."""
    return periods.century_of(int(n))
