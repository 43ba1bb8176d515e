"""All work that was asked for: each lane has one process, so that reading a thousand articles does not hold up an assessment."""

from __future__ import annotations

import logging
import queue
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from papertiger.web.jobs.job import Job, Progress, Task
from papertiger.web.jobs.worker import Failed, Finished, Worker

KEPT: Final = 200
"""Jobs that are remembered, the last ones."""
LINES: Final = 500
"""Lines of a job that are remembered, the last ones."""
_TICK: Final = 0.1
"""Seconds between looks at whether a job shall stop."""
FAULT: Final = "fault"
TIMEOUT: Final = "timeout"
_log = logging.getLogger(__name__)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A job in its lane."""

    job: Job
    task: Task
    seconds: float
    after: Callable[[], None] | None


class Jobs:
    """The board. Safe to use from several threads."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lanes: dict[str, queue.SimpleQueue[_Waiting | None]] = {}
        self._stopping: set[str] = set()
        self._lock = threading.Lock()
        self._closed = threading.Event()

    def start(
        self,
        kind: str,
        task: Task,
        arguments: Mapping[str, Any],
        *,
        about: str = "",
        lane: str = "figures",
        seconds: float = 3600,
        identity: str | None = None,
        after: Callable[[], None] | None = None,
    ) -> Job:
        """Have `task` done, after what waits in its lane.

        Args:
            kind: what it does, as shown.
            task: function of a module, called as ``task(tell, **arguments)`` in another process.
            arguments: its arguments, picklable.
            about: on what, as shown.
            lane: jobs of one lane follow each other, lanes run side by side: ``reading``, ``figures``, ``scenarios``.
            seconds: after how long it is stopped.
            identity: its id, from `identity`, where the task has to know it.
            after: called when it is over, however it ended.
        """
        job = Job(identity or self.identity(), kind, about, _now(), arguments=dict(arguments))
        with self._lock:
            self._jobs[job.id] = job
            for old in [one.id for one in self._jobs.values() if one.over][: max(len(self._jobs) - KEPT, 0)]:
                del self._jobs[old]
            if lane not in self._lanes:
                self._lanes[lane] = queue.SimpleQueue()
                threading.Thread(target=self._run, args=(self._lanes[lane],), daemon=True).start()
            self._lanes[lane].put(_Waiting(job, task, seconds, after))
        return job

    @staticmethod
    def identity() -> str:
        """An id that no job has and nobody guesses."""
        return secrets.token_hex(8)

    def get(self, identity: str) -> Job | None:
        """The job with this id."""
        return self._jobs.get(identity)

    def all(self) -> tuple[Job, ...]:
        """All jobs that are remembered, the last first."""
        return tuple(reversed(self._jobs.values()))

    def stop(self, identity: str) -> None:
        """Stop a job that waits or runs; what it stored until then stays."""
        self._stopping.add(identity)

    def wait(self, job: Job, seconds: float) -> bool:
        """Wait until a job is over; whether it is."""
        end = time.monotonic() + seconds
        while not job.over and time.monotonic() < end:
            time.sleep(_TICK / 5)
        return job.over

    def close(self) -> None:
        """Stop everything."""
        self._closed.set()
        for lane in self._lanes.values():
            lane.put(None)

    def _run(self, lane: queue.SimpleQueue[_Waiting | None]) -> None:
        worker: Worker | None = None
        while (waiting := lane.get()) is not None and not self._closed.is_set():
            try:
                worker = self._done(worker, waiting)
            finally:
                if waiting.after is not None:
                    waiting.after()
        if worker is not None:
            worker.end()

    def _done(self, worker: Worker | None, waiting: _Waiting) -> Worker | None:
        """Do one job; the worker that can do the next one, if there is one."""
        job = waiting.job
        if job.id in self._stopping:
            _end(job, "stopped")
            return worker
        job.state = "running"
        job.version += 1
        try:
            if worker is None or not worker.alive:
                worker = Worker()
            worker.begin(waiting.task, job.arguments)
        except Exception:  # noqa: BLE001 - no process, or arguments that can't be sent: the lane goes on with the next job
            _log.exception("a job could not be started")
            _end(job, "failed", error=FAULT)
            return worker
        finally:
            job.arguments = {}  # texts and files may be large, and nobody asks for them again
        if self._follow(job, worker, time.monotonic() + waiting.seconds):
            return worker
        worker.end()
        return None

    def _follow(self, job: Job, worker: Worker, until: float) -> bool:
        """Note what the worker tells until the job is over; whether the worker can go on."""
        while True:
            match worker.news(_TICK):
                case Progress() as told:
                    _note(job, told)
                case Finished(result):
                    job.result = result
                    _end(job, "done")
                    return True
                case Failed(error, trace, died):
                    if trace:
                        _log.error("a job failed: %s", trace)
                    _end(job, "failed", error=error or FAULT)
                    return not died
            if job.id in self._stopping or self._closed.is_set():
                _end(job, "stopped")
                return False
            if time.monotonic() > until:
                _end(job, "failed", error=TIMEOUT)
                return False


def _note(job: Job, told: Progress) -> None:
    job.done, job.total = told.done or job.done, told.total or job.total
    if told.line:
        job.lines.append(told)
        over = len(job.lines) - LINES
        if over > 0:
            job.dropped += over
            job.lines = job.lines[over:]  # a new list: who reads the old one goes on undisturbed
    job.version += 1


def _end(job: Job, state: Any, *, error: str = "") -> None:  # noqa: ANN401 - a State
    job.state, job.error, job.ended = state, error, _now()
    job.version += 1
