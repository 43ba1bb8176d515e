"""Section 9 of the equations: capability, portfolio, formal exit, firmer commitments, recovery."""

from __future__ import annotations

import numpy as np

from papertiger.scenario.model.noise import Draws
from papertiger.scenario.model.state import INCUMBENT, REPLACED, WEAKENED, State
from papertiger.scenario.model.structure import Bools, Floats
from papertiger.scenario.model.world import World

FIRMER = 0.25
"""What a renegotiation adds to the strength of a commitment."""
_LEAST = 1e-6
_NEAR_ZERO = 0.02  # below it the CES exponent is taken as 0: the geometric mean


def kept_up(world: World, state: State, available: Floats) -> Floats:
    """(R, I, D) capability that own effort, patrons and others keep up; `available` (R, P, D) scales what patrons do."""
    outside = state.share[:, world.patrons] + state.share[:, world.patrons + 1]
    level = world.wide("own", 1) + (world.wide("others_supply", 1) * outside)[:, :, None]
    level = np.repeat(level, world.covers.shape[2], axis=2)
    held = state.share[:, : world.patrons] * state.bound
    for patron in range(world.patrons):
        level += (held[:, patron, :, None] * world.covers[patron]) * available[:, patron, None, :]
    return level


def set_out(world: World, state: State, available: Floats) -> None:
    """Set materiel, technical support and capability to what is kept up at the outset, when patrons have the part `available` (R, P, D) of their capacity."""
    state.materiel = kept_up(world, state, np.ones_like(available))
    state.technical = kept_up(world, state, available)
    state.capability = capability(world, state.materiel, state.technical)


def maintain(world: World, state: State, step: int) -> None:
    """Let materiel and technical support decay towards what is kept up, and take in what arrives."""
    slot = step % len(state.arriving)
    arrived = world.wide("gain", 3) * state.arriving[slot]
    state.arriving[slot] = 0.0
    keeps = np.exp(-world.wide("decay_materiel", 2) * world.dt)
    target = kept_up(world, state, np.ones_like(state.available))
    state.materiel = target + keeps * (state.materiel - target) + arrived[..., 0]
    keeps = np.exp(-world.wide("decay_technical", 2) * world.dt)
    target = kept_up(world, state, state.available)
    state.technical = target + keeps * (state.technical - target) + arrived[..., 1]
    state.capability = capability(world, state.materiel, state.technical)


def capability(world: World, materiel: Floats, technical: Floats) -> Floats:
    """CES aggregate: with an exponent below 0 materiel without technical support loses its effect."""
    mix, exponent = world.wide("mix", 2), world.wide("complementarity", 2)
    log_m, log_t = np.log(np.maximum(materiel, _LEAST)), np.log(np.maximum(technical, _LEAST))
    flat = np.abs(exponent) < _NEAR_ZERO
    power = np.where(flat, 1.0, exponent)
    bent = np.log(mix * np.exp(power * log_m) + (1 - mix) * np.exp(power * log_t)) / power
    if flat.any():
        bent = np.where(flat, mix * log_m + (1 - mix) * log_t, bent)
    effective: Floats = np.exp(bent)
    return effective


def realign(world: World, state: State) -> None:
    """Move portfolios towards what clients would choose now."""
    patrons = world.patrons
    start = world.shares
    value = world.wide("inertia", 2) * (state.share - start)
    replaced = (state.regime == REPLACED)[:, None, :]
    value[:, :patrons] += (
        world.wide("pull_trust", 2) * (state.trust - world.start_trust)
        + world.wide("pull_offer", 2) * (state.available_all - state.offered)[:, :, None]
        + world.wide("pull_regime", 2) * replaced
    )
    target = (start + _LEAST) * np.exp(value)
    target[:, :patrons] *= ~(world.committed & ~state.bound)
    target /= target.sum(axis=1, keepdims=True)
    keeps = (1 - world.wide("realignment", 2)) ** world.dt
    state.share = target + keeps * (state.share - target)


def leave(world: World, state: State, draws: Draws) -> Bools:
    """Formal exits of this step, (R, P, I)."""
    replaced = (state.regime == REPLACED)[:, None, :]
    log_rate = (
        world.wide("exit_base", 2)
        - world.wide("exit_trust", 2) * state.trust
        + world.wide("exit_regime", 2) * replaced
    )
    exits: Bools = state.bound & (draws["exit"] < -np.expm1(-np.exp(log_rate) * world.h))
    state.bound &= ~exits
    return exits


def renegotiate(world: World, state: State, draws: Draws, disappointed: Bools) -> Bools:
    """Firmer commitments of this step, (R, P, I): a client with enough weight gets one after a withheld test."""
    chance = world.inputs["symmetry"] * world.wide("renegotiation", 2)
    firmer = state.bound & disappointed & (draws["firmer"] < chance) & (state.commit < 1)
    state.commit = np.where(firmer, np.minimum(1.0, state.commit + FIRMER), state.commit)
    return firmer


def recover(world: World, state: State, draws: Draws) -> None:
    """Let weakened regimes recover."""
    chance = -np.expm1(-world.wide("recovery", 1) * world.h)
    state.regime[(state.regime == WEAKENED) & (draws["recover"] < chance)] = INCUMBENT
