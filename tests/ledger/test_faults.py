"""However a program that writes to a ledger is broken off, what it promised is there afterwards, whole and once.

The short version of ``benchmarks/faults.py``, at places drawn anew for each run of the tests; a failure prints what to repeat.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pytest
from breaking import adding, copying, disk, importing, migrating, rereading, reviewing, trial
from breaking.server import Ending, Server, serving

from papertiger.ledger import Ledger
from papertiger.readers import Reading

POINTS = 1
"""Trials of each scenario and way."""
ARTICLES = 8
SCENARIOS = [adding, copying, importing, migrating, rereading, reviewing]


@dataclass(frozen=True)
class Breaking:
    """A scenario, a server that runs its work, where it starts from, and how it ends by itself."""

    scenario: trial.Scenario
    server: Server
    prepared: Path
    whole: Ending

    def wrong(self, ways: Sequence[trial.Way], points: int, folder: Path) -> list[str]:
        """Break so many times; what was wrong."""
        breaks = trial.draw(
            self.whole, ways, seed=random.getrandbits(32)
        )  # pytest-randomly prints the seed of this
        outcomes = [
            trial.attempt(self.scenario, self.server, self.prepared, folder / str(number), [one])
            for number, one in enumerate(islice(breaks, points))
        ]
        return [one.wrong for one in outcomes if one.wrong]


@contextmanager
def breaking(scenario: trial.Scenario, folder: Path) -> Iterator[Breaking]:
    try:
        library = disk.compile_shim(folder)
    except disk.NoShimError as error:
        pytest.skip(str(error))
    prepared = folder / "prepared"
    prepared.mkdir()
    scenario.prepare(prepared)
    with serving(scenario.work, library, adding.LEDGER) as server:
        yield Breaking(
            scenario, server, prepared, trial.measure(scenario, server, prepared, folder / "whole")
        )


@pytest.fixture(scope="module", params=SCENARIOS, ids=lambda one: one.__name__)
def broken(
    request: pytest.FixtureRequest, reading: Callable[..., Reading], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Breaking]:
    scenario = request.param.scenario([reading(number) for number in range(ARTICLES)])
    with breaking(scenario, tmp_path_factory.mktemp(scenario.name)) as made:
        yield made


@pytest.mark.parametrize("way", trial.WAYS)
def test_what_was_promised_survives_and_the_work_can_be_finished(
    broken: Breaking, way: trial.Way, tmp_path: Path
) -> None:
    assert broken.wrong([way], POINTS, tmp_path) == []


def test_a_run_that_is_killed_at_once_is_a_trial_like_any_other(broken: Breaking, tmp_path: Path) -> None:
    """Before it has opened a file, that of its promises among them."""
    at_once = trial.Break("time", after=0.0)
    assert (
        trial.attempt(broken.scenario, broken.server, broken.prepared, tmp_path / "once", [at_once]).wrong
        == ""
    )


def test_what_was_promised_survives_a_power_cut_while_there_is_no_write_ahead_log_yet(
    reading: Callable[..., Reading], tmp_path: Path
) -> None:
    """A program that was killed right after making the file leaves it so."""
    scenario = adding.scenario([reading(number) for number in range(3)])

    def prepare(folder: Path) -> None:
        scenario.prepare(folder)
        Ledger.open(folder / adding.LEDGER).close()
        with closing(sqlite3.connect(folder / adding.LEDGER)) as raw:
            assert raw.execute("PRAGMA journal_mode = DELETE").fetchall() == [("delete",)]

    with breaking(replace(scenario, prepare=prepare), tmp_path) as one:
        assert one.wrong(["power"], 6 * POINTS, tmp_path) == []
