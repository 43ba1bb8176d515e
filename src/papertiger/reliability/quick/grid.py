"""The grid on which a rate is integrated: bins of 0 to 1, narrow towards both ends, and a prior's mass in each."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

from papertiger.reliability.quick.prior import Prior

Array = NDArray[np.float64]

BINS = 512
EDGES: Array = np.sin(np.linspace(0, np.pi / 2, BINS + 1)) ** 2
"""Shape (BINS + 1,): equal steps on the arcsine scale, where the s.d. of a rate is the same everywhere."""
WIDTHS: Array = np.diff(EDGES)
MIDDLES: Array = (EDGES[1:] + EDGES[:-1]) / 2
CREDIT: Array = np.stack([1 - MIDDLES, np.sqrt(MIDDLES * (1 - MIDDLES)), MIDDLES])
"""Shape (3, BINS): the likelihood of a sure outcome, p^s (1-p)^(1-s) with s = 0, 1/2, 1 for withheld, partial, honoured."""
for _array in (EDGES, WIDTHS, MIDDLES, CREDIT):
    _array.setflags(write=False)


@lru_cache(maxsize=64)
def component_masses(prior: Prior, power: float = 1.0) -> Array:
    """Shape (components, BINS): the prior mass of each component in each bin, weights included; all sum to 1.

    Args:
        prior: the mixture.
        power: its density is raised to this and normalised again, to see how far a result rests on it (power-scaling).
    """
    masses = np.stack([c.weight * beta_masses(c.a, c.b) for c in prior.components])
    if power != 1:
        total = masses.sum(axis=0)
        scaled = (total / WIDTHS) ** power * WIDTHS
        masses = masses / total * scaled / scaled.sum()
    masses.setflags(write=False)
    return np.asarray(masses)


def beta_masses(a: float, b: float) -> Array:
    """Shape (BINS,): the mass of a Beta in each bin, exact."""
    return np.diff(betainc(a, b, EDGES))
