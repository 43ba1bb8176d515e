"""The random numbers of one run in one step, as nested lists: `chances.threat[i][k]`, `chances.will[p][i][k]`."""

from __future__ import annotations

from types import SimpleNamespace

from papertiger.scenario.model.noise import Draws

Chances = SimpleNamespace
"""One attribute a slot of `noise.SLOTS`, its axes as nested lists."""


def of_run(draws: Draws, run: int) -> Chances:
    """The numbers of the run at that place of the block."""
    return SimpleNamespace(**{slot: numbers[run].tolist() for slot, numbers in draws.items()})
