"""What constructions mean that cut a part out of periods or join them: from, to, and, about, the end of."""

from __future__ import annotations

from datetime import timedelta

from papertiger.language.dates import periods
from papertiger.language.dates.choice import Floating
from papertiger.language.dates.context import Context, When, in_context, meaning
from papertiger.language.dates.meanings import in_year, month_day
from papertiger.language.dates.periods import Period
from papertiger.language.dates.units import Unit
from papertiger.language.dates.unresolved import Kind, Unresolved

_DAY = timedelta(days=1)
_LONGEST_MONTH = 31


@in_context
def part(context: Context, whole: When, how: str) -> When:
    """The beginning, middle or end of a period, or a half."""
    if isinstance(whole, Period):
        return periods.part_of(whole, how)
    if whole.cycle != "year" or whole.dated:
        raise Unresolved(Kind.VAGUE)
    del context
    return whole.then(lambda period: periods.part_of(period, how))


@in_context
def between(context: Context, one: When, two: When) -> Period:
    """From one to another; what lacks its year takes it from the other."""
    if isinstance(two, Floating) and isinstance(one, Floating) and not context.ahead:
        one = context.settle(one)
    if isinstance(two, Floating):
        two = two.on_from(one.first) if isinstance(one, Period) else context.settle(two)
    if isinstance(one, Floating):
        one = one.back_from(two.first)
    return periods.between(one, two)


@in_context
def days_between(context: Context, dn: float, dn2: float, month: float, y: Period | None = None) -> Period:
    """5 to 7 March."""
    one, two = month_day(dn, month), month_day(dn2, month)
    found = between(context, one, two) if y is None else between(context, in_year(one, y), in_year(two, y))
    if (found.last - found.first).days >= _LONGEST_MONTH:
        raise Unresolved(Kind.IMPOSSIBLE)
    return found


@in_context
def both(context: Context, one: When, two: When) -> Period:
    """Two dates that are both meant."""
    if isinstance(one, Floating) and isinstance(two, Period):
        return periods.both(one.back_from(two.first), two)
    first = context.settle(one)
    second = two if isinstance(two, Period) else two.on_from(first.first)
    return periods.both(first, second)


@in_context
def both_days(
    context: Context, dn: float, dn2: float, month: float, dn3: float | None = None, y: Period | None = None
) -> Period:
    """5 and 6 March; 5, 6 and 7 March."""
    when: list[When] = [month_day(number, month) for number in (dn, dn2, dn3) if number is not None]
    if y is not None:
        when = [in_year(one, y) for one in when if isinstance(one, Floating)]
    found = both(context, when[0], when[1])
    if dn3 is not None:
        found = both(context, found, when[2])
    if found.first.month != found.last.month:
        raise Unresolved(Kind.IMPOSSIBLE)
    return found


@in_context
def about(context: Context, whole: When) -> Period:
    """Approximately then."""
    return periods.about(context.settle(whole))


@in_context
def since(context: Context, whole: When) -> Period:
    """From then on; what recurs is the latest one."""
    return periods.since(context.settle(whole, ahead=False))


@in_context
def starting(context: Context, whole: When) -> Period:
    """From then on, where the words leave open which direction."""
    return periods.since(context.settle(whole))


@in_context
def since_if_future(context: Context, whole: When) -> Period:
    """`starting` where something tells of the future; else "from" may tell where a thing comes from."""
    if not context.onward:
        raise Unresolved(Kind.AMBIGUOUS)
    return periods.since(context.settle(whole))


@in_context
def not_before(context: Context, whole: When) -> Period:
    """From then on; what recurs is looked for as a deadline is."""
    return periods.since(context.settle_deadline(whole))


@in_context
def due_then(context: Context, whole: When) -> Period:
    """A day or month that something is put on, such as a strike called for Wednesday."""
    return context.settle_deadline(whole)


@in_context
def by(context: Context, whole: When) -> Period:
    """A deadline, or how long something lasts: what recurs is the coming one, unless it was here two months ago at most."""
    return periods.until(context.settle_deadline(whole))


@in_context
def before(context: Context, whole: When) -> Period:
    """Up to then, in the usual direction."""
    return periods.until(context.settle(whole))


@in_context
def week_of(context: Context, d: When) -> Period:
    """The week of a day."""
    return periods.week_of(context.settle(d).first)


@meaning
def nth_week(n: float, whole: When) -> When:
    """The first week of a month is its first seven days; n is 0 for the last seven."""

    def week(month: Period) -> Period:
        if month.unit != "month" or not 0 <= n <= 4:  # noqa: PLR2004 - full weeks of a month
            raise Unresolved(Kind.VAGUE)
        first = month.last - 6 * _DAY if n == 0 else month.first + int(7 * (n - 1)) * _DAY
        return periods.days(first, first + 6 * _DAY)

    return week(whole) if isinstance(whole, Period) else whole.then(week)


@in_context
def if_future(context: Context, whole: When) -> Period:
    """What lies ahead where something tells of the future, or nothing of the past."""
    if not context.onward:
        raise Unresolved(Kind.AMBIGUOUS)
    return context.settle_deadline(whole)


@meaning
def nth_weekday(n: float, wd: float, whole: When) -> When:
    """The second Sunday of a month; n is 0 for the last one."""

    def weekday(month: Period) -> Period:
        if month.unit != "month":
            raise Unresolved(Kind.VAGUE)
        if n == 0:
            return periods.day(month.last - (month.last.isoweekday() - wd) % 7 * _DAY)
        found = month.first + ((wd - month.first.isoweekday()) % 7 + 7 * (n - 1)) * _DAY
        if found > month.last:
            raise Unresolved(Kind.IMPOSSIBLE)
        return periods.day(found)

    return weekday(whole) if isinstance(whole, Period) else whole.then(weekday)


@in_context
def some_units(context: Context, count: float, unit: float, whole: When, how: str) -> Period:
    """The first or last so many months of a year, or days or weeks of a month."""
    found = context.settle(whole)
    if (Unit(int(unit)), found.unit) == (Unit.MONTH, "year") and count < periods.MONTHS:
        first, last = (1, int(count)) if how == "first" else (periods.MONTHS + 1 - int(count), periods.MONTHS)
        return periods.months(found.first.year, first, last)
    length = count * {Unit.DAY: 1, Unit.WEEK: 7}.get(Unit(int(unit)), 0)
    if found.unit != "month" or not 1 <= length <= _LONGEST_MONTH - 3:
        raise Unresolved(Kind.VAGUE)
    beyond = int(length - 1) * _DAY
    return periods.days(
        *((found.first, found.first + beyond) if how == "first" else (found.last - beyond, found.last))
    )
