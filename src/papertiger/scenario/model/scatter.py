"""Add the rows of a list to places of an array, rows of one place after another."""

from __future__ import annotations

import math

import numpy as np

from papertiger.scenario.model.structure import Floats


def add(target: Floats, values: Floats | float, *place: np.ndarray) -> None:
    """Add `values` (N, *rest; or one number for all) to `target` (*leading, *rest), row `n` at the indices `place`, each (N).

    As `np.add.at`, which is several times faster on flat arrays. Raises ValueError where `target` is not contiguous: its flat form would be a copy.
    """
    if not target.flags.c_contiguous:
        raise ValueError("sums go to contiguous arrays only")
    flat = place[0]
    for index, size in zip(place[1:], target.shape[1:], strict=False):
        flat = flat * size + index
    rest = math.prod(target.shape[len(place) :])
    if rest > 1:
        flat = (flat[:, None] * rest + np.arange(rest)).ravel()
    np.add.at(target.reshape(-1), flat, values if np.isscalar(values) else np.ravel(values))
