"""A process that ends itself when it computes for too long, whatever it does: an expression that runs wild lets nothing else run in it."""

from __future__ import annotations

import faulthandler
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from math import ceil

PATIENCE = 10
"""A piece may take so many times its seconds of computing in all: others may want the computer too, or a disk may be slow."""


@contextmanager
def ended_after(limit: float) -> Iterator[None]:
    """A block in which this process may compute `limit` seconds (all its threads), and which may take `PATIENCE` times that in all.

    The system ends the process (SIGXCPU) where it can count what a process computes; elsewhere, and where it waits for something, a
    clock does.
    """
    faulthandler.dump_traceback_later(limit * PATIENCE, exit=True, file=_nowhere())
    before = _allow(ceil(time.process_time() + limit))
    try:
        yield
    finally:
        if before is not None:
            _allow(before)
        faulthandler.cancel_dump_traceback_later()


def was_late(code: int | None, seconds: float, limit: float) -> bool:
    """Whether a process that ended with `code`, `seconds` after it had begun a block, was ended because that took too long."""
    too_much = getattr(signal, "SIGXCPU", None)
    return (too_much is not None and code == -too_much) or seconds >= limit * PATIENCE


def _allow(seconds: int) -> int | None:
    """Let this process compute until it has used so many seconds, all in all; what was allowed before, None where nothing can be."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = seconds if hard == resource.RLIM_INFINITY or 0 <= seconds < hard else hard
    resource.setrlimit(resource.RLIMIT_CPU, (wanted, hard))
    return soft


def leaves_no_core() -> None:
    """Have the system keep no image of this process should it end it: that of a reader is half a gigabyte."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


@cache
def _nowhere() -> int:
    """Where the traceback of a process goes that took too long: it is ended as any program is that hangs."""
    return os.open(os.devnull, os.O_WRONLY)
