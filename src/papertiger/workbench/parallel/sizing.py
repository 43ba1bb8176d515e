"""How many processes read an input, where nobody says."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from papertiger.news.sources import Source, walk

LARGE = 30_000_000
"""Bytes from which several processes pay: each takes about 10 CPU seconds to load its models."""
PACKED = 5
"""Bytes of text in a byte of a gzipped file, about."""
MEMORY = 1_500_000_000
"""Bytes of memory that a worker may come to need."""


def workers_for(paths: Iterable[str | Path]) -> int:
    """One process for what is soon read, else as many as there are cores, and memory for them."""
    return most_workers() if _is_large(paths) else 1


def most_workers() -> int:
    """As many processes as there are cores that this one may use, and memory that is free."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # no such call on macOS and Windows
        cores = os.cpu_count() or 1
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # as above
        return cores
    return max(1, min(cores, free // MEMORY))


def _is_large(paths: Iterable[str | Path]) -> bool:
    """Whether the files together have so many bytes; only folders are read for it, and no more of them than that takes."""
    total = 0
    for source in walk(paths):
        if isinstance(source, Source) and source.path is not None:
            try:
                size = source.path.stat().st_size
            except OSError:
                continue
            total += size * (PACKED if source.path.suffix == ".gz" else 1)
            if total >= LARGE:
                return True
    return False
