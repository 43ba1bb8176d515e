"""What decisions do to claims: what stands afterwards is what the decision that stands holds to be right."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from papertiger.errors import ReviewError
from papertiger.ledger.reviewing import Review, content_of, corrected, split
from papertiger.records import ClaimRecord

if TYPE_CHECKING:
    from tests.ledger.reviewing.conftest import MemoryDesk

Make = Callable[..., ClaimRecord]
Seat = Callable[..., "MemoryDesk"]
DENIED = {"changes": {"modality": "denied"}}
TWO: tuple[dict[str, Any], ...] = ({}, {"object": "CUB"})


class Reviewer:
    """Decides at a desk, a minute apart."""

    def __init__(self, desk: MemoryDesk) -> None:
        self.desk, self._minutes = desk, count()

    def __call__(self, claim: str, name: str, decision: Any, version: int = 1, **more: Any) -> str:  # noqa: ANN401 - fields of a review
        minute = next(self._minutes)
        needs = {"why": "no"} if decision == "reject" else {}
        at = f"2026-01-14T{minute // 60:02d}:{minute % 60:02d}:00Z"
        self.desk.decide(Review(f"r{minute}", claim, version, decision, name, at, **needs | more))
        return f"r{minute}"


def said(desk: MemoryDesk) -> list[tuple[str, str | None]]:
    return [(one.modality, one.object) for one in desk.standing()]


def test_accepting_noting_and_asking_change_nothing(desk: Seat, record: Make) -> None:
    at_desk = desk("anna", claim := record())
    decide = Reviewer(at_desk)
    decide(claim.id, "anna", "accept")
    decide(claim.id, "anna", "comment", why="see the dateline")
    decide(claim.id, "anna", "assign", assignee="boris")

    assert at_desk.standing() == [claim]
    assert at_desk.case(claim.id).versions == {1: claim}


def test_a_rejected_claim_falls_and_comes_back_with_the_rejection_withdrawn(desk: Seat, record: Make) -> None:
    at_desk = desk("anna", claim := record())
    decide = Reviewer(at_desk)

    decide(claim.id, "anna", "reject")
    assert at_desk.standing() == []
    decide(claim.id, "anna", "withdraw")
    assert at_desk.standing() == [claim]


def test_who_accepts_what_another_rejected_brings_it_back(desk: Seat, record: Make) -> None:
    at_desk = desk("anna", claim := record())
    decide = Reviewer(at_desk)
    decide(claim.id, "anna", "reject")

    decide(claim.id, "boris", "accept")

    assert at_desk.standing() == [claim]
    assert at_desk.item(claim.id).standing.state == "contested"


def test_a_correction_is_a_version_and_goes_when_it_is_withdrawn(desk: Seat, record: Make) -> None:
    at_desk = desk("anna", claim := record())
    decide = Reviewer(at_desk)

    made = decide(claim.id, "anna", "correct", **DENIED)
    assert at_desk.standing() == [corrected(claim, DENIED["changes"])]
    assert at_desk.case(claim.id).made == {2: made}
    decide(claim.id, "boris", "accept", 2)
    assert at_desk.item(claim.id).standing.state == "accepted"
    decide(claim.id, "boris", "withdraw", 2)
    assert said(at_desk) == [("denied", "VEN")]
    decide(claim.id, "anna", "withdraw", 2)
    assert at_desk.standing() == [claim]
    assert len(at_desk.case(claim.id).versions) == 3


def test_accepting_the_version_before_a_correction_brings_it_back(desk: Seat, record: Make) -> None:
    at_desk = desk("anna", claim := record())
    decide = Reviewer(at_desk)
    decide(claim.id, "anna", "correct", **DENIED)

    decide(claim.id, "boris", "accept", 1)

    assert said(at_desk) == [("asserted", "VEN")]
    assert at_desk.item(claim.id).standing.against == ("anna",)


def test_withdrawing_a_later_correction_brings_back_the_earlier(desk: Seat, record: Make) -> None:
    at_desk = desk("anna", claim := record())
    decide = Reviewer(at_desk)
    decide(claim.id, "anna", "correct", **DENIED)
    decide(claim.id, "anna", "correct", 2, changes={"object": "CUB", "object_state": "CUB"})
    assert said(at_desk) == [("denied", "CUB")]

    decide(claim.id, "anna", "withdraw", 3)

    assert said(at_desk) == [("denied", "VEN")]


def test_a_split_puts_parts_in_place_of_the_claim_and_back(desk: Seat, record: Make) -> None:
    at_desk = desk("anna", claim := record())
    decide = Reviewer(at_desk)
    parts = split(claim, TWO)
    changes = {part.id: change for part, change in zip(parts, TWO, strict=True)}

    decide(claim.id, "anna", "split", changes=changes, into=tuple(changes))
    assert at_desk.standing() == list(parts)
    decide(claim.id, "anna", "withdraw")
    assert at_desk.standing() == [claim]
    decide(claim.id, "boris", "split", changes=changes, into=tuple(changes))
    assert at_desk.standing() == list(parts)


def test_a_part_of_a_split_can_be_decided_on_and_taken_back(desk: Seat, record: Make) -> None:
    at_desk = desk("anna", claim := record())
    decide = Reviewer(at_desk)
    parts = split(claim, TWO)
    changes = {part.id: change for part, change in zip(parts, TWO, strict=True)}
    decide(claim.id, "anna", "split", changes=changes, into=tuple(changes))

    decide(parts[0].id, "anna", "reject")
    assert at_desk.standing() == [parts[1]]
    decide(parts[0].id, "anna", "withdraw")
    assert at_desk.standing() == list(parts)


def test_a_merged_claim_falls_and_the_one_that_stays_gains(desk: Seat, record: Make) -> None:
    keep, other = record(domain="unspecified"), record(domain="arms", confidence=0.9)
    at_desk = desk("anna", keep, other)
    decide = Reviewer(at_desk)

    decide(other.id, "anna", "merge", into=(keep.id,))

    assert [(one.id, one.domain, one.confidence) for one in at_desk.standing()] == [(keep.id, "arms", 0.9)]
    decide(other.id, "anna", "withdraw")
    assert sorted(one.id for one in at_desk.standing()) == sorted([keep.id, other.id])


def test_merging_into_what_does_not_stand_is_refused(desk: Seat, record: Make) -> None:
    keep, other = record(domain="unspecified"), record()
    at_desk = desk("anna", keep, other)
    decide = Reviewer(at_desk)
    decide(keep.id, "anna", "reject")

    with pytest.raises(ReviewError, match="is no claim that stands"):
        decide(other.id, "anna", "merge", into=(keep.id,))
    with pytest.raises(ReviewError, match="is no claim that stands"):
        decide(other.id, "anna", "merge", into=("nowhere",))
    assert at_desk.standing() == [other]


def test_what_is_not_there_cannot_be_decided_on_or_withdrawn(desk: Seat, record: Make) -> None:
    at_desk = desk("anna", claim := record())
    decide = Reviewer(at_desk)
    decide(claim.id, "boris", "accept")

    with pytest.raises(ReviewError, match=r"version: 2 is no version of claim .*; there are: 1"):
        decide(claim.id, "anna", "accept", 2)
    with pytest.raises(ReviewError, match="has no decision of anna that could be taken back"):
        decide(claim.id, "anna", "withdraw")


def test_parts_that_the_changes_do_not_make_are_refused(desk: Seat, record: Make) -> None:
    at_desk = desk("anna", claim := record())

    with pytest.raises(ReviewError, match="is not what the changes make"):
        Reviewer(at_desk)(
            claim.id, "anna", "split", changes={"x": {}, "y": {"object": "CUB"}}, into=("x", "y")
        )


@pytest.mark.parametrize("seed", range(20))
def test_what_stands_is_always_what_the_standing_decision_holds(desk: Seat, record: Make, seed: int) -> None:
    """Random decisions of three persons on one claim; after all are withdrawn, what was read stands again."""
    random_ = random.Random(seed)  # noqa: S311 - the same decisions in every run
    at_desk = desk("anna", claim := record())
    decide = Reviewer(at_desk)
    for _ in range(12):
        case, name = at_desk.case(claim.id), random_.choice(["anna", "boris", "carla"])
        version = random_.choice(sorted(case.versions))
        own = ["withdraw"] if name in at_desk.item(claim.id).standing.last else []
        kind = random_.choice(["accept", "reject", "correct", *own])
        now = case.versions[version].modality
        changes = {"modality": random_.choice([m for m in ("denied", "possible", "asserted") if m != now])}
        decide(claim.id, name, kind, version, **{"changes": changes} if kind == "correct" else {})
        standing, case = at_desk.item(claim.id).standing, at_desk.case(claim.id)
        if standing.decision is None:
            right: ClaimRecord | None = claim
        elif standing.decision.decision == "accept":
            right = case.versions[standing.decision.version]
        elif standing.decision.decision == "correct":
            right = corrected(case.versions[standing.decision.version], standing.decision.changes)
        else:
            right = None
        assert [content_of(one) for one in at_desk.standing()] == ([content_of(right)] if right else [])
    while last := at_desk.item(claim.id).standing.last:
        decide(claim.id, next(iter(last)), "withdraw")
    assert at_desk.standing() == [claim]
