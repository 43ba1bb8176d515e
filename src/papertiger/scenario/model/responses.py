"""Sections 4 and 5 of the equations: who is asked, who is willing, and what each gets of what there is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from papertiger.scenario.model.allocation import Rule
from papertiger.scenario.model.noise import Draws
from papertiger.scenario.model.state import State
from papertiger.scenario.model.structure import Bools, Floats
from papertiger.scenario.model.threats import Events
from papertiger.scenario.model.world import SAME, TINY_SHARE, World


@dataclass(slots=True)
class Responses:
    """What patrons answered to the events of a step; all (N, P), those by domain (N, P, D), in full needs."""

    test: Bools
    part: Floats
    """Share of the need that is asked of the patron."""
    asked: Floats
    """(N, P, D)."""
    willing: Bools
    linked: Bools
    """Given up for the relation with the rival power."""
    given: Floats
    """(N, P, D) with what was taken over from unwilling patrons."""


def respond(world: World, state: State, draws: Draws, events: Events, allocate: Rule) -> Responses:
    """Decide and allocate; the reserve is spent."""
    run, client = events.run, events.client
    test = (
        state.bound[run, :, client]
        & (draws["due"][run, :, client, events.threat] < _due(world, events))
        & world.askable[:, client, events.threat].T
    )
    weight = test * (state.share[run, : world.patrons, client] + TINY_SHARE)
    part = _ratio(weight, weight.sum(axis=1, keepdims=True))
    covered = events.need[:, None, :] * world.covers[:, client].transpose(1, 0, 2)
    asked = covered * part[:, :, None]
    priority = np.exp(_log_priority(world, state, events))
    willing, linked = _willing(world, state, draws, events, test, asked.sum(axis=2), priority)
    refused = (part * (test & ~willing)).sum(axis=1)
    taking = (part * willing).sum(axis=1)
    more = 1 + world.of("burden_shift", run) * _ratio(refused, taking)
    wanted = asked * (willing * more[:, None])[:, :, None]
    given = _allocated(world, state, events, wanted, priority, allocate)
    return Responses(test, part, asked, willing, linked, given)


def _due(world: World, events: Events) -> Floats:
    """(N, P) probability that an event makes the commitment due."""
    array = world.inputs["due"]
    row = events.run if len(array) > 1 else np.zeros_like(events.run)
    found: Floats = array[row, :, events.client, events.threat]
    return found


def _pairs(array: Floats, events: Events) -> Floats:
    """(N, P) values for the events' clients of an array (R or 1, P, I)."""
    row = events.run if len(array) > 1 else np.zeros_like(events.run)
    found: Floats = array[row, :, events.client]
    return found


def _log_priority(world: World, state: State, events: Events) -> Floats:
    """(N, P) logarithm of the priority that each patron gives each event."""
    run = events.run

    def weight(name: str) -> Floats:
        return np.atleast_1d(world.of(name, run))[:, None]

    seen = world.of("visibility", run, events.client)[:, None]
    return (
        weight("weigh_value") * _pairs(world.inputs["value"], events)
        + weight("weigh_commitment") * state.commit[run, :, events.client]
        + weight("weigh_supply") * np.log1p(state.supplied[run, :, events.client])
        + weight("weigh_audience") * seen
        - weight("weigh_distance") * _pairs(world.log_distance, events)
        - weight("weigh_rival") * world.of("rho", run) * events.rival[:, None]
    )


def _willing(
    world: World, state: State, draws: Draws, events: Events, test: Bools, asked: Floats, priority: Floats
) -> tuple[Bools, Bools]:
    """(N, P) who is willing after linkage, and who gave the client up to the rival."""
    run, client = events.run, events.client

    def of(name: str) -> Floats:
        return world.of(name, run)[:, None]

    odds_row = run if len(world.will_odds) > 1 else np.zeros_like(run)
    odds = (
        of("will_base")
        + of("will_priority") * np.log(priority)
        - of("will_war") * state.omega[run]
        + world.will_odds[odds_row]
        + of("will_shared") * (test.sum(axis=1, keepdims=True) > 1)
    )
    says_yes = test & (draws["will"][run, :, client, events.threat] < 1 / (1 + np.exp(-odds)))
    gain = world.of("rho", run) * of("concession") + of("saving") * asked / (
        state.effective[run].sum(axis=2) + 1e-9
    )
    worth = world.of("will", run) * (
        _pairs(world.inputs["value"], events) + of("reputation") * state.commit[run, :, client]
    )
    linked = says_yes & events.rival[:, None] & (gain > worth + SAME)
    return says_yes & ~linked, linked


def _allocated(
    world: World, state: State, events: Events, wanted: Floats, priority: Floats, allocate: Rule
) -> Floats:
    """(N, P, D) what each event gets; every run's reserve is parted among its events and the home theatre."""
    home = world.wide("home", 1) * state.effective * (world.dt / world.wide("refill", 2))
    if not len(events.run):
        state.reserve = np.maximum(state.reserve - home, 0.0)
        return wanted
    runs, first, place = np.unique(events.run, return_index=True, return_inverse=True)
    rank = np.arange(len(events.run)) - first[place] + 1
    claims = np.zeros((len(runs), *home.shape[1:], rank.max() + 1))
    weights = np.ones_like(claims)
    claims[..., 0] = home[runs]
    weights[..., 0] = world.of("home_priority", runs)[:, None, None]
    claims[place, :, :, rank] = wanted
    weights[place, :, :, rank] = priority[:, :, None]
    columns = claims.shape[-1]
    shares = allocate(
        claims.reshape(-1, columns), weights.reshape(-1, columns), state.reserve[runs].reshape(-1)
    ).reshape(claims.shape)
    left = state.reserve - home
    left[runs] = state.reserve[runs] - shares.sum(axis=3)
    state.reserve = np.maximum(left, 0.0)
    given: Floats = shares[place, :, :, rank]
    return given


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
