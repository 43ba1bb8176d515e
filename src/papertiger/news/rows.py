"""Files of rows: one JSON object a line, read as a stream, so that an archive need not fit into memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_CHUNK = 1 << 20
_MAX_SKIPPED = 50
"""A row this many times longer than allowed, in a stream without end perhaps, is where reading stops."""


@dataclass(frozen=True, slots=True)
class Row:
    """One non-blank line; `raw` is None when it is longer than allowed, and `last` then says that reading stops."""

    number: int
    raw: bytes | None
    last: bool = False


def split_rows(head: bytes, stream: BinaryIO, max_bytes: int) -> Iterator[Row]:
    """The rows of `head` followed by `stream`, numbered from 1, blank lines counted but not yielded."""
    number, held = 0, bytearray()
    skipped = 0
    chunk = head or stream.read(_CHUNK)
    while chunk:
        *ends, rest = chunk.split(b"\n")
        for piece in ends:
            number += 1
            too_long = skipped or len(held) + len(piece) > max_bytes
            raw = None if too_long else bytes(held + piece)
            if raw is None or raw.strip():
                yield Row(number, raw)
            held, skipped = bytearray(), 0
        held += rest
        if len(held) + skipped > max_bytes:
            skipped, held = skipped + len(held), bytearray()
        if skipped > max_bytes * _MAX_SKIPPED:
            yield Row(number + 1, None, last=True)
            return
        chunk = stream.read(_CHUNK)
    if skipped:
        yield Row(number + 1, None)
    elif held.strip():
        yield Row(number + 1, bytes(held))
