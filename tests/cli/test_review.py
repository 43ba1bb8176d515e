"""``papertiger review``: decisions by command, by script and in a session; what they measure."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]


def claims(run: Run, *options: str) -> dict[str, dict[str, Any]]:
    """Claims that stand, by predicate."""
    found = json.loads(run("claims", "--format", "json", *options).out)
    return {one["predicate"]: one for one in found}


@pytest.fixture
def withheld(filled: Run) -> str:
    return str(claims(filled)["withheld"]["id"])


def test_a_claim_is_rejected_by_command_and_shown_no_more(filled: Run, withheld: str) -> None:
    ran = filled("review", withheld[:8], "reject", "--by", "anna", "--why", "a question")

    assert (ran.status, ran.err) == (0, "")
    assert "anna: reject, a question" in ran.out
    assert ran.out.endswith("  rejected\n")
    assert "withheld" not in claims(filled)


def test_a_correction_shows_in_every_output(filled: Run, withheld: str) -> None:
    ran = filled(
        "review",
        withheld,
        "correct",
        "predicate=insufficient",
        "modality=denied",
        "--by",
        "anna",
        "--format",
        "json",
    )

    assert ran.status == 0
    value = json.loads(ran.out)
    assert (value["state"], value["claim"]["version"], value["claim"]["modality"]) == (
        "corrected",
        2,
        "denied",
    )
    assert value["reviews"][0]["changes"] == {"predicate": "insufficient", "modality": "denied"}
    stored = [one for one in json.loads(filled("claims", "--format", "json").out) if one["id"] == withheld]
    assert [(one["predicate"], one["version"], one["review"]["by"]) for one in stored] == [
        ("insufficient", 2, "anna")
    ]
    assert "correct by anna" in filled("explain", withheld).out


def test_splitting_takes_a_bar_between_parts(filled: Run, withheld: str) -> None:
    ran = filled("review", withheld, "split", "object=VEN", "|", "object=CUB", "--by", "anna")

    assert ran.status == 0, ran.err
    assert "split" in ran.out
    assert len(json.loads(filled("claims", "--predicate", "withheld", "--format", "json").out)) == 2


def test_who_reviews_may_stand_in_the_environment(
    filled: Run, withheld: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERTIGER_REVIEWER", "boris")

    assert "boris: accept" in filled("review", withheld, "accept").out


FAULTS = (
    (["accept"], "a decision is a person's: --by NAME, or PAPERTIGER_REVIEWER in the environment"),
    (["approve", "--by", "anna"], "decision: 'approve' is no decision; there are: accept, reject,"),
    (["reject", "--by", "anna"], "why: '' says nothing; reject needs words"),
    (["correct", "--by", "anna"], "accept it"),
    (["correct", "domain=space", "--by", "anna"], "domain: 'space' is no domain; there are: military,"),
    (["correct", "quote=x", "--by", "anna"], "quote: 'x' cannot be corrected; these can:"),
    (["accept", "x=y", "--by", "anna"], "is no part of accept"),
    (["merge", "zzz", "--by", "anna"], "no claim 'zzz' in the ledger"),
    (["withdraw", "--by", "anna"], "has no decision of anna that could be taken back"),
)


def test_what_cannot_be_decided_is_one_line_and_changes_nothing(filled: Run, withheld: str) -> None:
    for arguments, message in FAULTS:
        ran = filled("review", withheld, *arguments)

        assert ran.status == 2, arguments
        assert message in " ".join(ran.err.replace("│", " ").split())
    assert json.loads(filled("review", withheld, "--format", "json").out)["reviews"] == []


def test_a_claim_alone_is_shown_with_its_sentence_and_state(filled: Run, withheld: str) -> None:
    out = filled("review", withheld).out

    assert "»Техніки так і не приїхали.«" in out
    assert out.endswith("  unreviewed\n")


def test_the_list_says_what_waits_and_leaves_out_what_is_decided(filled: Run, withheld: str) -> None:
    assert filled("review", "--list").err == "4 claims to review\n"
    filled("review", withheld, "accept", "--by", "anna")

    ran = filled("review", "--list", "--by", "anna")
    assert (len(ran.out.splitlines()), ran.err) == (3, "3 claims to review\n")
    value = json.loads(filled("review", "--list", "--subject", "RUS", "--format", "json").out)
    assert [one["claim"]["predicate"] for one in value] == ["insufficient", "delivered"]
    assert set(value[0]) == {"claim", "state", "assigned", "decided", "origins", "alone"}


def test_a_script_decides_claim_after_claim(filled: Run, tmp_path: Path) -> None:
    script = tmp_path / "decisions.txt"
    script.write_text(
        "# first pass\n\na\nr не сказано\nc modality=denied -- так каже міністр\nk\nq\n", "utf-8"
    )

    ran = filled("review", "--by", "anna", "--script", str(script))

    assert ran.status == 0, ran.err
    assert ran.err == "4 claims to review\ndecided: 1 accept, 1 reject, 1 correct\n"
    assert filled("review", "--list", "--by", "anna").err == "1 claim to review\n"


def test_a_fault_in_a_script_names_its_line_and_keeps_what_was_decided(filled: Run, tmp_path: Path) -> None:
    script = tmp_path / "decisions.txt"
    script.write_text("a\nc domain=space\na\n", "utf-8")

    ran = filled("review", "--by", "anna", "--script", str(script))

    assert ran.status == 1
    assert "decisions.txt, line 2: domain: 'space' is no domain" in ran.err
    assert "decided: 1 accept" in ran.err
    script.write_text("z\n", "utf-8")
    assert filled("review", "--by", "anna", "--script", str(script)).status == 2


def test_statistics_carry_their_definitions(filled: Run, withheld: str) -> None:
    for name in ("anna", "boris"):
        filled("review", withheld, "accept", "--by", name)

    text = filled("review", "--stats").out
    value = json.loads(filled("review", "--stats", "--format", "json").out)

    assert "right as read 1.00 (0.21 to 1.00, n = 1)" in text
    assert "Krippendorff's alpha: Agreement on the same decisions beyond what chance gives" in text
    assert "! only 1 decided, fewer than 30" in text
    right = value["reader"]["right_as_read"]
    assert (right["value"], right["count"]) == (1, 1)
    assert right["definition"].startswith("Of the versions that the reader wrote")
    assert value["reader"]["by"]["predicate"]["withheld"]["accepted"] == 1
    assert value["reviewers"]["everybody"]["agreement"]["value"] == 1
    assert value["reviewers"]["everybody"]["alpha"]["value"] is None


def test_statistics_of_a_ledger_without_decisions_are_not_defined(filled: Run) -> None:
    assert "right as read not defined" in filled("review", "--stats").out


def test_a_sample_is_drawn_at_random_and_measured(filled: Run, tmp_path: Path) -> None:
    script = tmp_path / "decisions.txt"
    script.write_text("a\na\n", "utf-8")

    ran = filled("review", "--by", "anna", "--sample", "2", "--seed", "7", "--script", str(script))

    assert ran.err.splitlines()[:2] == ["2 claims drawn of 4 with seed 7", "2 claims to review"]
    value = json.loads(filled("review", "--stats", "--format", "json").out)["reader"]
    assert (value["at_random"], value["decided"]) == (True, 2)
    again = filled("review", "--by", "anna", "--sample", "2", "--seed", "7", "--script", str(script))
    assert again.err.splitlines()[1] == "0 claims to review"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_person_at_a_terminal_may_type_again_what_was_wrong(filled: Run) -> None:
    assert filled("claims").status == 0
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "papertiger", "review", "--by", "anna"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"NO_COLOR": "1", "TERM": "dumb"},
    )
    os.close(theirs)
    os.write(ours, b"c domain=space\nx\na\nu\nr no\nq\n")
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        shown += piece
    assert process.wait(timeout=60) == 0
    os.close(ours)

    text = shown.decode()
    assert "domain: 'space' is no domain" in text
    assert "'x' is no key" in text
    assert "decided: 1 reject" in text
