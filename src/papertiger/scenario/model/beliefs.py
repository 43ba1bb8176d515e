"""Section 8 of the equations: what clients and adversaries see of tests, and what they make of it."""

from __future__ import annotations

from typing import TypeVar

import numpy as np

from papertiger.scenario.model import scatter
from papertiger.scenario.model.deliveries import Verdicts
from papertiger.scenario.model.noise import Draws, normal
from papertiger.scenario.model.responses import Tests
from papertiger.scenario.model.scatter import flat
from papertiger.scenario.model.state import Batch, State, mean
from papertiger.scenario.model.structure import Bools, Floats
from papertiger.scenario.model.sums import weighted
from papertiger.scenario.model.threats import Events
from papertiger.scenario.model.world import SAME, World

Shown = TypeVar("Shown", Floats, Bools)


def to_be_seen(
    world: World, state: State, draws: Draws, events: Events, tests: Tests, verdict: Verdicts
) -> Batch:
    """The tests of this step as they will be seen."""
    count = len(events.run)
    in_time, late, undetected, unable, _ = verdict.amounts
    given = in_time + world.of("late_credit", tests.run) * (late + undetected)
    signal: Floats = np.minimum(1.0, given / verdict.asked)
    answered = np.zeros(count)
    scatter.add(answered, tests.part * signal, tests.event)
    hit = events.hostile & (np.bincount(tests.event, minlength=count) > 0)
    share = np.zeros((count, world.patrons))
    share[tests.event, tests.patron] = tests.part
    return Batch(
        run=tests.run,
        patron=tests.patron,
        client=tests.client,
        signal=signal,
        unable=unable / verdict.asked,
        noise=normal(draws["signal"][tests.run, tests.patron, tests.client, tests.threat]),
        omega=state.omega[tests.run, tests.patron],
        available=state.available_all[tests.run, tests.patron],
        withheld=verdict.withheld,
        need=tests.asked / verdict.asked[:, None],
        hit_run=events.run[hit],
        hit_client=events.client[hit],
        hit_signal=answered[hit],
        hit_share=share[hit],
    )


def learn(world: World, state: State, batch: Batch | None) -> Bools:
    """Update all beliefs by the tests that are seen now; returns which pairs saw a withheld test of their own, (R, P, I)."""
    disappointed = np.zeros((world.runs, world.patrons, world.clients), dtype=bool)
    if batch is not None:
        own = batch.withheld
        disappointed[batch.run[own], batch.patron[own], batch.client[own]] = True
    if world.choices.learning.learns:
        _clients(world, state, batch)
        state.trust = mean(*state.will) * mean(*state.capacity)
    _adversaries(world, state, batch)
    return disappointed


def _clients(world: World, state: State, batch: Batch | None) -> None:
    two = world.choices.learning.two_beliefs
    will = _faded(world.memory, state.will, world.will_start)
    held = _faded(world.memory, state.capacity, world.capacity_start) if two else state.capacity
    if batch is not None and len(batch.run):
        signal, weight = _seen(world, batch)
        _take_in(world, will, state.will, batch, signal, weight)
        if two:
            available = np.broadcast_to(np.minimum(1.0, batch.available), signal.shape)
            _take_in(world, held, state.capacity, batch, available, weight)
            _release(world, held, batch, weight)
    state.will, state.capacity = will, held


def _seen(world: World, batch: Batch) -> tuple[Floats, Floats]:
    """(J, n) what each client reads from each test about the patron's will, and how much weight it gives it.

    Observers lead, so that what is said of a test stands in long rows: several times faster.
    """
    run, client, learning = batch.run, batch.client, world.choices.learning
    own = (client, np.arange(len(run)))
    blur = world.of("noise", run) * (1 + world.of("censorship", run, client)) * batch.noise
    signal = np.tile(np.clip(batch.signal + blur, 0.0, 1.0), (world.clients, 1))
    signal[own] = batch.signal
    if learning.two_beliefs:
        signal = np.minimum(1.0, signal + world.of("seen", run) * batch.unable)
    signal = np.where(_by_observer(world.against, run, client), 1 - signal, signal)
    relevance = weighted(world.leans, batch.need)
    relevance[own] = 1.0
    weight = _by_observer(world.neighbour, run, client) * relevance
    if learning.context:
        weight *= 1 - world.of("hard_times", run) * batch.omega
    return signal, weight


def _places(shape: tuple[int, ...], run: np.ndarray, whose: np.ndarray) -> np.ndarray:
    """(J, n) places of what each observer holds about `whose` (n), in a flat (R, X, J)."""
    places: np.ndarray = (run * shape[1] + whose) * shape[2] + np.arange(shape[2])[:, None]
    return places


def _by_observer(array: Shown, run: np.ndarray, whose: np.ndarray) -> Shown:
    """(J, n) values of an array (R or 1, X, J) for tests of the runs `run`, about `whose`."""
    row = run if len(array) > 1 else np.zeros_like(run)
    values: Shown = array.reshape(-1)[_places(array.shape, row, whose)]
    return values


def _take_in(
    world: World,
    counts: tuple[Floats, Floats],
    before: tuple[Floats, Floats],
    batch: Batch,
    signal: Floats,
    weight: Floats,
) -> None:
    """Add what tests tell to the counts of success and failure, each (R, P, J); `before` are the counts that news is held against."""
    run = batch.run
    place = _places(counts[0].shape, run, batch.patron)
    successes, failures = (flat(part)[place] for part in before)
    surprise = np.abs(signal - mean(successes, failures))
    weight = weight * np.where(surprise < world.of("buffer", run) - SAME, world.of("calm", run), 1.0)
    weight *= np.where(surprise > world.of("breaking_point", run) + SAME, world.of("shock", run), 1.0)
    _add(counts[0], place, weight * signal)
    _add(counts[1], place, weight * world.of("negativity", run) * (1 - signal))


def _release(world: World, counts: tuple[Floats, Floats], batch: Batch, weight: Floats) -> None:
    """Let observers see capacity freed where another client got nothing."""
    dropped = np.flatnonzero(batch.withheld)
    run, patron = batch.run[dropped], batch.patron[dropped]
    freed = weight[:, dropped] * world.of("release", run) * _by_observer(world.inputs["value"], run, patron)
    freed[batch.client[dropped], np.arange(len(dropped))] = 0.0
    _add(counts[0], _places(counts[0].shape, run, patron), freed)


def _add(target: Floats, place: np.ndarray, values: Floats) -> None:
    np.add.at(flat(target), place.reshape(-1), values.reshape(-1))


def _adversaries(world: World, state: State, batch: Batch | None) -> None:
    memory = world.memory[:, 0]
    counts = _faded(memory, state.deterrence, world.deterrence_start)
    if batch is not None and len(batch.hit_run):
        run = batch.hit_run
        own = np.arange(world.clients) == batch.hit_client[:, None]
        common = np.einsum("mpi,mp->mi", state.protects[run], batch.hit_share)
        weight = np.where(own, 1.0, world.of("adversary_spill", run)[:, None] * common)
        scatter.add(counts[0], weight * batch.hit_signal[:, None], run)
        scatter.add(counts[1], weight * (1 - batch.hit_signal)[:, None], run)
    state.deterrence = counts


def _faded(
    memory: Floats, belief: tuple[Floats, Floats], prior: tuple[Floats, Floats]
) -> tuple[Floats, Floats]:
    """Counts that faded to the prior, in arrays of their own."""
    successes, failures = (start + memory * (now - start) for now, start in zip(belief, prior, strict=True))
    return successes, failures
