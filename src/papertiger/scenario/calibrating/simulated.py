"""The engine as what history matching asks: figures at the end of a scenario's runs, averaged over chance."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from papertiger.scenario.model.structure import Floats
from papertiger.scenario.parallel import Crew
from papertiger.scenario.sensitivity.points import RUNS, Engine


@dataclass(frozen=True, slots=True)
class Simulated:
    """A `Measure` of the quantities that `engine` reads; its own number of replicates is not used."""

    engine: Engine
    crew: Crew = field(default_factory=Crew)

    def __call__(self, unit: Floats, *, replicates: int, first: int) -> tuple[Floats, Floats]:
        """As `Measure`; runs without a figure do not count, and a point with fewer than two has none."""
        # A seed for each number of replicates: runs are numbered by point and replicate, and would meet again.
        engine = replace(self.engine, replicates=replicates, seed=self.engine.seed + _APART * replicates)
        numbers, step = np.arange(first, first + len(unit)), max(1, RUNS // replicates)
        pieces = [
            (unit[start : start + step], numbers[start : start + step]) for start in range(0, len(unit), step)
        ]
        figures = np.concatenate(list(self.crew.each(engine, pieces)))
        there = np.isfinite(figures)
        count = there.sum(axis=1)
        mean = np.where(there, figures, 0).sum(axis=1) / np.maximum(count, 1)
        squares = np.where(there, figures - mean[:, None], 0) ** 2
        variance = squares.sum(axis=1) / np.maximum(count - 1, 1) / np.maximum(count, 1)
        return np.where(count > 1, mean, np.nan), np.where(count > 1, variance, np.nan)


_APART = 1_000_003
