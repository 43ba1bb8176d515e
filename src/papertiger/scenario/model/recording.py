"""Counting while a block runs."""

from __future__ import annotations

import numpy as np

from papertiger.scenario.model import scatter
from papertiger.scenario.model.deliveries import Accounts, Verdicts
from papertiger.scenario.model.inputs import sizes
from papertiger.scenario.model.records import EVENT, SERIES, TOTALS, Records
from papertiger.scenario.model.responses import Answers, Tests
from papertiger.scenario.model.state import NO_OUTCOME, State
from papertiger.scenario.model.structure import CAUSES, OUTCOMES, Bools, Floats
from papertiger.scenario.model.threats import Events
from papertiger.scenario.model.world import SAME, World


class Recorder:
    """Series and totals of a block; see `records` for what each is."""

    def __init__(self, world: World, state: State, index: Floats, *, log_tests: bool) -> None:
        """Make room, and record the state before the first step."""
        long = sizes(world.structure) | {"q": len(CAUSES), "n": len(OUTCOMES)}
        steps, runs = world.structure.steps, world.runs

        def room(axes: str, *first: int) -> Floats:
            return np.zeros((*first, *(long[axis] for axis in axes)))

        self._world = world
        self._series = {name: room(axes, steps + 1, runs) for name, axes in SERIES.items()}
        self._totals = {name: room(axes, runs) for name, axes in TOTALS.items()}
        self._totals["half_lost"][:] = np.nan
        self._log: list[Floats] | None = [] if log_tests else None
        self._linkages = np.zeros((runs, world.patrons))
        self._half = state.share[:, : world.patrons].sum(axis=1) / 2
        self.step(-1, state, index)

    def tests(
        self,
        step: int,
        state: State,
        events: Events,
        tests: Tests,
        answers: Answers,
        accounts: Accounts,
        verdict: Verdicts,
        outcome: np.ndarray,
    ) -> None:
        """Count the events and tests of a step."""
        totals = self._totals
        scatter.add(totals["events"], 1.0, events.run, events.client, events.threat)
        came = outcome != NO_OUTCOME
        scatter.add(totals["outcomes"], 1.0, events.run[came], events.client[came], outcome[came])
        self._amounts(tests, answers, accounts)
        run, place = tests.run, (tests.run, tests.patron, tests.client)
        scatter.add(totals["tests"], 1.0, *place)
        for name in ("honoured", "partial", "withheld"):
            which: Bools = getattr(verdict, name)
            scatter.add(totals[name], 1.0, *(index[which] for index in place))
        failed = ~verdict.honoured
        scatter.add(totals["causes"], 1.0, run[failed], tests.patron[failed], verdict.cause[failed])
        burdened = state.omega[run, tests.patron] > 0
        scatter.add(totals["war_tests"], 1.0, run[burdened])
        scatter.add(totals["war_honoured"], 1.0, run[burdened & verdict.honoured])
        self._linkages[:] = 0.0
        scatter.add(self._linkages, 1.0, run[answers.linked], tests.patron[answers.linked])
        if self._log is not None:
            self._log.append(_rows(step, events, tests, answers, verdict))

    def _amounts(self, tests: Tests, answers: Answers, accounts: Accounts) -> None:
        totals, run = self._totals, tests.run[answers.accepted]
        scatter.add(totals["asked"], tests.asked, tests.run)
        refused = ~answers.willing
        scatter.add(totals["unwilling"], tests.asked[refused], tests.run[refused])
        for name in ("in_time", "late", "undetected", "unable"):
            scatter.add(totals[name], getattr(accounts, name), run)

    def moves(self, exits: Bools, risk: Floats, firmer: Bools, entrapped: Bools) -> Floats:
        """Count what changed after the tests; returns this step's linkages, (R, P)."""
        self._totals["exits"] += exits
        self._totals["exit_risk"] += risk
        self._totals["firmer"] += firmer
        self._totals["entrapments"] += entrapped
        self._totals["linkages"] += self._linkages
        return self._linkages

    def step(self, step: int, state: State, index: Floats) -> None:
        """Record the state after a step (-1: before the first)."""
        at, series, totals = step + 1, self._series, self._totals
        aligned = np.einsum("rpi->ri", state.share[:, : self._world.patrons])
        series["trust"][at] = state.trust
        series["aligned"][at] = aligned
        np.einsum("roi,roi->ri", state.share, state.share, out=series["hhi"][at])
        series["bound"][at] = state.bound
        series["index"][at] = index
        series["omega"][at] = state.omega
        series["available"][at] = state.available_all
        tests, honoured = (np.einsum("rpi->r", totals[name]) for name in ("tests", "honoured"))
        series["honour"][at] = _share(honoured, tests)
        series["unmet"][at] = 1 - _share(totals["in_time"], totals["asked"])
        in_time, asked = (np.einsum("rd->r", totals[name]) for name in ("in_time", "asked"))
        series["unmet_all"][at] = 1 - _share(in_time, asked)
        if step >= 0:
            lost = np.isnan(totals["half_lost"]) & (aligned <= self._half + SAME) & (self._half > 0)
            totals["half_lost"][lost] = at * self._world.dt

    def records(self) -> Records:
        """What was recorded."""
        tests = None
        if self._log is not None:
            rows = np.concatenate(self._log) if self._log else np.empty((0, len(EVENT)))
            order = np.lexsort(
                [rows[:, EVENT.index(name)] for name in ("threat", "client", "patron", "step", "run")]
            )
            tests = rows[order]
        return Records(self._series, self._totals, tests)


def _share(part: Floats, whole: Floats) -> Floats:
    shares: Floats = np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)
    return shares


def _rows(step: int, events: Events, tests: Tests, answers: Answers, verdict: Verdicts) -> Floats:
    """One row a test, in the columns of EVENT."""
    columns = [
        tests.run,
        np.full(len(tests.run), step),
        tests.patron,
        tests.client,
        tests.threat,
        events.severity[tests.event],
        verdict.asked,
        answers.willing,
        answers.linked,
        *verdict.amounts,
    ]
    return np.column_stack([np.asarray(column, dtype=float) for column in columns])
