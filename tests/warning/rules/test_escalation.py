"""Escalation: what must raise a warning, and what must not."""

from __future__ import annotations

from indications import claim, evidence, found

from papertiger.warning.rules.escalation import escalation

CLIMB = [
    claim("ACCUSE", "AZE", "ARM", 24),
    claim("SANCTION", "AZE", "ARM", 15),
    claim("MOBILIZE", "AZE", "ARM", 4),
    claim("MOBILIZE", "AZE", "ARM", 2),
]


def test_a_climb_over_three_rungs_is_told_with_each_step() -> None:
    (one,) = found(escalation, evidence(*CLIMB))
    assert one.about == ("AZE", "ARM")
    assert (one.reason["from_rung"], one.reason["rung"], one.reason["usual"]) == (
        "sanction",
        "mobilisation",
        None,
    )
    assert one.reason["steps"] == "statement, sanction, mobilisation"
    assert one.also["mobilisation"] == (CLIMB[3].claim, CLIMB[2].claim)
    assert one.awaited["predicates"] == ("COERCE", "ASSAULT")


def test_force_after_threats_is_told_and_nothing_more_is_awaited() -> None:
    (one,) = found(
        escalation,
        evidence(claim("THREATEN", "USA-trump", "VEN", 9), claim("ASSAULT", "USA", "VEN-maduro", 1)),
    )
    assert (one.reason["rung"], one.awaited) == ("force", {})


def test_a_pair_that_used_to_accuse_climbs_above_its_usual_rung() -> None:
    usual = [claim("ACCUSE", "AZE", "ARM", before) for before in range(0, 300, 6)]
    (one,) = found(escalation, evidence(*usual, *CLIMB))
    assert one.reason["usual"] == "statement"


def test_a_pair_at_war_does_not_climb() -> None:
    war = [claim("ASSAULT", "RUS", "UKR", before) for before in range(0, 300, 3)]
    assert found(escalation, evidence(*war, claim("THREATEN", "RUS", "UKR", 20))) == []


def test_steps_told_on_one_day_are_no_climb() -> None:
    told = [claim("THREATEN", "USA-trump", "VEN", 3, "a"), claim("ASSAULT", "USA", "VEN", 3, "a")]
    assert found(escalation, evidence(*told)) == []


def test_a_way_down_is_no_climb() -> None:
    assert (
        found(escalation, evidence(claim("MOBILIZE", "AZE", "ARM", 20), claim("ACCUSE", "AZE", "ARM", 2)))
        == []
    )


def test_what_may_come_or_is_denied_is_no_step() -> None:
    possible = [
        claim("MOBILIZE", "AZE", "ARM", 2, modality="possible"),
        claim("SANCTION", "AZE", "ARM", 2, polarity="negated"),
    ]
    assert found(escalation, evidence(claim("ACCUSE", "AZE", "ARM", 20), *possible)) == []
