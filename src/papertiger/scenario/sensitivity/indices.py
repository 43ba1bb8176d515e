"""First and total Sobol indices of the mean over chance, from replicates, with the variance that chance adds taken off.

With Y(x, e) a figure at the numbers x under the chances e, what is asked for is the indices of m(x) = E[Y | x]. Averaging K replicates leaves a K-th of the
chance in every squared difference (Jansen) and in the variance, so that total indices are too high however many points are run: a number that does
nothing has a total index above 0. The replicates say how much that is, and it is subtracted. Points that are compared meet the same chances, which
makes the differences, and what has to be subtracted, small.

Without chance and with one replicate the estimates are SALib's (Saltelli and others 2010): first = mean(B (AB - A)) / V, total = mean((A - AB)²) / 2V.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from papertiger.scenario.model.structure import Bools, Floats
from papertiger.scenario.sensitivity.result import Estimate, Group, Index, Indices

RESAMPLED = 1000
"""Bootstrap samples of the base points."""
_NAN = Estimate(float("nan"), float("nan"), float("nan"))
_FEWEST = 8  # base points with a figure under which nothing is said


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What the indices are made of, one row a base point: their means over points are unbiased, whatever the number of replicates."""

    first: Floats
    """(n, G) products whose mean is the variance that a group explains alone."""
    total: Floats
    """(n, G + 1) halved squared differences, chance taken off: each group, and all judged numbers."""
    value: Floats
    """(n) mean of A and B."""
    square: Floats
    """(n) mean of their squares, chance taken off."""
    within: Floats
    """(n) variance between replicates."""


def indices_of(quantity: str, groups: Sequence[Group], values: Floats, seed: int) -> Indices:
    """Indices of one quantity.

    Args:
        quantity: its key.
        groups: in the order of the blocks.
        values: (n, G + 3, K) figures of A, A with each group of B, A with the judged of B, B; NaN where a run has none.
        seed: of the bootstrap.
    """
    # A compared with itself, with every mixture, and B: each needs a run with a figure on both sides.
    there = np.isfinite(np.concatenate([values[:, :-1] - values[:, :1], values[:, -1:]], axis=1))
    kept: Bools = np.asarray(np.asarray(there.any(axis=2)).all(axis=1))
    left_out = 1 - float(kept.mean())
    if kept.sum() < _FEWEST:
        none = tuple(Index(group, _NAN, _NAN) for group in groups)
        return Indices(quantity, float("nan"), 0.0, float("nan"), False, none, {}, _NAN, left_out)
    parts = _parts(values[kept])
    whole = _figures(parts, np.full((1, len(parts.value)), 1 / len(parts.value)))
    again = np.random.default_rng([seed, 7002]).multinomial(
        len(parts.value), np.full(len(parts.value), 1 / len(parts.value)), RESAMPLED
    ) / len(parts.value)
    spread = _figures(parts, again)
    first, total = _estimates(whole.first, spread.first), _estimates(whole.total, spread.total)
    variance = float(whole.variance[0])
    told = bool(variance > 0 and np.quantile(spread.variance, 0.025) > 0)
    indices = tuple(Index(group, first[at], total[at]) for at, group in enumerate(groups))
    by_grade: dict[str, float] = {}
    for one in indices:
        by_grade[one.group.grade] = by_grade.get(one.group.grade, 0.0) + one.total.value
    within = float(parts.within.mean())
    return Indices(
        quantity=quantity,
        mean=float(parts.value.mean()),
        variance=max(variance, 0.0),
        chance=within / (within + max(variance, 0.0)) if within + max(variance, 0.0) > 0 else float("nan"),
        told=told,
        indices=tuple(sorted(indices, key=lambda one: -one.total.value)),
        by_grade=dict(sorted(by_grade.items())),
        judged=total[-1],
        left_out=left_out,
    )


def _parts(values: Floats) -> Parts:
    mean, noise, within = _averaged(values)
    a, mixed, b = mean[:, 0], mean[:, 1:-1], mean[:, -1]
    centre = (a.mean() + b.mean()) / 2
    a, mixed, b = a - centre, mixed - centre, b - centre
    difference, chance, _ = _averaged(values[:, 1:-1] - values[:, :1])
    return Parts(
        first=b[:, None] * (mixed[:, :-1] - a[:, None]),
        total=(difference**2 - chance) / 2,
        value=(mean[:, 0] + mean[:, -1]) / 2,
        square=(a**2 - noise[:, 0] + b**2 - noise[:, -1]) / 2,
        within=(within[:, 0] + within[:, -1]) / 2,
    )


def _averaged(values: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean over replicates, variance of that mean, and variance between replicates; runs without a figure do not count."""
    there = np.isfinite(values)
    count = there.sum(axis=2)
    mean = np.where(there, values, 0).sum(axis=2) / np.maximum(count, 1)
    squares = np.where(there, values - mean[:, :, None], 0) ** 2
    within = squares.sum(axis=2) / np.maximum(count - 1, 1)
    # One replicate says nothing of chance: nothing is taken off.
    return mean, np.where(count > 1, within / np.maximum(count, 1), 0.0), within


@dataclass(frozen=True, slots=True, eq=False)
class _Figures:
    first: Floats
    total: Floats
    variance: Floats


def _figures(parts: Parts, weights: Floats) -> _Figures:
    """The figures under each set of weights of the base points (W, n)."""
    mean = weights @ (parts.value - parts.value.mean())
    variance = weights @ parts.square - mean**2
    scale = np.where(variance > 0, variance, np.nan)[:, None]
    return _Figures(weights @ parts.first / scale, weights @ parts.total / scale, variance)


def _estimates(whole: Floats, spread: Floats) -> list[Estimate]:
    found = []
    for at, value in enumerate(whole[0]):
        given = spread[np.isfinite(spread[:, at]), at]
        low, high = np.quantile(given, (0.025, 0.975)) if len(given) else (np.nan, np.nan)
        found.append(Estimate(float(value), float(low), float(high)))
    return found
