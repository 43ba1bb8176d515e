"""The engine: a block of runs, step after step, vectorised over runs (docs/scenario-equations.md)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import numpy as np

from papertiger.scenario.model import (
    bargaining,
    beliefs,
    clients,
    conditions,
    consequences,
    deliveries,
    responses,
    threats,
)
from papertiger.scenario.model.allocation import Rule, rule
from papertiger.scenario.model.choices import Choices
from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.model.noise import Draws
from papertiger.scenario.model.recording import Recorder
from papertiger.scenario.model.records import Records
from papertiger.scenario.model.state import State, start
from papertiger.scenario.model.structure import Floats, Structure
from papertiger.scenario.model.world import World


def simulate(
    structure: Structure,
    inputs: Inputs,
    draws: Iterable[Draws],
    choices: Choices,
    *,
    log_tests: bool = False,
) -> Records:
    """Run a block: `draws` gives the numbers of each step for R runs, `inputs` the parameters of R runs or of all.

    `log_tests` keeps every test (N, len(EVENT)) in the records, for comparison with the reference; it costs memory.
    """
    coming = iter(draws)
    first = next(coming)
    world = World(structure, inputs, choices, len(first["threat"]))
    state, outset = opening(world)
    record = Recorder(world, state, bargaining.index(world, state, outset), log_tests=log_tests)
    allocate = rule(choices.allocation)
    for step, numbers in enumerate(chain([first], coming)):
        advance(world, state, numbers, step, outset, record, allocate)
    return record.records()


JUST_BEFORE = -1e-9
"""Month of the outset: wars that were on before the start, and none that begins with it."""


def opening(world: World) -> tuple[State, Floats]:
    """The state before the first step, with the burden of its month, and the bargaining position at the outset (R, P)."""
    state = start(world)
    state.omega = np.minimum(conditions.HIGHEST_OMEGA, conditions.path(world, state, JUST_BEFORE))
    conditions.capacity(world, state, first=True)
    state.offered = state.available_all
    clients.set_out(world, state, state.available)
    outset = bargaining.position(world, state)
    state.omega = np.minimum(conditions.HIGHEST_OMEGA, conditions.path(world, state, 0.0))
    state.substitute[:] = 0.0
    conditions.capacity(world, state, first=True)
    state.substitute[:] = 0.0
    return state, outset


def advance(
    world: World, state: State, draws: Draws, step: int, outset: Floats, record: Recorder, allocate: Rule
) -> None:
    """One step, in the order of the equations; the state is changed in place."""
    brought = conditions.shocks(world, state, draws, step)
    conditions.burden(world, state, draws, step * world.dt)
    conditions.capacity(world, state, first=step == 0)
    events = threats.threats(world, state, draws, brought)
    tests = responses.call(world, state, draws, events)
    answers = responses.respond(world, state, draws, events, tests, allocate)
    accounts = deliveries.deliver(world, state, draws, events, tests, answers, step)
    verdict = deliveries.verdicts(tests, answers, accounts)
    outcome = consequences.outcomes(world, state, draws, events, tests, answers, accounts)
    record.tests(step, state, events, tests, answers, accounts, verdict, outcome)
    consequences.suffer(world, state, draws, events, outcome)
    entrapped = consequences.entrap(world, state, draws, events, tests, answers, verdict)
    state.queue.append(beliefs.to_be_seen(world, state, draws, events, tests, verdict))
    due = state.queue.popleft() if len(state.queue) > world.delay else None
    disappointed = beliefs.learn(world, state, due)
    clients.maintain(world, state, step)
    clients.realign(world, state)
    exits, risk = clients.leave(world, state, draws)
    firmer = clients.renegotiate(world, state, draws, disappointed)
    clients.recover(world, state, draws)
    index = bargaining.index(world, state, outset)
    linkages = record.moves(exits, risk, firmer, entrapped)
    bargaining.concede(world, state, linkages)
    record.step(step, state, index)
