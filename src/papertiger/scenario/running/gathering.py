"""Blocks taken in as they come: the counts of an arm become its charts once its last block is there, and are let go."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from papertiger.scenario.model.structure import Floats
from papertiger.scenario.running.blocks import Summary
from papertiger.scenario.running.levels import Counted, charts
from papertiger.scenario.running.plan import Plan
from papertiger.scenario.running.result import Arm, ArmResult, Chart


class Gathered:
    """What has come of every arm of a plan."""

    def __init__(self, plan: Plan) -> None:
        """Expect the blocks of `plan`."""
        self._plan = plan
        self._left = [plan.runs] * len(plan.arms)
        self._counted: dict[int, Counted] = {}
        self._charts: dict[int, dict[str, Chart]] = {}
        self._finals: dict[int, dict[str, Floats]] = {}
        self._tallies: dict[int, dict[str, Floats]] = {}

    def take(self, summary: Summary) -> None:
        """Take in a block, in whatever order it comes."""
        task = summary.task
        if task.arm in self._counted:
            self._counted[task.arm].add(summary.counted)
        else:
            self._counted[task.arm] = summary.counted
        finals = self._finals.setdefault(task.arm, {})
        for key, values in summary.finals.items():
            finals.setdefault(key, np.empty(self._plan.runs))[task.start : task.stop] = values
        tallies = self._tallies.setdefault(task.arm, {})
        for name, counts in summary.tallies.items():
            tallies[name] = tallies[name] + counts if name in tallies else counts
        self._left[task.arm] -= task.stop - task.start
        if not self._left[task.arm]:
            structure = self._plan.scenario.structure
            months = np.arange(structure.steps + 1, dtype=np.float64) * structure.step
            self._charts[task.arm] = charts(self._counted.pop(task.arm), summary.chart_keys, months)

    def arms(self) -> Iterator[ArmResult]:
        """All arms, in the order of the plan."""
        for number, arm in enumerate(self._plan.arms):
            yield ArmResult(arm, self._charts[number], self._finals[number])

    def tallies(self) -> Iterator[tuple[Arm, dict[str, Floats]]]:
        """Sums over the runs of every arm."""
        for number, arm in enumerate(self._plan.arms):
            yield arm, self._tallies[number]
