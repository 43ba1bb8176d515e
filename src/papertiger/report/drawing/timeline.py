"""A timeline: lanes of commitments, triggers, calls, tests and responses over days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from papertiger.report.drawing.elements import Element, element, linked, number, svg
from papertiger.report.drawing.glyphs import SIZE, sign
from papertiger.report.drawing.scales import Days, day_of, rows
from papertiger.report.visible import clipped

Kind = Literal["commitment", "trigger", "call", "test", "response"]

WIDE: Final = 760.0
_LEFT, _RIGHT = 8.0, WIDE - 8.0
_HEAD, _ROW, _GAP, _FOOT = 22.0, 19.0, 10.0, 24.0
"""Heights: a lane's name, a row of marks, between lanes, the axis."""
_NUMBER = 6.5
"""Width of a figure of a mark's number."""
_SHEET: Final = 900.0
"""Height of a drawing that a sheet of paper holds, with room for a heading."""
_DIGITS = 24.0
"""Room for the number of a mark at the right end."""
_TICK = 36.0
"""From the middle of a day's words to their end: those at the edge are moved inwards."""
_NAME = 100
"""Letters of a lane's name that have room."""
_ORDER: Final = ("commitment", "trigger", "call", "test", "response")


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that happened or holds: drawn on its day, or as a bar from its first to its last."""

    kind: Kind
    sign: str
    """Name of its sign in `glyphs.SIGNS`: its kind, or for a response what came."""
    number: str
    """Under which the table beside the drawing tells of it."""
    since: str
    """ISO day, month or year; empty for not known."""
    until: str
    """Last day of a bar, in the same form; empty for a mark of one day, or for a bar that goes on."""
    told: str
    """All of it in words."""
    href: str
    """Address on the page or the host; empty for none."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Marks under one name, such as a partnership."""

    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a timeline shows. Marks without a day are left to the table."""

    id: str
    title: str
    desc: str
    lanes: tuple[Lane, ...]
    span: tuple[str, ...] = ()
    """ISO days that the line shows also where no mark of these lanes has them: several drawings share one scale by it."""


def pages(value: Timeline) -> list[Timeline]:
    """The same as timelines of some lanes each, on one scale, none much higher than a sheet of paper is; one where it all fits."""
    parts: list[list[Lane]] = []
    filled = _SHEET
    for lane in value.lanes:
        wanted = _HEAD + _GAP + _ROW * len(lane.marks)
        if filled + wanted > _SHEET or not parts:
            parts.append([])
            filled = 0.0
        parts[-1].append(lane)
        filled += wanted
    if len(parts) < 2:  # noqa: PLR2004 - one drawing is the whole
        return [value]
    span = tuple(day.isoformat() for day in _days(value))
    return [
        replace(value, id=f"{value.id}-{number}", lanes=tuple(lanes), span=span)
        for number, lanes in enumerate(parts, start=1)
    ]


def timeline(value: Timeline) -> Element | None:
    """The drawing; None where nothing has a day.

    Days run from left to right on one scale for all lanes, which spans all marks but the beginnings of commitments that are older
    (an arrowhead says that these began before). Within a lane commitments come first, then triggers, calls, tests and responses.
    """
    days = _days(value)
    if not days:
        return None
    line = Days.over(days, _LEFT + SIZE, _RIGHT - SIZE - _DIGITS)
    parts: list[Element] = []
    top = 4.0
    for lane in value.lanes:
        drawn, high = _lane(lane, line, top)
        if drawn:
            parts += drawn
            top += high + _GAP
    axis = _axis(line, top)
    return svg(value.id, value.title, value.desc, (WIDE, top + _FOOT), *axis, *parts, css="timeline-drawing")


def _days(value: Timeline) -> list[date]:
    """Days that the line must show: of occasions, and of commitments where there are no others."""
    pointed = [
        day
        for lane in value.lanes
        for mark in lane.marks
        for text in (mark.since, mark.until)
        if mark.kind != "commitment" and (day := day_of(text))
    ]
    held = [
        day
        for lane in value.lanes
        for mark in lane.marks
        if mark.kind == "commitment" and (day := day_of(mark.since))
    ]
    return (pointed or held) + [day for text in value.span if (day := day_of(text))]


def _lane(lane: Lane, line: Days, top: float) -> tuple[list[Element], float]:
    """A lane's marks with their name above, and its height."""
    dated = [mark for mark in lane.marks if day_of(mark.since)]
    if not dated:
        return [], 0.0
    parts = [element("text", clipped(lane.name, _NAME), css="lane", x=_LEFT, y=top + 14)]
    below = top + _HEAD
    for kind in _ORDER:
        marks = [mark for mark in dated if mark.kind == kind]
        places = [_stretch(mark, line) for mark in marks]
        taken = rows(
            [
                (left - SIZE / 2, right + SIZE / 2 + _words(mark))
                for mark, (left, right) in zip(marks, places, strict=True)
            ]
        )
        for mark, (left, right), row in zip(marks, places, taken, strict=True):
            parts.append(_mark(mark, left, right, below + row * _ROW + _ROW / 2))
        below += _ROW * (max(taken, default=-1) + 1)
    return parts, below - top


def _words(mark: Mark) -> float:
    return _NUMBER * len(mark.number) + 3 if mark.number else 0.0


def _stretch(mark: Mark, line: Days) -> tuple[float, float]:
    """Left and right end of a mark; both are the same for one that is of one day."""
    since = day_of(mark.since)
    assert since is not None  # noqa: S101 - marks without a day were left out
    left = line.at(since)
    if mark.kind not in {"commitment", "test"}:
        return left, left
    until = day_of(mark.until)
    if until is None:
        return left, line.right if mark.kind == "commitment" else left
    return left, max(line.at(until), left)


def _mark(mark: Mark, left: float, right: float, y: float) -> Element:
    shapes: list[Element] = [
        element(
            "rect",
            css="reach",
            x=left - SIZE / 2,
            y=y - _ROW / 2,
            width=right - left + SIZE + _words(mark),
            height=_ROW,
        )
    ]
    if right > left:
        shapes.append(element("line", css=f"bar {mark.kind}", x1=left, x2=right, y1=y, y2=y))
        if mark.kind == "test":
            ends = (f"M{number(x)} {number(y - 4)} L{number(x)} {number(y + 4)}" for x in (left, right))
            shapes.append(element("path", css="ends", d=" ".join(ends)))
    if mark.kind != "test" or right == left:
        shapes.append(sign(mark.sign, left, y))
    if mark.number:
        shapes.append(element("text", mark.number, css="count", x=right + SIZE / 2 + 2, y=y + 4))
    return linked(mark.href, mark.told, *shapes)


def _axis(line: Days, bottom: float) -> list[Element]:
    parts = [element("line", css="axis", x1=_LEFT, x2=_RIGHT, y1=bottom, y2=bottom)]
    for x, words in line.ticks():
        parts += [
            element("line", css="grid", x1=x, x2=x, y1=0.0, y2=bottom),
            element("text", words, css="across", x=min(max(x, _TICK), WIDE - _TICK), y=bottom + 15),
        ]
    return parts
