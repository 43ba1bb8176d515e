"""Ways to run a system under the same chances, and what is read from them, draw by draw."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from papertiger.scenario.model.choices import Choices, learning
from papertiger.scenario.model.engine import simulate
from papertiger.scenario.model.noise import draws as chances
from papertiger.scenario.model.records import Records
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.patterns.draws import Draw, part, size
from papertiger.scenario.patterns.systems import Fixed, System

BLOCK = 400
"""Runs at a time; no result depends on it."""


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """Under which draws, learning model and chances an experiment is done."""

    draw: Draw
    model: str
    seed: int
    replicates: int
    """Runs a draw; figures are means over them."""
    first: int = field(default=0)
    """Number of the first draw, by which its chances are numbered."""

    def run(self, system: System, fixed: Fixed, read: Callable[[Records], Floats]) -> Floats:
        """What `read` takes from each run (R, …), as one array (N, replicates, …) over draws. Arms of one trial meet the same chances."""
        parts = [
            read(
                simulate(
                    system.structure,
                    system.inputs(draw, fixed, self.replicates),
                    chances(system.structure, self.seed, range(run, run + size(draw) * self.replicates)),
                    Choices(learning(self.model)),
                )
            )
            for draw, run in self._blocks()
        ]
        whole = np.concatenate(parts)
        return whole.reshape(size(self.draw), self.replicates, *whole.shape[1:])

    def _blocks(self) -> Iterator[tuple[Draw, int]]:
        """Parts of the draw with the number of their first run."""
        step = max(1, BLOCK // self.replicates)
        for start in range(0, size(self.draw), step):
            yield part(self.draw, start, start + step), (self.first + start) * self.replicates


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """What an experiment found in each of N draws."""

    figure: Floats
    """(N), NaN where there is none."""
    holds: Floats
    """(N) 1 where the pattern holds, 0 where it does not, NaN where the draw cannot tell."""
    beside: dict[str, Floats] = field(default_factory=dict)
    """(N) other figures worth telling, by name."""


def fits(condition: np.ndarray, told: np.ndarray | None = None) -> Floats:
    """1 where the condition is met, 0 where not, NaN where it cannot be told."""
    held = condition.astype(float)
    return held if told is None else np.where(told, held, np.nan)


def ratio(part: Floats, whole: Floats) -> Floats:
    """`part` of `whole`, place by place; NaN where that is 0."""
    shares: Floats = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole != 0)
    return shares


def totals(*names: str) -> Callable[[Records], Floats]:
    """Reads totals of these names, each summed over all its axes (R, names)."""

    def read(records: Records) -> Floats:
        summed = (records.totals[name] for name in names)
        return np.stack([one.reshape(len(one), -1).sum(axis=1) for one in summed], axis=1)

    return read
