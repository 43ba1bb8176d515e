"""Random numbers of a run: one number a place, so that two policies meet the same chances and no result depends on the block.

Every run has a generator of its own, seeded with the pair (seed, number of the run). A place is a step, a slot (what the number is for) and the
indices of who it is for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from papertiger.scenario.model.inputs import sizes
from papertiger.scenario.model.structure import Floats, Structure

SLOTS = {
    "war": "p",
    "threat": "ik",
    "severity": "ik",
    "noticed": "ik",
    "rival": "ik",
    "lag": "ik",
    "outcome": "ik",
    "due": "pik",
    "will": "pik",
    "entrapment": "pik",
    "signal": "pik",
    "exit": "pi",
    "firmer": "pi",
    "regime": "i",
    "survive": "i",
    "recover": "i",
    "shock": "c",
}
"""What a number is for, and its axes. All are uniform in [0, 1); those in `NORMAL` are used through `normal`."""
NORMAL = frozenset({"severity", "signal"})
"""Slots of standard normal numbers. Few of them are looked at, so that `normal` is left to those who look."""

Draws = dict[str, Floats]
"""The numbers of one step: slot to an array (R, *axes)."""

_AT_ONCE = 2**20  # numbers drawn at a time: few calls, and 8 MB, which the next ones reuse


def draws(structure: Structure, seed: int, runs: Sequence[int]) -> Iterator[Draws]:
    """The numbers of each step in turn, for the runs with these numbers (`runs`, in the order of the block)."""
    long = sizes(structure)
    shapes = {slot: tuple(long[axis] for axis in axes) for slot, axes in SLOTS.items()}
    width = sum(math.prod(shape) for shape in shapes.values())
    own = [np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, run]))) for run in runs]
    most = max(1, _AT_ONCE // max(1, width * len(own)))
    for start in range(0, structure.steps, most):
        block = np.empty((len(own), min(most, structure.steps - start), width))
        for generator, numbers in zip(own, block, strict=True):
            generator.random(out=numbers)
        for step in range(block.shape[1]):
            yield _parted(block[:, step], shapes)


def normal(uniform: Floats) -> Floats:
    """Standard normal numbers from uniform ones in [0, 1)."""
    from scipy.special import ndtri  # noqa: PLC0415 - 200 ms that reading a scenario need not pay

    numbers: Floats = ndtri(np.maximum(uniform, 2.0**-54))
    return numbers


def _parted(flat: Floats, shapes: dict[str, tuple[int, ...]]) -> Draws:
    parts, start = {}, 0
    for slot, shape in shapes.items():
        size = math.prod(shape)
        parts[slot] = flat[:, start : start + size].reshape(len(flat), *shape)
        start += size
    return parts
