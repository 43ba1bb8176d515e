"""Logistic regression with a normal prior on its slopes, and the normal approximation of its posterior."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Array = NDArray[np.float64]
_STEPS = 100
_CLOSE = 1e-10


@dataclass(frozen=True, slots=True)
class Fitted:
    """The mode of the posterior and its curvature there."""

    coefficients: Array
    """Shape (1 + features,): the intercept first."""
    covariance: Array
    """Shape (1 + features, 1 + features)."""

    def probabilities(self, features: Array) -> Array:
        """Shape (rows,) from features of shape (rows, features)."""
        return np.asarray(expit(with_intercept(features) @ self.coefficients))


def fit_logit(features: Array, outcomes: Array, prior_sd: float | None = 1.0) -> Fitted:
    """Fit by Newton's method; slopes have a prior N(0, `prior_sd`), the intercept a flat one, as have slopes where it is None.

    Takes features of shape (rows, features) and outcomes 0 or 1 of shape (rows,).

    Raises:
        ValueError: it doesn't converge: without a prior, when outcomes can be told apart without error; all outcomes are alike.
    """
    design = with_intercept(features)
    penalty = np.zeros(design.shape[1])
    if prior_sd is not None:
        penalty[1:] = prior_sd**-2
    beta = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chance = expit(design @ beta)
        gradient = design.T @ (outcomes - chance) - penalty * beta
        curvature = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(penalty)
        try:
            step = np.linalg.solve(curvature, gradient)
        except np.linalg.LinAlgError:
            break
        beta = beta + step
        if np.abs(step).max() < _CLOSE:
            return Fitted(beta, np.linalg.inv(curvature))
    raise ValueError(
        "the regression does not converge: outcomes are all alike, or told apart without error; set a prior"
    )


def with_intercept(features: Array) -> Array:
    """The same with a first column of ones."""
    return np.column_stack([np.ones(len(features)), features])
