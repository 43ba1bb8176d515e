"""Functions with known Sobol indices, as models with chance: Ishigami's and Sobol's g-function."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from papertiger.scenario.model.records import Ints
from papertiger.scenario.model.structure import Floats

ISHIGAMI_FIRST = (0.3139, 0.4424, 0.0, 0.0)
"""Indices for a = 7, b = 0.1 of three numbers, and of a fourth that does nothing; analytic."""
ISHIGAMI_TOTAL = (0.5576, 0.4424, 0.2437, 0.0)
ISHIGAMI_VARIANCE = 13.8446
G_WEIGHTS = (0.0, 1.0, 4.5, 99.0)


def g_indices() -> tuple[list[float], list[float]]:
    """Analytic first and total indices of the g-function."""
    parts = [1 / (3 * (1 + a) ** 2) for a in G_WEIGHTS]
    whole = float(np.prod([1 + part for part in parts]) - 1)
    return [part / whole for part in parts], [
        part * float(np.prod([1 + other for at, other in enumerate(parts) if at != own])) / whole
        for own, part in enumerate(parts)
    ]


def ishigami(unit: Floats) -> Floats:
    """Of the first three columns."""
    x = np.pi * (2 * unit[:, :3] - 1)
    figures: Floats = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return figures


def g_function(unit: Floats) -> Floats:
    """Of the first four columns."""
    weights = np.array(G_WEIGHTS)
    figures: Floats = ((np.abs(4 * unit[:, :4] - 2) + weights) / (1 + weights)).prod(axis=1)
    return figures


@dataclass(frozen=True)
class Noisy:
    """A function whose runs scatter: by `common` in the same way at all points that meet the same chances, by `own` anew at every point.

    Real models do some of both: chances are shared, and numbers change which of them matter.
    """

    function: str
    replicates: int = 5
    common: float = 0.0
    own: float = 0.0
    quantities: tuple[str, ...] = ("figure",)

    def __call__(self, points: tuple[Floats, Ints]) -> Floats:
        unit, noise = points
        figures = {"ishigami": ishigami, "g": g_function}[self.function](unit)[:, None]
        shared = np.stack(
            [np.random.default_rng([1, int(number)]).normal(size=self.replicates) for number in noise]
        )
        alone = np.stack(
            [
                np.random.default_rng([2, int(number), abs(hash(tuple(row)))]).normal(size=self.replicates)
                for number, row in zip(noise, unit, strict=True)
            ]
        )
        return (figures + self.common * shared + self.own * alone)[:, :, None]
