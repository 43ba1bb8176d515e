"""What history matching asks of the historical system: its targets, its uncertain numbers, and the figures at points of them.

`papertiger scenario calibrate` matches these; the machinery is `papertiger.scenario.calibrating`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from papertiger.scenario.calibrating.targets import Target
from papertiger.scenario.ensembles import SECTION
from papertiger.scenario.files.distributions import Uniform
from papertiger.scenario.model.parameters import parameters
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.parallel import each
from papertiger.scenario.patterns.arms import Trial
from papertiger.scenario.patterns.draws import at, free
from papertiger.scenario.patterns.historical import history, system
from papertiger.scenario.patterns.measuring import Counted, counts
from papertiger.scenario.terms import Factor

SYSTEM = "system."
"""What stands before a parameter that belongs to the historical system: the same in all places, and no part of an ensemble."""
_APART = 1_000_003
"""Keeps the chances of waves with different numbers of runs a point apart."""
_POINTS = 40
"""Points of a piece of work."""


def historical_targets() -> tuple[Target, ...]:
    """P1, P3 and P10, in this order; the rate of exits as a logarithm."""
    return tuple(
        Target(key, one.value, one.observed, one.discrepancy, one.means, one.source)
        for key, one in history().targets.items()
    )


def historical_factors() -> tuple[Factor, ...]:
    """Every parameter with a range, uniform over it, in the order of `draws.free`."""
    return tuple(_factor(name) for name in free())


def _factor(name: str) -> Factor:
    known = parameters()[name]
    low, high = known.range or known.bounds
    return Factor(
        key=(SYSTEM if known.axes else SECTION) + name,
        parameter=name,
        index=(),
        distribution=Uniform(low, high),
        grade=known.grade,
        unit=known.unit,
        source=known.source,
        stated=False,
    )


@dataclass(frozen=True, slots=True)
class Historical:
    """A `Measure` of the historical targets under one learning model."""

    model: str = "L3"
    seed: int = 1
    workers: int = 1

    def __call__(self, unit: Floats, *, replicates: int, first: int) -> tuple[Floats, Floats]:
        """Means and variances (M, 3) at the probabilities `unit` (M, len(free())); runs of a point are pooled, and variances are of counts."""
        pieces = [(unit[start : start + _POINTS], first + start) for start in range(0, len(unit), _POINTS)]
        found = list(each(_Piece(self.model, self.seed, replicates), pieces, self.workers))
        return np.concatenate([mean for mean, _ in found]), np.concatenate([spread for _, spread in found])


@dataclass(frozen=True, slots=True)
class _Piece:
    model: str
    seed: int
    replicates: int

    def __call__(self, points: tuple[Floats, int]) -> tuple[Floats, Floats]:
        unit, first = points
        trial = Trial(at(unit), self.model, self.seed + _APART * self.replicates, self.replicates, first)
        return figures(Counted.over(trial.run(system(), {}, counts)))


def figures(counted: Counted) -> tuple[Floats, Floats]:
    """Means and variances (N, 3) of the targets' figures, in their order."""
    asked = {"honoured": counted.honoured, "nearness": counted.nearness, "exits": counted.exits}
    found = [asked[key]() for key in history().targets]
    return np.stack([mean for mean, _ in found], axis=1), np.stack([spread for _, spread in found], axis=1)
