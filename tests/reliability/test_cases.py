"""Records of an assessment refuse what cannot be."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from papertiger.reliability.cases import KINDS, MODELS, Outcomes, Report, Span, Test, case_id, kind_of


def a_report(**changes: object) -> Report:
    about: dict[str, object] = {"claim": "c1", "article": "k1", "origin": "k1", "depth": 0}
    about |= {"anonymous": False, "says": {"withheld": 1}, "why": "read so"}
    return Report.model_validate(about | changes)


def test_a_span_ends_after_it_begins() -> None:
    with pytest.raises(ValidationError, match="before it begins"):
        Span(earliest="2026-03-01", latest="2026-02-01")


def test_a_day_must_exist() -> None:
    with pytest.raises(ValidationError, match="day"):
        Span(earliest="2026-02-30")


@pytest.mark.parametrize(
    ("day", "holds"), [("2026-01-01", True), ("2026-02-01", True), ("2026-02-02", False)]
)
def test_an_open_side_of_a_span_holds_every_day(day: str, holds: bool) -> None:
    assert Span(latest="2026-02-01").holds(day) is holds


def test_probabilities_of_outcomes_sum_to_one() -> None:
    with pytest.raises(ValidationError, match="must sum to 1"):
        Outcomes(withheld=0.5, honoured=0.4)


def test_a_report_comes_from_a_claim_or_from_a_source() -> None:
    with pytest.raises(ValidationError, match="either claim"):
        a_report(source="a book")
    with pytest.raises(ValidationError, match="either claim"):
        a_report(claim=None)
    assert a_report(claim=None, source="a book").source == "a book"


def test_ids_tell_the_kind_and_stay_the_same() -> None:
    assert case_id("test", "a", "b") == case_id("test", "a", "b")
    assert case_id("test", "ab", "") != case_id("test", "a", "b")
    assert [case_id(kind, "a")[:2] for kind in KINDS] == ["c-", "t-", "x-", "r-"]
    test = Test(
        id=case_id("test", "a"),
        commitment=case_id("commitment", "a"),
        trigger=case_id("trigger", "a"),
        patron="AAA",
        client="BBB",
        p_due=0.5,
        due_why="as the rule has it",
        crisis="a",
    )
    assert kind_of(test) == "test"
    assert MODELS["test"] is Test
