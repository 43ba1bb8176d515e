"""Whether a regression fitted to history would make that history again: counts by period and obligation, drawn from it.

Posterior predictive checks (Gelman, Meng and Stern 1996): coefficients are drawn from the normal approximation of the posterior, outcomes from
the coefficients, and the number honoured in a group is compared with the one that came. A model that leaves the period out
must fail on the difference between the periods.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from papertiger.reliability.history.baselines import features, fit, outcomes
from papertiger.reliability.history.logit import with_intercept
from papertiger.reliability.history.recount import OBLIGATIONS
from papertiger.reliability.history.scoring import SEED
from papertiger.reliability.history.wars import WarCase

DRAWS = 4_000


@dataclass(frozen=True, slots=True)
class Check:
    """A figure of history, and the same in histories that the model makes."""

    group: str
    """Such as ``since_1945/defence``: number honoured; ``difference``: share honoured before 1945 less share since."""
    due: int
    """Cases of the group."""
    came: float
    expected: float
    """Mean of the draws."""
    low: float
    """5 % of the draws are below it, and 5 % above `high`."""
    high: float
    p_value: float
    """Two-sided: how often a draw lies as far out as what came, ties halved."""


def predictive_checks(cases: Sequence[WarCase], names: Sequence[str], *, seed: int = SEED) -> list[Check]:
    """Check the regression on the named features, group by group; groups without cases are left out."""
    fitted = fit(cases, names)
    rng = np.random.default_rng(seed)
    drawn = rng.multivariate_normal(fitted.coefficients, fitted.covariance, size=DRAWS)
    chances = expit(drawn @ with_intercept(features(cases, names)).T)
    replicated = (rng.random(chances.shape) < chances).astype(float)
    came = outcomes(cases)
    found = []
    for group, belongs in _groups().items():
        chosen = np.array([belongs(case) for case in cases], dtype=bool)
        if chosen.any():
            found.append(
                _check(group, int(chosen.sum()), came[chosen].sum(), replicated[:, chosen].sum(axis=1))
            )
    late = np.array([case.since_1945 for case in cases], dtype=bool)
    if late.any() and not late.all():
        gap = came[~late].mean() - came[late].mean()
        gaps = replicated[:, ~late].mean(axis=1) - replicated[:, late].mean(axis=1)
        found.append(_check("difference", len(cases), gap, gaps))
    return found


def _check(group: str, due: int, came: float, draws: NDArray[np.float64]) -> Check:
    below = float((draws < came).mean() + (draws == came).mean() / 2)
    low, high = np.quantile(draws, [0.05, 0.95])
    return Check(
        group, due, float(came), float(draws.mean()), float(low), float(high), 2 * min(below, 1 - below)
    )


def _groups() -> dict[str, Callable[[WarCase], bool]]:
    """Period and obligation → whether a case belongs; `other` has no duty to defend."""

    def group(late: bool, obligation: str) -> Callable[[WarCase], bool]:
        if obligation == "any":
            return lambda case: case.since_1945 == late
        if obligation == "other":
            return lambda case: case.since_1945 == late and "defence" not in case.obligations
        return lambda case: case.since_1945 == late and obligation in case.obligations

    return {
        f"{period}/{obligation}": group(late, obligation)
        for period, late in (("before_1945", False), ("since_1945", True))
        for obligation in ("any", *OBLIGATIONS, "other")
    }
