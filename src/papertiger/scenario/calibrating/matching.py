"""The waves of history matching: run points, rule out, look closer at what is left, until its volume settles (Craig and others 1997)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from papertiger.errors import ModelError, ScenarioError
from papertiger.scenario.calibrating.directions import directions_of, learned_of, pairs_of
from papertiger.scenario.calibrating.region import Region, around, steepest, whole
from papertiger.scenario.calibrating.result import Matched, Reached, Wave
from papertiger.scenario.calibrating.targets import CUT, Measure, Target, implausibility
from papertiger.scenario.model.structure import Bools, Floats
from papertiger.scenario.terms import Factor

Progress = Callable[[int, int], None]
"""Told the points run so far and the most that may be run."""
_FEW = 25
"""Kept points under which the next region is laid around the least implausible ones instead."""
_Z90 = 1.645


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is run."""

    points: int = 1024
    """A wave."""
    replicates: tuple[int, ...] = (5, 10, 20)
    """Runs a point, wave by wave; the last holds for all further waves."""
    waves: int = 5
    """At most."""
    members: int = 300
    """Wanted in the ensemble."""
    settle: float = 0.1
    """The volume has settled when it changes by less than this part between two waves, chance allowed for."""
    cut: float = CUT
    seed: int = 1
    block: int = 256
    """Points asked for at a time; the answer does not depend on it."""

    def __post_init__(self) -> None:
        """Raises ScenarioError for a number that cannot be used."""
        for name, value, least in (
            ("points", self.points, 50),
            ("waves", self.waves, 1),
            ("members", self.members, 10),
            ("replicates", min(self.replicates, default=0), 2),
        ):
            if value < least:
                raise ScenarioError(name, f"{value}", f"give at least {least}")


@dataclass(slots=True)
class _Study:
    """Asks the model, and counts."""

    measure: Measure
    targets: Sequence[Target]
    plan: Plan
    progress: Progress | None
    points: int = 0
    runs: int = 0
    asked: list[tuple[Floats, Floats]] = field(default_factory=list)
    """Points and means of every wave."""

    def run(self, unit: Floats, replicates: int) -> tuple[Floats, Floats]:
        """Means and implausibilities (M, T) at these points."""
        means, variances = [], []
        for start in range(0, len(unit), self.plan.block):
            part = unit[start : start + self.plan.block]
            mean, variance = self.measure(part, replicates=replicates, first=self.points)
            means.append(mean)
            variances.append(variance)
            self.points += len(part)
            self.runs += len(part) * replicates
            if self.progress is not None:
                self.progress(self.points, self.plan.points * (2 * self.plan.waves))
        mean = np.concatenate(means)
        self.asked.append((unit, mean))
        return mean, implausibility(mean, np.concatenate(variances), self.targets)


def match(
    measure: Measure,
    factors: Sequence[Factor],
    targets: Sequence[Target],
    plan: Plan | None = None,
    progress: Progress | None = None,
) -> Matched:
    """Rule out what the targets rule out, and say what is left.

    Args:
        measure: what the model says of the targets at points of the unit cube.
        factors: what is uncertain, one column of the points each.
        targets: what the model has to come near.
        plan: how much is run.
        progress: told after every block.

    Raises:
        ScenarioError: nothing to match, or nothing to vary.
        ModelError: no point comes near all targets; says which targets can be reached alone.
    """
    plan = plan or Plan()
    if not targets or not factors:
        raise ScenarioError("calibrate", f"{len(targets)} targets, {len(factors)} parameters", "give both")
    study, rng = _Study(measure, targets, plan, progress), np.random.default_rng([plan.seed, _TAG])
    unit = _first(len(factors), plan)
    means, beyond = study.run(unit, plan.replicates[0])
    reached = _reached(means, beyond, targets, plan.cut)
    waves = [_wave(beyond, plan.replicates[0], 1.0, plan.cut)]
    settled, region, keep = False, whole(len(factors)), beyond.max(axis=1) < plan.cut
    while len(waves) < plan.waves and not settled:
        region = _closer(unit, means, beyond, keep)
        replicates = plan.replicates[min(len(waves), len(plan.replicates) - 1)]
        unit, looked = region.uniform(plan.points, rng)
        means, beyond = study.run(unit, replicates)
        keep = beyond.max(axis=1) < plan.cut
        waves.append(_wave(beyond, replicates, looked, plan.cut))
        settled = len(waves) >= len(plan.replicates) and _same(waves[-2], waves[-1], plan.settle)
    if not keep.any():
        alone = ", ".join(f"{one.target.key} in {one.share:.1%}" for one in reached)
        raise ModelError(
            f"no point comes near all targets; alone they are reached by these shares of the prior: {alone}; "
            "widen ranges or discrepancies, or run more points"
        )
    members, found = _harvest(study, region, unit[keep], means[keep], waves[-1].replicates, rng)
    first = study.asked[0]
    learned, acts = learned_of(factors, members, *first, study.asked[1:])
    return Matched(
        targets=tuple(targets),
        factors=tuple(factors),
        cut=plan.cut,
        seed=plan.seed,
        reached=reached,
        jointly=waves[0].volume,
        waves=tuple(waves),
        settled=settled,
        members=members,
        means=found,
        learned=learned,
        directions=directions_of(factors, members, acts),
        pairs=pairs_of(factors, members, acts),
        runs=study.runs,
    )


