"""What is run: the arms, the draws of the uncertain numbers, the runs of each, cut into blocks that may run anywhere in any order.

Draws come in pairs: draw 2k+1 has the numbers of draw 2k that data or the literature speak for (grades D and L), and its own of those that rest on
judgement or choice (J and S), so that the share of these can be told (`assumptions`). Each draw is run `replicates` times, and all arms meet
the same draws and the same chances. A number depends on the seed, its draw and its place alone, never on the block or on who computes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from papertiger.errors import ScenarioError
from papertiger.scenario.model.choices import Choices
from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.model.noise import Draws
from papertiger.scenario.model.records import Records
from papertiger.scenario.model.structure import Bools, Floats, Structure
from papertiger.scenario.running.result import Arm
from papertiger.scenario.terms import Change, Policy, Scenario

Engine = Callable[[Structure, Inputs, Iterator[Draws], Choices], Records]
"""What runs a block: `papertiger.scenario.model.engine.simulate`, or something else of its signature."""

FEWEST = 20
"""Runs under which no spread means anything."""
LONGEST = 10_000
"""Runs in a block; memory grows with it and speed does not."""
_SHARED, _JUDGED = 101, 102
"""Tags that keep these numbers apart from the chances of runs, which are seeded (seed, run)."""
_LARGEST_SEED = 2**31
"""What an integer of either database holds."""


OWN_LESSONS = Policy("own lessons only", (Change("spill", (), "set", 0.0),))
"""The baseline in which nobody learns from what happens to others: what contagion is told against."""
NOBODY = "L0"
"""The learning model without learning."""


@dataclass(frozen=True, slots=True)
class Task:
    """One block: runs `start` to `stop` of an arm."""

    arm: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A scenario, and how it is run."""

    scenario: Scenario
    arms: tuple[Arm, ...]
    """The baseline's first, one for each learning model; last those that nobody compares with, under `OWN_LESSONS`."""
    draws: int
    """Even."""
    replicates: int
    seed: int
    simulate: Engine | None = None
    """None: the model's own."""

    @property
    def runs(self) -> int:
        """Runs of each arm."""
        return self.draws * self.replicates

    def policy(self, arm: Arm) -> Policy:
        """The policy of an arm."""
        known = (*self.scenario.policies, OWN_LESSONS)
        return next(policy for policy in known if policy.name == arm.policy)

    def numbers(self, start: int, stop: int) -> Floats:
        """Uniform numbers (stop - start, F) of draws `start` to `stop`, a column for each uncertain number of the scenario.

        A variant is drawn as the scenario that it is run beside: a number that only one of them has moves no other one.
        """
        own, beside = self.scenario.factors, self.scenario.beside
        places = {factor.key: at for at, factor in enumerate(beside)}
        for factor in own:
            places.setdefault(factor.key, len(places))
        judged = np.zeros(len(places), dtype=bool)
        for factor in (*beside, *own):
            judged[places[factor.key]] = factor.judged
        return unit_numbers(self.seed, judged, start, stop)[:, [places[factor.key] for factor in own]]

    def tasks(self, block: int) -> Iterator[Task]:
        """All blocks of at most `block` runs, arm by arm."""
        for arm in range(len(self.arms)):
            for start in range(0, self.runs, block):
                yield Task(arm, start, min(start + block, self.runs))

    def inputs(self, task: Task) -> Inputs:
        """The numbers of a block's runs, under its arm's policy; one row where nothing is uncertain."""
        of = np.arange(task.start, task.stop) // self.replicates
        drawn = self.numbers(int(of[0]), int(of[-1]) + 1)
        return self.scenario.inputs(drawn[of - of[0]], self.policy(self.arms[task.arm]))


def planned(
    scenario: Scenario,
    *,
    runs: int | None = None,
    seed: int | None = None,
    replicates: int = 5,
    compare: bool = False,
    simulate: Engine | None = None,
) -> Plan:
    """The plan for at least `runs` runs an arm: as many as make whole pairs of draws.

    Raises:
        ScenarioError: a number cannot be used.
    """
    runs = scenario.runs if runs is None else runs
    seed = scenario.seed if seed is None else seed
    if runs < FEWEST:
        raise ScenarioError("runs", f"{runs} are too few to tell spreads apart", f"give at least {FEWEST}")
    if not 2 <= replicates <= runs // 4:  # noqa: PLR2004 - two to tell chance, four draws to tell numbers
        problem = f"{replicates} cannot tell chance from uncertain numbers in {runs} runs"
        raise ScenarioError("replicates", problem, f"give 2 to {runs // 4}; 5 is usual")
    if not 0 <= seed < _LARGEST_SEED:
        raise ScenarioError("seed", f"{seed} is none", f"give 0 to {_LARGEST_SEED - 1}")
    draws = 2 * -(-runs // (2 * replicates))
    return Plan(scenario, tuple(arms(scenario, compare=compare)), draws, replicates, seed, simulate)


def arms(scenario: Scenario, *, compare: bool) -> Iterator[Arm]:
    """The baseline under every learning model, and when `compare`, each other policy and each other rule; last the baseline without lessons from others."""
    first, base = scenario.allocation[0], scenario.policies[0].name
    ways = [(base, scenario.policies[0].allocation or first)]
    if compare:
        ways += [(policy.name, policy.allocation or first) for policy in scenario.policies[1:]]
        ways += [(base, rule) for rule in scenario.allocation[1:]]
    for policy, allocation in dict.fromkeys(ways):
        for learning in scenario.learning:
            yield Arm(learning, allocation, policy)
    for learning in scenario.learning:
        if learning != NOBODY:
            yield Arm(learning, ways[0][1], OWN_LESSONS.name)


def unit_numbers(seed: int, judged: Bools, start: int, stop: int) -> Floats:
    """Uniform numbers (stop - start, F) of draws `start` to `stop`; `judged` (F) tells the columns that are drawn anew within a pair."""
    numbers = np.empty((stop - start, len(judged)))
    for draw in range(start, stop):
        shared = _generator(seed, draw // 2, _SHARED).random(len(judged))
        own = _generator(seed, draw, _JUDGED).random(len(judged))
        numbers[draw - start] = np.where(judged, own, shared)
    return numbers


def _generator(seed: int, number: int, tag: int) -> np.random.Generator:
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, number, tag])))
