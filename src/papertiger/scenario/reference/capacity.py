"""Section 2: what clients supply to their patron, what the patron could give, and what it has in reserve."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from papertiger.scenario.reference.state import Grid, Row, State, World


@dataclass
class Capacity:
    """What patrons can give in this step."""

    supply: Row
    """By flow of reverse supply (`V`)."""
    effective: Grid
    """Patron, domain (`Keff`)."""
    ratio: Grid
    """Patron, domain: effective to full (`f`)."""
    overall: Row
    """Patron: the same over all domains (`fbar`)."""


def supplies(world: World, state: State) -> Row:
    """What each flow of reverse supply brings: nothing when it is dead or the commitment has ended, less when the client has turned away."""
    numbers, flows = world.numbers, []
    for f, flow in enumerate(world.structure.supplies):
        i, p = flow.client, flow.patron
        at_start = numbers.shares[i][p]
        turned = min(1.0, state.shares[i][p] / at_start) if at_start > 0 else 1.0
        stands = state.bound[p][i] or not world.committed(p, i)
        flows.append(numbers.reverse[f] * turned if state.alive[i] and stands else 0.0)
    return flows


def substitute(world: World, state: State, supply: Row) -> None:
    """Let the patron put something in the place of reverse supply that is missing."""
    speed = 1 - exp(-world.numbers.substitution * world.years)
    for f, brought in enumerate(supply):
        missing = max(world.numbers.reverse[f] - brought, 0.0)
        state.substituted[f] += speed * (missing - state.substituted[f])


def available(world: World, state: State, omega: Row, supply: Row) -> Capacity:
    """Effective capacity of every patron under its war burden, and its ratio to full capacity."""
    numbers, flows = world.numbers, world.structure.supplies
    found = Capacity(supply, [], [], [])
    for p in world.patrons:
        full, effective = [], []
        for d in world.domains:
            base = numbers.capacity[p][d] * state.shocked[p]
            own = [f for f, flow in enumerate(flows) if (flow.patron, flow.domain) == (p, d)]
            full.append(base + sum(numbers.reverse[f] for f in own))
            effective.append(
                base * (1 - world.table.war_share[d] * omega[p])
                + sum(supply[f] + state.substituted[f] for f in own)
            )
        found.effective.append(effective)
        found.ratio.append(
            [have / whole if whole > 0 else 0.0 for have, whole in zip(effective, full, strict=True)]
        )
        found.overall.append(sum(effective) / sum(full) if sum(full) > 0 else 0.0)
    return found


def refill(world: World, state: State, capacity: Capacity, step: int) -> None:
    """Make the reserve good, up to what is available now; the first step starts with a full one."""
    for p in world.patrons:
        for d in world.domains:
            most = capacity.effective[p][d]
            again = state.reserve[p][d] + most * world.dt / world.numbers.refill
            state.reserve[p][d] = most if step == 0 else min(most, again)
