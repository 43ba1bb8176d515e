"""Lengths of time as people write them: ``90s``, ``30m``, ``6h``, ``3d``, ``2w``."""

from __future__ import annotations

import re
from datetime import timedelta

_WRITTEN = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)\s{0,3}([smhdw])")
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}


def duration(text: object) -> timedelta:
    """The length of time that `text` names.

    Raises:
        ValueError: it names none; the message says how one is written.
    """
    if isinstance(text, timedelta):
        return text
    match = _WRITTEN.fullmatch(str(text).strip().lower()[:40])
    if match is None:
        raise ValueError(
            f"{str(text)[:40]!r} is no length of time; write a number and s, m, h, d or w: 30m, 6h, 3d"
        )
    return timedelta(seconds=float(match[1]) * _SECONDS[match[2]])


def written(length: timedelta) -> str:
    """`length` as a list writes it, in the largest unit that leaves no remainder; parts of a second are dropped."""
    seconds = int(length.total_seconds())
    unit = next((u for u, size in reversed(_SECONDS.items()) if seconds and seconds % size == 0), "s")
    return f"{seconds // _SECONDS[unit]}{unit}"
