"""`papertiger grade`: defaults shown, a person's grade set and kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
GRADE = ("--by", "anna", "--why", "checked")


@pytest.fixture(autouse=True)
def read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "radars.txt"
    path.write_text(
        "Радари без техніків\n\n2026-01-14\n\nRUS withheld VEN air_defence @officials: Техніки так і не приїхали.\n",
        encoding="utf-8",
    )
    assert run("read", str(path)).status == 0


def claim(run: Run) -> dict[str, object]:
    found: list[dict[str, object]] = json.loads(run("claims", "--format", "json").out)
    return found[0]


def test_the_default_of_a_source_is_shown_with_its_reason(run: Run) -> None:
    out = run("grade", "Bloomberg").out

    assert "default: reliability B, news agency" in out
    assert "no person has graded it" in out


def test_a_grade_of_a_claim_is_kept_and_shown_with_who_gave_it(run: Run) -> None:
    before = claim(run)
    ran = run("grade", str(before["id"])[:8], "--credibility", "2", *GRADE)
    again = claim(run)

    assert ran.status == 0
    assert "item credibility 2, graded by anna: checked" in ran.out
    assert isinstance(again["grade"], dict)
    assert (again["grade"]["credibility"], again["grade"]["credibility_by"]) == ("2", "anna")
    assert "graded by anna" in run("explain", str(before["id"])).out


def test_a_grade_of_a_source_reaches_its_claims(run: Run) -> None:
    before = claim(run)["attribution"]
    assert isinstance(before, list)
    run("grade", before[-1]["name"], "--reliability", "d", *GRADE)
    grade = claim(run)["grade"]

    assert isinstance(grade, dict)
    assert (grade["reliability"], grade["reliability_by"]) == ("D", "anna")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("Bloomberg", "--reliability", "B"), "--by NAME --why TEXT"),
        (("Bloomberg", "--reliability", "B", "--by", "anna", "--why", " "), "--by NAME --why TEXT"),
        (("Bloomberg", "--credibility", "2", *GRADE), "credibility belongs to a claim"),
        (("Bloomberg", "--reliability", "Q", *GRADE), "Q"),
        (("0123456789ab",), "no claim '0123456789ab'"),
    ],
)
def test_what_is_no_grade_is_refused_with_the_cure(run: Run, arguments: tuple[str, ...], says: str) -> None:
    ran = run("grade", *arguments)

    assert ran.status != 0
    assert says in ran.err


def test_json_holds_grade_and_history(run: Run) -> None:
    one = str(claim(run)["id"])
    run("grade", one, "--reliability", "C", *GRADE)
    found = json.loads(run("grade", one, "--format", "json").out)

    assert found["target"] == f"claim:{one}"
    assert found["grade"]["reliability"] == "C"
    assert [(j["by"], j["why"]) for j in found["judgements"]] == [("anna", "checked")]
