"""Are these numbers uniform on 0 to 1? The test of the empirical distribution function with simultaneous bands.

Säilynoja, Bürkner and Vehtari 2022, "Graphical test for discrete uniformity and its applications in goodness-of-fit evaluation and
multiple sample comparison", Statistics and Computing 32:32: the statistic is the smallest two-sided binomial tail of the ECDF over a
grid of points, and its distribution under uniformity is simulated.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr

Array = NDArray[np.float64]

POINTS = 100
"""Points at which the ECDF is looked at, at most."""
_SIMULATED = 5000


def uniformity(values: Array, seed: int = 0) -> float:
    """The p-value that `values` (each 0 to 1, independent) are uniform; small where they are not.

    Raises:
        ValueError: fewer than two values, or one outside 0 to 1.
    """
    n = len(values)
    if n < 2 or np.any((values < 0) | (values > 1)):  # noqa: PLR2004 - one value has no distribution
        raise ValueError(f"needs two values or more, each 0 to 1; got {n}")
    points = min(n, POINTS)
    counts = np.histogram(values, bins=points, range=(0, 1))[0]
    here = _smallest_tail(counts[None], n)[0]
    return float((1 + np.sum(_under_uniformity(n, points, seed) <= here)) / (1 + _SIMULATED))


@lru_cache(maxsize=8)
def _under_uniformity(n: int, points: int, seed: int) -> Array:
    """Shape (_SIMULATED,): the statistic of uniform numbers."""
    rng = np.random.default_rng(seed)
    return _smallest_tail(rng.multinomial(n, [1 / points] * points, size=_SIMULATED), n)


def _smallest_tail(counts: NDArray[np.int64], n: int) -> Array:
    """Shape (sets,): the smallest two-sided tail of the ECDF, from counts of shape (sets, points)."""
    below = counts.cumsum(axis=1)[:, :-1]
    at = np.arange(1, counts.shape[1]) / counts.shape[1]
    lower = bdtr(below, n, at)
    upper = np.where(below > 0, 1 - bdtr(below - 1, n, at), 1.0)
    return np.asarray(2 * np.minimum(lower, upper).min(axis=1))
