"""Who retold whom, over time: a row an article, at the place of its day, joined to the one that it took the report from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from papertiger.report.drawing.elements import Element, element, linked, number, svg
from papertiger.report.drawing.scales import Days, day_of
from papertiger.report.visible import clipped

WIDE: Final = 760.0
_LEFT, _RIGHT = 12.0, WIDE - 12.0
_ROW, _TOP, _FOOT, _DOT = 24.0, 8.0, 24.0, 5.0
_NAME: Final = 44
"""Letters of a label that have room."""
_TURN = 0.55
"""Share of the width beyond which a label stands before its mark."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One article, or the first report where that is not in the ledger."""

    label: str
    """Its outlet, and what else tells it apart."""
    when: str
    """ISO day, or day and hour; empty for not known, which is drawn at the left edge as a square."""
    parent: int | None
    """Place in the list of what it took the report from; None for the first report, and for what names none."""
    told: str
    """All of it in words."""
    href: str
    there: bool = True
    """Whether it is in the ledger; an open ring where it is not."""


@dataclass(frozen=True, slots=True)
class Descent:
    """What the drawing shows: each article after the one that it took the report from."""

    id: str
    title: str
    desc: str
    tellings: tuple[Telling, ...]


def descent(value: Descent) -> Element | None:
    """The drawing; None where no article has a day."""
    days = [day for one in value.tellings if (day := day_of(one.when)) is not None]
    if not days:
        return None
    line = Days.over([*days, max(days) + timedelta(1)], _LEFT, _RIGHT)
    places = [
        (_across(one.when, line), _TOP + _ROW * row + _ROW / 2) for row, one in enumerate(value.tellings)
    ]
    bottom = _TOP + _ROW * len(value.tellings)
    joins = [
        _join(places[one.parent], place)
        for one, place in zip(value.tellings, places, strict=True)
        if one.parent is not None
    ]
    marks = [_mark(one, x, y) for one, (x, y) in zip(value.tellings, places, strict=True)]
    return svg(
        value.id,
        value.title,
        value.desc,
        (WIDE, bottom + _FOOT),
        *_axis(line, bottom),
        *joins,
        *marks,
        css="descent-drawing",
    )


def _across(when: str, line: Days) -> float:
    day = day_of(when)
    if day is None:
        return _LEFT
    return line.at(day) + _hours(when) * (line.at(day + timedelta(1)) - line.at(day))


def _hours(when: str) -> float:
    """Share of the day that had gone by; noon where no hour is known."""
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        return 0.5
    return 0.5 if len(when) == len(date.min.isoformat()) else (moment.hour * 60 + moment.minute) / 1440


def _join(parent: tuple[float, float], place: tuple[float, float]) -> Element:
    """Down from the one told, then across to the one that retells."""
    (x, y), (across, down) = parent, place
    d = f"M{number(x)} {number(y)} V{number(down)} H{number(across)}"
    return element("path", css="descent-join", d=d)


def _mark(one: Telling, x: float, y: float) -> Element:
    before = x > _LEFT + (_RIGHT - _LEFT) * _TURN
    shape = (
        element("circle", css="descent-dot" if one.there else "descent-ring", cx=x, cy=y, r=_DOT)
        if one.when
        else element("rect", css="descent-dot", x=x - _DOT, y=y - _DOT, width=2 * _DOT, height=2 * _DOT)
    )
    shown = clipped(one.label, _NAME)
    words = element(
        "text",
        shown,
        css="words up" if before else "words",
        x=x - 10 if before else x + 10,
        y=y + 4,
    )
    room = 7.0 * len(shown)
    reach = element(
        "rect",
        css="reach",
        x=x - room - 12 if before else x - _DOT - 2,
        y=y - _ROW / 2,
        width=room + 2 * _DOT + 12,
        height=_ROW,
    )
    # Who speaks to a page says what they see (WCAG 2.5.3).
    told = one.told if shown in one.told else f"{shown}: {one.told}"
    return linked(one.href, told, reach, shape, words)


def _axis(line: Days, bottom: float) -> list[Element]:
    parts = [element("line", css="axis", x1=_LEFT, x2=_RIGHT, y1=bottom, y2=bottom)]
    for x, words in line.ticks():
        parts.append(element("line", css="grid", x1=x, x2=x, y1=0.0, y2=bottom))
        if _LEFT + 30 < x < _RIGHT - 30:
            parts.append(element("text", words, css="across", x=x, y=bottom + 15))
    return parts
