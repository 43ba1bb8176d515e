"""What is counted over a run, what is recorded after each step, and the rows of the log of tests."""

from __future__ import annotations

from math import isnan, nan
from typing import Any

from papertiger.scenario.model.inputs import sizes
from papertiger.scenario.model.records import SERIES, TOTALS
from papertiger.scenario.model.structure import CAUSES, OUTCOMES, Structure
from papertiger.scenario.reference.state import Event, Row, State, Test, World, at_least

Nested = Any
"""A float, or nested lists of floats."""
AMOUNTS = ("in_time", "late", "undetected", "unable", "unwilling")


def shapes(structure: Structure) -> dict[str, tuple[int, ...]]:
    """Shape of every series and total, without steps and runs."""
    long = sizes(structure) | {"q": len(CAUSES), "n": len(OUTCOMES)}
    return {name: tuple(long[axis] for axis in axes) for name, axes in (SERIES | TOTALS).items()}


def zeros(shape: tuple[int, ...], value: float = 0.0) -> Nested:
    """Nested lists of that shape."""
    return [zeros(shape[1:], value) for _ in range(shape[0])] if shape else value


class Tally:
    """Totals of one run so far, by name as in `records.TOTALS`."""

    def __init__(self, structure: Structure) -> None:
        of = shapes(structure)
        self.totals: dict[str, Nested] = {name: zeros(of[name]) for name in TOTALS}
        self.totals["half_lost"] = zeros(of["half_lost"], nan)

    def event(self, event: Event, outcome: int | None) -> None:
        """Count an event, its outcome and its tests."""
        self.totals["events"][event.client][event.kind] += 1
        if outcome is not None:
            self.totals["outcomes"][event.client][outcome] += 1
        for test in event.tests:
            self._test(test)

    def _test(self, test: Test) -> None:
        totals, p, i = self.totals, test.patron, test.event.client
        totals["tests"][p][i] += 1
        totals[test.response][p][i] += 1
        totals["linkages"][p] += test.linked
        totals["war_tests"] += test.omega > 0
        totals["war_honoured"] += test.omega > 0 and test.response == "honoured"
        if test.response != "honoured":
            totals["causes"][p][cause(test)] += 1
        for name in ("asked", *AMOUNTS):
            for d, amount in enumerate(getattr(test, name)):
                totals[name][d] += amount

    def pairs(self, name: str, pairs: list[tuple[int, int]]) -> None:
        """Count exits or firmer commitments, of (patron, client)."""
        for p, i in pairs:
            self.totals[name][p][i] += 1

    def risked(self, risk: dict[tuple[int, int], float]) -> None:
        """Sum up how probable exits were, by (patron, client)."""
        for (p, i), probability in risk.items():
            self.totals["exit_risk"][p][i] += probability

    def entrapped(self, drawn: list[bool]) -> None:
        """Count the patrons that were drawn into a war."""
        for p, one in enumerate(drawn):
            self.totals["entrapments"][p] += one

    def halves(self, world: World, state: State, month: float) -> None:
        """Note the month in which a client's aligned share first was at most half of what it was at the start."""
        patrons = len(world.patrons)
        for i in world.clients:
            start, now = sum(world.numbers.shares[i][:patrons]), sum(state.shares[i][:patrons])
            unknown = isnan(self.totals["half_lost"][i])
            if unknown and start > 0 and at_least(start / 2, now):
                self.totals["half_lost"][i] = month


def cause(test: Test) -> int:
    """Place in CAUSES of the largest part of what did not come in time; the first of equals."""
    parts = [sum(getattr(test, name)) for name in CAUSES]
    return next(q for q, part in enumerate(parts) if at_least(part, max(parts)))


def record(
    world: World, state: State, tally: Tally, omega: Row, overall: Row, index: Row
) -> dict[str, Nested]:
    """What is recorded after a step, by name as in `records.SERIES`."""
    totals, patrons = tally.totals, len(world.patrons)
    tests, honoured = (sum(map(sum, totals[name])) for name in ("tests", "honoured"))
    return {
        "trust": [[state.trust(p, i) for i in world.clients] for p in world.patrons],
        "honour": honoured / tests if tests else nan,
        "unmet": [_unmet(*pair) for pair in zip(totals["in_time"], totals["asked"], strict=True)],
        "unmet_all": _unmet(sum(totals["in_time"]), sum(totals["asked"])),
        "aligned": [sum(row[:patrons]) for row in state.shares],
        "hhi": [sum(share**2 for share in row) for row in state.shares],
        "bound": [[float(one) for one in row] for row in state.bound],
        "index": index,
        "omega": omega,
        "available": overall,
    }


def _unmet(in_time: float, asked: float) -> float:
    return 1 - in_time / asked if asked > 0 else nan


def row(run: int, test: Test) -> list[float]:
    """The test as a row of the log, columns of `records.EVENT`."""
    event = test.event
    return [
        run,
        test.step,
        test.patron,
        event.client,
        event.kind,
        event.severity,
        sum(test.asked),
        test.willing,
        test.linked,
        *(sum(getattr(test, name)) for name in AMOUNTS),
    ]
