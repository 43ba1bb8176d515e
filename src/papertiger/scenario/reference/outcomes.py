"""Section 7: what comes of an event, and whether helping draws the patron in."""

from __future__ import annotations

from math import exp, expm1, log

from papertiger.scenario.model.structure import OUTCOMES
from papertiger.scenario.reference.burden import replace
from papertiger.scenario.reference.chances import Chances
from papertiger.scenario.reference.state import (
    INCUMBENT,
    LIMITED,
    PEACE,
    WEAKENED,
    Event,
    State,
    World,
    at_least,
)


def outcome(world: World, state: State, chances: Chances, event: Event) -> int | None:
    """Which outcome the event has (a place in OUTCOMES), or none: competing risks, decided by one number."""
    risks = [exp(_log_hazard(world, state, event, o)) for o in range(len(OUTCOMES))]
    total = sum(risks)
    happens = -expm1(-total)
    u = chances.outcome[event.client][event.kind]
    if u >= happens:
        return None
    cumulated = 0.0
    for o, risk in enumerate(risks):
        cumulated += risk
        if u / happens < cumulated / total:
            return o
    return len(OUTCOMES) - 1  # only rounding leads here


def _log_hazard(world: World, state: State, event: Event, o: int) -> float:
    numbers, table, i = world.numbers, world.table, event.client
    protected = sum(table.relief[o][d] * state.capability[i][d] for d in world.domains)
    return float(
        table.hazard[event.kind][o]
        + numbers.outcome_level
        + numbers.outcome_severity * log(event.severity)
        - numbers.outcome_capability * protected
        - numbers.outcome_support * event.support
        + numbers.outcome_blackout * state.black[i]
        + numbers.outcome_weak * (state.regime[i] == WEAKENED)
    )


def suffer(world: World, state: State, chances: Chances, found: list[tuple[Event, int]]) -> None:
    """Let the outcomes of this step take effect, each once a client."""
    fades = exp(-world.dt / world.numbers.blackout_memory)
    for i in world.clients:
        state.black[i] *= fades
        names = {OUTCOMES[o] for event, o in found if event.client == i}
        if "blackout" in names:
            state.technical[i] = [held * (1 - world.numbers.loss) for held in state.technical[i]]
            state.black[i] = 1.0
        if "setback" in names:
            state.materiel[i] = [held * (1 - world.numbers.loss) for held in state.materiel[i]]
        if "emergency" in names and state.regime[i] == INCUMBENT:
            state.regime[i] = WEAKENED
        if "removal" in names:
            replace(world, state, i, chances)


def entrap(world: World, state: State, chances: Chances, events: list[Event]) -> list[bool]:
    """Which patrons a hostile event that they helped in draws into a war, from the next step on."""
    drawn = [False for _ in world.patrons]
    for event in events:
        for test in event.tests:
            p = test.patron
            helped = event.hostile and test.willing and at_least(test.kept, 0.25)
            caught = chances.entrapment[p][event.client][event.kind] < world.numbers.entrapment
            drawn[p] = drawn[p] or (helped and caught and state.war[p] == PEACE)
    for p in world.patrons:
        if drawn[p]:
            state.war[p] = LIMITED
    return drawn
