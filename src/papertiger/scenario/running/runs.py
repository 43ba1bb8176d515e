"""A scenario run: blocks taken in as they come, and what they say together."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import Literal

from papertiger.errors import ScenarioError
from papertiger.scenario.running.blocks import Summary
from papertiger.scenario.running.clusters import on_cluster
from papertiger.scenario.running.concluding import concluded
from papertiger.scenario.running.gathering import Gathered
from papertiger.scenario.running.plan import LONGEST, Engine, Plan, Task, planned
from papertiger.scenario.running.pools import in_process, over_processes
from papertiger.scenario.running.result import Result
from papertiger.scenario.terms import Scenario

Progress = Callable[[int, int], None]
"""Told, after every block, how many runs of all arms are done, and how many there are."""


def run(
    scenario: Scenario,
    *,
    runs: int | None = None,
    seed: int | None = None,
    replicates: int = 5,
    workers: int = 1,
    block: int = 500,
    compare: bool = False,
    progress: Progress | None = None,
    engine: Literal["processes", "dask"] = "processes",
    address: str | None = None,
    simulate: Engine | None = None,
) -> Result:
    """Run a scenario under each of its learning models, and sum up.

    The result depends on the scenario, `runs`, `seed`, `replicates` and `compare` alone, to the last bit.

    Args:
        scenario: from `papertiger.scenario.files`.
        runs: of each arm, at least; None takes the scenario's own number. Whole pairs of draws are run.
        seed: of all random numbers; None takes the scenario's own.
        replicates: runs that share all uncertain numbers, so that chance can be told from these.
        workers: processes; 1 runs in this one.
        block: runs that a worker takes at a time.
        compare: also run every other policy and every other rule of allocation.
        progress: told after every block.
        engine: processes of this computer, or a Dask cluster at `address`.
        address: of the cluster's scheduler.
        simulate: what runs a block in place of the model's own engine; must be picklable for several workers.

    Raises:
        ScenarioError: an argument cannot be used.
        SettingsError: the cluster cannot be used.
        ModelError: a worker died.
    """
    plan = planned(scenario, runs=runs, seed=seed, replicates=replicates, compare=compare, simulate=simulate)
    if workers < 1:
        raise ScenarioError("workers", f"{workers} processes cannot run anything", "give at least 1")
    if not 1 <= block <= LONGEST:
        raise ScenarioError("block", f"{block} runs cannot be a block", f"give 1 to {LONGEST}")
    if engine == "dask" and address is None:
        raise ScenarioError(
            "address", "a Dask cluster is asked for and none is named", "give its scheduler's address"
        )
    workers = min(workers, len(plan.arms) * -(-plan.runs // block))
    gathered, done, whole = Gathered(plan), 0, plan.runs * len(plan.arms)
    place = address if engine == "dask" else None
    with closing(_summaries(plan, plan.tasks(block), workers, place)) as summaries:
        for summary in summaries:
            gathered.take(summary)
            done += summary.task.stop - summary.task.start
            if progress is not None:
                progress(done, whole)
    return concluded(plan, gathered)


def _summaries(
    plan: Plan, tasks: Iterator[Task], workers: int, address: str | None
) -> Generator[Summary, None, None]:
    if address is not None:
        return on_cluster(plan, tasks, address)
    return over_processes(plan, tasks, workers) if workers > 1 else in_process(plan, tasks)
