"""Drawings of briefs and of pages: pure functions from plain values to elements.

    timeline(Timeline) network(Network) matrix(Matrix) intervals(Intervals) bars(Bars) origin_tree(Retelling) descent(Descent) legend(pairs) icon(name)

Each returns an `Element`, which Jinja prints as it is (``{{ drawing }}``), or None where there is nothing to draw. Values bring
all words and all addresses: nothing here knows a language, a ledger or a route. Every mark that has an address is a link which a
keyboard reaches, with its words as title and label. Nothing is told by colour alone: signs differ in shape, lines in pattern, and
words stand beside them. Names, attributes and addresses that a page under a strict policy could not allow cannot be made
(`elements`). The look is in ``drawing.css`` (`STYLE`), which takes its colours from the page's custom properties ``--ink``,
``--soft``, ``--line``, ``--paper``, ``--accent``, ``--hedge``; a page shows a drawing in ``<div class="wide" role="region" tabindex="0">``, for it keeps its
size and scrolls on a narrow screen.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from papertiger.report.drawing.bars import Bar, Bars, bars, by_month
from papertiger.report.drawing.descent import Descent, Telling, descent
from papertiger.report.drawing.elements import Element, element
from papertiger.report.drawing.glyphs import SIGNS, icon, legend
from papertiger.report.drawing.intervals import Intervals, Rate, intervals
from papertiger.report.drawing.matrix import Cell, Entry, Matrix, matrix
from papertiger.report.drawing.network import Edge, Network, Node, network
from papertiger.report.drawing.origins import Retelling, origin_tree
from papertiger.report.drawing.timeline import Lane, Mark, Timeline, timeline

STYLE: Final = Path(__file__).parents[1] / "templates" / "drawing.css"
"""The style sheet of all drawings."""

__all__ = [
    "SIGNS",
    "STYLE",
    "Bar",
    "Bars",
    "Cell",
    "Descent",
    "Edge",
    "Element",
    "Entry",
    "Intervals",
    "Lane",
    "Mark",
    "Matrix",
    "Network",
    "Node",
    "Rate",
    "Retelling",
    "Telling",
    "Timeline",
    "bars",
    "by_month",
    "descent",
    "element",
    "icon",
    "intervals",
    "legend",
    "matrix",
    "network",
    "origin_tree",
    "timeline",
]
