"""One block of runs of one arm: run, and summed up at once, so that nothing of the size of runs × months leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from threadpoolctl import threadpool_limits

from papertiger.scenario.model.choices import Choices, learning
from papertiger.scenario.model.noise import draws
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.running.levels import Counted, counted
from papertiger.scenario.running.plan import Engine, Plan, Task
from papertiger.scenario.running.quantities import charts, finals

TALLIES = ("tests", "honoured", "partial", "withheld", "causes")
"""Totals of which the sum over runs is kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """What a block says."""

    task: Task
    counted: Counted
    """Of the quantities with a chart, in the order of `chart_keys`."""
    chart_keys: tuple[str, ...]
    finals: Mapping[str, Floats]
    """Key to the value at the end of each run of the block."""
    tallies: Mapping[str, Floats]
    """Sums over runs, whole numbers: (P, I), or (P, causes)."""


def run_block(plan: Plan, task: Task) -> Summary:
    """Run a block; the answer is the same wherever and beside whatever it runs."""
    arm, structure = plan.arms[task.arm], plan.scenario.structure
    choices = Choices(learning(arm.learning), arm.allocation)
    # Sums of a library that uses several threads may depend on their number.
    with threadpool_limits(limits=1):
        chances = draws(structure, plan.seed, range(task.start, task.stop))
        records = (plan.simulate or _own_engine())(structure, plan.inputs(task), chances, choices)
        series = dict(charts(structure, records))
        return Summary(
            task,
            counted(series.values()),
            tuple(series),
            finals(structure, records),
            {name: records.totals[name].sum(axis=0) for name in TALLIES},
        )


def _own_engine() -> Engine:
    from papertiger.scenario.model.engine import simulate  # noqa: PLC0415 - loads SciPy

    return simulate
