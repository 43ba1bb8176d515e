"""The naive way: alarm when a day has far more articles than the four weeks before it (z-score). What surprise is measured against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from papertiger.warning.replay.judging import Alarm
from papertiger.warning.replay.world import World
from papertiger.warning.values import Indication

if TYPE_CHECKING:
    from papertiger.warning.rates import Chance

WINDOW = 28
"""Days before, from which mean and standard deviation are taken."""
THRESHOLD = 3.0
LEAST = 3
"""Articles on the day, at least."""


def volume(world: World, threshold: float = THRESHOLD) -> Iterator[Alarm]:
    """Days on which articles with threats of a state against another exceed mean + threshold × standard deviation.

    Counted by the day on which articles were known, so that nothing is known early.
    """
    pairs, counts = _counts(world)
    plan = world.plan
    sums = np.cumsum(np.pad(counts, ((0, 0), (1, 0))), axis=1)
    squares = np.cumsum(np.pad(counts**2, ((0, 0), (1, 0))), axis=1)
    for day in range(max(plan.history, WINDOW), plan.history + plan.days):
        mean = (sums[:, day] - sums[:, day - WINDOW]) / WINDOW
        variance = (squares[:, day] - squares[:, day - WINDOW]) / WINDOW - mean**2
        high = counts[:, day] > mean + threshold * np.sqrt(np.maximum(variance, 0.0))
        for at in np.flatnonzero(high & (counts[:, day] >= LEAST)):
            yield Alarm("threats", pairs[at], plan.day(day))


def series(world: World, chance: Chance) -> Iterator[Alarm]:
    """Alarms of `Chance` on the same counts, every pair with an equal part of the rate: surprise without any rule around it.

    Coverage is taken as usual. Seconds for a year, where rules take minutes.
    """
    pairs, counts = _counts(world)
    plan = world.plan
    seen = counts[:, : plan.history + plan.days]
    tracks = chance.track_many(seen, np.ones(seen.shape[1]), share=1 / max(len(pairs), 1))
    for at, day in zip(*np.nonzero(tracks.alarm[:, plan.history :]), strict=True):
        yield Alarm("threats", pairs[at], plan.day(plan.history + int(day)))


def is_threat(one: Indication) -> bool:
    """Whether it is a threat, or a stated intention to use force."""
    return one.predicate == "THREATEN" or (
        one.predicate in {"ASSAULT", "COERCE"} and one.modality == "intended"
    )


def _counts(world: World) -> tuple[list[tuple[str, str]], NDArray[np.float64]]:
    """Pairs of states, and articles with threats by pair and day."""
    at: dict[tuple[str, str], int] = {}
    rows: list[tuple[int, int]] = []
    for one in world.printed:
        indication = one.indication
        if is_threat(indication) and indication.subject_state and indication.object_state:
            pair = indication.subject_state, indication.object_state
            rows.append((at.setdefault(pair, len(at)), one.known))
    counts = np.zeros((len(at), world.plan.span))
    if rows:
        np.add.at(counts, tuple(np.array(rows).T), 1.0)
    return list(at), counts
