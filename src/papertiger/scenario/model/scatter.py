"""Add the rows of a list to places of an array, rows of one place after another."""

from __future__ import annotations

import math

import numpy as np

from papertiger.scenario.model.structure import Floats


def add(target: Floats, values: Floats | float, *place: np.ndarray) -> None:
    """Add `values` (N, *rest; or one number for all) to `target` (*leading, *rest), row `n` at the indices `place`, each (N).

    As `np.add.at`, which is several times faster on flat arrays.
    """
    at = place[0]
    for index, size in zip(place[1:], target.shape[1:], strict=False):
        at = at * size + index
    rest = math.prod(target.shape[len(place) :])
    if rest > 1:
        at = (at[:, None] * rest + np.arange(rest)).ravel()
    np.add.at(flat(target), at, values if np.isscalar(values) else np.ravel(values))


def flat(target: Floats) -> Floats:
    """The array seen as one axis; raises ValueError where it is not contiguous: what is written to its flat form would be lost in a copy."""
    if not target.flags.c_contiguous:
        raise ValueError("sums go to contiguous arrays only")
    return target.reshape(-1)
