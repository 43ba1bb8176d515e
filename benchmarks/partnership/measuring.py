"""Measure one program on one system in a process of its own, so that the peak of memory is its own, and print JSON.

python measuring.py engine motive --runs 2000 --block 500
python measuring.py reference motive --runs 20
python measuring.py study motive --runs 5000 --workers 2
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from typing import Any

from memory import peak_mb
from systems import inputs, named

from papertiger.scenario.model.choices import Choices, learning
from papertiger.scenario.model.noise import draws
from papertiger.scenario.model.records import Records
from papertiger.scenario.terms import Scenario

SEED = 7
Simulate = Callable[..., Records]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("engine", "reference", "study"))
    parser.add_argument("system")
    parser.add_argument("--runs", type=int, required=True)
    parser.add_argument("--block", type=int, default=500)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=1)
    asked = parser.parse_args()
    measure = study if asked.what == "study" else blocks
    found = min((measure(asked) for _ in range(asked.repeats)), key=lambda one: one["seconds"])
    found["peak_mb"] = round(sum(peaks()), 1)
    sys.stdout.write(json.dumps(found) + "\n")


def peaks() -> Iterator[float]:
    """Megabytes at the peak of this process, and of the largest of its workers."""
    yield peak_mb()
    yield resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def blocks(asked: argparse.Namespace) -> dict[str, Any]:
    """Blocks of runs one after another, or shared by workers that are up already; nothing is summed up."""
    tasks = [
        (asked.what, asked.system, start, min(start + asked.block, asked.runs))
        for start in range(0, asked.runs, asked.block)
    ]
    if asked.workers == 1:
        one_block(asked.what, asked.system, 0, 1)
        wall, cpu = time.perf_counter(), time.process_time()
        for task in tasks:
            one_block(*task)
        return {"seconds": time.perf_counter() - wall, "cpu_seconds": time.process_time() - cpu}
    with ProcessPoolExecutor(asked.workers) as pool:
        ready = [(asked.what, asked.system, 0, 50)] * asked.workers * 2
        list(pool.map(one_block, *zip(*ready, strict=True)))
        wall = time.perf_counter()
        list(pool.map(one_block, *zip(*tasks, strict=True)))
        return {"seconds": time.perf_counter() - wall}


_SCENARIOS: dict[str, Scenario] = {}


def one_block(what: str, system: str, start: int, stop: int) -> int:
    """Runs `start` to `stop` under L3; returns how many."""
    if system not in _SCENARIOS:
        _SCENARIOS[system] = named(system)
    scenario = _SCENARIOS[system]
    given = inputs(scenario, stop - start, start)
    chances = draws(scenario.structure, SEED, range(start, stop))
    simulator(what)(scenario.structure, given, chances, Choices(learning("L3")))
    return stop - start


def simulator(what: str) -> Simulate:
    """The engine, or the reference."""
    if what == "engine":
        from papertiger.scenario.model.engine import simulate  # noqa: PLC0415 - memory is measured
    else:
        from papertiger.scenario.reference import simulate  # noqa: PLC0415 - as above
    return simulate


def study(asked: argparse.Namespace) -> dict[str, Any]:
    """All learning models and two policies of a scenario, summed up."""
    from papertiger.scenario.running import runs as running  # noqa: PLC0415 - as above

    scenario = named(asked.system)
    two = replace(scenario, policies=scenario.policies[:2], allocation=scenario.allocation[:1])
    wall = time.perf_counter()
    result = running.run(two, runs=asked.runs, workers=asked.workers, block=asked.block, compare=True)
    seconds = time.perf_counter() - wall
    arms = len(result.arms)
    return {"seconds": seconds, "arms": arms, "runs": result.runs * arms}


if __name__ == "__main__":
    main()
