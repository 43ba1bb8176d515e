"""What a day says for a rise: likelihood ratios over the windows in which it may have begun, added up as Shiryaev and Roberts do.

A window's events, given a rate of which a Gamma distribution is believed, are negative binomial; after a rise by a factor r the rate is r
times as high and as uncertain relative to itself. The ratio of the two has a closed form. It is averaged over factors and models.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from papertiger.warning.rates.level import Array, Level

_LARGEST = 600.0  # exponents beyond it overflow; a likelihood ratio of e^600 is certainty enough


def ratios(level: Level, day: int, windows: NDArray[Any], seen: Array, factors: tuple[float, ...]) -> Array:
    """How many times likelier the counts of each window up to `day` are with a rise at its start than without; series, windows.

    Args:
        level: Taught up to `day`.
        day: Last day of all windows.
        windows: Their lengths in days.
        seen: Exposure of each window of each series.
        factors: By which the rate may have risen, equally likely.
    """
    begins = day + 1 - windows
    shape = level.shape[begins].transpose(1, 0, 2)
    mean = seen[:, :, None] * level.events * shape / level.exposure[begins].transpose(1, 0, 2)
    events = (level.clusters[day + 1] - level.clusters[begins]).transpose(1, 0, 2)
    # Drift inside the window adds a third of what it would add at the window's end (the mean of a random walk).
    size = 1 / (1 / shape + level.drift * windows[None, :, None] / 3)
    weight = np.exp(level.weight[day + 1])[:, None, :]
    found = np.zeros(seen.shape)
    for factor in factors:
        log = events * np.log(factor) - (events + size) * np.log1p((factor - 1) * mean / (size + mean))
        found += (weight * np.exp(np.minimum(log, _LARGEST))).sum(axis=2)
    return found / len(factors)
