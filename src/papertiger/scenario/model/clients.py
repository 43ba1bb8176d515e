"""Section 9 of the equations: capability, portfolio, formal exit, firmer commitments, recovery."""

from __future__ import annotations

import numpy as np

from papertiger.scenario.model.noise import Draws
from papertiger.scenario.model.scatter import flat
from papertiger.scenario.model.state import INCUMBENT, REPLACED, WEAKENED, State
from papertiger.scenario.model.structure import Bools, Floats
from papertiger.scenario.model.world import World

FIRMER = 0.25
"""What a renegotiation adds to the strength of a commitment."""
_LEAST = 1e-6
_NEAR_ZERO = 0.02  # below it the CES exponent is taken as 0: the geometric mean


def kept_up(world: World, state: State, available: Floats) -> tuple[Floats, Floats]:
    """(R, I, D) materiel and technical support that own effort, patrons and others keep up.

    `available` (R, P, D) scales what patrons do for technical support.
    """
    outside = state.share[:, world.patrons] + state.share[:, world.patrons + 1]
    level = world.wide("own", 1) + (world.wide("others_supply", 1) * outside)[:, :, None]
    materiel = np.repeat(level, world.covers.shape[2], axis=2)
    technical = materiel.copy()
    held = state.share[:, : world.patrons] * state.bound
    for patron in range(world.patrons):
        part = held[:, patron, :, None] * world.covers[patron]
        materiel += part
        part *= available[:, patron, None, :]
        technical += part
    return materiel, technical


def set_out(world: World, state: State, peace: Floats) -> None:
    """Set materiel, technical support and capability to what is kept up at peace; `peace` (R, P, D) is 1 where a patron has any capacity."""
    state.materiel, state.technical = kept_up(world, state, peace)
    state.capability = capability(world, state.materiel, state.technical)


def maintain(world: World, state: State, step: int) -> None:
    """Let materiel and technical support decay towards what is kept up, and take in what arrives."""
    whole, parted = kept_up(world, state, state.available)
    state.materiel = _decayed(state.materiel, whole, world.keeps_materiel)
    state.technical = _decayed(state.technical, parted, world.keeps_technical)
    if step in state.arriving:
        place, materiel, technical = (
            np.concatenate(parts) for parts in zip(*state.arriving.pop(step), strict=True)
        )
        np.add.at(flat(state.materiel), place, materiel)
        np.add.at(flat(state.technical), place, technical)
    state.capability = capability(world, state.materiel, state.technical)


def _decayed(now: Floats, target: Floats, keeps: Floats) -> Floats:
    now = now - target
    now *= keeps
    now += target
    return now


def capability(world: World, materiel: Floats, technical: Floats) -> Floats:
    """CES aggregate: with an exponent below 0 materiel without technical support loses its effect."""
    mix, exponent = world.wide("mix", 2), world.wide("complementarity", 2)
    materiel, technical = np.maximum(materiel, _LEAST), np.maximum(technical, _LEAST)
    geometric = np.abs(exponent) < _NEAR_ZERO
    power = np.where(geometric, 1.0, exponent)
    # Materiel times the aggregate at materiel 1: one logarithm and one exponential less an element.
    ratio = np.log(technical / materiel)
    bent = np.log(mix + (1 - mix) * np.exp(power * ratio)) / power
    if geometric.any():
        bent = np.where(geometric, (1 - mix) * ratio, bent)
    effective: Floats = materiel * np.exp(bent)
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
    target /= np.einsum("roi->ri", target)[:, None]
    state.share = _decayed(state.share, target, world.keeps_share)


def leave(world: World, state: State, draws: Draws) -> tuple[Bools, Floats]:
    """Formal exits of this step, and how probable they were (0 where nobody is bound), both (R, P, I)."""
    replaced = (state.regime == REPLACED)[:, None, :]
    log_rate = (
        world.wide("exit_base", 2)
        - world.wide("exit_trust", 2) * state.trust
        + world.wide("exit_regime", 2) * replaced
    )
    risk: Floats = np.where(state.bound, -np.expm1(-np.exp(log_rate) * world.h), 0.0)
    exits: Bools = draws["exit"] < risk
    state.bound &= ~exits
    return exits, risk


def renegotiate(world: World, state: State, draws: Draws, disappointed: Bools) -> Bools:
    """Firmer commitments of this step, (R, P, I): a client with enough weight gets one after a withheld test."""
    chance = world.inputs["symmetry"] * world.wide("renegotiation", 2)
    firmer = state.bound & disappointed & (draws["firmer"] < chance) & (state.commit < 1)
    state.commit = np.where(firmer, np.minimum(1.0, state.commit + FIRMER), state.commit)
    return firmer


def recover(world: World, state: State, draws: Draws) -> None:
    """Let weakened regimes recover."""
    state.regime[(state.regime == WEAKENED) & (draws["recover"] < world.chance("recovery"))] = INCUMBENT
