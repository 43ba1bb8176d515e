"""Write Stata files (format 114) as data sets of alliances have them: numbers, missing numbers and short texts."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

Cell = float | str | None
_MISSING = b"\x00\x00\x00\x00\x00\x00\xe0\x7f"
"""Stata's ``.``, as a double."""
_TEXT = 40
"""Bytes of a text column."""


def write_stata(path: Path, columns: Mapping[str, Sequence[Cell]]) -> None:
    """Write columns of one length; a column that holds a text holds nothing else."""
    lengths = {len(values) for values in columns.values()}
    if len(lengths) > 1:
        raise ValueError(f"columns of {sorted(lengths)} values")
    texts = {name for name, values in columns.items() if any(isinstance(one, str) for one in values)}
    count = len(columns)
    out = [
        struct.pack("<bbbbhi", 114, 2, 1, 0, count, lengths.pop() if lengths else 0),
        bytes(81 + 18),  # label and time
        bytes(_TEXT if name in texts else 255 for name in columns),
        *(name.encode().ljust(33, b"\0") for name in columns),
        bytes(2 * (count + 1)),  # sorted by nothing
        *((b"%40s" if name in texts else b"%9.0g").ljust(49, b"\0") for name in columns),
        bytes(33 * count),  # value labels
        bytes(81 * count),  # labels
        bytes(5),  # nothing more
    ]
    for row in zip(*columns.values(), strict=True):
        out += [_cell(value, name in texts) for name, value in zip(columns, row, strict=True)]
    path.write_bytes(b"".join(out))


def _cell(value: Cell, text: bool) -> bytes:
    if text:
        return str(value).encode().ljust(_TEXT, b"\0")
    return _MISSING if value is None else struct.pack("<d", value)
