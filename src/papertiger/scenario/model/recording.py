"""Counting while a block runs."""

from __future__ import annotations

import numpy as np

from papertiger.scenario.model.deliveries import Accounts, Verdicts
from papertiger.scenario.model.inputs import sizes
from papertiger.scenario.model.records import EVENT, SERIES, TOTALS, Records
from papertiger.scenario.model.responses import Responses
from papertiger.scenario.model.state import NO_OUTCOME, State
from papertiger.scenario.model.structure import CAUSES, OUTCOMES, Bools, Floats
from papertiger.scenario.model.threats import Events
from papertiger.scenario.model.world import SAME, World

_AMOUNTS = ("in_time", "late", "undetected", "unable", "unwilling")


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
        answers: Responses,
        accounts: Accounts,
        verdict: Verdicts,
        outcome: np.ndarray,
    ) -> None:
        """Count the events and tests of a step."""
        totals, run, client = self._totals, events.run, events.client
        np.add.at(totals["events"], (run, client, events.threat), 1)
        came = outcome != NO_OUTCOME
        np.add.at(totals["outcomes"], (run[came], client[came], outcome[came]), 1)
        parts = (accounts.in_time, accounts.late, accounts.undetected, accounts.unable, accounts.unwilling)
        for name, part in zip(_AMOUNTS, parts, strict=True):
            np.add.at(totals[name], run, part.sum(axis=1))
        np.add.at(totals["asked"], run, answers.asked.sum(axis=1))
        event, patron = np.nonzero(answers.test)
        place = (run[event], patron, client[event])
        np.add.at(totals["tests"], place, 1)
        for name, which in (
            ("honoured", verdict.honoured),
            ("partial", verdict.partial),
            ("withheld", verdict.withheld),
        ):
            np.add.at(totals[name], place, which[event, patron])
        failed = ~verdict.honoured[event, patron]
        causes = verdict.cause[event, patron][failed]
        np.add.at(totals["causes"], (run[event][failed], patron[failed], causes), 1)
        burdened = state.omega[run[event], patron] > 0
        np.add.at(totals["war_tests"], run[event], burdened)
        np.add.at(totals["war_honoured"], run[event], burdened & verdict.honoured[event, patron])
        self._linkages[:] = 0.0
        np.add.at(self._linkages, run, answers.linked)
        if self._log is not None:
            self._log.append(self._rows(step, events, answers, verdict, event, patron))

    def _rows(
        self,
        step: int,
        events: Events,
        answers: Responses,
        verdict: Verdicts,
        event: np.ndarray,
        patron: np.ndarray,
    ) -> Floats:
        columns = [
            events.run[event],
            np.full(len(event), step),
            patron,
            events.client[event],
            events.threat[event],
            events.severity[event],
            verdict.asked[event, patron],
            answers.willing[event, patron],
            answers.linked[event, patron],
            *verdict.amounts[:, event, patron],
        ]
        return np.column_stack([np.asarray(column, dtype=float) for column in columns])

    def moves(self, exits: Bools, firmer: Bools, entrapped: Bools) -> Floats:
        """Count what changed after the tests; returns this step's linkages, (R, P)."""
        self._totals["exits"] += exits
        self._totals["firmer"] += firmer
        self._totals["entrapments"] += entrapped
        self._totals["linkages"] += self._linkages
        return self._linkages

    def step(self, step: int, state: State, index: Floats) -> None:
        """Record the state after a step (-1: before the first)."""
        at, series, totals = step + 1, self._series, self._totals
        aligned = state.share[:, : self._world.patrons].sum(axis=1)
        series["trust"][at] = state.trust
        series["aligned"][at] = aligned
        series["hhi"][at] = (state.share**2).sum(axis=1)
        series["bound"][at] = state.bound
        series["index"][at] = index
        series["omega"][at] = state.omega
        series["available"][at] = state.available_all
        tests = totals["tests"].sum(axis=(1, 2))
        series["honour"][at] = _share(totals["honoured"].sum(axis=(1, 2)), tests)
        series["unmet"][at] = 1 - _share(totals["in_time"], totals["asked"])
        series["unmet_all"][at] = 1 - _share(totals["in_time"].sum(axis=1), totals["asked"].sum(axis=1))
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
