"""Where the uncertain numbers of an experiment come from: the table's defaults, its ranges, or the ensemble that history does not rule out."""

from __future__ import annotations

from functools import cache

import numpy as np

from papertiger.scenario.ensembles import Ensemble
from papertiger.scenario.model.parameters import parameters
from papertiger.scenario.model.structure import Floats

Draw = dict[str, Floats]
"""Parameter to its values, one for each draw (N). A parameter with axes has the same value in all its places."""


@cache
def free() -> tuple[str, ...]:
    """Parameters that are drawn: all that have a range, in the order of the table."""
    return tuple(name for name, one in parameters().items() if one.range is not None)


def at(unit: Floats) -> Draw:
    """The draws at the probabilities `unit` (N, len(free())), each parameter uniform over its range."""
    low, high = np.array([parameters()[name].range for name in free()], dtype=float).T
    values = low + unit * (high - low)
    return {name: values[:, place] for place, name in enumerate(free())}


def prior(count: int, seed: int) -> Draw:
    """`count` draws from the ranges of the table."""
    rng = np.random.default_rng([seed, len(free())])
    return at(rng.random((count, len(free()))))


def matched(ensemble: Ensemble, count: int, seed: int) -> Draw:
    """`count` draws from the rows of an ensemble, each as often as another; what it does not hold is drawn from its range."""
    rng = np.random.default_rng([seed, len(ensemble.rows)])
    turns = -(-count // len(ensemble.rows))
    order = np.concatenate([rng.permutation(len(ensemble.rows)) for _ in range(turns)])[:count]
    held = {name: ensemble.rows[order, place] for place, name in enumerate(ensemble.parameters)}
    return {**prior(count, seed), **held}


def defaults() -> Draw:
    """One draw: the defaults of the table."""
    return {name: np.array([parameters()[name].default]) for name in free()}


def size(draw: Draw) -> int:
    """Number of draws."""
    return len(next(iter(draw.values())))


def part(draw: Draw, start: int, stop: int) -> Draw:
    """Draws `start` to `stop`."""
    return {name: values[start:stop] for name, values in draw.items()}
