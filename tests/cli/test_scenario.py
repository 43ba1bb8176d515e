"""`papertiger scenario`: files checked, shown, listed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from papertiger.scenario.files import preset, presets
from papertiger.scenario.files.table import entries

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

    Run = Callable[..., Ran]

BAD = """schema = 1
[meta]
name = "bad"
[patrons.RUS]
capcity = 3
[clients.VEN]
shares = {RUS = 0.5, self = 0.4}
[commitments]
rows = ["RUS,CUB,defence,implied"]
"""


@pytest.fixture
def bad(tmp_path: Path) -> str:
    (tmp_path / "bad.toml").write_text(BAD, encoding="utf-8")
    return "bad.toml"


def test_a_preset_can_be_written_out_checked_and_is_the_same(run: Run, tmp_path: Path) -> None:
    shown = run("scenario", "show", "preset:motive")
    (tmp_path / "mine.toml").write_text(shown.out, encoding="utf-8")

    checked = run("scenario", "validate", "mine.toml", "--format", "json")

    assert (shown.status, checked.status) == (0, 0)
    assert json.loads(checked.out)["digest"] == preset("motive").digest


def test_validate_shows_what_a_scenario_holds(run: Run) -> None:
    ran = run("scenario", "validate", "preset:two-patrons")

    assert ran.status == 0
    assert ran.out.startswith("Two patrons compete: illustrative, not calibrated\n")
    assert f"digest    {preset('two-patrons').digest}" in ran.out
    assert "patrons   RUS, CHN" in ran.out
    assert "grade  uncertain  certain" in ran.out


def test_validate_counts_numbers_by_grade_and_lists_them_for_programs(run: Run) -> None:
    found = json.loads(run("scenario", "validate", "preset:motive", "--format", "json").out)

    assert sum(row["uncertain"] for row in found["grades"].values()) == len(found["uncertain"])
    assert sum(row["certain"] for row in found["grades"].values()) == len(found["certain"])
    assert {"key", "distribution", "unit", "grade", "source", "stated"} == set(found["uncertain"][0])


def test_warnings_of_a_scenario_are_shown_and_are_no_fault(run: Run, tmp_path: Path) -> None:
    text = run("scenario", "show", "preset:motive").out
    (tmp_path / "mine.toml").write_text(text.replace("will = [0.3, 0.7]", "will = 0.5"), encoding="utf-8")

    ran = run("scenario", "validate", "mine.toml")

    assert ran.status == 0
    assert "warning: will: 1 judged number is certain (patrons.RUS.will); write [low, high]" in ran.out
    assert ran.err == "mine.toml holds a scenario; 1 warning\n"


def test_every_fault_has_a_line_and_the_status_is_two(run: Run, bad: str) -> None:
    ran = run("scenario", "validate", bad)

    assert (ran.status, ran.out) == (2, "")
    assert [line.partition(";")[0] for line in ran.err.splitlines()] == [
        "papertiger: bad.toml: patrons.RUS.capcity: no such key",
        "papertiger: bad.toml: commitments.rows[0]: no client 'CUB'",
        "papertiger: bad.toml: clients.VEN.shares: shares sum to 0.9",
    ]


def test_faults_are_told_to_programs_too(run: Run, bad: str) -> None:
    ran = run("scenario", "validate", bad, "--format", "json")

    found = json.loads(ran.out)
    assert (ran.status, found["valid"]) == (2, False)
    assert found["problems"][1] == {
        "file": "bad.toml",
        "key": "commitments.rows[0]",
        "problem": "no client 'CUB'",
        "cure": "add [clients.CUB]; there are: VEN",
    }


@pytest.mark.parametrize("command", ["validate", "show"])
@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("nowhere.toml", "papertiger: nowhere.toml: no such file; name a TOML file, or preset:motive\n"),
        ("motive", "papertiger: motive: no such file; did you mean preset:motive?\n"),
        ("preset:motif", "papertiger: preset:motif: no such preset; did you mean 'motive'? there are: "),
        (".", "papertiger: .: cannot be read: Is a directory; name another file\n"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(run: Run, command: str, file: str, told: str) -> None:
    ran = run("scenario", command, file)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(told)


def test_every_preset_is_listed_with_its_stamp(run: Run) -> None:
    listed = json.loads(run("scenario", "presets", "--format", "json").out)

    assert [one["file"] for one in listed] == [f"preset:{name}" for name in presets()]
    assert {one["banner"] for one in listed} == {"illustrative, not calibrated"}
    text = run("scenario", "presets").out
    assert all(one["about"] in text and one["file"] in text for one in listed)


def test_every_number_of_the_model_is_listed(run: Run) -> None:
    listed = json.loads(run("scenario", "parameters", "--format", "json").out)

    assert [one["key"] for one in listed] == [one.key for one in entries()]
    spill = next(one for one in listed if one["key"] == "mechanisms.spill")
    assert (spill["range"], spill["grade"], spill["unit"]) == ([0, 1], "L", "fraction")
    lines = run("scenario", "parameters").out.splitlines()
    assert len(lines) == len(listed) + 1
