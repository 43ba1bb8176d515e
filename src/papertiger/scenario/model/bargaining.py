"""Section 10 of the equations: the patron's index at the table with the rival power; only the direction of its change is shown."""

from __future__ import annotations

import numpy as np

from papertiger.scenario.model.state import State
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.model.world import World


def position(world: World, state: State) -> Floats:
    """(R, P) strength at the table."""
    able = np.einsum("rid->ri", state.capability) / state.capability.shape[2]
    held = np.einsum("rpi,ri->rp", state.share[:, : world.patrons], able)
    strength: Floats = (
        -world.wide("bargain_war", 1) * state.omega
        + world.wide("bargain_capacity", 1) * np.log(np.maximum(state.available_all, 0.05))
        + world.wide("bargain_clients", 1) * held / world.clients
    )
    return strength


def index(world: World, state: State, outset: Floats) -> Floats:
    """(R, P) index, 0 to 1; `outset` is the position at the outset."""
    return np.clip(0.5 + (position(world, state) - outset) / 2 + state.favour, 0.0, 1.0)


def concede(world: World, state: State, linkages: Floats) -> None:
    """Let concessions of this step buy favour and earlier favour fade; `linkages` (R, P)."""
    fades = np.exp(-world.dt / world.wide("favour_memory", 1))
    state.favour = state.favour * fades + world.wide("concession_gain", 1) * linkages
