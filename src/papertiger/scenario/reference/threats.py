"""Section 3: which threats come true, how severe they are, whether they are noticed in time, and who is behind them."""

from __future__ import annotations

from math import exp, log

from papertiger.scenario.model.structure import DOMAINS
from papertiger.scenario.reference.chances import Chances
from papertiger.scenario.reference.state import Event, Grid, Row, State, World

CEILING = log(4)
"""Excitation at most quadruples a rate, which could run away without a ceiling."""
_WATCH = DOMAINS.index("intelligence")


def leaning(world: World, state: State) -> Grid:
    """How a client's reliance divides over the patrons bound to it (`phi[i][p]`); sums to 1, or is 0 where none is bound."""
    divided = []
    for i in world.clients:
        parts = [state.shares[i][p] + 1e-9 if state.bound[p][i] else 0.0 for p in world.patrons]
        total = sum(parts)
        divided.append([part / total if total > 0 else 0.0 for part in parts])
    return divided


def arrive(
    world: World,
    state: State,
    chances: Chances,
    forced: set[tuple[int, int]],
    omega: Row,
    phi: Grid,
) -> list[Event]:
    """The events of this step, in the order of clients and types; excites the clients that somebody attacked."""
    events = []
    for i in world.clients:
        free = sum(phi[i][p] * (1 - omega[p]) for p in world.patrons)
        relief = state.deterred_at_start[i] - state.adversary[i].mean * free
        for k in world.kinds:
            chance = 1 - exp(-_rate(world, state, i, k, relief) * world.years)
            if chances.threat[i][k] < chance or (i, k) in forced:
                events.append(_event(world, state, chances, i, k))
    for i in world.clients:
        hostile = sum(event.hostile for event in events if event.client == i)
        kept = world.numbers.excitation_memory**world.dt
        excited = state.excitation[i] * kept + world.numbers.excitation * hostile
        state.excitation[i] = min(CEILING, excited)
    return events


def _rate(world: World, state: State, i: int, k: int, relief: float) -> float:
    """Events a year; `relief` is how much less the adversaries fear help than at the start."""
    numbers = world.numbers
    base: float = numbers.rate[k] * numbers.exposure[i] ** world.table.load[k]
    if not world.table.hostile[k]:
        return base
    return base * exp(numbers.deterrence * relief + state.excitation[i])


def _event(world: World, state: State, chances: Chances, i: int, k: int) -> Event:
    numbers, hostile = world.numbers, world.table.hostile[k]
    spread = numbers.severity_sd
    severity = exp(spread * chances.severity[i][k] - spread**2 / 2)
    watched = 1 - exp(-numbers.detection * state.capability[i][_WATCH])
    noticed = not hostile or chances.noticed[i][k] < watched
    if not noticed:
        severity *= 1 + numbers.surprise
    rival = hostile and chances.rival[i][k] < numbers.rival_share[i]
    need = [severity * part for part in world.table.need[k]]
    return Event(i, k, severity, hostile, noticed, rival, need)
