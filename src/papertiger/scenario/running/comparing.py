"""Arms against each other, run for run under the same chances: policies, rules of allocation, and learning against none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from papertiger.errors import ScenarioError
from papertiger.scenario.model.structure import CAUSES, Floats, Structure
from papertiger.scenario.running.bydraw import by_draw, nanmean
from papertiger.scenario.running.result import Arm, ArmResult, Contagion, Difference, Failures, Result


def differences(arms: Sequence[ArmResult], baseline: int, replicates: int) -> Iterator[Difference]:
    """Every other arm against the baseline's arm of the same learning model, in every quantity.

    Args:
        arms: the baseline's first.
        baseline: how many those are.
        replicates: runs of a draw.
    """
    against = {one.arm.learning: one for one in arms[:baseline]}
    for one in arms[baseline:]:
        yield from of_arm(one, against[one.arm.learning], replicates)


def between(one: Result, other: Result) -> Iterator[Difference]:
    """A variant against the scenario that it was run beside, in each learning model and quantity that both have.

    Args:
        one: the variant.
        other: what it is told against.

    Raises:
        ScenarioError: they were not run alike: other runs, replicates or seed.
    """
    if (one.runs, one.replicates, one.seed) != (other.runs, other.replicates, other.seed):
        problem = "were run with other runs, replicates or seed"
        raise ScenarioError(f"{one.name} and {other.name}", problem, "run both alike")
    against = {arm.arm.learning: arm for arm in _baseline(other)}
    for arm in _baseline(one):
        if arm.arm.learning in against:
            yield from of_arm(arm, against[arm.arm.learning], one.replicates)


def _baseline(result: Result) -> tuple[ArmResult, ...]:
    return result.arms[: baseline_size([one.arm for one in result.arms])]


def of_arm(one: ArmResult, other: ArmResult, replicates: int) -> Iterator[Difference]:
    """One arm against another that met the same draws and chances, in every quantity that both have."""
    for key, values in one.finals.items():
        if key not in other.finals:
            continue
        of_draws = by_draw([values - other.finals[key]], replicates).means[0]
        there = of_draws[~np.isnan(of_draws)]
        if len(there):
            low, high = np.quantile(there, [0.05, 0.95])
            yield Difference(
                arm=one.arm,
                against=other.arm,
                quantity=key,
                mean=float(there.mean()),
                interval=(float(low), float(high)),
                higher=float((there > 0).mean()),
                lower=float((there < 0).mean()),
            )


def failures(structure: Structure, tallies: Mapping[str, Floats], runs: int) -> tuple[Failures, ...]:
    """Tests of each patron in an arm, a run.

    Args:
        structure: of the scenario.
        tallies: sums over runs: tests, honoured, partial, withheld (P, I), causes (P, 4).
        runs: how many.
    """
    a_run = {name: counts / runs for name, counts in tallies.items()}
    return tuple(
        Failures(
            patron=patron,
            tests=float(a_run["tests"][p].sum()),
            honoured=float(a_run["honoured"][p].sum()),
            partial=float(a_run["partial"][p].sum()),
            withheld=float(a_run["withheld"][p].sum()),
            causes=dict(zip(CAUSES, a_run["causes"][p].tolist(), strict=True)),
        )
        for p, patron in enumerate(structure.patrons)
    )


def contagion(
    structure: Structure, baseline: Iterable[ArmResult], own: Iterable[ArmResult]
) -> Iterator[Contagion]:
    """How lessons from others' tests move each client's trust at the end, under each learning model that learns.

    Args:
        structure: of the scenario.
        baseline: its arms.
        own: the same runs in which clients learn from their own tests only; none where no model learns.
    """
    arms = {one.arm.learning: one.finals for one in baseline}
    alone = {one.arm.learning: one.finals for one in own}
    if not alone:
        return
    for p, patron in enumerate(structure.patrons):
        for i, client in enumerate(structure.clients):
            if structure.committed[p, i]:
                key = f"trust:{patron},{client}"
                shifts = {
                    model: float(nanmean(arms[model][key] - finals[key])) for model, finals in alone.items()
                }
                yield Contagion(patron, client, shifts)


def baseline_size(arms: Sequence[Arm]) -> int:
    """How many arms the baseline has: those with the first arm's policy and rule of allocation."""
    first = arms[0]
    return sum((arm.policy, arm.allocation) == (first.policy, first.allocation) for arm in arms)