_TAG = 7001  # keeps the generator of points apart from that of chances, which is seeded with (seed, run)


def _first(factors: int, plan: Plan) -> Floats:
    """Points of the first wave: scrambled Sobol points, which fill the cube more evenly than chance."""
    from scipy.stats import qmc  # noqa: PLC0415 - 2 s that `--help` need not pay

    power = math.ceil(math.log2(plan.points))
    made = qmc.Sobol(factors, scramble=True, rng=np.random.default_rng([plan.seed, _TAG, 1]))
    points: Floats = made.random_base2(power)[: plan.points]
    return points


def _reached(means: Floats, beyond: Floats, targets: Sequence[Target], cut: float) -> tuple[Reached, ...]:
    found = []
    for at, target in enumerate(targets):
        given = means[np.isfinite(means[:, at]), at]
        low, middle, high = np.quantile(given, (0.05, 0.5, 0.95)) if len(given) else (np.nan,) * 3
        found.append(
            Reached(target, float((beyond[:, at] < cut).mean()), (float(low), float(middle), float(high)))
        )
    return tuple(found)


def _wave(beyond: Floats, replicates: int, looked: float, cut: float) -> Wave:
    ordered = np.sort(beyond, axis=1)
    kept = int((ordered[:, -1] < cut).sum())
    second = int((ordered[:, -2] < cut).sum()) if ordered.shape[1] > 1 else len(ordered)
    low, high = _wilson(kept, len(beyond))
    return Wave(
        points=len(beyond),
        replicates=replicates,
        looked=looked,
        kept=kept,
        second=second,
        volume=looked * kept / len(beyond),
        interval=(looked * low, looked * high),
    )


def _closer(unit: Floats, means: Floats, beyond: Floats, keep: Bools) -> Region:
    """The region of the next wave, around what was kept, or around the least implausible points where that is little."""
    if keep.sum() < _FEW:
        keep = np.zeros(len(unit), dtype=bool)
        keep[np.argsort(beyond.max(axis=1), kind="stable")[:_FEW]] = True
    return around(unit[keep], steepest(unit, means))


def _same(before: Wave, now: Wave, settle: float) -> bool:
    """The volume has not moved by more than `settle`, nor by more than chance in the number of kept points explains."""
    if not (before.kept and now.kept):
        return False
    chance = math.sqrt(1 / before.kept + 1 / now.kept)
    return abs(math.log(now.volume / before.volume)) < max(settle, _Z90 * chance)


def _harvest(
    study: _Study, region: Region, members: Floats, means: Floats, replicates: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Draw on in the last region until there are members enough, or as many points were run as in all waves."""
    plan, left = study.plan, study.plan.points * study.plan.waves
    while len(members) < plan.members and left > 0:
        unit, _ = region.uniform(min(plan.points, left), rng)
        more, beyond = study.run(unit, replicates)
        keep = beyond.max(axis=1) < plan.cut
        members, means = np.concatenate([members, unit[keep]]), np.concatenate([means, more[keep]])
        left -= len(unit)
    return members[: plan.members], means[: plan.members]


def _wilson(kept: int, points: int) -> tuple[float, float]:
    share, z2 = kept / points, _Z90**2
    middle = (share + z2 / (2 * points)) / (1 + z2 / points)
    half = _Z90 / (1 + z2 / points) * math.sqrt(share * (1 - share) / points + z2 / (4 * points**2))
    return max(middle - half, 0.0), min(middle + half, 1.0)
