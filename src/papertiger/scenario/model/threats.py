"""Section 3 of the equations: threats, how severe they are, whether they are noticed in time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from papertiger.scenario.model import scatter
from papertiger.scenario.model.noise import Draws, normal
from papertiger.scenario.model.scatter import where
from papertiger.scenario.model.state import State, mean
from papertiger.scenario.model.structure import DOMAINS, Bools, Floats
from papertiger.scenario.model.world import TINY_SHARE, World

MOST_EXCITED = np.log(4.0)
"""Threats invite threats up to four times the rate; without a ceiling the rate could run away."""
_INTELLIGENCE = DOMAINS.index("intelligence")


@dataclass(slots=True)
class Events:
    """Events of one step over all runs, sorted by run, client, type; N of them."""

    run: np.ndarray
    client: np.ndarray
    threat: np.ndarray
    severity: Floats
    """After surprise."""
    noticed: Bools
    hostile: Bools
    rival: Bools
    """The rival power is behind it."""
    need: Floats
    """(N, D)."""


def protection(world: World, state: State) -> Floats:
    """(R, P, I) part of each bound patron in a client's protection; 0 for clients without one."""
    weight = state.bound * (state.share[:, : world.patrons] + TINY_SHARE)
    whole = np.einsum("rpi->ri", weight)[:, None]
    parts: Floats = np.divide(weight, whole, out=np.zeros_like(weight), where=whole > 0)
    return parts


def threats(world: World, state: State, draws: Draws, brought: Bools) -> Events:
    """The events of this step; excitation moves on."""
    state.protects = protection(world, state)
    helped = np.einsum("rpi,rp->ri", state.protects, 1 - state.omega)
    feared = mean(*state.deterrence) * helped
    push = np.exp(world.wide("deterrence", 1) * (world.deterred - feared) + state.excited)
    rate = world.base_rate_hostile * push[:, :, None] + world.base_rate_other
    happens = (draws["threat"] < -np.expm1(-rate)) | brought
    run, client, threat = where(happens)
    place = (run, client, threat)
    hostile = world.tables.hostile[threat]
    _excite(world, state, run[hostile], client[hostile])
    spread = world.of("severity_sd", run)
    severity = np.exp(spread * normal(draws["severity"][place]) - spread**2 / 2)
    sight = -np.expm1(-world.of("detection", run) * state.capability[run, client, _INTELLIGENCE])
    noticed = ~hostile | (draws["noticed"][place] < sight)
    severity = severity * np.where(noticed, 1.0, 1 + world.of("surprise", run))
    rival = hostile & (draws["rival"][place] < world.of("rival_share", run, client))
    need = severity[:, None] * world.tables.need[threat]
    return Events(run, client, threat, severity, noticed, hostile, rival, need)


def _excite(world: World, state: State, run: np.ndarray, client: np.ndarray) -> None:
    """Let excitation fade, and hostile events at these places add to it."""
    events = np.zeros(state.excited.shape)
    scatter.add(events, 1.0, run, client)
    excited = state.excited * world.keeps_excited + world.wide("excitation", 1) * events
    state.excited = np.minimum(MOST_EXCITED, excited)
