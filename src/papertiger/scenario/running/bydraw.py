"""A quantity by draw of the uncertain numbers: the mean over a draw's replicates, and the chance within draws.

Statistics of pairs of draws: `2k` and `2k+1` share the numbers of grades D and L (`plan`). With `a`, `b` their means, the variance of a draw's mean is
the variance of `(a+b)/2` plus a quarter of the mean of `(a-b)²`, without bias whatever the two have in common; half the mean of `(a-b)²` is the part that
rests on grades J and S. Both hold a share of chance, the variance within draws over the number of replicates, which is taken off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from papertiger.scenario.model.structure import Floats


@dataclass(frozen=True, slots=True, eq=False)
class ByDraw:
    """One quantity in M arms, of which all met the same draws."""

    means: Floats
    """(M, draws), NaN where no replicate has a value."""
    sizes: Floats
    """(M, draws) replicates with a value."""
    within: Floats
    """(M) variance between replicates of a draw; 0 where no draw has two values."""

    @property
    def mean(self) -> Floats:
        """(M) mean over draws, NaN where there is no value."""
        return nanmean(self.means)


def by_draw(finals: Sequence[Floats], replicates: int) -> ByDraw:
    """Final values of each arm (R), cut into draws."""
    values = np.stack([final.reshape(-1, replicates) for final in finals])
    there = ~np.isnan(values)
    sizes = there.sum(axis=2)
    sums = np.where(there, values, 0.0).sum(axis=2)
    means = np.divide(sums, sizes, out=np.full(sizes.shape, np.nan), where=sizes > 0)
    off = np.where(there, values - means[:, :, np.newaxis], 0.0)
    freedom = np.maximum(sizes - 1, 0).sum(axis=1)
    squares = (off**2).sum(axis=(1, 2))
    within = np.divide(squares, freedom, out=np.zeros(len(values)), where=freedom > 0)
    return ByDraw(means, sizes.astype(float), within)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """What estimators need of each pair of draws, by arm: (M, pairs), 0 where a draw has no value."""

    valid: Floats
    """1 where both draws have a value, else 0."""
    mean: Floats
    """Mean of the two, less the arm's own mean."""
    square: Floats
    """Squared difference of the two."""
    chance: Floats
    """Variance of a draw's mean by chance, the mean of the two."""

    def weighed(self, weights: Floats) -> tuple[Floats, Floats]:
        """Variance between draws, and the part of it that rests on grades J and S; both without chance, and perhaps below 0.

        Args:
            weights: (B, pairs), how often each pair counts.

        Returns:
            Two arrays (B, M), NaN where fewer than two pairs count.
        """
        counted = weights @ self.valid.T
        enough = counted > 1

        def mean(of: Floats) -> Floats:
            sums: Floats = weights @ of.T
            return np.asarray(np.divide(sums, counted, out=np.full(counted.shape, np.nan), where=enough))

        chance, half = mean(self.chance), mean(self.square) / 2
        spread = mean(self.mean**2) - mean(self.mean) ** 2
        spread *= np.divide(counted, counted - 1, out=np.ones(counted.shape), where=enough)
        return spread + half / 2 - chance, half - chance


def pairs(found: ByDraw) -> Pairs:
    """The pairs of a quantity."""
    first, second = found.means[:, ::2], found.means[:, 1::2]
    valid = ~np.isnan(first + second)
    centre = np.nan_to_num(found.mean)[:, np.newaxis]
    sizes = np.where(
        valid, 1 / np.maximum(found.sizes[:, ::2], 1) + 1 / np.maximum(found.sizes[:, 1::2], 1), 0
    )
    return Pairs(
        valid.astype(float),
        np.where(valid, (first + second) / 2 - centre, 0.0),
        np.where(valid, (first - second) ** 2, 0.0),
        found.within[:, np.newaxis] * sizes / 2,
    )


def nanmean(values: Floats) -> Floats:
    """Mean over the last axis of what is not NaN; NaN where nothing is."""
    there = ~np.isnan(values)
    number = there.sum(axis=-1)
    sums = np.where(there, values, 0.0).sum(axis=-1)
    return np.asarray(np.divide(sums, number, out=np.full(number.shape, np.nan), where=number > 0))
