"""Which decision stands, who disagrees, and which decisions are not whole."""

from __future__ import annotations

import random
from typing import Any

import pytest

from papertiger.errors import ReviewError
from papertiger.ledger.reviewing import DECISIONS, Review, Version, state_of

WHOLE: dict[str, dict[str, Any]] = {
    "reject": {"why": "not said"},
    "correct": {"changes": {"modality": "denied"}},
    "split": {"changes": {"x": {}, "y": {"object": "CUB"}}, "into": ("x", "y")},
    "merge": {"into": ("other",)},
    "comment": {"why": "look at the dateline"},
    "assign": {"assignee": "boris"},
}
"""What each decision needs."""


def decide(hour: int, reviewer: str, decision: str, version: int = 1, **more: object) -> Review:
    given: dict[str, Any] = WHOLE.get(decision, {}) | more
    return Review(
        id=f"{hour:02d}-{reviewer}",
        claim="c",
        version=version,
        decision=decision,
        reviewer=reviewer,
        at=f"2026-01-14T{hour:02d}:00:00+00:00",
        **given,
    )


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        ("accept", "accepted"),
        ("reject", "rejected"),
        ("correct", "corrected"),
        ("split", "split"),
        ("merge", "merged"),
        ("comment", "unreviewed"),
        ("assign", "unreviewed"),
        ("withdraw", "unreviewed"),
    ],
)
def test_each_decision_makes_its_state(decision: str, state: str) -> None:
    assert decision in DECISIONS
    assert state_of([decide(1, "anna", decision)]).state == state


def test_nothing_decided_is_unreviewed() -> None:
    found = state_of([])

    assert (found.state, found.decision, found.against, found.assigned) == ("unreviewed", None, (), ())


def test_the_last_decision_by_time_stands_in_whatever_order_they_come() -> None:
    reviews = [decide(1, "anna", "accept"), decide(2, "anna", "reject"), decide(3, "anna", "accept")]
    for seed in range(10):
        random.Random(seed).shuffle(reviews)  # noqa: S311 - the same orders in every run

        found = state_of(reviews)

        assert found.state == "accepted"
        assert found.decision is not None
        assert found.decision.id == "03-anna"


def test_times_of_different_offsets_compare_as_moments() -> None:
    early = Review("1", "c", 1, "reject", "anna", "2026-01-14T11:30:00+02:00", why="no")
    late = Review("2", "c", 1, "accept", "anna", "2026-01-14T10:00:00Z")

    assert state_of([late, early]).state == "accepted"


def test_of_one_moment_the_later_given_stands() -> None:
    at = "2026-01-14T10:00:00Z"
    yes, no = Review("1", "c", 1, "accept", "anna", at), Review("2", "c", 1, "reject", "anna", at, why="no")

    assert state_of([yes, no]).state == "rejected"
    assert state_of([no, yes]).state == "accepted"


def test_two_persons_who_differ_contest_a_claim_and_the_later_decision_stands() -> None:
    found = state_of([decide(1, "anna", "accept"), decide(2, "boris", "reject")])

    assert found.state == "contested"
    assert found.against == ("anna",)
    assert found.decision is not None
    assert found.decision.reviewer == "boris"


def test_a_claim_is_contested_no_more_when_one_gives_in_or_withdraws() -> None:
    reviews = [decide(1, "anna", "accept"), decide(2, "boris", "reject")]

    assert state_of([*reviews, decide(3, "anna", "reject")]).state == "rejected"
    assert state_of([*reviews, decide(3, "boris", "withdraw")]).state == "accepted"
    assert state_of([*reviews, decide(3, "carla", "accept")]).state == "contested"


def test_withdrawing_brings_back_the_decision_before() -> None:
    reviews = [decide(1, "anna", "reject"), decide(2, "anna", "accept"), decide(3, "anna", "withdraw")]

    assert state_of(reviews).state == "rejected"
    assert state_of([*reviews, decide(4, "anna", "withdraw")]).state == "unreviewed"


def test_comments_and_assignments_decide_nothing() -> None:
    reviews = [decide(1, "anna", "accept"), decide(2, "boris", "comment"), decide(3, "carla", "assign")]

    found = state_of(reviews)

    assert (found.state, list(found.last)) == ("accepted", ["anna"])


