"""Small charts as elements of a page, for pages that are not the report: the same geometry, the same words for who cannot see it."""

from __future__ import annotations

from papertiger.report.drawing import Element, element
from papertiger.report.scenario.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Line
from papertiger.report.scenario.compared import Change
from papertiger.report.scenario.figures import Panel
from papertiger.scenario.running.result import Difference

_AXIS_GAP, _TEXT_DOWN, _UNDER = 4, 3, 13
_WAR_HIGH = 5
_BAR_WIDE, _BAR_HIGH, _DOT = 160.0, 16.0, 3.5


def chart(panel: Panel, prefix: str = "") -> Element:
    """A panel as SVG.

    Args:
        panel: what it shows.
        prefix: stands before its id, where a page shows the panels of several results.
    """
    drawn, name = panel.drawing, f"{prefix}{panel.id}"
    right, bottom = float(WIDTH - RIGHT), float(HEIGHT - BOTTOM)
    parts: list[Element] = []
    for number, tick in enumerate(drawn.up):
        css = "grid" if number else "axis"
        parts.append(element("line", css=css, x1=float(LEFT), y1=tick.at, x2=right, y2=tick.at))
        parts.append(element("text", tick.text, css="up", x=float(LEFT - _AXIS_GAP), y=tick.at + _TEXT_DOWN))
    parts += [element("text", one.text, css="across", x=one.at, y=bottom + _UNDER) for one in drawn.across]
    parts += [
        element("line", css="shock", x1=one.at, y1=float(TOP), x2=one.at, y2=bottom) for one in drawn.shocks
    ]
    parts += [_path(line) for line in (*drawn.bands, *drawn.lines)]
    parts += [
        element("rect", css="war", x=one.at, y=float(TOP), width=one.wide, height=float(_WAR_HIGH))
        for one in drawn.wars
    ]
    return element(
        "svg",
        element("title", panel.name, id=f"{name}t"),
        element("desc", panel.desc, id=f"{name}d"),
        *parts,
        css="chart",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_labelledby=f"{name}t {name}d",
    )


def interval(one: Difference, change: Change, told: str) -> Element:
    """A difference with its interval about a line at none, on the scale of all learning models; `told` says it in words."""
    half = _BAR_WIDE / 2 / (change.reach or 1)
    middle, y = _BAR_WIDE / 2, _BAR_HIGH / 2
    low, high = one.interval
    return element(
        "svg",
        element("line", css="zero", x1=middle, y1=0.0, x2=middle, y2=_BAR_HIGH),
        element("line", css="range", x1=middle + half * low, y1=y, x2=middle + half * high, y2=y),
        element("circle", css="mean", cx=middle + half * one.mean, cy=y, r=_DOT),
        css="interval",
        viewBox=f"0 0 {_BAR_WIDE:.0f} {_BAR_HIGH:.0f}",
        role="img",
        aria_label=told,
    )


def _path(line: Line) -> Element:
    return element("path", css=line.css, d=line.path)
