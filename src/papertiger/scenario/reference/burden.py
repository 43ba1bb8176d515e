"""Section 1: shocks, changes of regime by chance, and how much of each patron a war ties down."""

from __future__ import annotations

from math import exp, floor

from papertiger.scenario.reference.chances import Chances
from papertiger.scenario.reference.state import LIMITED, MAJOR, PEACE, REPLACED, SAME, Row, State, World

HEAVIEST = 0.95
"""Largest part of capacity that war takes."""


def shocks(world: World, state: State, step: int, chances: Chances) -> set[tuple[int, int]]:
    """Let the shocks of this step happen; returns the threats among them, as (client, type)."""
    numbers, threats = world.numbers, set()
    for c, shock in enumerate(world.structure.shocks):
        due = floor(shock.month / world.dt + SAME) == step
        if not due or chances.shock[c] >= numbers.shock_probability[c]:
            continue
        if shock.kind == "regime_change":
            replace(world, state, shock.target, chances)
        elif shock.kind == "capacity_change":
            state.shocked[shock.target] *= numbers.shock_size[c]
        elif shock.kind == "war_ends":
            state.path_over[shock.target] = True
        elif shock.kind == "supply_cut":
            state.alive[shock.target] = False
        else:
            threats.add((shock.target, shock.threat))
    return threats


def replace(world: World, state: State, i: int, chances: Chances) -> None:
    """Another regime takes over, once in a run; the client's reverse supply may not survive that."""
    if state.regime[i] == REPLACED:
        return
    state.regime[i] = REPLACED
    if chances.survive[i] >= world.numbers.supply_survival:
        state.alive[i] = False


def regimes(world: World, state: State, chances: Chances) -> None:
    """Regimes fall by chance, apart from shocks and from the outcomes of events."""
    for i in world.clients:
        if chances.regime[i] < 1 - exp(-world.numbers.regime_change * world.years):
            replace(world, state, i, chances)


def omega(world: World, state: State, step: int, chances: Chances) -> Row:
    """Move the chain of wars outside the path by a step; returns the part of capacity that war takes of each patron."""
    numbers, on_path, taken = world.numbers, path(world, state, step * world.dt), []
    level = {PEACE: 0.0, LIMITED: numbers.war_major / 2, MAJOR: numbers.war_major}
    for p in world.patrons:
        state.war[p] = _moved(world, state.war[p], chances.war[p])
        taken.append(max(on_path[p], min(HEAVIEST, level[state.war[p]])))
    return taken


def path(world: World, state: State, month: float) -> Row:
    """The burden of each patron's wars on the scenario's path; the heaviest where several go on."""
    burden = [0.0 for _ in world.patrons]
    for w, war in enumerate(world.structure.wars):
        if war.start <= month < war.end and not state.path_over[war.patron]:
            burden[war.patron] = min(HEAVIEST, max(burden[war.patron], world.numbers.omega[w]))
    return burden


def _moved(world: World, war: int, u: float) -> int:
    onset, ends, escalates = world.numbers.war_onset, world.numbers.war_end, world.numbers.war_escalation
    rate = {PEACE: onset, LIMITED: ends + escalates, MAJOR: ends}[war]
    leaves = 1 - exp(-rate * world.years)
    if u >= leaves:
        return war
    if war == LIMITED:
        return PEACE if u < leaves * ends / rate else MAJOR
    return LIMITED
