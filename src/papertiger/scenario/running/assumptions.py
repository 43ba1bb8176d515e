"""How much of a quantity's variance between draws rests on judgement and choice: the stamp "driven by assumptions".

The total index of the group of all numbers of grades J and S, by Jansen's estimator (Jansen 1999; Saltelli et al. 2010, table 2): half the mean squared
difference of two draws that share all other numbers, over the variance between draws. Chance is taken off both, arms (learning models) are pooled.
"""

from __future__ import annotations

import numpy as np

from papertiger.scenario.model.structure import Floats
from papertiger.scenario.running.bydraw import ByDraw, pairs
from papertiger.scenario.running.result import Driven

STAMPED = 0.5
"""From this index on, a quantity is driven by assumptions."""
RESAMPLES = 400
_TAG = 103


def resamples(seed: int, number: int) -> Floats:
    """How often each of `number` pairs counts: in the first row once, then as drawn with replacement (RESAMPLES + 1, number)."""
    rng = np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, number, _TAG])))
    drawn = rng.multinomial(number, np.full(number, 1 / number), size=RESAMPLES)
    return np.concatenate([np.ones((1, number)), drawn])


def driven(found: ByDraw, weights: Floats) -> Driven | None:
    """The index of a quantity; None where the variance between draws does not stand out from chance.

    Args:
        found: the quantity by draw.
        weights: `resamples` of its pairs.
    """
    whole, judged = (part.mean(axis=1) for part in pairs(found).weighed(weights))
    told = ~np.isnan(whole)
    if not told[0] or np.quantile(whole[told], 0.05) <= _SMALLEST * max(float(found.within.mean()), 1e-12):
        return None
    index = np.clip(judged[told] / np.maximum(whole[told], 1e-300), 0.0, 1.0)
    low, high = np.quantile(index[1:], [0.05, 0.95])
    total = float(index[0])
    return Driven(total, (float(low), float(high)), stamped=total > STAMPED)


_SMALLEST = 1e-9
"""Of the variance within draws: less is rounding."""
