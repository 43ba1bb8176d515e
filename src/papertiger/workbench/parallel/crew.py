"""Worker processes of this computer, each with a pipe of its own, so that the death of one is no loss of the others' work.

`concurrent.futures` gives up its whole pool when one process dies, with all models that the others hold loaded (10 CPU seconds each), and
cannot tell which piece it was. Here the dead one alone is replaced, and what it had in hand is known.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Self

from papertiger.errors import ModelError, PapertigerError
from papertiger.scenario.parallel import begin_worker
from papertiger.workbench.parallel.limiting import leaves_no_core, was_late
from papertiger.workbench.parallel.works import Batch, Done, Lost, Orders

_NONE = -1.0
_ENDING = 0.5
"""Seconds that a process is left to end by itself."""
VAIN = 5
"""Workers that may end one after another before any of them finishes a batch."""


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    hand: Any
    """Shared: place in its batch of what it has in hand, and since when (monotonic seconds)."""
    batch: Batch | None = None


class Crew:
    """Processes that are begun when first needed, and end with the block or with this process, however that ends."""

    def __init__(self, orders: Orders, workers: int) -> None:
        self._orders, self._number, self.limit = orders, workers, orders.limit
        self._workers: list[_Worker] = []
        self._vain = 0
        # Spawned, not forked: whoever calls may have threads, and a fork of them can hang.
        self._context = get_context("spawn")

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes, with what they have in hand."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            _end(worker)
        self._workers.clear()

    def free(self) -> int:
        """How many batches would be begun at once."""
        return self._number - self.busy()

    def busy(self) -> int:
        """How many batches are in hand."""
        return sum(worker.batch is not None for worker in self._workers)

    def give(self, batch: Batch) -> None:
        """Have a batch worked off by a worker that has none."""
        worker = next((one for one in self._workers if one.batch is None), None) or self._begin()
        worker.batch = batch
        worker.hand[0] = _NONE
        with suppress(OSError):  # it ended while it waited; its pipe tells so to `take`
            worker.pipe.send(batch)

    def take(self, patience: float) -> Sequence[Done | Lost]:
        """What came back within `patience` seconds.

        Raises:
            ModelError: worker after worker ended before any of them had done anything.
            DataFileError, SettingsError: the reader cannot be used.
        """
        waiting = {worker.pipe: worker for worker in self._workers if worker.batch is not None}
        return [self._from(waiting[pipe]) for pipe in wait(list(waiting), patience)]  # type: ignore[index]

    def _from(self, worker: _Worker) -> Done | Lost:
        assert worker.batch is not None  # noqa: S101 - `take` asks no others
        batch = worker.batch
        try:
            told: Done | PapertigerError = worker.pipe.recv()
        except (EOFError, OSError):
            return self._lost(worker, batch)
        if isinstance(told, PapertigerError):
            raise told
        self._vain = 0
        worker.batch = None
        return told

    def _lost(self, worker: _Worker, batch: Batch) -> Lost:
        self._workers.remove(worker)
        place, since = int(worker.hand[0]), worker.hand[1]
        seconds = time.monotonic() - since
        code = _end(worker)
        late = place >= 0 and was_late(code, seconds, self.limit)
        self._vain += not late
        if self._vain >= VAIN * self._number:
            raise ModelError(
                f"{self._vain} worker processes ended one after another ({_how(code)}) and none did its work: "
                "run it again with fewer workers"
            )
        return Lost(batch, frozenset({batch[place].number} if place >= 0 else ()), late)

    def _begin(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        hand = self._context.RawArray("d", 2)
        process = self._context.Process(target=_serve, args=(theirs, hand, self._orders), daemon=True)
        process.start()
        theirs.close()  # so that the pipe ends with the process
        worker = _Worker(process, ours, hand)
        self._workers.append(worker)
        return worker


def _end(worker: _Worker) -> int | None:
    """End a process that has nothing of its own to lose; how it ended."""
    worker.pipe.close()
    worker.process.join(_ENDING)  # whoever closed its pipe is ending by itself, and tells why
    worker.process.kill()
    worker.process.join()
    code = worker.process.exitcode
    worker.process.close()
    return code


def _how(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"


def _serve(pipe: Connection, hand: Any, orders: Orders) -> None:  # noqa: ANN401 - a shared array
    """The life of a worker: a batch in, what became of it out."""
    from papertiger.workbench.parallel.worker import work_off  # noqa: PLC0415 - in workers only

    begin_worker()
    leaves_no_core()

    def begins(place: int) -> None:
        hand[1] = time.monotonic()
        hand[0] = place

    while True:
        try:
            batch = pipe.recv()
        except EOFError:
            return
        try:
            told: Done | PapertigerError = work_off(orders, batch, begins)
        except PapertigerError as error:
            told = error
        hand[0] = _NONE
        pipe.send(told)
