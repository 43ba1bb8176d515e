"""Where origins contradict each other, and what a share of what was promised counts as."""

from __future__ import annotations

import pytest
from reports import HONOURED, WITHHELD, a_copy, a_report

from papertiger.reliability.cases import Report
from papertiger.reliability.measuring import alternatives, conflict, outcome_of_share


def test_origins_that_agree_are_in_no_conflict() -> None:
    found = conflict([a_report("k1"), a_report("k2", anonymous=True)])
    assert found.distance == 0
    assert not found.unresolved
    assert [(one.outcome, one.origins) for one in found.leanings] == [("withheld", ("k1", "k2"))]


def test_named_speakers_who_contradict_each_other_are() -> None:
    found = conflict([a_report("k1"), a_report("k2", HONOURED), a_report("k3", HONOURED, anonymous=True)])
    assert found.unresolved
    assert [one.outcome for one in found.leanings] == ["withheld", "honoured"]
    assert found.leanings[1].classes == ("secondary", "anonymous")


def test_one_report_that_quotes_both_sides_is_in_conflict_with_itself() -> None:
    client = a_report("k1", speaker="client", side="client")
    patron = a_report("k1", HONOURED, speaker="patron", side="patron")
    found = conflict([client, patron])
    assert found.unresolved
    assert [(one.outcome, one.origins) for one in found.leanings] == [
        ("withheld", ("k1",)),
        ("honoured", ("k1",)),
    ]


def test_distances_grow_with_what_the_sources_are_worth() -> None:
    def between(**changes: object) -> float:
        return conflict([a_report("k1", **changes), a_report("k2", HONOURED, **changes)]).distance

    anonymous, named, documents = between(anonymous=True), between(), between(document=True)
    assert anonymous == pytest.approx(0.105, abs=0.01)
    assert named == pytest.approx(0.474, abs=0.01)
    assert anonymous < named < documents < 1


def test_copies_are_no_party_to_a_conflict() -> None:
    reports: list[Report] = [a_report("k1"), a_report("k2", HONOURED)]
    farm = [a_copy("k1", f"clone-{n}", WITHHELD) for n in range(40)]
    assert conflict([*reports, *farm]) == conflict(reports)


@pytest.mark.parametrize(
    ("share", "late", "outcome"),
    [
        (0, False, "withheld"),
        (0.249, False, "withheld"),
        (0.25, False, "partial"),
        (0.749, False, "partial"),
        (0.75, False, "honoured"),
        (1.2, False, "honoured"),
        (1, True, "partial"),
        (0.1, True, "withheld"),
    ],
)
def test_the_outcome_of_a_share(share: float, late: bool, outcome: str) -> None:
    assert outcome_of_share(share, late=late) == outcome


def test_other_cut_offs_give_other_outcomes() -> None:
    strict, loose = alternatives()
    assert (strict.withheld_below, strict.honoured_from) == (15, 85)
    assert outcome_of_share(0.8, cut_offs=strict) == "partial"
    assert outcome_of_share(0.3, cut_offs=loose) == "withheld"


def test_a_negative_share_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        outcome_of_share(-0.1)
