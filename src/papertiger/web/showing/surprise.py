"""How unusual a count is, drawn: what is usual as a band, what was expected, what was counted; how rare that is, and from where on it warns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

from papertiger.report.drawing import Element, element
from papertiger.report.drawing.elements import svg
from papertiger.report.formatting import number
from papertiger.report.languages import Language
from papertiger.warning.values import Surprise

WIDE: Final = 560.0
_LEFT, _RIGHT = 12.0, WIDE - 12.0
_LINE, _HIGH = 44.0, 92.0
_RARE, _HIGHER = 142.0, 196.0
"""The lower axis, and the height with it."""
_ROOM: Final = 1.15
"""Of the axis, against the greatest number on it."""
_RAREST: Final = 1e-4
"""Times a year; what is rarer stands at the end of the axis."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the drawing says."""

    title: str
    desc: str
    """What it shows, in a sentence or two."""
    counted: str
    expected: str
    usual: str
    rare: str
    """Of the lower axis."""
    threshold: str


def ruler(
    surprise: Surprise, words: Words, written: Callable[[float], str], rate: Callable[[float], str]
) -> Element:
    """One axis of numbers with the usual span as a band, the expected number as a line, and the count as a diamond.

    Where the rule's threshold is known, a second axis below says how often a year chance alone would bring as much, in decades, the
    rarer the further to the right: as a diamond, with the threshold as a line, from which on the rule warns. Rules weigh all windows of
    a series together and the sequence of days in them, so there is no one count from which on they warn: the threshold is one of rarity.

    Args:
        surprise: of the warning.
        words: in the visitor's language.
        written: how a count is written.
        rate: how a number a year is written.
    """
    most = max(surprise.count, surprise.high, surprise.expected, 1.0) * _ROOM

    def at(value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * min(max(value / most, 0.0), 1.0)

    count, expected = at(surprise.count), at(surprise.expected)
    low, high = at(surprise.low), at(surprise.high)
    parts = [
        element("line", css="axis", x1=_LEFT, x2=_RIGHT, y1=_LINE, y2=_LINE),
        element(
            "rect",
            element("title", f"{words.usual}: {written(surprise.low)} – {written(surprise.high)}"),
            css="usual-band",
            x=low,
            y=_LINE - 9,
            width=max(high - low, 2.0),
            height=18,
        ),
        element("line", css="usual-mean", x1=expected, x2=expected, y1=_LINE - 13, y2=_LINE + 13),
        _diamond(f"{words.counted}: {written(surprise.count)}", count, _LINE),
        _word(f"{words.counted}: {written(surprise.count)}", count, _LINE - 22),
        _word(f"{words.expected}: {written(surprise.expected)}", expected, _LINE + 30),
    ]
    if surprise.allowed is None or not surprise.allowed > 0:
        return svg("surprise", words.title, words.desc, (WIDE, _HIGH), *parts, css="surprise-drawing")
    parts += _rarity(surprise.per_year, surprise.allowed, words, rate)
    return svg("surprise", words.title, words.desc, (WIDE, _HIGHER), *parts, css="surprise-drawing")


def rate_of(per_year: float, language: Language) -> str:
    """A number a year with two digits that count: 12, 2.4, 0.034; never 0, which would say that it cannot be."""
    if per_year < _RAREST:
        return f"< {number(_RAREST, language, decimals=round(-log10(_RAREST)))}"
    return number(per_year, language, decimals=max(1 - floor(log10(per_year)), 0))


def _rarity(per_year: float, allowed: float, words: Words, rate: Callable[[float], str]) -> list[Element]:
    """The lower axis."""
    often, seldom = max(per_year, allowed, 1.0), max(min(per_year, allowed, 1.0), _RAREST)
    first, last = ceil(log10(often) + 0.1), floor(log10(seldom) - 0.1)

    def at(value: float) -> float:
        way = (first - log10(max(value, _RAREST / 10))) / (first - last)
        return _LEFT + (_RIGHT - _LEFT) * min(max(way, 0.0), 1.0)

    line, shown = at(allowed), at(per_year)
    return [
        element("line", css="axis", x1=_LEFT, x2=_RIGHT, y1=_RARE, y2=_RARE),
        element("rect", css="warned-span", x=line, y=_RARE - 9, width=max(_RIGHT - line, 2.0), height=18),
        *(
            element("line", css="axis", x1=at(10.0**tick), x2=at(10.0**tick), y1=_RARE - 4, y2=_RARE + 4)
            for tick in range(last, first + 1)
        ),
        element("line", css="threshold", x1=line, x2=line, y1=_RARE - 15, y2=_RARE + 15),
        _diamond(f"{words.rare}: {rate(per_year)}", shown, _RARE),
        _word(f"{words.rare}: {rate(per_year)}", shown, _RARE - 22),
        _word(f"{words.threshold}: {rate(allowed)}", line, _RARE + 32),
    ]


def _diamond(title: str, x: float, y: float) -> Element:
    return element(
        "path",
        element("title", title),
        css="counted-mark",
        d=f"M {x:.1f} {y - 9:.1f} l 9 9 l -9 9 l -9 -9 z",
    )


def _word(text: str, x: float, y: float) -> Element:
    """Words at a place of the axis, turned inwards where they would leave the drawing."""
    third = (_RIGHT - _LEFT) / 3
    anchor = "start" if x < _LEFT + third else "end" if x > _RIGHT - third else "middle"
    return element("text", text, css=f"told {anchor}", x=x, y=y)
