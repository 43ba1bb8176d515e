"""Where the Mesa model takes its random numbers from: its own generator, as Mesa users do, or numbers that were given to the engine too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, Protocol

import numpy as np


class Chances(Protocol):
    """Random numbers by what they are for and who they are for."""

    def begin(self, step: int) -> None:
        """The step of which numbers are asked from now on."""

    def uniform(self, what: str, *who: int) -> float:
        """A number in [0, 1)."""

    def normal(self, what: str, *who: int) -> float:
        """A standard normal number."""


class Own:
    """Numbers drawn when they are needed."""

    def __init__(self, random: Random) -> None:
        self._uniform, self._normal = random.random, random.gauss

    def begin(self, step: int) -> None:
        """Nothing to do."""

    def uniform(self, what: str, *who: int) -> float:  # noqa: ARG002 - any number will do
        """The next number."""
        return self._uniform()

    def normal(self, what: str, *who: int) -> float:  # noqa: ARG002 - as above
        """The next number."""
        return self._normal(0.0, 1.0)


class Given:
    """Numbers of one run of the engine, by step."""

    def __init__(self, steps: Sequence[dict[str, Any]]) -> None:
        self._steps = steps
        self._now: dict[str, Any] = {}

    def begin(self, step: int) -> None:
        """Take the numbers of that step."""
        self._now = self._steps[step]

    def uniform(self, what: str, *who: int) -> float:
        """The number for them."""
        return float(self._now[what][who])

    normal = uniform


def read_given(file: Path, run: int) -> Given:
    """The numbers of run `run` from a file of arrays, slot to (steps, runs, ...)."""
    with np.load(file) as arrays:
        slots = {name: arrays[name][:, run] for name in arrays.files}
    steps = len(next(iter(slots.values())))
    return Given([{name: array[step] for name, array in slots.items()} for step in range(steps)])
