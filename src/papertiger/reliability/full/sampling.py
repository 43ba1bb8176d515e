"""NUTS (Hoffman and Gelman 2014), compiled once for a shape of data and then run on any data of that shape, many data sets at a time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

import jax
import numpy as np
from jax.flatten_util import ravel_pytree
from numpy.typing import NDArray
from numpyro import handlers
from numpyro.infer.hmc import HMCState, hmc
from numpyro.infer.util import constrain_fn, potential_energy

from papertiger.reliability.full.model import Arrays, model

TARGET = 0.9
"""Acceptance probability aimed at: higher than usual, since spreads near 0 need small steps."""
_DEPTH = 8
"""Most doublings of a trajectory: keeps one hard data set from stalling those that run beside it."""
_START = 1.0
"""Chains start uniformly within this of 0, on the unconstrained scale."""


_Found = tuple[dict[str, jax.Array], jax.Array]
"""Draws of every site and which transitions diverged."""


class Sampled(NamedTuple):
    """Draws of every site, shape (data sets, chains, draws, ...), and whether each transition diverged, (data sets, chains, draws)."""

    draws: dict[str, NDArray[np.float64]]
    diverging: NDArray[np.bool_]


def sample(
    data: Mapping[str, Any],
    priors: Mapping[str, Any],
    *,
    seed: int,
    chains: int,
    warmup: int,
    draws: int,
    thin: int = 1,
    target: float = TARGET,
) -> Sampled:
    """Sample the posteriors of several data sets at once.

    Args:
        data: as `arrays.arrays`, each array with the data sets as first axis.
        priors: as `arrays.tables`, one for all.
        seed: of all chance.
        chains: independent ones for each data set.
        warmup: transitions by which step size and scales are adapted, then dropped.
        draws: kept for each chain.
        thin: transitions for each draw that is kept.
        target: acceptance probability aimed at.
    """
    sets = len(data["weight"])
    keys = jax.random.split(jax.random.key(seed), (sets, chains))
    found, diverging = _run(keys, dict(data), dict(priors), warmup, draws, thin, target)
    return Sampled({name: np.asarray(one, np.float64) for name, one in found.items()}, np.asarray(diverging))


@partial(jax.jit, static_argnames=("warmup", "draws", "thin", "target"))
def _run(
    keys: jax.Array, data: Arrays, priors: Arrays, warmup: int, draws: int, thin: int, target: float
) -> _Found:
    chain = partial(_chain, warmup=warmup, draws=draws, thin=thin, target=target)
    many = jax.vmap(jax.vmap(chain, in_axes=(0, None, None)), in_axes=(0, 0, None))
    return many(keys, data, priors)


def _chain(
    key: jax.Array, data: Arrays, priors: Arrays, *, warmup: int, draws: int, thin: int, target: float
) -> _Found:
    """One chain on one data set."""
    args = (data, priors)
    starting, running = jax.random.split(key)
    # One vector for all sites: compiling takes a third of what it takes with ten of them.
    flat, sites = ravel_pytree(_sites(args))
    start, adapt = hmc(lambda z: potential_energy(model, args, {}, sites(z)), algo="NUTS")
    state = start(
        jax.random.uniform(starting, flat.shape, minval=-_START, maxval=_START),
        warmup,
        target_accept_prob=target,
        max_tree_depth=_DEPTH,
        rng_key=running,
    )

    def step(state: HMCState, _: None) -> tuple[HMCState, tuple[jax.Array, jax.Array]]:
        state = adapt(state)
        return state, (state.z, state.diverging)

    # One loop for warm-up and draws: a second would double the half minute that compiling takes.
    _, (found, diverging) = jax.lax.scan(step, state, None, length=warmup + draws * thin)
    kept = jax.vmap(lambda z: constrain_fn(model, args, {}, sites(z)))(found[warmup + thin - 1 :: thin])
    return kept, diverging[warmup:].reshape(draws, thin).any(axis=1)


def _sites(args: tuple[Arrays, Arrays]) -> dict[str, jax.Array]:
    """A value for every site that is sampled; only its shape matters."""
    trace = handlers.trace(handlers.seed(model, jax.random.key(0))).get_trace(*args)
    return {
        name: site["value"]
        for name, site in trace.items()
        if site["type"] == "sample" and not site["is_observed"]
    }
