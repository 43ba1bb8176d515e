"""How ``papertiger scenario`` shows the table of parameters and what stands in a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from papertiger.scenario.files.table import entries


def parameter_lines() -> Iterator[str]:
    """Every number of the model, one a line, in columns."""
    rows = [
        (
            one.key,
            f"{one.known.default:g}",
            f"[{one.known.range[0]:g}, {one.known.range[1]:g}]" if one.known.range else "",
            one.known.unit,
            one.known.grade,
            f"{one.known.means} ({one.known.source})",
        )
        for one in entries()
    ]
    titles = ("key", "default", "range", "unit", "grade", "meaning (source)")
    wide = [max(len(row[n]) for row in (titles, *rows)) for n in range(len(titles) - 1)]
    for row in (titles, *rows):
        yield "  ".join([*(cell.ljust(width) for cell, width in zip(row, wide, strict=False)), row[-1]])


def parameters_json() -> list[dict[str, Any]]:
    """The same for programs."""
    return [{"key": one.key, "name": one.name, **one.known.model_dump(exclude={"axes"})} for one in entries()]
