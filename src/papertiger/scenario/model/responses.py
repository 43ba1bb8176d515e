"""Sections 4 and 5 of the equations: who is asked, who is willing, and what each gets of what there is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from papertiger.scenario.model import scatter
from papertiger.scenario.model.allocation import Rule
from papertiger.scenario.model.noise import Draws
from papertiger.scenario.model.scatter import where
from papertiger.scenario.model.state import State
from papertiger.scenario.model.structure import Bools, Floats
from papertiger.scenario.model.sums import whole
from papertiger.scenario.model.threats import Events
from papertiger.scenario.model.world import SAME, TINY_SHARE, World


@dataclass(slots=True)
class Tests:
    """The tests of a step, sorted by event, then patron; n of them. Amounts in full needs."""

    event: np.ndarray
    """(n) row of the event."""
    run: np.ndarray
    patron: np.ndarray
    client: np.ndarray
    threat: np.ndarray
    part: Floats
    """(n) share of the need that is asked of the patron."""
    asked: Floats
    """(n, D)."""


@dataclass(slots=True)
class Answers:
    """What patrons answered."""

    willing: Bools
    """(n)."""
    linked: Bools
    """(n) given up for the relation with the rival power."""
    accepted: np.ndarray
    """(w) rows of the willing tests."""
    given: Floats
    """(w, D) what each of them gets, with what was taken over from unwilling patrons."""


def call(world: World, state: State, draws: Draws, events: Events) -> Tests:
    """The tests that this step's events make."""
    due = world.inputs["due"]
    row = events.run if len(due) > 1 else np.zeros_like(events.run)
    owes = (
        state.bound[events.run, :, events.client]
        & (
            draws["due"][events.run, :, events.client, events.threat]
            < due[row, :, events.client, events.threat]
        )
        & world.askable[:, events.client, events.threat].T
    )
    event, patron = where(owes)
    run, client, threat = events.run[event], events.client[event], events.threat[event]
    weight = state.share[run, patron, client] + TINY_SHARE
    part = weight / np.bincount(event, weight, len(events.run))[event]
    asked = events.need[event] * world.covers[patron, client] * part[:, None]
    return Tests(event, run, patron, client, threat, part, asked)


def respond(
    world: World, state: State, draws: Draws, events: Events, tests: Tests, allocate: Rule
) -> Answers:
    """Decide and allocate; the reserve is spent."""
    log_priority = _log_priority(world, state, events, tests)
    willing, linked = _willing(world, state, draws, events, tests, log_priority)
    accepted = np.flatnonzero(willing)
    taking = np.bincount(tests.event[accepted], tests.part[accepted], len(events.run))
    refused = np.bincount(tests.event, tests.part * ~willing, len(events.run))
    event = tests.event[accepted]
    more = 1 + world.of("burden_shift", tests.run[accepted]) * refused[event] / taking[event]
    wanted = tests.asked[accepted] * more[:, None]
    given = _allocated(world, state, tests, accepted, wanted, np.exp(log_priority[accepted]), allocate)
    return Answers(willing, linked, accepted, given)


def _log_priority(world: World, state: State, events: Events, tests: Tests) -> Floats:
    """(n) logarithm of the priority that the patron gives the event."""
    run, patron, client = tests.run, tests.patron, tests.client

    def weight(name: str) -> Floats:
        return world.of(name, run)

    row = run if len(world.log_distance) > 1 else np.zeros_like(run)
    found: Floats = (
        weight("weigh_value") * world.of("value", run, patron, client)
        + weight("weigh_commitment") * state.commit[run, patron, client]
        + weight("weigh_supply") * np.log1p(state.supplied[run, patron, client])
        + weight("weigh_audience") * world.of("visibility", run, client)
        - weight("weigh_distance") * world.log_distance[row, patron, client]
        - weight("weigh_rival") * world.of("rho", run, patron) * events.rival[tests.event]
    )
    return found


def _willing(
    world: World, state: State, draws: Draws, events: Events, tests: Tests, log_priority: Floats
) -> tuple[Bools, Bools]:
    """(n) who is willing after linkage, and who gave the client up to the rival."""
    run, patron, client = tests.run, tests.patron, tests.client

    def of(name: str) -> Floats:
        return world.of(name, run)

    shared = np.bincount(tests.event, minlength=len(events.run))[tests.event] > 1
    odds = (
        of("will_base")
        + of("will_priority") * log_priority
        - of("will_war") * state.omega[run, patron]
        + world.will_odds[run if len(world.will_odds) > 1 else np.zeros_like(run), patron]
        + of("will_shared") * shared
    )
    says_yes = draws["will"][run, patron, client, tests.threat] < 1 / (1 + np.exp(-odds))
    spared = np.einsum("nd->n", tests.asked) / (state.effective_all[run, patron] + 1e-9)
    gain = world.of("rho", run, patron) * of("concession") + of("saving") * spared
    worth = world.of("will", run, patron) * (
        world.of("value", run, patron, client) + of("reputation") * state.commit[run, patron, client]
    )
    linked = says_yes & events.rival[tests.event] & (gain > worth + SAME)
    return says_yes & ~linked, linked


def _allocated(
    world: World,
    state: State,
    tests: Tests,
    accepted: np.ndarray,
    wanted: Floats,
    priority: Floats,
    allocate: Rule,
) -> Floats:
    """(w, D) what each willing test gets; every reserve is parted among them and the home theatre.

    Only reserves that do not suffice for all claims are put to the rule.
    """
    home = world.wide("home", 1) * state.effective * (world.dt / world.wide("refill", 2))
    claimed = home.copy(order="C")
    run, patron = tests.run[accepted], tests.patron[accepted]
    scatter.add(claimed, wanted, run, patron)
    left = np.maximum(state.reserve - claimed, 0.0)
    scarce = (claimed > home) & (claimed > state.reserve)
    given = wanted.copy()
    row, domain = where(scarce[run, patron])
    if len(row):
        problem, column = _places(scarce, run, patron, row, domain)
        place = where(scarce)
        claims = np.zeros((len(place[0]), column.max() + 1))
        weights = np.ones_like(claims)
        claims[:, 0], weights[:, 0] = home[place], world.of("home_priority", place[0])
        claims[problem, column], weights[problem, column] = wanted[row, domain], priority[row]
        shares = allocate(claims, weights, state.reserve[place])
        left[place] = np.maximum(state.reserve[place] - whole(shares), 0.0)
        given[row, domain] = shares[problem, column]
    state.reserve = left
    return given


def _places(
    scarce: Bools, run: np.ndarray, patron: np.ndarray, row: np.ndarray, domain: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The problem and the column of each claim on a scarce reserve; column 0 is left to the home theatre."""
    number = np.cumsum(scarce.ravel()).reshape(scarce.shape) - 1
    problem = number[run[row], patron[row], domain]
    order = np.argsort(problem, kind="stable")
    ordered = problem[order]
    column = np.empty_like(order)
    column[order] = np.arange(len(order)) - np.searchsorted(ordered, ordered) + 1
    return problem, column
