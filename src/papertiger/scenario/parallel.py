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
from types import TracebackType
from typing import Self, TypeVar

from papertiger.errors import ModelError

Work = TypeVar("Work")
Done = TypeVar("Done")
_AHEAD = 3  # pieces under way or waiting, for each worker


class Crew:
    """Worker processes, begun when first needed and kept until the block ends; none with one worker."""

    def __init__(self, workers: int = 1) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def each(self, function: Callable[[Work], Done], pieces: Iterable[Work]) -> Iterator[Done]:
        """`function` of every piece, in the order of the pieces; both must be picklable where there are several workers.

        Raises:
            ModelError: a process died.
        """
        if self._workers <= 1:
            yield from map(function, pieces)
            return
        if self._pool is None:
            # Spawned, not forked: whoever calls may have threads, and a fork of them can hang.
            self._pool = ProcessPoolExecutor(self._workers, get_context("spawn"), begin_worker)
        rest = iter(pieces)
        waiting: deque[Future[Done]] = deque()
        try:
            waiting.extend(
                self._pool.submit(function, piece) for piece in islice(rest, self._workers * _AHEAD)
            )
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(self._pool.submit(function, piece) for piece in islice(rest, 1))
        except BrokenProcessPool:
            raise ModelError(
                f"one of {self._workers} worker processes died, as by a lack of memory; nothing was kept: "
                "run it again with fewer workers"
            ) from None


def each(function: Callable[[Work], Done], pieces: Iterable[Work], workers: int = 1) -> Iterator[Done]:
    """As `Crew.each`, with processes of its own, which end with it."""
    with Crew(workers) as crew:
        yield from crew.each(function, pieces)


def begin_worker() -> None:
    """Begin a worker: Ctrl-C is for the process that it works for, and it does not outlive that one."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - in workers only

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threadpool_limits(1)


def _end_with_parent() -> None:
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)
