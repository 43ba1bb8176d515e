"""Grades in a ledger: a person's stands for every reading, the machine never writes one, and none is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from papertiger.ledger import SqliteLedger
from papertiger.readers import Reading
from papertiger.records import ClaimRecord

Make = Callable[..., Reading]


def first(ledger: SqliteLedger) -> ClaimRecord:
    return next(ledger.in_full(ledger.claims()))


def test_a_grade_stays_when_more_is_read(ledger: SqliteLedger, reading: Make) -> None:
    ledger.add(reading(0))
    ledger.judge("name:вечірній вісник", "anna", "checked ten reports", reliability="B")
    ledger.add(reading(1))

    found = [record.grade for record in ledger.in_full(ledger.claims())]

    assert len(found) == 4
    assert {(g.reliability, g.reliability_by) for g in found if g} == {("B", "anna")}


def test_the_last_grade_counts_and_the_first_is_still_there(ledger: SqliteLedger, reading: Make) -> None:
    ledger.add(reading())
    target = f"claim:{first(ledger).id}"
    ledger.judge(target, "anna", "plausible", credibility="3")
    ledger.judge(target, "boris", "pictures agree", credibility="2")
    ledger.judge(target, "boris", "knows the place", reliability="B")

    found = first(ledger).grade

    assert found is not None
    assert (found.reliability, found.credibility, found.credibility_why) == ("B", "2", "pictures agree")
    assert [one.by for one in ledger.judgements(target)] == ["anna", "boris", "boris"]


@pytest.mark.parametrize("change", ["UPDATE grades SET reliability = 'F'", "DELETE FROM grades"])
def test_a_grade_cannot_be_changed(ledger: SqliteLedger, path: Path, change: str) -> None:
    ledger.judge("name:x", "anna", "why", reliability="B")
    with closing(sqlite3.connect(path)) as raw, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(change)


def test_reading_and_showing_store_no_grade(ledger: SqliteLedger, reading: Make) -> None:
    ledger.add(reading())
    list(ledger.in_full(ledger.claims()))

    assert ledger.judgements() == ()


def test_other_origins_that_agree_are_seen(ledger: SqliteLedger, reading: Make) -> None:
    ledger.add(reading(0))
    one = first(ledger)
    assert one.grade is not None
    assert one.grade.credibility == "6"

    ledger.add(reading(1, outlet="Ранкова газета"))
    found = {record.predicate: record.grade for record in ledger.in_full(ledger.claims())}
    assert {g.credibility for g in found.values() if g} == {"3"}
