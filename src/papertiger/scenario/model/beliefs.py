"""Section 8 of the equations: what clients and adversaries see of tests, and what they make of it."""

from __future__ import annotations

import numpy as np

from papertiger.scenario.model import scatter
from papertiger.scenario.model.deliveries import Verdicts
from papertiger.scenario.model.noise import Draws, normal
from papertiger.scenario.model.responses import Tests
from papertiger.scenario.model.state import Batch, State, mean
from papertiger.scenario.model.structure import Bools, Floats
from papertiger.scenario.model.sums import weighted
from papertiger.scenario.model.threats import Events
from papertiger.scenario.model.world import SAME, World


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
    news_will = news_capacity = None
    if batch is not None and len(batch.run):
        signal, weight = _seen(world, batch)
        news_will = _news(world, state.will, batch, signal, weight)
        if two:
            held = np.broadcast_to(np.minimum(1.0, batch.available)[:, None], signal.shape)
            news_capacity = _news(world, state.capacity, batch, held, weight)
            others = weight * (np.arange(world.clients) != batch.client[:, None]) * batch.withheld[:, None]
            freed = (
                others * world.of("release", batch.run)[:, None] * world.of("value", batch.run, batch.patron)
            )
            scatter.add(news_capacity[0], freed, batch.run, batch.patron)
    state.will = _moved(world.memory, state.will, world.will_start, news_will)
    if two:
        state.capacity = _moved(world.memory, state.capacity, world.capacity_start, news_capacity)


def _seen(world: World, batch: Batch) -> tuple[Floats, Floats]:
    """(n, J) what each client reads from each test about the patron's will, and how much weight it gives it."""
    run, client, learning = batch.run, batch.client, world.choices.learning
    own = np.arange(world.clients) == client[:, None]
    blur = world.of("noise", run) * (1 + world.of("censorship", run, client)) * batch.noise
    signal = np.clip(batch.signal[:, None] + np.where(own, 0.0, blur[:, None]), 0.0, 1.0)
    if learning.two_beliefs:
        signal = np.minimum(1.0, signal + (world.of("seen", run) * batch.unable)[:, None])
    similarity = world.inputs["similarity"]
    row = run if len(similarity) > 1 else np.zeros_like(run)
    against = (similarity[row, client] < 0) & ~own
    signal = np.where(against, 1 - signal, signal)
    neighbour = world.neighbour[run if len(world.neighbour) > 1 else np.zeros_like(run), client]
    weight = neighbour * np.where(own, 1.0, weighted(batch.need, world.leans))
    if learning.context:
        weight = weight * (1 - world.of("hard_times", run) * batch.omega)[:, None]
    return signal, weight


def _news(
    world: World, belief: tuple[Floats, Floats], batch: Batch, signal: Floats, weight: Floats
) -> tuple[Floats, Floats]:
    """(R, P, J) what tests add to the counts of success and failure."""
    run = batch.run

    def of(name: str) -> Floats:
        return world.of(name, run)[:, None]

    surprise = np.abs(signal - mean(*belief)[run, batch.patron])
    weight = weight * np.where(surprise < of("buffer") - SAME, of("calm"), 1.0)
    weight = weight * np.where(surprise > of("breaking_point") + SAME, of("shock"), 1.0)
    successes, failures = np.zeros(belief[0].shape), np.zeros(belief[0].shape)
    scatter.add(successes, weight * signal, run, batch.patron)
    scatter.add(failures, weight * of("negativity") * (1 - signal), run, batch.patron)
    return successes, failures


def _adversaries(world: World, state: State, batch: Batch | None) -> None:
    news = None
    if batch is not None and len(batch.hit_run):
        run = batch.hit_run
        own = np.arange(world.clients) == batch.hit_client[:, None]
        common = np.einsum("mpi,mp->mi", state.protects[run], batch.hit_share)
        weight = np.where(own, 1.0, world.of("adversary_spill", run)[:, None] * common)
        successes, failures = np.zeros(state.excited.shape), np.zeros(state.excited.shape)
        scatter.add(successes, weight * batch.hit_signal[:, None], run)
        scatter.add(failures, weight * (1 - batch.hit_signal)[:, None], run)
        news = successes, failures
    memory = world.wide("memory", 1) ** world.dt
    state.deterrence = _moved(memory, state.deterrence, world.deterrence_start, news)


def _moved(
    memory: Floats,
    belief: tuple[Floats, Floats],
    prior: tuple[Floats, Floats],
    news: tuple[Floats, Floats] | None,
) -> tuple[Floats, Floats]:
    """Counts that faded to the prior and took up the news."""
    faded = [start + memory * (now - start) for now, start in zip(belief, prior, strict=True)]
    if news is None:
        return faded[0], faded[1]
    return faded[0] + news[0], faded[1] + news[1]
