"""Admiralty grades: a default for every class of source with its reason, and a person's grade above it."""

from __future__ import annotations

from pathlib import Path

import pytest

from papertiger.datafiles import load_table
from papertiger.errors import DataFileError
from papertiger.records import ArticleRef, AttributionStep, ClaimRecord, Coder, Quote
from papertiger.sourcing.grading import (
    Defaults,
    Judgement,
    default_of,
    grade,
    named_source,
    target_of,
    with_side,
)

REUTERS = AttributionStep(kind="outlet", name="Reuters", actor="outlet:reuters")
TASS = AttributionStep(kind="outlet", name="ТАСС", actor="outlet:tass")
UNHEARD_OF = AttributionStep(kind="outlet", name="Marsh Gazette")
OFFICIALS = AttributionStep(kind="group", name="officials", actor="VEN", anonymous=True)
KREMLIN = AttributionStep(kind="person", name="Пєсков", actor="RUS-peskov")


def claim(*chain: AttributionStep) -> ClaimRecord:
    return ClaimRecord(
        id="c1",
        family="support",
        predicate="withheld",
        subject="RUS",
        subject_state="RUS",
        object="VEN",
        object_state="VEN",
        domain="arms",
        polarity="affirmed",
        modality="asserted",
        attribution=chain,
        quote=Quote(exact="x", prefix="", suffix="", start=0, end=1),
        article=ArticleRef(sha256="a", path="a", outlet=chain[0].name, published="2026-01-14", language="en"),
        confidence=0.9,
        coder=Coder(reader="r", version="1", config="c", frame="f"),
    )


def judged(target: str, **columns: str) -> dict[tuple[str, str], Judgement]:
    one = Judgement(
        target,
        columns.get("reliability"),
        columns.get("credibility"),
        "anna",
        "seen it",
        "2026",  # type: ignore[arg-type]
    )
    return {(target, name): one for name in columns}


@pytest.mark.parametrize(
    ("chain", "letter", "whose"),
    [
        ((REUTERS,), "B", "Reuters: news agency"),
        ((UNHEARD_OF,), "F", "Marsh Gazette: outlet that is in no actor file"),
        ((TASS,), "D", "ТАСС: outlet run by a state that the claim is about"),
        ((REUTERS, OFFICIALS), "F", "officials: nameless"),
        ((REUTERS, KREMLIN), "C", "Пєсков: speaks for the patron"),
        ((REUTERS, TASS, KREMLIN), "D", "ТАСС: outlet run by a state"),
        ((UNHEARD_OF, TASS), "D", "ТАСС: outlet run by a state"),
    ],
)
def test_a_chain_is_as_reliable_as_its_weakest_hand(
    chain: tuple[AttributionStep, ...], letter: str, whose: str
) -> None:
    found = grade(claim(*chain), {})

    assert found.reliability == letter
    assert found.reliability_why.startswith(whose)
    assert found.reliability_by is None


def test_a_state_outlet_is_no_party_where_others_are_spoken_of() -> None:
    assert default_of(TASS)[0] == "C"


@pytest.mark.parametrize(
    ("others", "number"),
    [((False, False), "6"), ((True, False), "3"), ((True, True), "6"), ((False, True), "6")],
)
def test_credibility_is_never_confirmed_by_machine(others: tuple[bool, bool], number: str) -> None:
    found = grade(claim(REUTERS), {}, others)

    assert (found.credibility, found.credibility_by) == (number, None)


def test_a_persons_grade_of_a_source_stands_above_the_default() -> None:
    found = grade(claim(REUTERS, KREMLIN), judged(target_of(KREMLIN), reliability="E"))

    assert (found.reliability, found.reliability_by) == ("E", "anna")
    assert found.reliability_why == "Пєсков: seen it"


def test_a_persons_grade_of_a_claim_stands_above_those_of_its_sources() -> None:
    of_source = judged(target_of(REUTERS), reliability="E")
    found = grade(
        claim(REUTERS), {**of_source, **judged("claim:c1", reliability="A", credibility="1")}, (False, True)
    )

    assert (found.reliability, found.credibility) == ("A", "1")
    assert found.credibility_by == "anna"


def test_the_nameless_are_not_graded_by_their_state() -> None:
    assert target_of(OFFICIALS) == "name:officials"
    assert target_of(KREMLIN) == "actor:RUS-peskov"
    assert target_of(UNHEARD_OF) == "name:marsh gazette"


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("Bloomberg", "actor:outlet:bloomberg"),
        ("ТАСС", "actor:outlet:tass"),
        ("outlet:tass", "actor:outlet:tass"),
        ("reuters.com", "actor:outlet:reuters"),
        ("Marsh Gazette", "name:marsh gazette"),
        ("Bloomberg and friends", "name:bloomberg and friends"),
    ],
)
def test_sources_are_found_by_name(name: str, target: str) -> None:
    assert target_of(named_source(name)) == target


def test_depth_side_and_anonymity_are_on_the_record() -> None:
    found = with_side(claim(REUTERS, TASS, OFFICIALS))

    assert (found.depth, found.anonymous, found.side) == (2, True, "client")
    old = found.model_dump(exclude={"depth", "anonymous", "side", "grade"})
    again = ClaimRecord.model_validate(old)
    assert (again.depth, again.anonymous, again.side) == (2, True, None)


def test_a_table_without_a_last_resort_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "grades.yaml"
    rule = '{credibility: "6", why: x}'
    path.write_text(
        "outlets: [{medium: agency, reliability: B, why: x}]\nspeakers: [{reliability: F, why: x}]\n"
        f"credibility: {{alone: {rule}, agreed: {rule}, disputed: {rule}}}\n",
        encoding="utf-8",
    )

    with pytest.raises(DataFileError, match="every source has a default"):
        load_table(path, Defaults)
