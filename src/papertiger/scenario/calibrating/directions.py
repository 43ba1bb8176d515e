"""Which directions of the parameters the members identify: contraction, pairs, and eigenvalues of their covariance against chance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from papertiger.scenario.calibrating.result import Direction, Known, Learned
from papertiger.scenario.model.structure import Bools, Floats
from papertiger.scenario.terms import Factor

_Z = 3.3  # two-sided 0.1 %: a parameter is not called identified by chance
_LOADS = 0.3  # part of a unit vector below which a parameter is not named in a direction
_HALF = 0.5
_UNIFORM_SD = 12**-0.5
_NULL = 200  # sets of uniform points that show what eigenvalues chance makes
_ENOUGH = 3  # members a parameter that a covariance needs to be worth looking at


def learned_of(
    factors: Sequence[Factor],
    members: Floats,
    unit: Floats,
    means: Floats,
    later: Sequence[tuple[Floats, Floats]],
) -> tuple[tuple[Learned, ...], Bools]:
    """What is known of each parameter, and (F) whether it acts: on a target in any wave, or on what is kept.

    `unit` and `means` are the points of the first wave, which fill the prior; `later` those of the others.
    """
    ratio = members.std(axis=0, ddof=1) / _UNIFORM_SD
    # Standard error of the ratio for uniform numbers, whose kurtosis is 1.8.
    surely = 1 - _Z * np.sqrt(0.8 / (4 * len(members)))
    shifted = np.abs(members.mean(axis=0) - _HALF) > _Z * _UNIFORM_SD / np.sqrt(len(members))
    acts = _moves(unit, means) | (ratio < surely) | shifted
    for points, found in later:
        acts = acts | _moves(points, found)
    tied = _tied(members, acts)
    learned = []
    for at, factor in enumerate(factors):
        known: Known = "not identified"
        if ratio[at] < min(_HALF, surely):
            known = "identified"
        elif tied[at]:
            known = "tied"
        elif ratio[at] < surely:
            known = "narrowed"
        elif shifted[at]:
            known = "shifted"
        low, high = factor.distribution.quantile(np.quantile(members[:, at], (0.05, 0.95)))
        learned.append(
            Learned(factor, known, float(1 - ratio[at]), (float(low), float(high)), bool(acts[at]))
        )
    return tuple(learned), acts


def directions_of(factors: Sequence[Factor], members: Floats, acts: Bools) -> tuple[Direction, ...]:
    """Eigenvectors of the members' covariance among the parameters that act, the least variance left first."""
    which = [int(at) for at in np.flatnonzero(acts)]
    if not which or len(members) < _ENOUGH * len(which):
        return ()
    held = (members[:, which] - _HALF) / _UNIFORM_SD
    covariance = np.atleast_2d(np.cov(held.T))
    values, vectors = np.linalg.eigh(covariance)
    chance = _least_by_chance(len(members), len(which))
    scales = np.array([_spread(factors[at]) for at in which])
    keys = [factors[at].key for at in which]
    return tuple(
        _direction(keys, scales, vectors[:, at], covariance, identified=bool(values[at] < chance))
        for at in range(len(values))
    )


def pairs_of(factors: Sequence[Factor], members: Floats, acts: Bools) -> tuple[tuple[str, str, float], ...]:
    """Pairs of acting parameters whose correlation among the members is beyond chance and at least 0.3, strongest first."""
    which = [int(at) for at in np.flatnonzero(acts)]
    if len(which) < 2:  # noqa: PLR2004 - a pair
        return ()
    together = np.atleast_2d(np.corrcoef(members[:, which].T))
    least = max(_LOADS, _Z / np.sqrt(len(members)))
    found = [
        (factors[which[a]].key, factors[which[b]].key, float(together[a, b]))
        for a in range(len(which))
        for b in range(a + 1, len(which))
        if abs(together[a, b]) >= least
    ]
    return tuple(sorted(found, key=lambda pair: -abs(pair[2])))


