"""The quick model: one honour rate given tested, NumPy and SciPy only."""

from papertiger.reliability.quick.fit import fit
from papertiger.reliability.quick.influence import (
    Influence,
    NextObservation,
    Refit,
    influence,
    next_observations,
)
from papertiger.reliability.quick.posterior import Posterior
from papertiger.reliability.quick.prior import Component, Prior, load_priors, prior_for, prior_named, priors
from papertiger.reliability.quick.sensitivity import Scaled, power_scaled

__all__ = [
    "Component",
    "Influence",
    "NextObservation",
    "Posterior",
    "Prior",
    "Refit",
    "Scaled",
    "fit",
    "influence",
    "load_priors",
    "next_observations",
    "power_scaled",
    "prior_for",
    "prior_named",
    "priors",
]
