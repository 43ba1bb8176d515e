"""Worlds for the calibration of the quick model: a rate from its prior, outcomes by the rate, reports by the error matrices.

``as assumed`` is the world that the quick model assumes: outcomes are independent, and withheld or honoured. The others are the ways in which the
real one differs, to see what its simplifications cost: `partial` outcomes, which it takes as half of each; tests that were not `due` (probability
p_due), which it only weighs less; and outcomes that hang together in a `crisis`, which it tempers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from papertiger.records import Side
from papertiger.reliability.measuring import Cell, error_matrix
from papertiger.reliability.measuring.settings import SourceClass
from papertiger.reliability.quick import Prior, fit

World = Literal["as assumed", "partial", "due", "crisis"]
WORLDS: tuple[World, ...] = get_args(World)
RATE = "rate"

_CLASSES: tuple[SourceClass, ...] = ("primary", "secondary", "anonymous")
_SIDES: tuple[Side | None, ...] = (None, "patron", "client", "rival")
_PARTIAL = 0.5
"""In the world with partial outcomes: their share is this times 2 p (1 - p), taken evenly from the others, so that p stays the mean."""
_ICC = 0.3
"""Intra-class correlation of outcomes, in the world with crises of three tests."""
_DRAWS = 199
_MOST_TESTS = 12
_MOST_ORIGINS = 4

Simulated = tuple[Mapping[str, float], list[Cell]]


def simulator(prior: Prior, world: World) -> Callable[[np.random.Generator], Simulated]:
    """Draws a rate from the prior, and 1 to 12 cells of 1 to 4 origins each."""

    def simulate(rng: np.random.Generator) -> Simulated:
        component = prior.components[
            rng.choice(len(prior.components), p=[c.weight for c in prior.components])
        ]
        rate = float(rng.beta(component.a, component.b))
        crises: dict[str, float] = {}
        cells = []
        for number in range(int(rng.integers(1, _MOST_TESTS + 1))):
            crisis = f"g{number // 3}" if world == "crisis" else f"g{number}"
            here = crises.setdefault(crisis, _of_crisis(rate, rng) if world == "crisis" else rate)
            cells.append(_cell(number, crisis, here, world, rng))
        return {RATE: rate}, cells

    return simulate


def _of_crisis(rate: float, rng: np.random.Generator) -> float:
    """The rate within one crisis, such that two of its outcomes correlate by `_ICC`."""
    size = (1 - _ICC) / _ICC
    return float(rng.beta(max(rate * size, 1e-9), max((1 - rate) * size, 1e-9)))


def _cell(number: int, crisis: str, rate: float, world: World, rng: np.random.Generator) -> Cell:
    p_due = float(rng.uniform(0.2, 1)) if world == "due" else 1.0
    due = rng.random() < p_due
    outcome = _outcome(rate if due else float(rng.random()), partial=world == "partial", rng=rng)
    loglik = np.zeros(3) if world == "partial" else np.array([0.0, -np.inf, 0.0])
    for _ in range(int(rng.integers(1, _MOST_ORIGINS + 1))):
        of = _CLASSES[int(rng.integers(len(_CLASSES)))]
        matrix = error_matrix(of, _SIDES[int(rng.integers(len(_SIDES)))])
        loglik = loglik + np.log(matrix[:, rng.choice(3, p=matrix[outcome])])
    return Cell(
        response=f"r{number}",
        test=f"x{number}",
        patron="A",
        client="B",
        domain="military",
        obligation="defence",
        crisis=crisis,
        year=None,
        p_due=p_due,
        loglik=loglik,
        origins=(),
    )


def _outcome(rate: float, *, partial: bool, rng: np.random.Generator) -> int:
    """0, 1 or 2; its mean is twice the rate."""
    half = _PARTIAL * rate * (1 - rate) if partial else 0.0
    return int(rng.choice(3, p=[1 - rate - half, 2 * half, rate - half]))


def fitter(
    prior: Prior, rho: float | None = None
) -> Callable[[list[Cell], np.random.Generator], Mapping[str, NDArray[np.float64]]]:
    """Draws from the posterior of the quick model."""

    def draw(cells: list[Cell], rng: np.random.Generator) -> Mapping[str, NDArray[np.float64]]:
        return {RATE: fit(cells, prior, rho).draws(_DRAWS, rng)}

    return draw
