"""The three spreads of a quantity: within parameters (chance), between parameters, between learning models.

By the law of total variance, the variance of a run of a model taken at random is the mean over models of the variance within draws, plus the mean
over models of the variance between draws, plus the variance between the models' means. Each is estimated without bias and set to 0 where it comes out below.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from papertiger.scenario.model.structure import Floats
from papertiger.scenario.running.bydraw import ByDraw, nanmean, pairs
from papertiger.scenario.running.result import Spread


def spread(found: ByDraw, models: Sequence[str]) -> Spread | None:
    """The spreads of a quantity whose arms are `models`; None where no run of some model has a value."""
    means = found.mean
    if np.isnan(means).any():
        return None
    made = pairs(found)
    between, _ = made.weighed(np.ones((1, made.valid.shape[1])))
    low, high = int(means.argmin()), int(means.argmax())
    return Spread(
        mean=float(means.mean()),
        within=float(np.sqrt(found.within.mean())),
        between_parameters=_root(float(nanmean(between[0]))),
        between_models=_root(_between_models(found.means)),
        lowest_model=(models[low], float(means[low])),
        highest_model=(models[high], float(means[high])),
    )


def _between_models(means: Floats) -> float:
    """Variance between the means of models, less what finitely many draws add to it; models met the same draws, so only their differences count."""
    there = ~np.isnan(means).any(axis=0)
    off = np.where(there, means - means.mean(axis=0), 0.0)
    number = there.sum()
    if not number:
        return 0.0
    centre = off.sum(axis=1) / number
    # The sums of pairs are independent of each other, draws of a pair are not.
    residual = np.where(there, off - centre[:, np.newaxis], 0.0)
    noise = (residual[:, ::2] + residual[:, 1::2]) ** 2
    return float((centre**2).mean() - (noise.sum(axis=1) / number**2).mean())


def _root(variance: float) -> float:
    """Standard deviation; 0 for a variance that chance put below 0, or that cannot be told."""
    return float(np.sqrt(max(variance, 0.0))) if variance == variance else 0.0  # noqa: PLR0124 - NaN
