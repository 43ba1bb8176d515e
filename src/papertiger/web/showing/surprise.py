"""How unusual a count is, drawn: what is usual as a band, what was expected, what was counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from papertiger.report.drawing import Element, element
from papertiger.report.drawing.elements import svg
from papertiger.warning.values import Surprise

WIDE: Final = 560.0
_LEFT, _RIGHT = 12.0, WIDE - 12.0
_LINE, _HIGH = 44.0, 92.0
_ROOM: Final = 1.15
"""Of the axis, against the greatest number on it."""


def ruler(
    surprise: Surprise, words: Mapping[str, str], written: Callable[[float], str], title: str, desc: str
) -> Element:
    """One axis of numbers with the usual span as a band, the expected number as a line, and the count as a diamond.

    Args:
        surprise: of the warning.
        words: ``counted``, ``expected``, ``usual``.
        written: how a number is written.
        title: of the drawing.
        desc: what it shows, in a sentence.
    """
    most = max(surprise.count, surprise.high, surprise.expected, 1.0) * _ROOM

    def at(number: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * min(max(number / most, 0.0), 1.0)

    count, expected = at(surprise.count), at(surprise.expected)
    low, high = at(surprise.low), at(surprise.high)
    span = f"{words['usual']}: {written(surprise.low)} – {written(surprise.high)}"
    parts = [
        element("line", css="axis", x1=_LEFT, x2=_RIGHT, y1=_LINE, y2=_LINE),
        element(
            "rect",
            element("title", span),
            css="usual-band",
            x=low,
            y=_LINE - 9,
            width=max(high - low, 2.0),
            height=18,
        ),
        element("line", css="usual-mean", x1=expected, x2=expected, y1=_LINE - 13, y2=_LINE + 13),
        element(
            "path",
            element("title", f"{words['counted']}: {written(surprise.count)}"),
            css="counted-mark",
            d=f"M {count:.1f} {_LINE - 9:.1f} l 9 9 l -9 9 l -9 -9 z",
        ),
        _word(f"{words['counted']}: {written(surprise.count)}", count, _LINE - 22),
        _word(f"{words['expected']}: {written(surprise.expected)}", expected, _LINE + 30),
    ]
    return svg("surprise", title, desc, (WIDE, _HIGH), *parts, css="surprise-drawing")


def _word(text: str, x: float, y: float) -> Element:
    """Words at a place of the axis, turned inwards where they would leave the drawing."""
    third = (_RIGHT - _LEFT) / 3
    anchor = "start" if x < _LEFT + third else "end" if x > _RIGHT - third else "middle"
    return element("text", text, css=f"told {anchor}", x=x, y=y)
