"""A network of support: patrons on the left, their clients on the right, one line for each domain in which something is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from papertiger.report.drawing.elements import Element, element, linked, named, number, svg
from papertiger.report.drawing.glyphs import SIZE, sign
from papertiger.report.drawing.scales import apart
from papertiger.report.visible import clipped

State = Literal["given", "promised", "mixed", "lacking"]
"""What the claims say of the support: that it was given; only promised; given, and also that it did not come; only the latter."""

WIDE: Final = 760.0
_LEFT, _ENDS, _WORDS = 150.0, 326.0, 338.0
"""Where lines begin, where they end, where their words begin."""
_ROW, _NAME, _GAP = 20.0, 22.0, 10.0
"""Heights: a line, a client's name, between clients."""
_PATRON, _CLIENT, _LABEL = 20, 58, 66
"""Letters that have room: of a patron, of a client, of a line's words."""


@dataclass(frozen=True, slots=True)
class Node:
    """A patron or a client."""

    id: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Edge:
    """What is said of one patron's support of one client in one domain."""

    patron: str
    """Id of a node."""
    client: str
    label: str
    """Domain and numbers, in words."""
    state: State
    told: str
    """All of it in words."""
    href: str


@dataclass(frozen=True, slots=True)
class Network:
    """What a network shows; the order of nodes and edges is kept, none is ranked."""

    id: str
    title: str
    desc: str
    patrons: tuple[Node, ...]
    clients: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(value: Network) -> Element | None:
    """The drawing; None where there is no edge.

    Each client has its lines under its name, each with the domain and its numbers in words, so that no line is told from another
    by colour. All lines are equally thick: they say that something is said, not how much or how reliable.
    """
    if not value.edges:
        return None
    ends: list[tuple[Edge, float]] = []
    right: list[Element] = []
    top = 4.0
    for client in value.clients:
        edges = [edge for edge in value.edges if edge.client == client.id]
        if not edges:
            continue
        right.append(_name(client, _WORDS - SIZE, top + 15, _CLIENT, ""))
        top += _NAME
        for edge in edges:
            ends.append((edge, top + _ROW / 2))
            top += _ROW
        top += _GAP
    starts = _starts(value, ends)
    high = max(top, max(starts.values()) + _NAME)
    lines = [_edge(edge, starts[edge.patron], y) for edge, y in ends]
    left = [
        _name(patron, _LEFT - 8, starts[patron.id] + 5, _PATRON, "up")
        for patron in value.patrons
        if patron.id in starts
    ]
    return svg(value.id, value.title, value.desc, (WIDE, high), *left, *lines, *right, css="network-drawing")


def _starts(value: Network, ends: Sequence[tuple[Edge, float]]) -> dict[str, float]:
    """Height at which each patron stands: the middle of where its lines end, moved so that names keep apart."""
    middles: list[tuple[float, str]] = []
    for patron in value.patrons:
        heights = [y for edge, y in ends if edge.patron == patron.id]
        if heights:
            middles.append((sum(heights) / len(heights), patron.id))
    middles.sort()
    placed = apart([middle for middle, _ in middles], _NAME)
    return {patron: y for (_, patron), y in zip(middles, placed, strict=True)}


def _name(node: Node, x: float, y: float, room: int, css: str) -> Element:
    shown = element("text", clipped(node.label, room), css=f"node {css}".strip(), x=x, y=y)
    return linked(node.href, node.label, shown) if node.href else shown


def _edge(edge: Edge, start: float, end: float) -> Element:
    bend = (_LEFT + _ENDS) / 2
    curve = f"M{number(_LEFT)} {number(start)} C{number(bend)} {number(start)} {number(bend)} {number(end)} {number(_ENDS - SIZE / 2)} {number(end)}"
    label = clipped(edge.label, _LABEL)
    return linked(
        edge.href,
        named(edge.told, label),
        element("path", css=f"edge-line {edge.state}", d=curve),
        element("rect", css="reach", x=_ENDS - SIZE / 2, y=end - _ROW / 2, width=WIDE - _ENDS, height=_ROW),
        sign(edge.state, _ENDS, end),
        element("text", label, css="words", x=_WORDS, y=end + 4.5),
    )
