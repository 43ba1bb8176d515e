"""What constructions mean that count from the day of publication: yesterday, last Tuesday, this week."""

from __future__ import annotations

from datetime import timedelta
from typing import NoReturn

from papertiger.language.dates import periods
from papertiger.language.dates.choice import Floating, weekly
from papertiger.language.dates.context import Context, When, in_context, meaning
from papertiger.language.dates.periods import Period
from papertiger.language.dates.units import Unit, relative
from papertiger.language.dates.unresolved import Kind, Unresolved

_DAY = timedelta(days=1)


class Skip(Exception):  # noqa: N818 - no error: an answer
    """What was found is no expression of time."""


@meaning
def skip(**parts: object) -> NoReturn:
    """Words that look like a date and are none."""
    del parts
    raise Skip


@meaning
def narrative(**parts: object) -> NoReturn:
    """What is counted from something else in the text."""
    del parts
    raise Unresolved(Kind.NARRATIVE)


@meaning
def vague(**parts: object) -> NoReturn:
    """What has no bounds."""
    del parts
    raise Unresolved(Kind.VAGUE)


@meaning
def ambiguous(**parts: object) -> NoReturn:
    """What has several readings."""
    del parts
    raise Unresolved(Kind.AMBIGUOUS)


@in_context
def relative_day(context: Context, rel: float) -> Period:
    """Today, yesterday and so on."""
    return periods.day(context.anchor + int(rel) * _DAY)


@in_context
def relative_part(context: Context, rel: float) -> Period:
    """This morning, last evening; the next morning is told by the story."""
    if rel > 0:
        raise Unresolved(Kind.NARRATIVE)
    return periods.day(context.anchor + int(rel) * _DAY)


@in_context
def last_night(context: Context) -> Period:
    """The night to the day of publication, on both of its days."""
    return periods.days(context.anchor - _DAY, context.anchor)


@in_context
def night(context: Context, d: When) -> Period:
    """The night to a day, on both of its days."""
    last = context.settle(d)
    if last.first != last.last:
        raise Unresolved(Kind.VAGUE)
    return periods.days(last.first - _DAY, last.last)


@in_context
def relative_weekday(context: Context, rel: float, wd: float, how: str = "") -> Period:
    """Last Tuesday is the latest before the day of publication; next Tuesday is not one of the same week."""
    anchor, floating = context.anchor, weekly(int(wd))
    _check_story(context, rel, how)
    if rel < 0:
        return periods.day(floating.back_from(anchor - _DAY).first + int(7 * (rel + 1)) * _DAY)
    if rel > 0:
        if anchor.isoweekday() < wd:
            raise Unresolved(Kind.AMBIGUOUS)
        return floating.on_from(anchor + _DAY)
    this = periods.day(periods.week_of(anchor).first + int(wd - 1) * _DAY)
    return floating.on_from(anchor) if context.ahead and this.last < anchor else this


@in_context
def coming_weekday(context: Context, wd: float) -> Period:
    """The first such day after the day of publication."""
    return weekly(int(wd)).on_from(context.anchor + _DAY)


@in_context
def weekday_of(context: Context, wd: float, whole: When) -> Period:
    """Tuesday of last week."""
    week = context.settle(whole)
    if week.unit not in {"week", "weekend"}:
        raise Unresolved(Kind.VAGUE)
    return periods.day(periods.week_of(week.first).first + int(wd - 1) * _DAY)


@in_context
def relative_named(context: Context, rel: float, what: Floating, how: str = "") -> Period:
    """Last March, this summer, next winter."""
    _check_story(context, rel, how)
    anchor = context.anchor
    if rel < 0:
        ended = [p for p in what.around(anchor) if p.last < anchor]
        return ended[int(rel)] if len(ended) >= -rel else _impossible()
    if rel > 0:
        coming = what.on_from(anchor)
        if coming.first <= anchor:
            coming = what.on_from(coming.last + _DAY)
        if coming.first.year == coming.last.year == anchor.year:
            raise Unresolved(Kind.AMBIGUOUS)
        return coming
    found = list(what.around(anchor))
    now = [p for p in found if p.first <= anchor <= p.last]
    crossing = any(p.first.year != p.last.year for p in found)
    here = now or ([] if crossing else [p for p in found if p.first.year == anchor.year])
    return here[0] if here else min(found, key=lambda p: min(abs(p.first - anchor), abs(p.last - anchor)))


@in_context
def relative_unit(context: Context, rel: float, unit: float, how: str = "") -> Period:
    """Last week, this quarter, next year."""
    _check_story(context, rel, how)
    return relative(context.anchor, int(rel), Unit(int(unit)))


@in_context
def relative_year(context: Context, rel: float, how: str = "") -> Period:
    """So many years from that of publication."""
    _check_story(context, rel, how)
    return periods.year_of(context.anchor.year + int(rel))


def _check_story(context: Context, rel: float, how: str) -> None:
    """Where "next" may mean the next in a story (`how` is ``story``), it is that unless the text looks ahead."""
    if rel > 0 and how and not context.onward:
        raise Unresolved(Kind.NARRATIVE)


@in_context
def told_weekday(context: Context, rel: float, wd: float) -> Period:
    """Today, on Tuesday: both must agree."""
    found = periods.day(context.anchor + int(rel) * _DAY)
    if found.first.isoweekday() != wd:
        raise Unresolved(Kind.IMPOSSIBLE)
    return found


@in_context
def so_far(context: Context, whole: Period) -> Period:
    """Earlier this week: from its beginning to the day of publication."""
    return periods.days(whole.first, context.anchor)


@in_context
def the_rest(context: Context, whole: Period) -> Period:
    """Later this week: from the day of publication to its end."""
    return periods.days(context.anchor, whole.last)


@in_context
def by_end(context: Context, unit: float) -> Period:
    """By the end of the unit that the day of publication is in."""
    whole = periods.day(context.anchor) if unit == Unit.DAY else relative(context.anchor, 0, Unit(int(unit)))
    return periods.until(whole)


@in_context
def this_part(context: Context, unit: float, how: str) -> Period:
    """A part of the unit that the day of publication is in."""
    return periods.part_of(relative(context.anchor, 0, Unit(int(unit))), how)


@in_context
def since_part(context: Context, unit: float) -> Period:
    """From the beginning of the unit that the day of publication is in."""
    whole = relative(context.anchor, 0, Unit(int(unit)))
    return periods.days(whole.first, context.anchor)


@meaning
def weekend() -> Floating:
    """A weekend."""
    return weekly(6).then(lambda saturday: periods.weekend_of(saturday.first))


def _impossible() -> NoReturn:
    raise Unresolved(Kind.IMPOSSIBLE)
