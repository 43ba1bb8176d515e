"""The quick model: one honour rate, a mixture of Betas as prior, in closed form or on a grid.

Closed form where no outcome is in doubt: the posterior is again a mixture of Betas, with weights proportional to
w_m B(a_m + k, b_m + n - k) / B(a_m, b_m). On the grid otherwise, which is exact for one rate up to the width of its bins.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np
from scipy.special import betaln

from papertiger.reliability.measuring.cell import Cell
from papertiger.reliability.measuring.settings import measurement
from papertiger.reliability.quick.evidence import Evidence
from papertiger.reliability.quick.grid import Array, beta_masses, component_masses
from papertiger.reliability.quick.posterior import Posterior
from papertiger.reliability.quick.prior import Prior

Method = Literal["auto", "closed", "grid"]


def fit(
    cells: Iterable[Cell] | Evidence,
    prior: Prior,
    rho: float | None = None,
    *,
    prior_power: float = 1.0,
    likelihood_power: float = 1.0,
    method: Method = "auto",
) -> Posterior:
    """The honour rate given tested, from cells of one group.

    Args:
        cells: pending ones are left out; their order does not matter beyond rounding. Or the evidence that they are, whose `rho` then holds.
        prior: see `prior_for`.
        rho: dependence within a crisis; by default that of the shipped settings.
        prior_power: power of the prior's density, for sensitivity (1 as it is).
        likelihood_power: power of the likelihood, likewise.
        method: ``closed`` and ``grid`` force one, to compare them; the closed form takes outcomes in doubt as soft counts.
    """
    evidence = cells if isinstance(cells, Evidence) else Evidence(cells, default_rho(rho))
    closed = method == "closed" or (method == "auto" and evidence.sure and prior_power == 1)
    if closed:
        return _closed(evidence, prior, likelihood_power)
    return on_grid(evidence, evidence.loglik * likelihood_power, prior, prior_power)


def default_rho(rho: float | None) -> float:
    """The given one, or that of the shipped settings."""
    return measurement().rho.value if rho is None else rho


def on_grid(evidence: Evidence, loglik: Array, prior: Prior, prior_power: float = 1.0) -> Posterior:
    """Prior times likelihood, given as log-likelihood of shape (BINS,), on the grid."""
    masses = component_masses(prior, prior_power) * np.exp(loglik - loglik.max())
    return _posterior(evidence, masses / masses.sum(), prior, closed=False)


def _closed(evidence: Evidence, prior: Prior, power: float) -> Posterior:
    k, n = (power * count for count in evidence.soft_counts)
    logs = np.array(
        [np.log(c.weight) + betaln(c.a + k, c.b + n - k) - betaln(c.a, c.b) for c in prior.components]
    )
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    masses = np.stack(
        [w * beta_masses(c.a + k, c.b + n - k) for w, c in zip(weights, prior.components, strict=True)]
    )
    return _posterior(evidence, masses, prior, closed=True)


def _posterior(evidence: Evidence, masses: Array, prior: Prior, *, closed: bool) -> Posterior:
    """From masses of shape (components, BINS)."""
    return Posterior(
        mass=masses.sum(axis=0),
        of=prior,
        weights=tuple(float(w) for w in masses.sum(axis=1)),
        n_eff=evidence.n_eff,
        origins=evidence.origins,
        tests=int(evidence.told.sum()),
        closed=closed,
    )