def _moves(unit: Floats, means: Floats) -> Bools:
    """(F) some target's rank goes with the parameter, linearly or squared, beyond chance over all that are asked (Bonferroni)."""
    from scipy.special import ndtri  # noqa: PLC0415 - 200 ms

    points, count = unit.shape
    moves = np.zeros(count, dtype=bool)
    z = (unit - _HALF) / _UNIFORM_SD
    design = np.column_stack([np.ones(points), z, z**2 - 1])
    beyond = float(-ndtri(0.005 / (2 * count * means.shape[1])))
    for figures in means.T:
        good = np.isfinite(figures)
        free = good.sum() - design.shape[1]
        if free < design.shape[1] or np.ptp(figures[good]) == 0:
            continue
        rows = design[good]
        ranks = figures[good].argsort().argsort().astype(float)
        inverse = np.linalg.pinv(rows.T @ rows)
        slopes = inverse @ (rows.T @ ranks)
        residual = ((ranks - rows @ slopes) ** 2).sum() / free
        size = np.abs(slopes) / np.sqrt(np.maximum(residual * np.diag(inverse), 1e-300))
        moves |= (size[1 : count + 1] > beyond) | (size[count + 1 :] > beyond)
    return moves


def _tied(members: Floats, acts: Bools) -> Bools:
    """(F) it loads on a direction of several parameters that is identified."""
    tied, which = np.zeros(len(acts), dtype=bool), np.flatnonzero(acts)
    if len(which) < 2 or len(members) < _ENOUGH * len(which):  # noqa: PLR2004 - a combination
        return tied
    values, vectors = np.linalg.eigh(np.cov(((members[:, which] - _HALF) / _UNIFORM_SD).T))
    for at in np.flatnonzero(values < _least_by_chance(len(members), len(which))):
        strong = np.abs(vectors[:, at]) >= _LOADS
        if strong.sum() > 1:
            tied[which[strong]] = True
    return tied


@cache
def _least_by_chance(members: int, factors: int) -> float:
    """The eigenvalue that the smallest of so many uniform points undercuts in one set of a hundred."""
    rng = np.random.default_rng([members, factors])
    least = [
        np.linalg.eigvalsh(np.atleast_2d(np.cov(((rng.random((members, factors)) - _HALF) / _UNIFORM_SD).T)))[
            0
        ]
        for _ in range(_NULL)
    ]
    return float(np.quantile(least, 0.01))


def _direction(
    keys: Sequence[str], scales: Floats, vector: Floats, covariance: Floats, *, identified: bool
) -> Direction:
    strong = sorted(map(int, np.flatnonzero(np.abs(vector) >= _LOADS)), key=lambda at: -abs(vector[at]))
    ratio = float(vector @ covariance @ vector)
    loads = _named(keys, scales, vector, strong)
    if not identified or len(strong) < 2:  # noqa: PLR2004 - a combination
        return Direction(loads, ratio, identified)
    # Among combinations of the same parameters that stand square to it, the one with most variance left.
    within = vector[strong] / np.linalg.norm(vector[strong])
    square = np.linalg.svd(within[None, :])[2][1:]
    part = covariance[np.ix_(strong, strong)]
    values, vectors = np.linalg.eigh(square @ part @ square.T)
    free = np.zeros(len(vector))
    free[strong] = vectors[:, -1] @ square
    return Direction(loads, ratio, identified, _named(keys, scales, free, strong), float(values[-1]))


def _named(
    keys: Sequence[str], scales: Floats, vector: Floats, strong: Sequence[int]
) -> tuple[tuple[str, float], ...]:
    """Coefficients in the parameters' units, the first parameter's positive, the largest 1 in size."""
    per_unit = vector / scales
    chosen = np.array([per_unit[at] for at in strong])
    top = np.abs(chosen).max(initial=0.0)
    if top == 0:
        return ()
    sign = np.sign(chosen[0]) or 1.0
    return tuple((keys[at], float(sign * one / top)) for at, one in zip(strong, chosen, strict=True))


def _spread(factor: Factor) -> float:
    """Prior standard deviation in the parameter's unit."""
    values = factor.distribution.quantile((np.arange(512) + 0.5) / 512)
    return float(values.std()) or 1.0
