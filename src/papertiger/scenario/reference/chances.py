"""The random numbers of one run in one step, as nested lists: `chances.threat[i][k]`, `chances.will[p][i][k]`."""

from __future__ import annotations

from types import SimpleNamespace

from papertiger.scenario.model.noise import NORMAL, Draws, normal

Chances = SimpleNamespace
"""One attribute a slot of `noise.SLOTS`, its axes as nested lists."""


def of_run(draws: Draws, run: int) -> Chances:
    """The numbers of the run at that place of the block."""
    own = {slot: numbers[run] for slot, numbers in draws.items()}
    return SimpleNamespace(
        **{slot: (normal(numbers) if slot in NORMAL else numbers).tolist() for slot, numbers in own.items()}
    )
