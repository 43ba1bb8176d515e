"""What is matched: targets with their uncertainties, the function that is asked, and the implausibility of its answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from papertiger.errors import ScenarioError
from papertiger.scenario.model.structure import Floats

CUT = 3.0
"""Implausibility from which on a point is ruled out: three standard deviations hold 95 % of any unimodal distribution (Pukelsheim 1994)."""


@dataclass(frozen=True, slots=True)
class Target:
    """A figure of history that the model has to come near, in the figure's unit."""

    key: str
    value: float
    observed: float
    """Standard deviation of the observation."""
    discrepancy: float
    """Standard deviation of what separates the model, at its best, from history: stated before running, never fitted."""
    means: str = ""
    """What it is, for a reader."""
    source: str = ""

    def __post_init__(self) -> None:
        """Raises ScenarioError where an uncertainty is negative, or both are 0."""
        if min(self.observed, self.discrepancy) < 0 or self.observed + self.discrepancy == 0:
            raise ScenarioError(
                f"targets.{self.key}",
                f"standard deviations {self.observed:g} and {self.discrepancy:g}",
                "give both as 0 or more, and not 0 both",
            )


class Measure(Protocol):
    """What the model says of the targets."""

    def __call__(self, unit: Floats, *, replicates: int, first: int) -> tuple[Floats, Floats]:
        """Mean over runs, and variance of that mean, of every target: two arrays (M, T), NaN where there is none.

        Args:
            unit: probabilities (M, F) at which the uncertain numbers stand; prior draws are uniform in the unit cube.
            replicates: runs a point.
            first: number of the first point over the whole study; chance is numbered by point and replicate, so that nothing is used twice.
        """


def implausibility(means: Floats, variances: Floats, targets: Sequence[Target]) -> Floats:
    """(M, T) distance from each target in standard deviations of all that may explain it; infinite where the model has no figure."""
    wanted = np.array([target.value for target in targets])
    spread = np.array([target.observed**2 + target.discrepancy**2 for target in targets])
    distance: Floats = np.abs(means - wanted) / np.sqrt(spread + variances)
    return np.where(np.isfinite(distance), distance, np.inf)
