"""The order of a step, and a block of runs from the first step to the last."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from papertiger.scenario.model.choices import Choices
from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.model.noise import Draws
from papertiger.scenario.model.records import EVENT, SERIES, TOTALS, Records
from papertiger.scenario.model.structure import Structure
from papertiger.scenario.reference import (
    bargaining,
    beliefs,
    burden,
    capacity,
    chances,
    clients,
    counting,
    outcomes,
    responses,
    start,
    threats,
)
from papertiger.scenario.reference.state import Event


class Run:
    """One run: what it is given, what it remembers, what it has counted and recorded so far."""

    def __init__(self, structure: Structure, inputs: Inputs, choices: Choices, place: int) -> None:
        """Stand at peace before the first step; `place` is the run's in the block."""
        self.place = place
        self.world = start.world(structure, inputs, choices, place)
        self.state = start.state(self.world)
        self.tally = counting.Tally(structure)
        self.log: list[list[float]] = []
        self.records = [self._first()]

    def _first(self) -> dict[str, counting.Nested]:
        """The record before the first step, under the path's burden in month 0."""
        world, state = self.world, self.state
        omega = burden.path(world, state, 0.0)
        now = capacity.available(world, state, omega, capacity.supplies(world, state))
        index = bargaining.index(state, bargaining.standing(world, state, omega, now.overall))
        return counting.record(world, state, self.tally, omega, now.overall, index)

    def advance(self, step: int, chance: chances.Chances) -> None:
        """One step, in the order of the sections of the equations."""
        world, state = self.world, self.state

        forced = burden.shocks(world, state, step, chance)  # 1
        burden.regimes(world, state, chance)
        omega = burden.omega(world, state, step, chance)

        supply = capacity.supplies(world, state)  # 2
        capacity.substitute(world, state, supply)
        now = capacity.available(world, state, omega, supply)
        capacity.refill(world, state, now, step)

        phi = threats.leaning(world, state)  # 3
        events = threats.arrive(world, state, chance, forced, omega, phi)

        for event in events:  # 4, 5
            responses.call(world, state, chance, step, event, omega, now)
            responses.answer(world, state, chance, event, now)
        responses.allocate(world, state, events, now)
        for event in events:  # 6
            responses.deliver(world, state, chance, step, event)

        found = [(event, outcomes.outcome(world, state, chance, event)) for event in events]  # 7
        outcomes.suffer(world, state, chance, [(event, o) for event, o in found if o is not None])
        self.tally.entrapped(outcomes.entrap(world, state, chance, events))

        seen = self._seen(step, events)  # 8
        beliefs.learn(world, state, seen)
        beliefs.deter(world, state, seen, phi)

        clients.maintain(world, state, step, now.ratio)  # 9
        clients.realign(world, state, now.overall)
        gone, risk = clients.leave(world, state, chance)
        self.tally.pairs("exits", gone)
        self.tally.risked(risk)
        self.tally.pairs("firmer", clients.renegotiate(world, state, chance, seen))
        clients.recover(world, state, chance)

        index = bargaining.index(state, bargaining.standing(world, state, omega, now.overall))  # 10
        linked = [
            sum(test.linked for event in events for test in event.tests if test.patron == p)
            for p in world.patrons
        ]
        bargaining.concede(world, state, linked)

        for event, o in found:
            self.tally.event(event, o)
            self.log.extend(counting.row(self.place, test) for test in event.tests)
        self.tally.halves(world, state, (step + 1) * world.dt)
        self.records.append(counting.record(world, state, self.tally, omega, now.overall, index))

    def _seen(self, step: int, events: list[Event]) -> list[Event]:
        """Events with tests that become visible in this step; those of this step will after the delay."""
        delay = round(self.world.structure.observation_delay / self.world.dt)
        self.state.unseen[step + delay] = [event for event in events if event.tests]
        return self.state.unseen.pop(step, [])


def simulate(
    structure: Structure,
    inputs: Inputs,
    draws: Iterator[Draws],
    choices: Choices,
    *,
    log_tests: bool = False,
) -> Records:
    """Run every run of a block, in plain Python, and return what was counted.

    Args:
        structure: what the scenario fixes.
        inputs: the numbers of the block's runs.
        draws: the random numbers of each step (`noise.draws`), for as many runs as the block has.
        choices: how clients learn and how patrons allocate.
        log_tests: also return one row a test.

    Raises:
        SettingsError: the reference has no allocation rule of that name.
    """
    runs: list[Run] = []
    for step, of_step in enumerate(draws):
        if not runs:
            number = len(of_step["will"])
            runs = [Run(structure, inputs, choices, place) for place in range(number)]
        for run in runs:
            run.advance(step, chances.of_run(of_step, run.place))
    return _records(structure, runs, log_tests=log_tests)


def _records(structure: Structure, runs: list[Run], *, log_tests: bool) -> Records:
    shapes = counting.shapes(structure)
    series = {name: np.zeros((structure.steps + 1, len(runs), *shapes[name])) for name in SERIES}
    totals = {name: np.zeros((len(runs), *shapes[name])) for name in TOTALS}
    for r, run in enumerate(runs):
        for name, total in run.tally.totals.items():
            totals[name][r] = total
        for step, recorded in enumerate(run.records):
            for name, value in recorded.items():
                series[name][step, r] = value
    if not log_tests:
        return Records(series, totals)
    rows = sorted((row for run in runs for row in run.log), key=lambda row: row[:5])
    return Records(series, totals, np.array(rows, dtype=float).reshape(len(rows), len(EVENT)))
