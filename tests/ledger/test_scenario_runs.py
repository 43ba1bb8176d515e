"""Runs of scenarios in a ledger: kept, told, handed on, audited; and no evidence of anything."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from papertiger.ledger import Ledger

BODY = {
    "runs": 5000,
    "banner": "illustrative, not calibrated",
    "summary": {"trust": [0.1, 0.9], "name": "приклад"},
}


def lines(ledger: Ledger) -> Iterator[tuple[int, str]]:
    return enumerate(ledger.log_lines(), start=1)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "other.ledger") as opened:
        yield opened


def test_a_run_is_kept_as_it_was(ledger: Ledger) -> None:
    kept = ledger.keep_scenario_run("motive", "d" * 64, 7, BODY)

    assert ledger.scenario_runs() == (kept,)
    assert ledger.scenario_runs("another") == ()
    assert (kept.scenario, kept.digest, kept.seed, kept.body) == ("motive", "d" * 64, 7, BODY)


def test_the_same_run_twice_is_two_runs(ledger: Ledger) -> None:
    ids = {ledger.keep_scenario_run("motive", "d", 7, BODY).id for _ in range(2)}

    assert len(ids) == 2


def test_a_run_is_no_evidence(ledger: Ledger) -> None:
    before = ledger.evidence_upto()

    ledger.keep_scenario_run("motive", "d", 7, BODY)

    assert ledger.evidence_upto() == before


def test_runs_come_along_with_the_log_and_only_once(ledger: Ledger, other: Ledger) -> None:
    ledger.keep_scenario_run("motive", "d", 7, BODY)

    first = other.take_log("a.jsonl", lines(ledger))
    again = other.take_log("a.jsonl", lines(ledger))

    assert (first.refused, first.conflicts, again.entries) == ([], [], 0)
    assert other.scenario_runs() == ledger.scenario_runs()
    assert list(other.log_lines()) == list(ledger.log_lines())


def test_runs_of_two_ledgers_are_the_same_whichever_way_they_are_merged(
    ledger: Ledger, other: Ledger
) -> None:
    ledger.keep_scenario_run("motive", "d", 7, BODY)
    other.keep_scenario_run("motive", "d", 8, BODY)

    ledger.take_log("b.jsonl", lines(other))
    other.take_log("a.jsonl", lines(ledger))

    assert {one.id for one in ledger.scenario_runs()} == {one.id for one in other.scenario_runs()}
    assert len(ledger.scenario_runs()) == 2


@pytest.mark.parametrize(
    "change", [('"seed":7', '"seed":8'), ('"seed":7', '"seed":"seven"'), ('"body":{', '"bodies":{')]
)
def test_a_run_that_was_changed_on_the_way_is_refused(
    ledger: Ledger, other: Ledger, change: tuple[str, str]
) -> None:
    ledger.keep_scenario_run("motive", "d", 7, BODY)
    spoilt = [
        (number, line.replace(*change) if '"scenario_runs"' in line else line)
        for number, line in lines(ledger)
    ]

    done = other.take_log("a.jsonl", iter(spoilt))

    assert len(done.refused) == 1
    assert other.scenario_runs() == ()


def test_a_ledger_with_runs_is_clean_and_a_changed_one_is_found(path: Path) -> None:
    with Ledger.open(path) as ledger:
        ledger.keep_scenario_run("motive", "d", 7, BODY)

        assert [one.name for one in ledger.audit() if one.wrong] == []
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("DROP TRIGGER scenario_runs_no_update; UPDATE scenario_runs SET seed = 8;")
    with Ledger.open(path, create=False) as ledger:
        assert [one.name for one in ledger.audit() if one.wrong] == ["custody"]
