"""`papertiger records`: entered, shown with the sentences, corrected, withdrawn, restored, written out and taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
BY = ("--by", "anna", "--why", "read the treaty")
CASES = """\
commitments:
  - {id: c-pact, patron: RUS, clients: VEN, instrument: treaty, obligation: air_defence}
triggers:
  - {id: t-raid, target: VEN, kind: attack, onset: 2026-01-03}
tests:
  - {id: x-raid, commitment: c-pact, trigger: t-raid, p_due: 0.8, due_why: the treaty names it}
responses:
  - test: x-raid
    domain: air_defence
    reports:
      - {claim: CLAIM, says: withheld, why: no technicians came}
"""


@pytest.fixture
def cases(run: Run, tmp_path: Path) -> Path:
    """A ledger with one claim, and a file of cases that cites it."""
    news = tmp_path / "radars.txt"
    news.write_text(
        "Радари без техніків\n\n2026-01-14\n\nRUS withheld VEN air_defence @officials: Техніки так і не приїхали.\n",
        encoding="utf-8",
    )
    assert run("read", str(news)).status == 0
    claim = json.loads(run("claims", "--format", "json").out)[0]["id"]
    path = tmp_path / "cases.yaml"
    path.write_text(CASES.replace("CLAIM", claim[:8]), encoding="utf-8")
    return path


@pytest.fixture
def entered(run: Run, cases: Path) -> Path:
    ran = run("records", "enter", str(cases), "--by", "anna")
    assert (ran.status, ran.err) == (0, "4 records entered, 0 as before, 0 refused\n")
    return cases


def standing(run: Run, *arguments: str) -> list[str]:
    return [
        one["case"]["id"] for one in json.loads(run("records", "list", "--format", "json", *arguments).out)
    ]


def test_what_was_entered_is_listed_and_chosen(run: Run, entered: Path) -> None:
    assert entered.is_file()
    assert standing(run) == ["c-pact", "t-raid", "x-raid", "r-raid-air-defence"]
    assert standing(run, "--kind", "test") == ["x-raid"]
    assert standing(run, "--patron", "CHN") == standing(run, "--client", "CUB") == []
    assert len(standing(run, "--patron", "RUS", "--client", "VEN")) == 4
    assert standing(run, "--until", "2001-01-01") == []
    out = run("records", "list").out
    assert "Russia → Venezuela, attack 2026-01-03; due with probability 0.80  (entered by anna)" in out


def test_a_record_is_shown_with_the_sentences_behind_it(run: Run, entered: Path) -> None:
    assert entered.is_file()
    out = run("records", "show", "r-raid").out
    assert "withheld 1: no technicians came" in out
    assert "“Техніки так і не приїхали.”" in out
    assert "anna: entered it" in out
    found = json.loads(run("records", "show", "r-raid", "--format", "json").out)
    (report,) = found["case"]["reports"]
    assert found["claims"][report["claim"]]["quote"]["exact"] == "Техніки так і не приїхали."
    assert (report["anonymous"], report["published"]) == (True, "2026-01-14")
    assert found["versions"][0]["by"] == "anna"


def test_the_same_files_are_entered_again_without_a_trace(run: Run, entered: Path) -> None:
    ran = run("records", "enter", str(entered), "--by", "borys", "--format", "json")
    assert json.loads(ran.out) == {"entered": [], "same": 4, "refused": []}
    assert len(json.loads(run("records", "show", "x-raid", "--format", "json").out)["versions"]) == 1


def test_faults_are_told_and_the_rest_goes_in(run: Run, cases: Path) -> None:
    cases.write_text(cases.read_text(encoding="utf-8").replace("p_due: 0.8", "p_due: 8"), encoding="utf-8")
    ran = run("records", "enter", str(cases), "--by", "anna")
    assert ran.status == 1
    first, second, last = ran.err.splitlines()
    assert first.endswith("cases.yaml:6: test x-raid, p_due: '8': Input should be less than or equal to 1")
    assert "response r-raid-air-defence, test: there is no test x-raid; " in second
    assert last == "2 records entered, 0 as before, 2 refused"
    assert standing(run) == ["c-pact", "t-raid"]


def test_nothing_that_goes_in_is_an_error(run: Run, cases: Path) -> None:
    assert cases.is_file()
    assert run("records", "enter", "nowhere.yaml", "--by", "anna").status == 2
    assert "by a person" in run("records", "enter", str(cases)).err


def test_a_correction_stands_and_is_taken_back(run: Run, entered: Path) -> None:
    assert entered.is_file()
    ran = run("records", "correct", "x-raid", "p_due=10%", *BY)
    assert ran.status == 0
    assert "due with probability 0.10" in ran.out
    assert "p_due = 0.1: anna, " in ran.out
    assert "(entered by anna; corrected by anna)" in run("records", "list").out
    assert run("records", "correct", "x-raid", "p_due=10%", *BY).status == 2
    assert run("records", "correct", "x-raid", "p_due=0.2", "--by", "anna").status == 2  # no reason
    ran = run("records", "restore", "x-raid", "p_due", *BY)
    assert "due with probability 0.80" in ran.out


def test_an_outcome_is_settled(run: Run, entered: Path) -> None:
    assert entered.is_file()
    ran = run("records", "settle", "r-raid", "withheld 0.9, partial 0.1", *BY, "--format", "json")
    settled: dict[str, Any] = json.loads(ran.out)["case"]["settled"]
    assert settled == {"withheld": 0.9, "partial": 0.1, "honoured": 0.0, "harmful": 0.0}
    assert "is no response" in run("records", "settle", "x-raid", "withheld", *BY).err
    ran = run("records", "settle", "r-raid", "none", *BY, "--format", "json")
    assert "settled" not in json.loads(ran.out)["case"]


def test_what_is_withdrawn_goes_with_what_refers_to_it_and_comes_back(run: Run, entered: Path) -> None:
    assert entered.is_file()
    ran = run("records", "withdraw", "c-pact", *BY)
    assert "with it 2 records no longer stand: x-raid, r-raid-air-defence" in ran.err
    assert standing(run) == ["t-raid"]
    assert len(standing(run, "--all")) == 4
    assert "does not stand: its commitment c-pact does not stand" in run("records", "show", "x-raid").out
    assert run("records", "restore", "c-pact", *BY).status == 0
    assert len(standing(run)) == 4


@pytest.mark.parametrize("to", ["all.yaml", "tables"])
def test_what_is_written_out_is_taken_back_unchanged(
    run: Run, entered: Path, tmp_path: Path, to: str
) -> None:
    assert entered.is_file()
    assert run("records", "correct", "x-raid", "p_due=10%", *BY).status == 0
    assert run("records", "export", str(tmp_path / to)).err == "4 records written\n"
    files = [tmp_path / to] if to.endswith(".yaml") else sorted((tmp_path / to).iterdir())
    other = ("--ledger", str(tmp_path / "other.ledger"))
    assert run("read", str(tmp_path / "radars.txt"), *other).status == 0
    ran = run("records", "enter", *map(str, files), "--by", "borys", *other)
    assert (ran.status, ran.err) == (0, "4 records entered, 0 as before, 0 refused\n")
    assert run("records", "export", *other).out == run("records", "export").out != ""


def test_the_template_is_an_example_that_goes_in(run: Run, entered: Path) -> None:
    path = entered.with_name("template.yaml")
    path.write_text(run("records", "template").out, encoding="utf-8")
    ran = run("records", "enter", str(path), "--by", "anna")
    assert (ran.status, ran.err) == (0, "4 records entered, 0 as before, 0 refused\n")


def test_a_folder_is_wanted_for_tables(run: Run, entered: Path) -> None:
    assert "name a .yaml file, a folder for CSV files" in run("records", "export", "cases.xlsx").err
    assert "name a .yaml file" in run("records", "export", str(entered.with_name("radars.txt"))).err
