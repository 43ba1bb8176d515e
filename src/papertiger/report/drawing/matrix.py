"""A matrix of responses: domains and clients, in each cell what came, as signs with their words."""

from __future__ import annotations

from dataclasses import dataclass

from papertiger.report.drawing.elements import Element, element
from papertiger.report.drawing.glyphs import icon


@dataclass(frozen=True, slots=True)
class Entry:
    """How often one thing came in a cell."""

    sign: str
    """Name of its sign in `glyphs.SIGNS`."""
    label: str
    """What came, in a word or two."""
    number: int
    told: str
    """All of it in words, for who cannot see the sign."""
    href: str
    words: str = ""
    """How number and label are written together; by default one after the other."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What came in one domain for one client; nothing was tested where it has no entries."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """What a matrix shows: clients down and domains across, or the other way round, whichever has fewer columns."""

    id: str
    caption: str
    corner: str
    """Heading of the first column."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    """A heading, and a cell for each column."""
    empty: str
    """What an empty cell says."""


def matrix(value: Matrix) -> Element | None:
    """The matrix as a table, which a screen reader walks cell by cell; None where there is no column or no row."""
    if not value.columns or not value.rows:
        return None
    heads = (element("th", element("bdi", name), scope="col") for name in value.columns)
    head = element("tr", element("th", value.corner, scope="col"), *heads)
    body = (
        element(
            "tr",
            element("th", element("bdi", heading), scope="row"),
            *(_cell(cell, value.empty) for cell in cells),
        )
        for heading, cells in value.rows
    )
    return element(
        "table",
        element("caption", value.caption),
        element("thead", head),
        element("tbody", *body),
        css="matrix",
        id=value.id,
    )


def _cell(cell: Cell, empty: str) -> Element:
    if not cell.entries:
        return element("td", element("span", empty, css="none"))
    return element("td", element("ul", *map(_entry, cell.entries)))


def _entry(entry: Entry) -> Element:
    words = element("span", entry.words or f"{entry.number}\N{NO-BREAK SPACE}{entry.label}")
    shown = (icon(entry.sign), " ", words)
    if not entry.href:
        return element("li", *shown)
    return element("li", element("a", *shown, href=entry.href, aria_label=entry.told))
