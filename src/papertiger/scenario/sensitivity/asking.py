"""A sensitivity study from end to end: what is asked, the screening, the design, the runs, the figures."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from papertiger.errors import ScenarioError
from papertiger.scenario.model.choices import learning
from papertiger.scenario.parallel import Crew
from papertiger.scenario.running.quantities import quantities
from papertiger.scenario.sensitivity.designs import morris_design, refuse_unbalanced, sobol_design
from papertiger.scenario.sensitivity.effects import effects_of
from papertiger.scenario.sensitivity.groups import Grouping, groups_of, moved, strongest
from papertiger.scenario.sensitivity.indices import indices_of
from papertiger.scenario.sensitivity.points import Engine, Model, Progress, run_points
from papertiger.scenario.sensitivity.result import Effects, Group, Indices, Method, Sensitivity
from papertiger.scenario.terms import Factor, Scenario

SCREENED = 20
"""Trajectories by which the strongest numbers are found."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a scenario."""

    method: Method = "sobol"
    n: int | None = None
    """Base points, a power of 2, or trajectories; None: 1024, 40."""
    replicates: int = 5
    quantities: tuple[str, ...] = ()
    """Keys; empty for those about the whole system."""
    learning: str = "L3"
    allocation: str | None = None
    """None for the scenario's first."""
    groups: Grouping = "none"
    strongest: int = 16
    """Numbers that get an index of their own under Sobol, chosen by a Morris screening; the others are gathered by grade. 0: all get one."""
    seed: int | None = None
    workers: int = 1

    def __post_init__(self) -> None:
        """Raises ScenarioError for a number that cannot be used."""
        for name, value, least in (("replicates", self.replicates, 1), ("strongest", self.strongest, 0)):
            if value < least:
                raise ScenarioError(name, f"{value}", f"give at least {least}")
        if self.method == "sobol":
            refuse_unbalanced(self.size)

    @property
    def size(self) -> int:
        """Base points or trajectories."""
        return self.n or (1024 if self.method == "sobol" else 40)


def study(
    scenario: Scenario,
    ask: Ask | None = None,
    *,
    progress: Progress | None = None,
    model: Model | None = None,
) -> Sensitivity:
    """What drives the quantities of a scenario.

    Args:
        scenario: whose uncertain numbers are varied over their distributions.
        ask: method and size.
        progress: told after every block.
        model: what is run in the place of the engine.

    Raises:
        ScenarioError: an unknown quantity, a size that cannot be used, or nothing to vary.
        ModelError: SALib is not installed.
    """
    ask = ask or Ask()
    seed = scenario.seed if ask.seed is None else ask.seed
    chosen = chosen_quantities(scenario, ask.quantities)
    rule = ask.allocation or scenario.allocation[0]
    learning(ask.learning)
    run = model or Engine(scenario, chosen, ask.learning, rule, ask.replicates, seed)
    with Crew(ask.workers) as crew:
        asked = _Study(run, scenario.factors, seed, crew, progress)
        screened, morris, sobol = asked.answer(ask)
    can_act = set(moved(scenario.factors))
    hidden = {one.key for one in quantities(scenario.structure) if one.direction_only}
    return Sensitivity(
        name=scenario.name,
        banner=scenario.banner,
        digest=scenario.digest,
        method=ask.method,
        learning=ask.learning,
        allocation=rule,
        n=ask.size,
        replicates=run.replicates,
        points=asked.points,
        runs=asked.points * run.replicates,
        seed=seed,
        sobol=tuple(_without_levels(one, hidden) for one in sobol),
        morris=tuple(_in_deviations(one, hidden) for one in morris),
        screened=screened,
        varied=len(can_act),
        unmoved=tuple(factor.key for at, factor in enumerate(scenario.factors) if at not in can_act),
    )


