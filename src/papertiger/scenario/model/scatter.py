"""Between lists and arrays: which places of an array are true, and sums of a list's rows over places."""

from __future__ import annotations

import math

import numpy as np

from papertiger.scenario.model.structure import Bools, Floats


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


def where(mask: Bools) -> tuple[np.ndarray, ...]:
    """Indices of the true places, in order: as `np.nonzero`, which is several times slower on more than one axis."""
    return np.unravel_index(np.flatnonzero(mask), mask.shape)


def flat(target: Floats) -> Floats:
    """The array seen as one axis; raises ValueError where it is not contiguous: what is written to its flat form would be lost in a copy."""
    if not target.flags.c_contiguous:
        raise ValueError("sums go to contiguous arrays only")
    return target.reshape(-1)
