"""A process that does one task after another and tells how far it is."""

from __future__ import annotations

import resource
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from papertiger.errors import PapertigerError
from papertiger.web.jobs.job import Progress, Task

MEMORY = 6 * 1024**3
"""Bytes of address space that a worker may take: hostile input must not fill the machine's memory."""


@dataclass(frozen=True, slots=True)
class Failed:
    """How a task ended that could not be done."""

    error: str
    trace: str
    """Python's own account where it is a fault of ours, else empty."""
    died: bool = False
    """The process is gone, or will be at once."""


DIED = Failed("", "the process died", died=True)


@dataclass(frozen=True, slots=True)
class Finished:
    """How a task ended that was done."""

    result: Any


class Worker:
    """The process, seen from the app."""

    def __init__(self) -> None:
        context = get_context("spawn")  # the app has threads, which a fork would freeze
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_work, args=(other,), daemon=True)
        self._process.start()
        other.close()

    @property
    def alive(self) -> bool:
        """Whether it can take a task."""
        return self._process.is_alive()

    def begin(self, task: Task, arguments: Mapping[str, Any]) -> None:
        """Send it a task."""
        self._pipe.send((task, dict(arguments)))

    def news(self, seconds: float) -> Progress | Failed | Finished | None:
        """What it says next; None when nothing came in `seconds`. A process that died says that it failed."""
        try:
            if not self._pipe.poll(seconds):
                return None if self.alive or self._pipe.poll(0) else DIED
            told: Progress | Failed | Finished = self._pipe.recv()
        except (EOFError, OSError):
            return DIED
        return told

    def end(self) -> None:
        """Stop it, whatever it does."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _work(pipe: Connection) -> None:
    """What the process does: tasks until the app goes away."""
    from papertiger.scenario.parallel import begin_worker  # noqa: PLC0415 - in the process only

    begin_worker()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    while True:
        try:
            task, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            pipe.send(Finished(task(pipe.send, **arguments)))
        except PapertigerError as error:
            pipe.send(Failed(str(error), ""))
        except MemoryError:
            pipe.send(Failed("", "out of memory"))
        except Exception as error:  # noqa: BLE001 - a fault must not end the process
            pipe.send(Failed("", f"{type(error).__name__}: {error}\n{traceback.format_exc()}"))
