"""How much cases of one war hang together, so that intervals which take them as independent are too narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import betaln, expit

from papertiger.reliability.history.baselines import outcomes
from papertiger.reliability.history.rates import Interval, jeffreys
from papertiger.reliability.history.scoring import SEED, resampled
from papertiger.reliability.history.wars import WarCase

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Dependence:
    """What taking cases as independent hides."""

    cases: int
    wars: int
    independent: Interval
    """Jeffreys' interval of the share honoured."""
    by_war: Interval
    """The same when whole wars are drawn anew."""
    design_effect: float
    """Variance of the share when wars are drawn anew, over that of independent cases: so many cases count as one."""
    icc: float
    """Correlation of two cases of one war, by a beta-binomial fitted by maximum likelihood."""


def dependence(cases: Sequence[WarCase], *, level: float = 0.95, seed: int = SEED) -> Dependence:
    """Of cases with known outcomes, at least one of them honoured and one not.

    Raises:
        ValueError: there is only one outcome, so that nothing varies.
    """
    honoured = outcomes(cases)
    share = float(honoured.mean()) if len(cases) else 0.0
    if share in {0.0, 1.0}:
        raise ValueError(f"{len(cases)} cases with one outcome: there is no variation to measure")
    wars = [case.war for case in cases]
    drawn = resampled(wars, honoured, seed=seed)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    names = list(dict.fromkeys(wars))
    place = np.array([names.index(war) for war in wars])
    return Dependence(
        cases=len(cases),
        wars=len(names),
        independent=jeffreys(int(honoured.sum()), len(cases), level),
        by_war=Interval(float(low), float(high), level, "bootstrap by war"),
        design_effect=float(drawn.var() / (share * (1 - share) / len(cases))),
        icc=_icc(np.bincount(place, weights=honoured).astype(float), np.bincount(place).astype(float)),
    )


def _icc(honoured: Array, due: Array) -> float:
    """Correlation within clusters, from counts by cluster, each of shape (clusters,)."""

    def loss(at: Array) -> float:
        mean, rho = expit(at)
        a, b = mean * (1 - rho) / rho, (1 - mean) * (1 - rho) / rho
        return float(-(betaln(honoured + a, due - honoured + b) - betaln(a, b)).sum())

    # Bounds keep the beta functions finite; at the lower one the correlation is 0.000 to three places.
    starts = [np.array([0.0, start]) for start in (-4.0, 0.0)]
    fits = [minimize(loss, start, method="L-BFGS-B", bounds=[(-8, 8), (-9, 6)]) for start in starts]
    return float(expit(min(fits, key=lambda one: float(one.fun)).x[1]))