def chosen_quantities(scenario: Scenario, keys: Sequence[str]) -> tuple[str, ...]:
    """The keys, checked; those about the whole system when there are none. Raises ScenarioError naming what there is."""
    known = {one.key: one for one in quantities(scenario.structure) if not one.key.startswith("half_lost")}
    for key in keys:
        if key.startswith("half_lost"):
            raise ScenarioError(
                "quantity", f"{key!r} has no value in runs that never lose half", "ask for `aligned` instead"
            )
        if key not in known:
            near = get_close_matches(key, known, 1)
            meant = f"did you mean {near[0]!r}? " if near else ""
            raise ScenarioError("quantity", f"no quantity {key!r}", f"{meant}there are: {', '.join(known)}")
    return tuple(dict.fromkeys(keys)) or tuple(
        key for key, one in known.items() if not one.about and one.chart
    )


@dataclass(slots=True)
class _Study:
    """Runs designs of one scenario, and counts."""

    model: Model
    factors: Sequence[Factor]
    seed: int
    crew: Crew
    progress: Progress | None
    points: int = 0

    def answer(self, ask: Ask) -> tuple[int, tuple[Effects, ...], tuple[Indices, ...]]:
        """Trajectories of the screening, 0 without one; Morris effects; Sobol indices."""
        groups = groups_of(self.factors, ask.groups)
        if ask.method == "morris":
            return 0, self.screened(groups, ask.size), ()
        if not 0 < ask.strongest < len(groups):
            return 0, (), self.indexed(groups, ask.size)
        morris = self.screened(groups, SCREENED)
        groups = strongest(self.factors, _sizes(groups, morris), ask.strongest)
        return SCREENED, morris, self.indexed(groups, ask.size)

    def screened(self, groups: Sequence[Group], n: int) -> tuple[Effects, ...]:
        """Morris effects on every quantity."""
        design = morris_design(groups, len(self.factors), n, self.seed)
        values = run_points(self.model, design, self.crew, self.progress)
        self.points += len(design.unit)
        return tuple(
            effects_of(key, groups, design, values[..., at], self.seed)
            for at, key in enumerate(self.model.quantities)
        )

    def indexed(self, groups: Sequence[Group], n: int) -> tuple[Indices, ...]:
        """Sobol indices of every quantity."""
        judged = [at for at, factor in enumerate(self.factors) if factor.judged]
        design = sobol_design(groups, len(self.factors), n, self.seed, judged)
        values = run_points(self.model, design, self.crew, self.progress)
        self.points += len(design.unit)
        return tuple(
            indices_of(key, groups, values[..., at], self.seed)
            for at, key in enumerate(self.model.quantities)
        )


def _without_levels(one: Indices, hidden: Collection[str]) -> Indices:
    """Without mean and variance where only the direction of a quantity is shown."""
    if one.quantity not in hidden:
        return one
    return replace(one, mean=float("nan"), variance=float("nan"))


def _in_deviations(one: Effects, hidden: Collection[str]) -> Effects:
    """Effects as parts of the quantity's standard deviation, without its mean, where only its direction is shown."""
    if one.quantity not in hidden or not one.deviation > 0:
        return one
    effects = tuple(
        replace(
            effect,
            mean=effect.mean / one.deviation,
            size=effect.size / one.deviation,
            width=effect.width / one.deviation,
            spread=effect.spread / one.deviation,
        )
        for effect in one.effects
    )
    return replace(one, mean=float("nan"), deviation=1.0, effects=effects)


def _sizes(groups: Sequence[Group], morris: Sequence[Effects]) -> list[tuple[Group, float]]:
    """The largest effect of each group on any quantity, as a part of the quantity's standard deviation."""
    largest = dict.fromkeys((group.name for group in groups), 0.0)
    for one in morris:
        for effect in one.effects:
            if one.deviation > 0:
                share = effect.size / one.deviation
                largest[effect.group.name] = max(largest[effect.group.name], share)
    return [(group, largest[group.name]) for group in groups]
