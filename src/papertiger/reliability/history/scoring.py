"""How well a model foretells wars that it hasn't seen: each war left out in turn, the others shown.

Log score (natural, mean of -log P of what came) and Brier score, both lower is better. With two outcomes the ranked probability score is the
Brier score. How sure a gain is comes from resampling whole wars (bootstrap), because cases of one war hang together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from papertiger.reliability.history.rates import Interval
from papertiger.reliability.history.wars import WarCase

Array = NDArray[np.float64]
Predict = Callable[[Sequence[WarCase], Sequence[WarCase]], Array]
"""From the cases of other wars, outcomes known, and those of the war left out, outcomes hidden: P(honoured) of each of the latter."""
DRAWS = 10_000
SEED = 2018


@dataclass(frozen=True, slots=True)
class Scores:
    """A model's forecasts of unseen wars, and what they are worth."""

    wars: tuple[str, ...]
    """The war of each case."""
    probabilities: Array
    """Shape (cases,): P(honoured)."""
    honoured: Array
    """Shape (cases,): 1 where it was, 0 where not."""

    @property
    def losses(self) -> Array:
        """Shape (cases,): -log P of what came, in nats."""
        return -np.log(np.where(self.honoured == 1, self.probabilities, 1 - self.probabilities))

    @property
    def log(self) -> float:
        """Mean loss in nats; 0.693 is a coin."""
        return float(self.losses.mean())

    @property
    def brier(self) -> float:
        """Mean squared difference; 0.25 is a coin."""
        return float(((self.probabilities - self.honoured) ** 2).mean())


def leave_one_war_out(cases: Sequence[WarCase], predict: Predict) -> Scores:
    """Score `predict` on each war, shown all others.

    Raises:
        ValueError: there are fewer than two wars, an outcome is unknown, or a forecast is no probability between 0 and 1.
    """
    wars = tuple(dict.fromkeys(case.war for case in cases))
    if len(wars) < 2:  # noqa: PLR2004 - one to leave out, one to learn from
        raise ValueError(f"{len(wars)} wars: at least two are needed to leave one out")
    if any(case.honoured is None for case in cases):
        raise ValueError("a case without an outcome cannot be scored")
    chances = np.full(len(cases), np.nan)
    for war in wars:
        left_out = [n for n, case in enumerate(cases) if case.war == war]
        hidden = [replace(cases[n], honoured=None) for n in left_out]
        forecast = np.asarray(predict([case for case in cases if case.war != war], hidden), dtype=float)
        if forecast.shape != (len(hidden),) or not ((forecast > 0) & (forecast < 1)).all():
            raise ValueError(
                f"war {war}: {len(hidden)} probabilities above 0 and below 1 are needed, not {forecast.tolist()}"
            )
        chances[left_out] = forecast
    outcomes = np.array([bool(case.honoured) for case in cases], dtype=float)
    return Scores(tuple(case.war for case in cases), chances, outcomes)


def gain(model: Scores, over: Scores, *, level: float = 0.9, seed: int = SEED) -> tuple[float, Interval]:
    """By how many nats a case `model` is better than `over`, and the interval when wars are drawn anew.

    Raises:
        ValueError: the two are not of the same cases.
    """
    if model.wars != over.wars or not np.array_equal(model.honoured, over.honoured):
        raise ValueError("scores of different cases cannot be compared")
    difference = over.losses - model.losses
    drawn = resampled(model.wars, difference, seed=seed)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return float(difference.mean()), Interval(float(low), float(high), level, "bootstrap by war")


def resampled(clusters: Sequence[str], values: Array, *, draws: int = DRAWS, seed: int = SEED) -> Array:
    """Shape (draws,): the mean of `values` when whole clusters are drawn with replacement, each draw weighted by its cases."""
    names = list(dict.fromkeys(clusters))
    place = np.array([names.index(one) for one in clusters])
    sums = np.bincount(place, weights=values, minlength=len(names))
    sizes = np.bincount(place, minlength=len(names))
    chosen = np.random.default_rng(seed).integers(0, len(names), size=(draws, len(names)))
    return np.asarray(sums[chosen].sum(axis=1) / sizes[chosen].sum(axis=1))