def test_who_was_asked_is_asked_until_they_decide() -> None:
    asked = [decide(1, "anna", "assign"), decide(2, "anna", "assign", assignee="carla")]

    assert state_of(asked).assigned == ("boris", "carla")
    assert state_of([*asked, decide(3, "boris", "comment")]).assigned == ("boris", "carla")
    assert state_of([*asked, decide(3, "boris", "accept")]).assigned == ("carla",)
    assert state_of([*asked, decide(3, "boris", "accept"), decide(4, "anna", "assign")]).assigned == (
        "carla",
        "boris",
    )


def test_accepting_a_correction_agrees_with_it_and_accepting_what_it_corrected_does_not() -> None:
    fixed = decide(1, "anna", "correct")

    assert state_of([fixed, decide(2, "boris", "accept", version=2)]).state == "accepted"
    assert state_of([fixed, decide(2, "boris", "accept", version=1)]).state == "contested"
    assert state_of([decide(0, "boris", "accept"), fixed]).state == "contested"


def test_two_who_correct_to_the_same_agree() -> None:
    same = [decide(1, "anna", "correct"), decide(2, "boris", "correct")]
    other = [decide(1, "anna", "correct"), decide(2, "boris", "correct", changes={"modality": "possible"})]

    assert state_of(same).state == "corrected"
    assert state_of(other).state == "contested"


def test_known_versions_tell_what_is_alike() -> None:
    """Version 2 reads as version 1 did; version 3 is what Carla's correction of 2 made."""
    versions = {1: Version("a"), 2: Version("a"), 3: Version("b", "03-carla")}
    accepts = [decide(1, "anna", "accept", 1), decide(2, "boris", "accept", 2)]
    fixed = decide(3, "carla", "correct", 2)

    assert state_of(accepts, versions).state == "accepted"
    assert state_of(accepts).state == "contested"
    assert state_of([*accepts, fixed], versions).against == ("anna", "boris")
    assert state_of([fixed, decide(4, "anna", "accept", 3)], versions).state == "accepted"


def test_splits_into_the_same_parts_agree() -> None:
    one, turned = decide(1, "anna", "split"), decide(2, "boris", "split", into=("y", "x"))
    other = decide(2, "boris", "split", into=("x", "z"), changes={"x": {}, "z": {"object": "IRN"}})

    assert state_of([one, turned]).state == "split"
    assert state_of([one, other]).state == "contested"


@pytest.mark.parametrize(
    ("decision", "more", "message"),
    [
        ("approve", {}, r"decision: 'approve' is no decision; there are: accept, reject, correct,"),
        ("accept", {"version": 0}, r"version: 0 is no version"),
        ("accept", {"reviewer": " "}, r"reviewer: ' ' names nobody"),
        ("accept", {"at": "yesterday"}, r"at: 'yesterday' is no time"),
        ("accept", {"at": "2026-01-14T10:00:00"}, r"is no time; write ISO 8601 with the offset"),
        ("accept", {"changes": {"mode": None}}, r"changes: .* has no place in accept"),
        ("accept", {"into": ("x",)}, r"into: \('x',\) has no place in accept; merge, split may"),
        ("accept", {"assignee": "boris"}, r"assignee: 'boris' has no place in accept"),
        ("reject", {"why": ""}, r"why: '' says nothing; reject needs words"),
        ("comment", {"why": "\n"}, r"says nothing; comment needs words"),
        ("correct", {"changes": {}}, r"changes: {} changes nothing"),
        ("split", {"into": ("x",), "changes": {"x": {}}}, r"does not name two or more parts"),
        ("split", {"into": ("x", "z")}, r"does not name two or more parts, each with its changes"),
        ("merge", {"into": ()}, r"does not name one other claim"),
        ("merge", {"into": ("c",)}, r"does not name one other claim"),
        ("merge", {"into": ("x", "y")}, r"does not name one other claim"),
        ("assign", {"assignee": None}, r"assignee: None names nobody"),
    ],
)
def test_a_decision_that_is_not_whole_is_refused(decision: str, more: dict[str, Any], message: str) -> None:
    given = {"reviewer": "anna", "at": "2026-01-14T10:00:00Z", "version": 1}
    wanted: dict[str, Any] = given | WHOLE.get(decision, {}) | more

    with pytest.raises(ReviewError, match=message):
        Review(id="1", claim="c", decision=decision, **wanted)
