"""Section 10: where a patron stands with the rival power. Only the direction in which this index moves means anything."""

from __future__ import annotations

from math import exp, log

from papertiger.scenario.reference.state import Row, State, World


def standing(world: World, state: State, omega: Row, overall: Row) -> Row:
    """What each patron brings to the table: no war, capacity, capable clients that lean on it."""
    numbers, found = world.numbers, []
    for p in world.patrons:
        clients = [state.shares[i][p] * sum(state.capability[i]) / len(world.domains) for i in world.clients]
        found.append(
            -numbers.bargain_war * omega[p]
            + numbers.bargain_capacity * log(max(overall[p], 0.05))
            + numbers.bargain_clients * sum(clients) / len(clients)
        )
    return found


def index(state: State, now: Row) -> Row:
    """The index of each patron, 0 to 1, one half at the outset."""
    return [
        min(1.0, max(0.0, 0.5 + (brings - start) / 2 + favour))
        for brings, start, favour in zip(now, state.bargain_at_start, state.favour, strict=True)
    ]


def concede(world: World, state: State, linkages: list[int]) -> None:
    """Concessions to the rival buy favour, which fades."""
    fades = exp(-world.dt / world.numbers.favour_memory)
    for p, number in enumerate(linkages):
        state.favour[p] = state.favour[p] * fades + world.numbers.concession_gain * number
