"""Results of scenarios, remembered for some states; what is not there yet is run in the lane for scenarios, whose process stays warm."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from typing import Final

from papertiger.errors import ModelError
from papertiger.scenario.running.result import Result
from papertiger.web.jobs import Job, Jobs
from papertiger.web.scenarios.asked import Asked
from papertiger.web.scenarios.work import simulate, unpacked

KEPT: Final = 24
"""Results that are remembered, the last used; one takes about a megabyte for 200 runs."""
SECONDS: Final = 900
"""After how long a run is stopped."""
_Key = tuple[Asked, bool]


class Runs:
    """Safe to use from several threads."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._kept: OrderedDict[_Key, Result] = OrderedDict()
        self._going: dict[_Key, Job] = {}
        self._waited: Counter[str] = Counter()
        self._lock = threading.Lock()

    def ask(self, asked: Asked, address: str, *, beside: bool = True) -> Result | Job:
        """The result of a state, or the job that makes it.

        Args:
            asked: the state; what it is compared with is left aside.
            address: where the result will be shown.
            beside: drawn as the unchanged scenario; see `work.made`.

        Raises:
            ModelError: the run failed; the next call tries again.
        """
        key = (asked, beside and bool(asked.changes))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            job = self._going.get(key)
            if job is not None and job.over:
                del self._going[key]
                if job.state == "done":
                    return self._taken(key, job)
                if job.state == "failed":
                    raise ModelError(job.error)
                job = None  # somebody stopped it
            if job is None:
                arguments = {"asked": asked, "beside": key[1], "address": address}
                job = self._jobs.start(
                    "simulate", simulate, arguments, about=asked.preset, lane="scenarios", seconds=SECONDS
                )
                self._going[key] = job
            return job

    def _taken(self, key: _Key, job: Job) -> Result:
        result = unpacked(job.result["packed"])
        job.result = {"address": job.result["address"]}  # the board need not remember it too
        self._kept[key] = result
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return result

    def wait_for(self, job: Job) -> None:
        """Note that somebody waits for a job."""
        with self._lock:
            self._waited[job.id] += 1

    def leave(self, job: Job, *, gone: bool) -> None:
        """Note that somebody no longer waits; where they are `gone` and nobody else waits, a job that was not begun is not begun."""
        with self._lock:
            self._waited[job.id] -= 1
            if self._waited[job.id] <= 0:
                del self._waited[job.id]
                if gone and job.state == "waiting":
                    self._jobs.stop(job.id)
