"""How many processes read an input, where nobody says."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from papertiger.news.sources import Source, walk

LARGE = 30_000_000
"""Bytes of web pages from which several processes pay: one reads them in some 40 CPU seconds, and each takes 10 to load its models."""
DENSE = 5
"""Bytes of a page that take as long as one of a text, which has no menus and scripts."""
PACKED = 5
"""Bytes in a byte of a gzipped file, about."""
PAGES = frozenset({".warc", ".html", ".htm", ".xhtml"})
"""Among the endings of a file of pages."""
MEMORY = 1_500_000_000
"""Bytes of memory that a worker may come to need."""


def workers_for(paths: Iterable[str | Path]) -> int:
    """One process for what is soon read, else as many as there are cores, and memory for them."""
    return most_workers() if is_large(paths) else 1


def most_workers() -> int:
    """As many processes as there are cores that this one may use, and memory that is free."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # no such call on macOS and Windows
        cores = os.cpu_count() or 1
    free = _free_memory()
    return cores if free is None else max(1, min(cores, free // MEMORY))


def _free_memory() -> int | None:
    """Bytes that programs could have, those in which the system remembers files included; None where it does not tell."""
    with suppress(OSError, ValueError, IndexError):
        for line in Path(_MEMORY_TOLD).read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return None


_MEMORY_TOLD = "/proc/meminfo"
"""On Linux."""


def is_large(paths: Iterable[str | Path]) -> bool:
    """Whether the files together have so many bytes; only folders are read for it, and no more of them than that takes."""
    total = 0
    for source in walk(paths):
        if isinstance(source, Source) and source.path is not None:
            try:
                size = source.path.stat().st_size
            except OSError:
                continue
            endings = {ending.lower() for ending in source.path.suffixes}
            total += size * (PACKED if ".gz" in endings else 1) * (1 if endings & PAGES else DENSE)
            if total >= LARGE:
                return True
    return False
