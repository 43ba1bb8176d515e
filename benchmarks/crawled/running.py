"""A run of `papertiger read` in a process of its own, watched: time, memory, and who is killed meanwhile."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "crawl.warc.gz"
_TICK = 0.25
_WORKER = b"spawn_main"


@dataclass(slots=True)
class Peaks:
    """Most memory that processes held, in megabytes of resident set."""

    parent: float = 0.0
    worker: float = 0.0
    """Of the largest one."""
    together: float = 0.0

    def look(self, parent: int, workers: Iterable[int]) -> None:
        """Take in how it is at the moment."""
        own, theirs = _resident(parent), [_resident(one) for one in workers]
        self.parent = max(self.parent, own)
        self.worker = max([self.worker, *theirs])
        self.together = max(self.together, own + sum(theirs))


@dataclass(slots=True)
class Killer:
    """Kills a worker, or now and then the parent, at random moments.

    Args:
        seed: of the moments.
        workers: how many times a worker is killed.
        parents: how many times the parent is.
        between: seconds between two deaths, least and most.
    """

    seed: int
    workers: int
    parents: int
    between: tuple[float, float]
    killed: list[str] = field(default_factory=list)
    _random: random.Random = field(init=False)
    _plan: list[str] = field(init=False)
    _next: float = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - not for secrets
        self._plan = ["worker"] * self.workers + ["parent"] * self.parents
        self._random.shuffle(self._plan)
        self._wait()

    def look(self, parent: int) -> None:
        """Kill, if it is time and there is somebody to kill."""
        if not self._plan or time.monotonic() < self._next:
            return
        who = self._plan[0]
        victims = [parent] if who == "parent" else workers_of(parent)
        if victims:
            with suppress(ProcessLookupError):
                os.kill(self._random.choice(victims), signal.SIGKILL)
                self.killed.append(self._plan.pop(0))
            self._wait()

    @property
    def left(self) -> int:
        """Deaths to come."""
        return len(self._plan)

    def _wait(self) -> None:
        self._next = time.monotonic() + self._random.uniform(*self.between)


def read(
    folder: Path,
    ledger: str,
    *options: str,
    killer: Killer | None = None,
    others: Callable[[], Iterable[int]] = tuple,
) -> dict[str, Any]:
    """Read the crawl of a folder into a ledger there; what the command told, seconds and memory.

    Args:
        folder: is made the current one, so that paths in ledgers are equal.
        ledger: name of the file.
        options: of the command.
        killer: kills; the command is then run again until it ends by itself.
        others: processes that work elsewhere (of a cluster), for their memory.
    """
    peaks, runs, began = Peaks(), 0, time.monotonic()
    before = os.times()
    while True:
        runs += 1
        process = subprocess.Popen(  # noqa: S603 - ourselves
            [
                sys.executable,
                "-m",
                "papertiger",
                "read",
                FILE,
                "--ledger",
                ledger,
                "--quiet",
                "--format",
                "json",
                *options,
            ],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        orphans: list[int] = []
        while process.poll() is None:
            peaks.look(process.pid, [*workers_of(process.pid), *others()])
            if killer is not None:
                orphans = workers_of(process.pid) or orphans
                killer.look(process.pid)
            time.sleep(_TICK)
        out, err = process.communicate()
        if process.returncode != -signal.SIGKILL:
            break
        _await_end(orphans)
    after = os.times()
    told: dict[str, Any] = json.loads(out) if out else {"error": err[-2_000:]}
    told["refusals"] = told.get("refusals", [])[:5]
    told["notes"] = len(told.get("notes", ()))
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return {
        "status": process.returncode,
        "seconds": round(time.monotonic() - began, 1),
        "cpu_seconds": round(cpu, 1),
        "runs": runs,
        "peak_mb": {
            "parent": round(peaks.parent),
            "largest_worker": round(peaks.worker),
            "together": round(peaks.together),
        },
        "told": told,
    }


def workers_of(parent: int) -> list[int]:
    """The worker processes that a reading process has at the moment."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError):
                about = (entry / "stat").read_text().rpartition(")")[2].split()
                if (
                    int(about[1]) == parent
                    and about[0] != "Z"
                    and _WORKER in (entry / "cmdline").read_bytes()
                ):
                    found.append(int(entry.name))
    return found


def _await_end(processes: Iterable[int], seconds: float = 60) -> None:
    """Wait until the workers of a killed parent have noticed."""
    until = time.monotonic() + seconds
    while any(Path(f"/proc/{one}").exists() for one in processes):
        if time.monotonic() > until:
            raise RuntimeError("a worker outlives its parent by a minute")
        time.sleep(_TICK)


def _resident(process: int) -> float:
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0
