"""What changed since a date, an earlier assessment, or a version of the program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from patron import TODAY, broken_and_kept, confirmed, occasion, said

from papertiger.errors import LedgerError
from papertiger.ledger import Ledger
from papertiger.reliability.assessing import Answer, Question, assess, load_settings
from papertiger.reliability.book import Book, merge
from papertiger.reliability.cases import Case
from papertiger.reliability.preparing import Prepared


class Clock:
    """Tells the day that a test sets."""

    day = "2026-05-01"

    def __call__(self) -> datetime:
        return datetime.fromisoformat(f"{self.day}T10:00:00").replace(tzinfo=UTC)


class Keeper:
    """A ledger into which cases are put on days."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self.ledger, self.clock = ledger, clock

    def put(self, day: str, *occasions: list[Case]) -> None:
        self.clock.day = day
        cases = [case for one in occasions for case in one]
        self.ledger.keep_cases(merge(self.ledger.cases("AAA"), cases), by=None, config="sha256:1")

    def assess(self, since: str | None = None) -> Answer:
        prepared = Prepared(
            self.ledger, "AAA", self.ledger.evidence_upto(), None, Book.of(self.ledger.cases("AAA"))
        )
        return assess(
            self.ledger, Question("AAA"), prepared, load_settings(), name="Aland", since=since, as_of=TODAY
        )


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    clock = Clock()
    with Ledger.open(tmp_path / "kept.ledger", clock=clock) as ledger:
        yield Keeper(ledger, clock)


def test_a_new_response_is_told_with_the_median_without_it(keeper: Keeper) -> None:
    old = broken_and_kept(kept=1, broken=5)
    keeper.put("2026-05-01", *old)
    before = keeper.assess()
    keeper.put("2026-05-20", *old, confirmed(30, "honoured"), confirmed(31, "honoured"))

    (group,) = keeper.assess(since="2026-05-10").groups

    assert group.changes is not None
    assert group.changes.before == before.groups[0].rate
    new = {item.id: item for item in group.changes.items if item.what == "new"}
    assert set(new) == {"r-030", "r-031", "x-030", "x-031"}
    assert new["r-030"].median is not None
    assert group.rate.median is not None
    assert new["r-030"].median < group.rate.median


def test_more_reports_on_a_response_are_a_change_and_a_withdrawn_case_is_gone(keeper: Keeper) -> None:
    old = broken_and_kept()
    keeper.put("2026-05-01", *old, occasion(30, [said("a")]))
    keeper.put("2026-05-20", *old[:-1], occasion(30, [said("a"), said("b")]))

    (group,) = keeper.assess(since="2026-05-10").groups

    assert group.changes is not None
    told = {item.id: item for item in group.changes.items}
    assert told["r-030"].what == "changed"
    assert "reports" in told["r-030"].told
    assert told["r-008"].what == "gone"


def test_nothing_changed_since_an_assessment_that_saw_the_same(keeper: Keeper) -> None:
    keeper.put("2026-05-01", *broken_and_kept())
    keeper.clock.day = "2026-05-02"
    kept = keeper.assess()
    assert kept.id is not None

    (group,) = keeper.assess(since=kept.id[:8]).groups

    assert group.changes is not None
    assert group.changes.items == ()
    assert group.changes.before == group.rate


def test_an_answer_that_says_the_same_is_kept_once(keeper: Keeper) -> None:
    keeper.put("2026-05-01", *broken_and_kept())

    first, second = keeper.assess(), keeper.assess()

    assert first.id == second.id
    assert len(keeper.ledger.assessments("AAA")) == 1


def test_since_a_version_counts_what_programs_up_to_it_made(keeper: Keeper) -> None:
    keeper.put("2026-05-01", *broken_and_kept())

    (group,) = keeper.assess(since="0.0.1").groups
    assert group.changes is not None
    assert group.changes.before is None
    assert {item.what for item in group.changes.items} == {"new"}

    (group,) = keeper.assess(since="99.0").groups
    assert group.changes is not None
    assert group.changes.items == ()


@pytest.mark.parametrize("since", ["zzz", "2026-13-01"])
def test_since_what_is_not_there_is_refused(keeper: Keeper, since: str) -> None:
    keeper.put("2026-05-01", *broken_and_kept())

    with pytest.raises(LedgerError):
        keeper.assess(since=since)


def test_an_assessment_of_another_patron_is_refused(keeper: Keeper) -> None:
    keeper.put("2026-05-01", *broken_and_kept())
    other = keeper.ledger.keep_assessment("BBB", "all@BBB", {}, "x", "y")

    with pytest.raises(LedgerError, match="is of BBB, not of AAA"):
        keeper.assess(since=other.id)
