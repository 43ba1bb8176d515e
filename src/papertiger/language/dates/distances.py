"""What constructions mean that count so many units from the day of publication: three days ago, in a week."""

from __future__ import annotations

from papertiger.language.dates import periods
from papertiger.language.dates.context import Context, in_context
from papertiger.language.dates.periods import Period
from papertiger.language.dates.units import Unit, as_long_as, reached, shifted
from papertiger.language.dates.unresolved import Kind, Unresolved

_CENTURY = 100


@in_context
def ago(context: Context, unit: float, count: float = 1) -> Period:
    """So many units before the day of publication, as precise as the unit is; weeks give a day, centuries a rough year."""
    found = shifted(context.anchor, -count, Unit(int(unit)))
    return (
        periods.about(found) if unit == Unit.CENTURY or (unit == Unit.YEAR and count >= _CENTURY) else found
    )


@in_context
def ago_about(context: Context, unit: float, count: float) -> Period:
    """Some ten years ago."""
    return periods.about(shifted(context.anchor, -count, Unit(int(unit))))


@in_context
def ago_and_half(context: Context, unit: float, count: float = 1) -> Period:
    """A year and a half ago."""
    return shifted(context.anchor, -count - 0.5, Unit(int(unit)))


@in_context
def later(context: Context, unit: float, count: float = 1) -> Period:
    """So many units after the day of publication."""
    return shifted(context.anchor, count, Unit(int(unit)))


@in_context
def later_if_future(context: Context, unit: float, count: float = 1) -> Period:
    """`later`, unless the past is told: "in two weeks" may be a duration then, or counted from another event."""
    if not context.onward:
        raise Unresolved(Kind.AMBIGUOUS)
    return shifted(context.anchor, count, Unit(int(unit)))


@in_context
def past(context: Context, unit: float, count: float = 1) -> Period:
    """The past so many units, up to the day of publication; years are counted in months."""
    start = reached(context.anchor, -count, Unit(int(unit)))
    return periods.between(start, as_long_as(context.anchor, start.unit))


@in_context
def coming(context: Context, unit: float, count: float = 1) -> Period:
    """The coming so many units, from the day of publication."""
    end = reached(context.anchor, count, Unit(int(unit)))
    return periods.between(as_long_as(context.anchor, end.unit), end)


@in_context
def within(context: Context, unit: float, count: float = 1) -> Period:
    """In the course of so many units: the coming ones where something else tells that the future is meant."""
    if not (context.ahead or context.future):
        raise Unresolved(Kind.AMBIGUOUS)
    end = reached(context.anchor, count, Unit(int(unit)))
    return periods.between(as_long_as(context.anchor, end.unit), end)
