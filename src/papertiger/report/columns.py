"""Tables for a terminal: columns as wide as they need, or one short list a row where they do not fit."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator, Sequence

from papertiger.report.terminal import Ink
from papertiger.report.visible import one_line

GAP = "  "


def columns(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    ink: Ink,
    room: int,
    *,
    right: Collection[int] = (),
    indent: str = "  ",
) -> Iterator[str]:
    """The lines of a table.

    Args:
        head: one title a column; all empty for a table without a head.
        rows: texts, as many a row as there are titles.
        ink: colours; the head is dimmed.
        room: characters a line.
        right: columns that are set flush right, numbers as a rule.
        indent: what stands before each line.

    A table that is wider than `room` is told row by row instead: the first column by itself, then each other that is not empty with its title.
    """
    clean = [[one_line(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*clean, strict=True)]
    if len(indent) + sum(widths) + len(GAP) * (len(widths) - 1) > room:
        for row in clean[1:]:
            yield from _stacked(clean[0], row, room, indent)
        return
    for number, row in enumerate(clean):
        cells = [
            cell.rjust(wide) if at in right else cell.ljust(wide)
            for at, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        line = (indent + GAP.join(cells)).rstrip()
        if number or line:
            yield line if number else ink.dim(line)


def _stacked(head: Sequence[str], row: Sequence[str], room: int, indent: str) -> Iterator[str]:
    told = [
        f"{title}: {cell}" if title else cell for title, cell in zip(head[1:], row[1:], strict=True) if cell
    ]
    yield from textwrap.wrap(row[0], room, initial_indent=indent, subsequent_indent=indent)
    inner = f"{indent}  "
    yield from textwrap.wrap("; ".join(told), room, initial_indent=inner, subsequent_indent=inner)
