"""Where blocks run: in this process, over processes of this computer, or on a Dask cluster. They come back in any order.

Few blocks are under way at a time, so that what came back and is not yet taken in does not fill the memory.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from multiprocessing.synchronize import Event

from papertiger.errors import ModelError
from papertiger.scenario.parallel import begin_worker
from papertiger.scenario.running.blocks import Summary, run_block
from papertiger.scenario.running.plan import Plan, Task

AHEAD = 2
"""Blocks under way or waiting, for each worker."""


def in_process(plan: Plan, tasks: Iterator[Task]) -> Generator[Summary, None, None]:
    """One block after another, here."""
    for task in tasks:
        yield run_block(plan, task)


def over_processes(plan: Plan, tasks: Iterator[Task], workers: int) -> Generator[Summary, None, None]:
    """Blocks over `workers` processes, which end when this one does, however it ends.

    Raises:
        ModelError: a process died.
    """
    # Spawned, not forked: whoever calls may have threads, and a fork of them can hang.
    context = get_context("spawn")
    stopped = context.Event()
    pool = ProcessPoolExecutor(workers, context, _begin, (plan, stopped))
    try:
        yield from windowed(pool, _block, tasks, workers * AHEAD)
    except BrokenProcessPool:
        raise ModelError(
            f"one of {workers} worker processes died, as by a lack of memory; nothing was kept: run it again "
            "with fewer workers or smaller blocks"
        ) from None
    finally:
        stopped.set()  # blocks that wait in a worker's own queue cannot be cancelled
        pool.shutdown(wait=True, cancel_futures=True)


def windowed(
    pool: Executor, function: Callable[..., Summary], tasks: Iterator[Task], width: int, *given: object
) -> Generator[Summary, None, None]:
    """`function(*given, task)` of every task in `pool`, at most `width` of them at a time, as they come."""

    def begin(number: int) -> set[Future[Summary]]:
        return {pool.submit(function, *given, task) for task in islice(tasks, number)}

    pending = begin(width)
    while pending:
        done, pending = wait(pending, return_when=FIRST_COMPLETED)
        pending |= begin(len(done))
        for future in done:
            yield future.result()


_HELD: list[tuple[Plan, Event]] = []
"""In a worker: the plan, sent once, and what is set when no more is wanted."""


def _begin(plan: Plan, stopped: Event) -> None:
    begin_worker()
    _HELD[:] = [(plan, stopped)]


def _block(task: Task) -> Summary:
    ((plan, stopped),) = _HELD
    if stopped.is_set():
        raise CancelledError
    return run_block(plan, task)
