"""Reprint storms: one statement that 40 to 400 outlets print, in translation and again months later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from papertiger.warning.replay.cast import Cast
from papertiger.warning.replay.plan import Plan
from papertiger.warning.replay.speaking import threat
from papertiger.warning.replay.told import Event, Planted, Printing

_OUTLETS = (40, 400)
"""Least and most outlets of a storm, log-uniform."""


def storms(
    cast: Cast, plan: Plan, rng: np.random.Generator, numbers: Iterator[int]
) -> tuple[list[Event], list[Planted]]:
    """Each storm is one threat by a speaker who hardly ever makes one; what is planted begins with the wave that must raise nothing.

    A third is new; a third is old: said and printed by one outlet or two a month or more before, then found by everybody; a third is new and surfaces
    again, one to three times, weeks or months later.
    """
    events: list[Event] = []
    planted: list[Planted] = []
    for at in range(plan.storms):
        pair, number = cast.pair(), next(numbers)
        begins = plan.history + int(rng.integers(0, plan.days - 14))
        waves = [_wave(begins, rng)]
        said = begins
        if at % 3 == 1:
            said = max(0, begins - int(rng.integers(30, 150)))
            waves.insert(0, Printing(said, int(rng.integers(1, 3)), 1, 0.0))
        if at % 3 == 2:  # noqa: PLR2004 - the last third
            last = plan.history + plan.days - 14
            later = begins + np.cumsum(rng.integers(20, 120, int(rng.integers(1, 4))))
            waves += [_wave(int(day), rng) for day in later if day < last]
        event = replace(threat(pair, said, plan, rng, number), printings=tuple(waves))
        events.append(event)
        facts = {"articles": float(sum(wave.outlets for wave in waves)), "waves": float(len(waves))}
        ends = max(wave.day + wave.days for wave in waves)
        about = (pair.speaker, pair.target)
        planted.append(Planted(number, "storm", about, begins, ends, facts=facts))
    return events, planted


def _wave(day: int, rng: np.random.Generator) -> Printing:
    outlets = int(np.exp(rng.uniform(*np.log(_OUTLETS))))
    return Printing(day, outlets, int(rng.integers(2, 8)), float(rng.choice([0.0, 0.3, 0.6])))
