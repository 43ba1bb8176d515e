"""Signs of drawings: what came, and what a timeline marks. Each differs from the others in shape, not only in colour."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from papertiger.report.drawing.elements import Element, element, number

SIZE: Final = 14.0
"""Width and height of a sign, in units of the drawing."""
_HALF: Final = SIZE / 2 - 1
"""From its middle to its edge, with room for half a stroke."""


def _path(css: str, *lines: tuple[tuple[float, float], ...], closed: bool = True) -> Element:
    """Straight lines between points that are given in halves of a sign, from its middle."""
    strokes = (
        "M" + " L".join(f"{number(x * _HALF)} {number(y * _HALF)}" for x, y in points) for points in lines
    )
    return element("path", css=css, d=" ".join(stroke + ("Z" if closed else "") for stroke in strokes))


def _ring(css: str) -> Element:
    return element("circle", css=css, cx=0.0, cy=0.0, r=_HALF)


_LEFT_HALF = f"M0 {number(-_HALF)} A{number(_HALF)} {number(_HALF)} 0 0 0 0 {number(_HALF)} Z"
_DIAMOND = ((0, -1.0), (1.0, 0), (0, 1.0), (-1.0, 0))

SIGNS: Final[dict[str, tuple[Element, ...]]] = {
    # What came: a full disc, a half one, an empty ring with a bar, a full triangle.
    "honoured": (_ring("fill"),),
    "partial": (_ring("edge"), element("path", css="fill", d=_LEFT_HALF)),
    "withheld": (_ring("edge"), _path("edge", ((-0.6, 0), (0.6, 0)), closed=False)),
    "harmful": (_path("fill", ((0, -1), (1, 0.85), (-1, 0.85))),),
    # What is not known: a dotted ring with a hand of a clock, a dashed square, a split diamond, a question's dot.
    "pending": (_ring("edge dots"), _path("edge", ((0, -0.6), (0, 0), (0.45, 0)), closed=False)),
    "silent": (_path("edge dashes", ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85))),),
    "conflict": (_path("edge", _DIAMOND), _path("fill", ((0, -1), (0, 1), (-1, 0)))),
    # What a timeline marks beside them.
    "commitment": (_path("fill", ((-1, -0.4), (0.4, -0.4), (1, 0), (0.4, 0.4), (-1, 0.4))),),
    "trigger": (_path("fill", ((-1, -0.85), (1, -0.85), (0, 1))),),
    "call": (_path("edge", ((-1, -0.8), (1, -0.8), (1, 0.4), (0, 0.4), (-0.5, 1), (-0.5, 0.4), (-1, 0.4))),),
    "test": (_path("edge", ((-1, -0.6), (1, -0.6), (1, 0.6), (-1, 0.6))),),
    # How a network's edges end: what is said of the support.
    "given": (_ring("fill"),),
    "promised": (_ring("edge"),),
    "mixed": (_ring("edge"), element("path", css="fill", d=_LEFT_HALF)),
    "lacking": (_path("edge", ((-0.8, -0.8), (0.8, 0.8)), ((-0.8, 0.8), (0.8, -0.8)), closed=False),),
}
"""Name of a sign → its strokes around its middle. ``fill`` is painted, ``edge`` stroked, by ``drawing.css``."""


def sign(name: str, x: float, y: float) -> Element:
    """A sign with its middle at a place of a drawing; raises KeyError for a name that is none of `SIGNS`."""
    return element("g", *SIGNS[name], css=f"sign {name}", transform=f"translate({number(x)} {number(y)})")


def icon(name: str) -> Element:
    """A sign as a small drawing of its own for a table or a list; the words stand beside it, so it is not read out."""
    side = number(SIZE)
    return element(
        "svg",
        sign(name, SIZE / 2, SIZE / 2),
        css="icon",
        viewBox=f"0 0 {side} {side}",
        width=SIZE,
        height=SIZE,
        aria_hidden="true",
        focusable="false",
    )


def legend(entries: Iterable[tuple[str, str]]) -> Element:
    """A list of signs with what each means: pairs of a sign's name and words."""
    return element(
        "ul", *(element("li", icon(name), " ", element("span", words)) for name, words in entries), css="key"
    )
