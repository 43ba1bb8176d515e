"""Krippendorff's alpha for nominal values, any number of observers, with values missing.

Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section D: a unit with m values adds 1 / (m - 1) to
the coincidence matrix for each ordered pair of them; alpha is one less observed over expected disagreement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

RESAMPLES: Final = 2000
SEED: Final = 20110125
"""Resampling starts here, so that the same reviews give the same interval."""
_TAIL: Final = 2.5
"""Per cent of resamples left out at each end."""
_PAIRABLE: Final = 2
_ROUNDING: Final = 1e-9

Units = Iterable[Sequence[Hashable]]
"""For each unit the values that its observers gave; those who gave none are left out."""


def nominal_alpha(units: Units) -> float | None:
    """Alpha; None where no unit has two values, or all values are the same and nothing could have differed."""
    matrices, counts = _coincidences(units)
    return _alpha(np.tensordot(counts[None], matrices, axes=1))[0]


def alpha_interval(units: Units) -> tuple[float, float] | None:
    """The middle 95 % of alpha over resamples of the units; None where alpha is not defined or hardly ever is."""
    matrices, counts = _coincidences(units)
    if not len(counts):
        return None
    number = int(counts.sum())
    drawn = np.random.default_rng(SEED).multinomial(number, counts / number, RESAMPLES)
    found = [one for one in _alpha(np.tensordot(drawn, matrices, axes=1)) if one is not None]
    if len(found) * 2 < RESAMPLES:
        return None
    low, high = np.percentile(found, [_TAIL, 100 - _TAIL])
    return float(low), float(high)


def _coincidences(units: Units) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The coincidence matrix of each kind of unit with two or more values, and how many units are of that kind.

    Shapes (kinds, values, values) and (kinds,). Many units have few kinds, so resampling need not hold them all.
    """
    kinds = Counter(tuple(sorted(unit, key=repr)) for unit in units if len(unit) >= _PAIRABLE)
    place = {value: n for n, value in enumerate(dict.fromkeys(v for unit in kinds for v in unit))}
    matrices = np.zeros((len(kinds), len(place), len(place)))
    for matrix, unit in zip(matrices, kinds, strict=True):
        times = np.bincount([place[value] for value in unit], minlength=len(place))
        matrix[:] = (np.outer(times, times) - np.diag(times)) / (len(unit) - 1)
    return matrices, np.array(list(kinds.values()), dtype=np.int64)


def _alpha(matrices: NDArray[np.float64]) -> list[float | None]:
    """Alpha of each coincidence matrix; None where expected disagreement is 0."""
    totals = matrices.sum(axis=2)
    number = totals.sum(axis=1)
    same = np.trace(matrices, axis1=1, axis2=2)
    expected = number * number - (totals * totals).sum(axis=1)
    return [
        float(1 - (n - 1) * (n - s) / e) if e > _ROUNDING else None
        for n, s, e in zip(number, same, expected, strict=True)
    ]
