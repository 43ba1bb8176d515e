"""Sections 1 and 2 of the equations: shocks, war burden, capacity with reverse supply."""

from __future__ import annotations

import numpy as np

from papertiger.scenario.model.noise import Draws
from papertiger.scenario.model.state import REPLACED, State
from papertiger.scenario.model.structure import Bools, Floats
from papertiger.scenario.model.world import World

HIGHEST_OMEGA = 0.95


def replace(world: World, state: State, which: Bools, draws: Draws) -> None:
    """Replace the regimes `which` (R, I) that are not replaced yet; their reverse supply survives by chance."""
    new = which & (state.regime != REPLACED)
    state.regime[new] = REPLACED
    state.alive[new & (draws["survive"] >= world.wide("supply_survival", 1))] = 0.0


def shocks(world: World, state: State, draws: Draws, step: int) -> Bools:
    """Let the shocks of this step and chance changes of regime happen; returns the threats that shocks bring, (R, I, K)."""
    brought = np.zeros((world.runs, world.clients, len(world.tables.threats)), dtype=bool)
    replaced = draws["regime"] < world.chance("regime_change")
    for at, shock in enumerate(world.structure.shocks):
        if int(shock.month / world.dt + 1e-9) != step:
            continue
        happens = draws["shock"][:, at] < world.inputs["shock_probability"][:, at]
        if shock.kind == "regime_change":
            replaced[:, shock.target] |= happens
        elif shock.kind == "capacity_change":
            size = np.where(happens, world.inputs["shock_size"][:, at], 1.0)
            state.shrunk[:, shock.target] *= size
        elif shock.kind == "war_ends":
            state.war_over[:, shock.target] |= happens
        elif shock.kind == "supply_cut":
            state.alive[happens, shock.target] = 0.0
        else:
            brought[:, shock.target, shock.threat] |= happens
    replace(world, state, replaced, draws)
    return brought


def path(world: World, state: State, month: float) -> Floats:
    """(R, P) burden of the scenario's own wars."""
    omega = np.zeros((world.runs, world.patrons))
    for at, war in enumerate(world.structure.wars):
        if war.start <= month < war.end:
            omega[:, war.patron] = np.maximum(omega[:, war.patron], world.inputs["omega"][:, at])
    return np.where(state.war_over, 0.0, omega)


def burden(world: World, state: State, draws: Draws, month: float) -> None:
    """Move the chain of wars and set `omega`."""
    ends, grows = world.wide("war_end", 1), world.wide("war_escalation", 1)
    leave = np.where(
        state.chain == 0, world.wide("war_onset", 1), ends + np.where(state.chain == 1, grows, 0.0)
    )
    chance = -np.expm1(-leave * world.h)
    moves = draws["war"] < chance
    calms = draws["war"] < chance * np.divide(ends, leave, out=np.zeros_like(leave), where=leave > 0)
    after = np.select([state.chain == 0, state.chain == 1], [1, np.where(calms, 0, 2)], 1)
    state.chain = np.where(moves, after, state.chain).astype(np.int8)
    level = state.chain / 2 * world.wide("war_major", 1)
    state.omega = np.minimum(HIGHEST_OMEGA, np.maximum(path(world, state, month), level))


def capacity(world: World, state: State, *, first: bool) -> None:
    """Set effective and available capacity, and make the reserve good."""
    base = world.inputs["capacity"] * state.shrunk[:, :, None]
    full = base.copy()
    effective = base * (1 - world.tables.war_share * state.omega[:, :, None])
    state.supplied = np.zeros((world.runs, world.patrons, world.clients))
    for at, flow in enumerate(world.structure.supplies):
        rate = world.inputs["reverse"][:, at]
        pair = (slice(None), flow.patron, flow.client)
        kept = np.minimum(1.0, _part(state.share[pair], world.shares[pair]))
        stands = state.bound[pair] | (not world.committed[flow.patron, flow.client])
        flows = rate * state.alive[:, flow.client] * stands * kept
        catch_up = -np.expm1(-world.inputs["substitution"] * world.h)
        gap = np.maximum(rate - flows, 0.0)
        state.substitute[:, at] += catch_up * (gap - state.substitute[:, at])
        effective[:, flow.patron, flow.domain] += flows + state.substitute[:, at]
        full[:, flow.patron, flow.domain] += rate
        state.supplied[pair] += flows
    state.effective = effective
    state.available = np.divide(effective, full, out=np.zeros_like(full), where=full > 0)
    whole: Floats = np.einsum("rpd->rp", full)
    state.effective_all = np.einsum("rpd->rp", effective)
    state.available_all = np.divide(state.effective_all, whole, out=np.zeros_like(whole), where=whole > 0)
    if first:
        state.reserve = effective.copy()
    else:
        refilled = state.reserve + effective * (world.dt / world.wide("refill", 2))
        state.reserve = np.minimum(effective, refilled)


def _part(now: Floats, start: Floats) -> Floats:
    """(R) ratio to the start, 1 where there was nothing at the start."""
    ratio: Floats = np.divide(now, start, out=np.ones_like(now), where=start > 0)
    return ratio
