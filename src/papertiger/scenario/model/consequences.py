"""Section 7 of the equations: competing outcomes of each event, and patrons drawn into a war."""

from __future__ import annotations

import numpy as np

from papertiger.scenario.model.conditions import replace
from papertiger.scenario.model.deliveries import PARTLY, Accounts, Verdicts
from papertiger.scenario.model.noise import Draws
from papertiger.scenario.model.responses import Answers, Tests
from papertiger.scenario.model.scatter import where
from papertiger.scenario.model.state import INCUMBENT, NO_OUTCOME, WEAKENED, State
from papertiger.scenario.model.structure import OUTCOMES, Bools, Floats
from papertiger.scenario.model.sums import weighted
from papertiger.scenario.model.threats import Events
from papertiger.scenario.model.world import SAME, World


def outcomes(
    world: World,
    state: State,
    draws: Draws,
    events: Events,
    tests: Tests,
    answers: Answers,
    accounts: Accounts,
) -> np.ndarray:
    """(N) index of each event's outcome, `NO_OUTCOME` where it came to nothing."""
    run, client = events.run, events.client
    reached = np.bincount(tests.event[answers.accepted], np.einsum("wd->w", accounts.reached), len(run))
    helped = np.minimum(1.0, reached / np.einsum("nd->n", events.need))

    def of(name: str) -> Floats:
        return world.of(name, run)

    common = (
        of("outcome_level")
        + of("outcome_severity") * np.log(events.severity)
        - of("outcome_support") * helped
        + of("outcome_blackout") * state.black[run, client]
        + of("outcome_weak") * (state.regime[run, client] == WEAKENED)
    )
    relief = weighted(state.capability[run, client], world.tables.relief)
    hazard = np.exp(
        world.tables.hazard[events.threat] + common[:, None] - of("outcome_capability")[:, None] * relief
    )
    whole = np.einsum("no->n", hazard)
    chance = -np.expm1(-whole)
    number = draws["outcome"][run, client, events.threat]
    reached = np.cumsum(hazard, axis=1) / whole[:, None]
    which = ((number / chance)[:, None] >= reached).sum(axis=1)
    found: np.ndarray = np.where(number < chance, np.minimum(which, len(OUTCOMES) - 1), NO_OUTCOME)
    return found


def suffer(world: World, state: State, draws: Draws, events: Events, outcome: np.ndarray) -> None:
    """Let outcomes act on the clients, once a client whatever the number of events."""

    def struck(kind: str) -> Bools:
        marks = np.zeros((world.runs, world.clients), dtype=bool)
        chosen = outcome == OUTCOMES.index(kind)
        marks[events.run[chosen], events.client[chosen]] = True
        return marks

    for levels, marks in (
        (state.technical, blackout := struck("blackout")),
        (state.materiel, struck("setback")),
    ):
        run, client = where(marks)
        levels[run, client] *= 1 - world.of("loss", run)[:, None]
    state.black = np.where(blackout, 1.0, state.black * world.keeps_black)
    state.regime[struck("emergency") & (state.regime == INCUMBENT)] = WEAKENED
    replace(world, state, struck("removal"), draws)


def entrap(
    world: World,
    state: State,
    draws: Draws,
    events: Events,
    tests: Tests,
    answers: Answers,
    verdict: Verdicts,
) -> Bools:
    """Draw patrons at peace that helped against an adversary into a war from the next step; returns which, (R, P)."""
    rows = answers.accepted
    helped = rows[events.hostile[tests.event[rows]] & (verdict.share[rows] >= PARTLY - SAME)]
    run, patron = tests.run[helped], tests.patron[helped]
    chance = draws["entrapment"][run, patron, tests.client[helped], tests.threat[helped]]
    drawn = chance < world.of("entrapment", run)
    entrapped = np.zeros((world.runs, world.patrons), dtype=bool)
    entrapped[run[drawn], patron[drawn]] = True
    entrapped &= state.chain == 0
    state.chain[entrapped] = 1
    return entrapped
