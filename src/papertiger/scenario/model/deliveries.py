"""Section 6 of the equations: when support arrives, and how a test is accounted for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from papertiger.scenario.model.noise import Draws
from papertiger.scenario.model.responses import Responses
from papertiger.scenario.model.state import State
from papertiger.scenario.model.structure import Bools, Floats
from papertiger.scenario.model.threats import Events
from papertiger.scenario.model.world import SAME, World

HONOURED, PARTLY = 0.75, 0.25
"""Cut-offs of the share in time (models.md A1; conventions)."""


@dataclass(slots=True)
class Accounts:
    """How tests are accounted for, all (N, P, D) in full needs; asked is the sum of the five, exactly."""

    in_time: Floats
    late: Floats
    undetected: Floats
    unable: Floats
    unwilling: Floats
    reached: Floats
    """(N, P, D) in time, with what was taken over from others."""


@dataclass(slots=True)
class Verdicts:
    """What came of tests, all (N, P)."""

    asked: Floats
    amounts: Floats
    """(5, N, P): in time, late, undetected, unable, unwilling, summed over domains."""
    share: Floats
    """In time, of what was asked."""
    honoured: Bools
    partial: Bools
    withheld: Bools
    cause: np.ndarray
    """Index of the largest cause of the shortfall, in the order of CAUSES."""


def deliver(
    world: World, state: State, draws: Draws, events: Events, responses: Responses, step: int
) -> Accounts:
    """Send what was given on its way, and account for it."""
    run, tables = events.run, world.tables
    chance = draws["lag"][run, events.client, events.threat]
    spread = tables.lag_max - tables.lag_min
    usual = world.of("lag_scale", run)[:, None] * (tables.lag_min + chance[:, None] * spread)
    lag = usual + (~events.noticed * world.of("surprise_lag", run))[:, None]
    window = world.of("window_scale", run)[:, None] * tables.window
    _send(world, state, events, responses.given, lag, step)
    asked, given = responses.asked, responses.given
    yes = responses.willing[:, :, None]
    counted = np.minimum(given, asked)
    prompt, unhurried = (lag <= window + SAME)[:, None, :], (usual <= window + SAME)[:, None, :]
    missed = np.where(prompt, 0.0, counted)
    return Accounts(
        in_time=np.where(prompt, counted, 0.0),
        late=np.where(unhurried, 0.0, missed),
        undetected=np.where(unhurried, missed, 0.0),
        unable=np.where(yes, asked - counted, 0.0),
        unwilling=np.where(yes, 0.0, asked),
        reached=np.where(prompt, given, 0.0),
    )


def _send(world: World, state: State, events: Events, given: Floats, lag: Floats, step: int) -> None:
    technical = world.of("tech", events.run)
    support = (given * technical).sum(axis=1)
    materiel = given.sum(axis=1) - support
    slot = (step + np.ceil(lag / world.dt - 1e-9).astype(int)) % len(state.arriving)
    place = (slot, events.run[:, None], events.client[:, None], np.arange(lag.shape[1])[None, :])
    np.add.at(state.arriving[:, 0], place, materiel)
    np.add.at(state.arriving[:, 1], place, support)


def verdicts(accounts: Accounts, responses: Responses) -> Verdicts:
    """Outcome of each test by the share that came in time, and the cause of what did not."""
    parts = (accounts.in_time, accounts.late, accounts.undetected, accounts.unable, accounts.unwilling)
    amounts = np.stack([part.sum(axis=2) for part in parts])
    in_time, late, undetected, unable, unwilling = amounts
    asked = responses.asked.sum(axis=2)
    whole = np.where(responses.test, asked, 1.0)
    share = in_time / whole
    came = (in_time + late + undetected) / whole
    honoured = responses.test & (share >= HONOURED - SAME)
    partial = responses.test & ~honoured & ((share >= PARTLY - SAME) | (came >= HONOURED - SAME))
    short = np.stack([unwilling, unable, undetected, late])
    cause = np.argmax(short >= short.max(axis=0) - SAME, axis=0)
    withheld = responses.test & ~honoured & ~partial
    return Verdicts(asked, amounts, share, honoured, partial, withheld, cause)
