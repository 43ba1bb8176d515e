"""A document as plain values for JSON: the evidence as it always was, and the other parts in words and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from papertiger.report.briefing.document import Document
from papertiger.report.drawing import Element

_DRAWN = frozenset({"drawing", "legend", "chart", "tree", "matrix_legend", "mentions"})
"""What is only for the eye, or says again what stands beside it."""


def as_json(document: Document) -> dict[str, Any]:
    """The evidence with its figures on top, and under ``document`` all other parts."""
    parts = {
        one.name: plain(getattr(document, one.name))
        for one in fields(document)
        if one.name not in _DRAWN | {"brief"}
    }
    return {**asdict(document.brief), "document": parts}


def plain(value: Any) -> Any:  # noqa: ANN401 - any part of a document
    """A part as what JSON has: sentences and tables as text."""
    if isinstance(value, Element):
        return _table(value) if value.name == "table" else value.text()
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value) if one.name not in _DRAWN}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value


def _table(value: Element) -> list[list[str]]:
    """Rows of cells; what is listed in one cell is parted by semicolons."""
    rows = [one for one in value.walk() if one.name == "tr"]
    return [[_cell(cell) for cell in row.children if isinstance(cell, Element)] for row in rows]


def _cell(cell: Element) -> str:
    items = [one.text().strip() for one in cell.walk() if one.name == "li"]
    return "; ".join(items) if items else cell.text()
