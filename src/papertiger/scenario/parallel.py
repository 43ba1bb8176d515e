"""A function over many pieces of work: here, or over processes of this computer, in order, with results that do not depend on which.

For studies whose answers are small. `running` has its own pools, which take in summaries as they come and can use a cluster.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

from papertiger.errors import ModelError

Work = TypeVar("Work")
Done = TypeVar("Done")
_AHEAD = 3  # pieces under way or waiting, for each worker


def each(function: Callable[[Work], Done], pieces: Iterable[Work], workers: int = 1) -> Iterator[Done]:
    """`function` of every piece, in the order of the pieces, over `workers` processes; with one of them in this process.

    `function` is sent to each process once, and must be picklable; so must be the pieces.

    Raises:
        ModelError: a process died.
    """
    if workers <= 1:
        yield from map(function, pieces)
        return
    # Spawned, not forked: whoever calls may have threads, and a fork of them can hang.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (function,))
    waiting: deque[Future[Done]] = deque()
    rest = iter(pieces)
    try:
        waiting.extend(pool.submit(_work, piece) for piece in islice(rest, workers * _AHEAD))
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(_work, piece) for piece in islice(rest, 1))
    except BrokenProcessPool:
        raise ModelError(
            f"one of {workers} worker processes died, as by a lack of memory; nothing was kept: run it again with fewer workers"
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_HELD: list[Callable[[Any], Any]] = []
"""In a worker: the function, sent once."""


def _begin(function: Callable[[Any], Any]) -> None:
    """Begin a worker: Ctrl-C is for the process that it works for, and it does not outlive that one."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - in workers only

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threadpool_limits(1)
    _HELD[:] = [function]


def _end_with_parent() -> None:
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _work(piece: Any) -> Any:  # noqa: ANN401 - whatever is worked on
    (function,) = _HELD
    return function(piece)
