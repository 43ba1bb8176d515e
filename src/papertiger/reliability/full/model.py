"""The hierarchical model in NumPyro: every number it conditions on is an argument.

A cumulative logit (McCullagh 1980) with crossed random effects, not centred (Papaspiliopoulos et al. 2007), behind reports that may
err and behind the question whether anything was due; both latent categories are summed out. ``docs/full-model.md`` has the equations.
"""

from __future__ import annotations

from collections.abc import Mapping

import jax
import jax.numpy as jnp
import numpyro
import numpyro.distributions as dist
from jax.nn import log_sigmoid
from jax.scipy.special import logsumexp

Arrays = Mapping[str, jax.Array]


def model(data: Arrays, priors: Arrays) -> None:
    """Sample sites ``typical`` (2,), ``effects``, ``spread`` (5,), ``gap``, and standard normal ``patron``, ``domain``, ``pair``, ``crisis``, ``walk``.

    Args:
        data: as `arrays.arrays`.
        priors: as `arrays.tables`.
    """
    typical = numpyro.sample(
        "typical", dist.Normal(priors["typical_loc"], priors["typical_scale"]).to_event(1)
    )
    effects = numpyro.sample(
        "effects", dist.Normal(priors["effects_loc"], priors["effects_scale"]).to_event(1)
    )
    spread = numpyro.sample("spread", dist.HalfNormal(priors["spread_scale"]).to_event(1))
    gap = numpyro.sample("gap", dist.LogNormal(priors["gap"][0], priors["gap"][1]))
    patron, domain, pair, crisis = (
        numpyro.sample(name, dist.Normal(jnp.zeros_like(data[of]), 1.0).to_event(1))
        for name, of in (
            ("patron", "patrons"),
            ("domain", "domains"),
            ("pair", "pairs"),
            ("crisis", "crises"),
        )
    )
    walk = numpyro.sample("walk", dist.Normal(jnp.zeros(priors["walk"].shape[1]), 1.0).to_event(1))
    eta = (
        typical[data["history"]]
        + data["situation"] @ effects
        + spread[0] * patron[data["patron"]]
        + spread[1] * domain[data["domain"]]
        + spread[2] * pair[data["pair"]]
        + spread[3] * crisis[data["crisis"]]
        + spread[4] * (priors["walk"] @ walk)[data["period"]]
    )
    numpyro.factor("reports", data["weight"] @ log_likelihood(eta, gap, data, priors["not_due"]))


def log_likelihood(eta: jax.Array, gap: jax.Array, data: Arrays, not_due: jax.Array) -> jax.Array:
    """Shape (n,): log P(reports | eta), the outcome and whether an obligation was due summed out; not tempered."""
    due = logsumexp(log_outcomes(eta, gap) + data["reports"], axis=-1)
    otherwise = logsumexp(not_due + data["reports"], axis=-1)
    return jnp.logaddexp(jnp.log(data["due"]) + due, jnp.log1p(-data["due"]) + otherwise)


def log_outcomes(eta: jax.Array, gap: jax.Array) -> jax.Array:
    """Shape (..., 3): log P(withheld), P(partial), P(honoured), written so that no difference of near equals is taken."""
    low, high = -gap / 2 - eta, gap / 2 - eta
    partial = log_sigmoid(high) + log_sigmoid(-low) + jnp.log(-jnp.expm1(-gap))
    return jnp.stack([log_sigmoid(low), partial, log_sigmoid(-high)], axis=-1)
