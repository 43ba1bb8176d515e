"""Processes that write to one ledger and read from it at once, each logging what it did and what went wrong."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from claims.measuring import percentile
from claims.questions import Questions
from claims.stories import Stories

from papertiger.ledger import Ledger
from papertiger.readers.reading import Reading

BATCH = 50
"""Articles that a writer makes at a time; making them is no part of what is measured."""
GRADE = 20
"""A writer grades a source after so many articles."""
SHARED = 0.1
"""Share of articles that another writer stores, too: of two, one is told that it is there already."""
STARVED = 60_000.0
"""Milliseconds after which a write counts as starved: what a SQLite writer waits for another before it gives up."""


def write(place: str, seed: int, worker: int, seconds: float, log: Path) -> None:
    """Store articles one by one, and grade, for so many seconds; each that was acknowledged stands in `log`."""
    took: list[float] = []
    with log.open("w", encoding="utf-8") as told, Ledger.open(place) as ledger:
        stories = Stories(seed)
        until = time.monotonic() + seconds
        for number, reading in enumerate(_readings(stories, worker)):
            if time.monotonic() >= until:
                break
            began = time.perf_counter()
            try:
                new = ledger.add(reading)
                if number % GRADE == GRADE - 1:
                    ledger.judge(f"name:outlet {number}", f"writer {worker}", "benchmark", reliability="B")
            except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
                _tell(told, {"error": f"{type(error).__name__}: {error}"})
                continue
            took.append((time.perf_counter() - began) * 1e3)
            _tell(told, {"key": reading.article.key, "claims": len(reading.claims), "new": new})
        _tell(told, {"took": took})


def _readings(stories: Stories, worker: int) -> Iterator[Reading]:
    """A worker's own articles, and now and then one that all workers store."""
    random = np.random.default_rng((stories.seed, 19, worker))
    shared = iter(_batches(stories, 10_000_000))
    for reading in _batches(stories, 1_000_000 * (worker + 1)):
        yield next(shared) if random.random() < SHARED else reading


def _batches(stories: Stories, first: int) -> Iterator[Reading]:
    for number in count(first):
        yield from stories.batch(number, BATCH)


def read(place: str, seed: int, worker: int, seconds: float, log: Path) -> None:
    """Ask questions at random for so many seconds."""
    took: list[float] = []
    with log.open("w", encoding="utf-8") as told, Ledger.open(place) as ledger:
        questions = Questions(ledger, Stories(seed).vocabulary, seed + worker)
        kinds = list(questions.kinds().items())
        random = np.random.default_rng((seed, 23, worker))
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            name, draw = kinds[int(random.integers(len(kinds)))]
            try:
                ask = draw()
                began = time.perf_counter()
                ask()
            except Exception as error:  # noqa: BLE001 - as above
                _tell(told, {"error": f"{name}: {type(error).__name__}: {error}"})
                continue
            took.append((time.perf_counter() - began) * 1e3)
        _tell(told, {"took": took})


def _tell(log: Any, what: dict[str, Any]) -> None:  # noqa: ANN401 - an open file
    log.write(json.dumps(what) + "\n")
    log.flush()


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """What workers of one kind logged."""

    acknowledged: dict[str, int]
    """Key of an article → its claims."""
    new: list[int]
    """Articles that each worker was told it stored."""
    again: int
    """Articles that somebody was told are there already."""
    took: list[list[float]]
    """Milliseconds of every call, by worker."""
    errors: list[str]


def told(logs: list[Path]) -> Told:
    """Read the logs of workers."""
    found = Told({}, [], 0, [], [])
    again = 0
    for log in logs:
        lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        stored = [line for line in lines if "key" in line]
        found.acknowledged.update({line["key"]: line["claims"] for line in stored})
        found.new.append(sum(line["new"] for line in stored))
        again += sum(not line["new"] for line in stored)
        found.errors.extend(line["error"] for line in lines if "error" in line)
        found.took.extend(line["took"] for line in lines if "took" in line)
        if not lines or "took" not in lines[-1]:
            found.errors.append(f"{log.name}: the process ended before its time")
    return dataclasses.replace(found, again=again)


def latency(took: list[list[float]]) -> dict[str, float]:
    """Milliseconds of all calls together."""
    every = [one for some in took for one in some]
    if not every:
        return {}
    return {f"p{share}": round(percentile(every, share), 1) for share in (50, 95)} | {
        "max": round(max(every), 1)
    }
