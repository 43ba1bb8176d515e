"""Rates with their intervals: a dot at the median, thick to 50 %, thin to 90 %, and under it what the prior alone would say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from papertiger.report.drawing.elements import Element, element, linked, named, svg
from papertiger.report.visible import clipped

WIDE: Final = 760.0
_LEFT, _RIGHT = 20.0, 480.0
"""Places of 0 % and 100 %."""
_WORDS = 500.0
_ROW, _AXIS = 50.0, 26.0
_DOT = 5.0
_LABEL, _TOLD = 92, 42
"""Letters that have room: of a row's label, of its words."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate; its shares are of 1. Without `median` it is told in words only, for the record is too thin."""

    label: str
    median: float | None
    half: tuple[float, float] | None
    """50 % interval."""
    ninety: tuple[float, float] | None
    prior: tuple[float, float] | None
    """90 % interval of the prior alone."""
    words: str
    """The figure in a few words, or that the record is too thin for one."""
    told: str
    """All of it in words."""
    href: str


@dataclass(frozen=True, slots=True)
class Intervals:
    """What a chart of rates shows, in the order given: none is ranked."""

    id: str
    title: str
    desc: str
    rates: tuple[Rate, ...]


def intervals(value: Intervals) -> Element | None:
    """The drawing; None where there is no rate."""
    if not value.rates:
        return None
    bottom = _ROW * len(value.rates)
    parts = [
        element("line", css="grid", x1=_x(share), x2=_x(share), y1=4.0, y2=bottom)
        for share in (0.0, 0.25, 0.5, 0.75, 1.0)
    ]
    parts += [
        element("text", f"{round(100 * share)}\N{NO-BREAK SPACE}%", css="across", x=_x(share), y=bottom + 16)
        for share in (0.0, 0.25, 0.5, 0.75, 1.0)
    ]
    parts += [_row(rate, index * _ROW) for index, rate in enumerate(value.rates)]
    return svg(value.id, value.title, value.desc, (WIDE, bottom + _AXIS), *parts, css="intervals-drawing")


def _x(share: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * min(max(share, 0.0), 1.0)


def _row(rate: Rate, top: float) -> Element:
    y = top + 31
    label, words = clipped(rate.label, _LABEL), clipped(rate.words, _TOLD)
    shapes: list[Element | str] = [
        element("rect", css="reach", x=0.0, y=top, width=WIDE, height=_ROW),
        element("text", label, css="lane", x=_LEFT, y=top + 16),
        " ",  # not drawn; parts the words of the link
        element("text", words, css="words", x=_WORDS, y=y + 4.5),
    ]
    if rate.prior:
        shapes.append(_line("prior", rate.prior, y + 10))
    if rate.median is not None:
        if rate.ninety:
            shapes.append(_line("ninety", rate.ninety, y))
        if rate.half:
            shapes.append(_line("half", rate.half, y))
        shapes.append(element("circle", css="median", cx=_x(rate.median), cy=y, r=_DOT))
    return linked(rate.href, named(rate.told, f"{label} {words}"), *shapes)


def _line(css: str, ends: tuple[float, float], y: float) -> Element:
    return element("line", css=css, x1=_x(ends[0]), x2=_x(ends[1]), y1=y, y2=y)
