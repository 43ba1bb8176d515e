"""Figures of the historical system, from what was counted in its runs: honouring, nearness, exits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from papertiger.scenario.model.records import Records
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.patterns.arms import ratio
from papertiger.scenario.patterns.historical import NEAR, History, history

COUNTS = ("tests", "honoured", "joined", "withheld", "risk", "years")
"""Last axis of `counts`."""
_STEPS = 25
_CLOSE = 1e-8
_NONE = 1e-12


def counts(records: Records) -> Floats:
    """(R, I, len(COUNTS)) of each alliance; `joined` is honoured or partial, `years` those in which it stood, `risk` exits to be expected."""
    bound = history().bound
    clients = np.arange(len(bound))
    totals = {
        name: records.totals[name][:, bound, clients]
        for name in ("tests", "honoured", "partial", "withheld", "exit_risk")
    }
    stood = records.series["bound"][:-1, :, bound, clients].sum(axis=0)
    months = 12 * history().years / (len(records.series["bound"]) - 1)
    return np.stack(
        [
            totals["tests"],
            totals["honoured"],
            totals["honoured"] + totals["partial"],
            totals["withheld"],
            totals["exit_risk"],
            stood * months / 12,
        ],
        axis=-1,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Counts (N, I, len(COUNTS)) of N draws, summed over their runs."""

    of: Floats
    due: float
    """Probability that an attack made the alliance due."""
    scatter: Floats | None = None
    """(N) variance of the logarithm of exits an alliance-year, from the differences between runs."""

    @classmethod
    def over(cls, runs: Floats, said: History | None = None) -> Counted:
        """From counts (N, replicates, I, len(COUNTS))."""
        return cls(runs.sum(axis=1), (said or history()).due, _scatter(runs))

    def total(self, name: str, among: np.ndarray | None = None) -> Floats:
        """(N) sum over alliances, or over those `among` (I)."""
        picked = self.of[..., COUNTS.index(name)]
        return np.asarray(picked.sum(axis=1) if among is None else picked[:, among].sum(axis=1))

    def honoured(self, among: np.ndarray | None = None) -> tuple[Floats, Floats]:
        """(N) share of due obligations that were honoured, and its variance; NaN without tests."""
        return _share(self.total("honoured", among), self.total("tests", among))

    def withheld(self) -> Floats:
        """(N) share of due obligations from which all was withheld."""
        return _share(self.total("withheld"), self.total("tests"))[0]

    def joined(self, near: bool) -> Floats:
        """(N) share of attacks on allies near or far that the patron joined, due or not: the naive count of dyads."""
        among = (history().km <= NEAR) == near
        return _share(self.total("joined", among), self.total("tests", among) / self.due)[0]

    def exits(self) -> tuple[Floats, Floats]:
        """(N) logarithm of exits to be expected an alliance-year, and its variance (0 where there is but one run).

        What is to be expected on the path of a run is far steadier than what happens: one exit in seven hundred years is seldom seen.
        """
        spread = np.zeros(len(self.of)) if self.scatter is None else self.scatter
        return np.log(np.maximum(self.total("risk"), _NONE) / self.total("years")), spread

    def nearness(self) -> tuple[Floats, Floats]:
        """(N) logit of joining for each unit of log km over attacks on allies, and its variance; NaN where none or all were joined."""
        attacked = self.of[..., COUNTS.index("tests")] / self.due
        return slope(np.log(history().km), self.of[..., COUNTS.index("joined")], attacked)


def _scatter(runs: Floats) -> Floats:
    """(N) variance over runs of the logarithm of a ratio of sums (delta method), from counts (N, replicates, I, len(COUNTS))."""
    risk, years = (runs[..., COUNTS.index(name)].sum(axis=2) for name in ("risk", "years"))
    replicates = runs.shape[1]
    rate = risk.sum(axis=1, keepdims=True) / years.sum(axis=1, keepdims=True)
    off = (risk - rate * years) / np.maximum(risk.mean(axis=1, keepdims=True), _NONE)
    return np.asarray((off**2).sum(axis=1) / max(replicates - 1, 1) / replicates)


def slope(at: Floats, joined: Floats, of: Floats) -> tuple[Floats, Floats]:
    """Slope of a logistic regression of `joined` out of `of` (N, I) on `at` (I), and its variance, by Newton's method; NaN where there is none."""
    whole = joined.sum(axis=1) / np.maximum(of.sum(axis=1), 1e-9)
    good = (joined.sum(axis=1) > 0) & (whole < 1)
    centred = at - at.mean()
    level = np.log(np.clip(whole, 1e-6, 1 - 1e-6) / (1 - np.clip(whole, 1e-6, 1 - 1e-6)))
    rise = np.zeros_like(level)
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(level[:, None] + rise[:, None] * centred, -30, 30)))
        weight, off = of * p * (1 - p), joined - of * p
        a, b, c = weight.sum(axis=1), (weight * centred).sum(axis=1), (weight * centred**2).sum(axis=1)
        g, h = off.sum(axis=1), (off * centred).sum(axis=1)
        whole = np.maximum(a * c - b * b, 1e-12)
        level = level + np.clip((c * g - b * h) / whole, -2, 2)
        step = np.clip((a * h - b * g) / whole, -2, 2)
        rise = rise + step
        if np.abs(step[good]).max(initial=0) < _CLOSE:
            break
    told = good & (np.abs(rise) < 5)  # noqa: PLR2004 - a slope beyond 5 is separation, not a figure
    return np.where(told, rise, np.nan), np.where(told, a / whole, np.nan)


def _share(part: Floats, whole: Floats) -> tuple[Floats, Floats]:
    smoothed = (part + 0.5) / (whole + 1)
    return ratio(part, whole), smoothed * (1 - smoothed) / np.maximum(whole, 1)
