"""Which uncertain numbers a quantity goes with: squared standardised rank regression coefficients over draws (Saltelli and Marivoet 1990).

A screening: it sees monotone effects only, and chance that replicates did not average out lowers every share.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from papertiger.scenario.model.structure import Floats
from papertiger.scenario.running.bydraw import ByDraw
from papertiger.scenario.running.result import Driver
from papertiger.scenario.terms import Factor

SHOWN = 5
DRAWS_A_FACTOR = 3
"""With fewer draws for each uncertain number a regression says more about chance than about the model."""
CLEAR = 3.0
"""Standard errors that a coefficient must stand away from 0."""


class Screening:
    """Regressions of quantities on the ranks of the same uncertain numbers."""

    def __init__(self, factors: Sequence[Factor], unit: Floats) -> None:
        """Hold the factors and their probabilities `unit` (draws, F): ranks of these are ranks of the numbers."""
        self._factors, self._unit = factors, unit
        self._solved: dict[bytes, tuple[Floats, Floats]] = {}

    def drivers(self, found: ByDraw) -> tuple[Driver, ...]:
        """The first five that stand out, the strongest first; none where there are too few draws or no variance.

        A draw's value is its mean over learning models.
        """
        means = found.means.mean(axis=0)
        there = ~np.isnan(means)
        number, factors = int(there.sum()), len(self._factors)
        if not factors or number < DRAWS_A_FACTOR * factors or np.ptp(means[there]) == 0:
            return ()
        numbers, inverse = self._prepared(there)
        ranks = _standardised(_ranks(means[there]))
        coefficients = inverse @ (numbers.T @ ranks)
        rest = ranks - numbers @ coefficients
        error = np.sqrt(inverse.diagonal() * (rest @ rest) / (number - factors - 1))
        shares = np.minimum(coefficients**2, 1.0)
        order = np.lexsort((np.arange(factors), -shares))[:SHOWN]
        return tuple(
            Driver(
                self._factors[n].key,
                self._factors[n].grade,
                float(shares[n]),
                1 if coefficients[n] > 0 else -1,
            )
            for n in order
            if abs(coefficients[n]) > CLEAR * error[n]
        )

    def _prepared(self, there: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """Standardised ranks of the numbers in these draws, and the inverse of their cross product."""
        key = there.tobytes()
        if key not in self._solved:
            numbers = _standardised(np.apply_along_axis(_ranks, 0, self._unit[there]))
            inverse: Floats = np.linalg.pinv(numbers.T @ numbers, hermitian=True).astype(np.float64)
            self._solved[key] = (numbers, inverse)
        return self._solved[key]


def _ranks(values: Floats) -> Floats:
    """Ranks, the mean one where values are equal."""
    from scipy.stats import rankdata  # noqa: PLC0415 - a second that reading a scenario need not pay

    return np.asarray(rankdata(values), dtype=float)


def _standardised(values: Floats) -> Floats:
    spread = values.std(axis=0)
    return np.asarray((values - values.mean(axis=0)) / np.where(spread > 0, spread, 1.0))
