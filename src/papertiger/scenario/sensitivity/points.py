"""The model at points of the unit cube: figures of every replicate, under numbered chances, over processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from papertiger.scenario.model.choices import Choices, learning
from papertiger.scenario.model.engine import simulate
from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.model.noise import Draws, draws
from papertiger.scenario.model.records import Ints
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.parallel import Crew
from papertiger.scenario.running.quantities import finals
from papertiger.scenario.sensitivity.designs import Design
from papertiger.scenario.terms import Scenario

Progress = Callable[[int, int], None]
"""Told the points run and how many there are."""
RUNS = 800
"""Runs of a block, about: what the engine's arrays need to stay in the cache."""


class Model(Protocol):
    """Anything with uncertain numbers and chance."""

    @property
    def replicates(self) -> int:
        """Runs a point."""

    @property
    def quantities(self) -> tuple[str, ...]:
        """Keys of the figures."""

    def __call__(self, points: tuple[Floats, Ints]) -> Floats:
        """Figures (M, K, Q) at the probabilities (M, F), points with the same number (M) under the same chances; NaN where there is none."""


@dataclass(frozen=True, slots=True)
class Engine:
    """The partnership system, one learning model and rule of allocation."""

    scenario: Scenario
    quantities: tuple[str, ...]
    """Keys of what is read at the end of a run."""
    learning: str
    allocation: str
    replicates: int
    seed: int

    def __call__(self, points: tuple[Floats, Ints]) -> Floats:
        """As `Model`."""
        unit, noise = points
        structure, runs = self.scenario.structure, self.replicates
        shared = self.scenario.inputs(unit)
        inputs = Inputs(
            structure,
            {
                name: array if len(array) == 1 else array.repeat(runs, axis=0)
                for name, array in shared.items()
            },
        )
        records = simulate(
            structure,
            inputs,
            self._chances(noise),
            Choices(learning(self.learning), self.allocation),
        )
        figures = finals(structure, records)
        return np.stack([figures[key].reshape(len(unit), runs) for key in self.quantities], axis=2)

    def _chances(self, noise: Ints) -> Iterator[Draws]:
        """The numbers of each step; those of one number are drawn once and met by all its points."""
        numbers, which = np.unique(noise, return_inverse=True)
        own = [int(number) * self.replicates + at for number in numbers for at in range(self.replicates)]
        rows = (which[:, None] * self.replicates + np.arange(self.replicates)).ravel()
        for step in draws(self.scenario.structure, self.seed, own):
            yield {slot: array[rows] for slot, array in step.items()}


def run_points(
    model: Model, design: Design, crew: Crew | None = None, progress: Progress | None = None
) -> Floats:
    """Figures of a design (blocks, points a block, K, Q); the same whoever runs it."""
    blocks = max(1, round(RUNS / (design.size * model.replicates)))
    step, found = blocks * design.size, []
    pieces = [
        (design.unit[start : start + step], design.noise[start : start + step])
        for start in range(0, len(design.unit), step)
    ]
    done = 0
    for piece, figures in zip(pieces, (crew or Crew()).each(model, pieces), strict=True):
        found.append(figures)
        done += len(piece[0])
        if progress is not None:
            progress(done, len(design.unit))
    whole = np.concatenate(found)
    return whole.reshape(-1, design.size, *whole.shape[1:])
