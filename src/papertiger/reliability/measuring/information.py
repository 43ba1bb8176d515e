"""What the reports of a cell tell of the rate, beside a test whose outcome is beyond doubt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def information(loglik: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shape (cells,): 0 where nothing is told of the rate, 1 where the outcome is sure, from log-likelihoods of shape (cells, 3).

    The curvature of the log-likelihood of the rate (see `quick.evidence`) at one half, over that of a sure outcome: n cells
    narrow the rate about as far as as many sure ones as their information sums to. Reports that contradict each other
    evenly tell nothing.
    """
    likelihood = np.exp(loglik - loglik.max(axis=1, keepdims=True, initial=-np.inf))
    least = likelihood.min(axis=1)
    withheld, partial, honoured = (likelihood - least[:, None]).T
    level = least + (withheld + partial + honoured) / 2
    return np.asarray(((honoured - withheld) ** 2 + 2 * partial * level) / (4 * level**2))
