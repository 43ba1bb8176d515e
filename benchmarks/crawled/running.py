"""A run of `papertiger read` in a process of its own, watched: time, memory, and who is killed meanwhile."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = "crawl.warc.gz"
_TICK = 0.5
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


class Killer:
    """Kills a worker, or now and then the parent, whenever so many articles are stored: at random places of the whole run.

    Args:
        seed: of the places.
        workers: how many times a worker is killed.
        parents: how many times the parent is.
        articles: about how many the run will store.
    """

    def __init__(self, seed: int, workers: int, parents: int, articles: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - not for secrets
        who = ["worker"] * workers + ["parent"] * parents
        self._random.shuffle(who)
        places = sorted(self._random.randrange(int(articles * 0.95)) for _ in who)
        self._plan = deque(zip(places, who, strict=True))
        self.killed: list[str] = []

    def look(self, parent: int, ledger: Path) -> None:
        """Kill, if it is time and there is somebody to kill."""
        if not self._plan or _stored(ledger) < self._plan[0][0]:
            return
        who = self._plan[0][1]
        victims = [parent] if who == "parent" else workers_of(parent)
        if victims:
            with suppress(ProcessLookupError):
                os.kill(self._random.choice(victims), signal.SIGKILL)
                self.killed.append(self._plan.popleft()[1])

    @property
    def left(self) -> int:
        """Deaths to come."""
        return len(self._plan)


def _stored(ledger: Path) -> int:
    """Articles that a ledger holds while somebody writes to it."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    return -1


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
                killer.look(process.pid, folder / ledger)
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
    with suppress(OSError):
        for one in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
            with suppress(OSError):
                if _WORKER in Path(f"/proc/{one}/cmdline").read_bytes():
                    found.append(int(one))
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
