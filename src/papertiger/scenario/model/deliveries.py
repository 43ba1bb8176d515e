"""Section 6 of the equations: when support arrives, and how a test is accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from papertiger.scenario.model.noise import Draws
from papertiger.scenario.model.responses import Answers, Tests
from papertiger.scenario.model.scatter import where
from papertiger.scenario.model.state import State
from papertiger.scenario.model.structure import Bools, Floats
from papertiger.scenario.model.threats import Events
from papertiger.scenario.model.world import SAME, World

HONOURED, PARTLY = 0.75, 0.25
"""Cut-offs of the share in time (the specification A1; conventions)."""


@dataclass(slots=True)
class Accounts:
    """How willing tests are accounted for, all (w, D) in full needs; asked is the sum of the first four, exactly."""

    in_time: Floats
    late: Floats
    undetected: Floats
    unable: Floats
    reached: Floats
    """In time, with what was taken over from others."""


@dataclass(slots=True)
class Verdicts:
    """What came of tests, all (n)."""

    asked: Floats
    amounts: Floats
    """(5, n): in time, late, undetected, unable, unwilling, summed over domains."""
    share: Floats
    """In time, of what was asked."""
    honoured: Bools
    partial: Bools
    withheld: Bools
    cause: np.ndarray
    """Index of the largest cause of the shortfall, in the order of CAUSES."""


def deliver(
    world: World, state: State, draws: Draws, events: Events, tests: Tests, answers: Answers, step: int
) -> Accounts:
    """Send what was given on its way, and account for it."""
    rows, tables = answers.accepted, world.tables
    run = tests.run[rows]
    chance = draws["lag"][run, tests.client[rows], tests.threat[rows]]
    spread = tables.lag_max - tables.lag_min
    usual = world.of("lag_scale", run)[:, None] * (tables.lag_min + chance[:, None] * spread)
    delay = ~events.noticed[tests.event[rows]] * world.of("surprise_lag", run)
    lag = usual + delay[:, None]
    window = world.of("window_scale", run)[:, None] * tables.window + SAME
    _send(world, state, tests, answers, lag, step)
    asked = tests.asked[rows]
    counted = np.minimum(answers.given, asked)
    prompt, unhurried = lag <= window, usual <= window
    missed = np.where(prompt, 0.0, counted)
    return Accounts(
        in_time=counted - missed,
        late=np.where(unhurried, 0.0, missed),
        undetected=np.where(unhurried, missed, 0.0),
        unable=asked - counted,
        reached=np.where(prompt, answers.given, 0.0),
    )


def _send(world: World, state: State, tests: Tests, answers: Answers, lag: Floats, step: int) -> None:
    row, domain = where(answers.given > 0)
    if not len(row):
        return
    test = answers.accepted[row]
    run, given = tests.run[test], world.of("gain", tests.run[test]) * answers.given[row, domain]
    technical = given * world.of("tech", run, tests.patron[test], domain)
    place = (run * world.clients + tests.client[test]) * lag.shape[1] + domain
    arrival = step + np.ceil(lag[row, domain] / world.dt - 1e-9).astype(int)
    order = np.argsort(arrival, kind="stable")
    arrival = arrival[order]
    sent = (place[order], (given - technical)[order], technical[order])
    ends = [*(np.flatnonzero(np.diff(arrival)) + 1), len(arrival)]
    for start, end in pairwise((0, *ends)):
        batch = (sent[0][start:end], sent[1][start:end], sent[2][start:end])
        state.arriving.setdefault(int(arrival[start]), []).append(batch)


def verdicts(tests: Tests, answers: Answers, accounts: Accounts) -> Verdicts:
    """Outcome of each test by the share that came in time, and the cause of what did not."""
    asked: Floats = np.einsum("nd->n", tests.asked)
    amounts = np.zeros((5, len(asked)))
    parts = (accounts.in_time, accounts.late, accounts.undetected, accounts.unable)
    for at, part in enumerate(parts):
        amounts[at, answers.accepted] = np.einsum("wd->w", part)
    amounts[4] = np.where(answers.willing, 0.0, asked)
    in_time, late, undetected, unable, unwilling = amounts
    share = in_time / asked
    came = (in_time + late + undetected) / asked
    honoured = share >= HONOURED - SAME
    partial = ~honoured & ((share >= PARTLY - SAME) | (came >= HONOURED - SAME))
    short = np.stack([unwilling, unable, undetected, late])
    cause = np.argmax(short >= short.max(axis=0) - SAME, axis=0)
    return Verdicts(asked, amounts, share, honoured, partial, ~honoured & ~partial, cause)
