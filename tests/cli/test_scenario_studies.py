"""``papertiger scenario sensitivity`` and ``calibrate``: small studies of a preset, and what cannot be asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from papertiger.scenario.ensembles import read

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
SMALL = ("scenario", "sensitivity", "preset:motive", "--workers", "1", "--replicates", "2")


def test_groups_of_the_motive_case_are_told_with_the_stamp(run: Run) -> None:
    ran = run(*SMALL, "--groups", "grade", "--n", "16", "--quantity", "aligned", "--format", "json")
    assert ran.status == 0, ran.err
    told = json.loads(ran.out)
    (aligned,) = told["sobol"]
    assert {one["grade"] for one in aligned["indices"]} <= {"D", "L", "J", "S"}
    assert told["points"] == 16 * (len(aligned["indices"]) + 3)
    assert told["runs"] == 2 * told["points"]
    assert aligned["driven_by_assumptions"] == (aligned["judged"]["value"] > 0.5)
    assert told["banner"] == "illustrative, not calibrated"


def test_the_text_begins_with_the_banner(run: Run) -> None:
    ran = run(*SMALL, "--groups", "section", "--method", "morris", "--n", "2", "--quantity", "exits")
    assert ran.status == 0, ran.err
    assert ran.out.startswith("ILLUSTRATIVE, NOT CALIBRATED\n")
    assert "exits: mean 0." in ran.out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--n", "100"), "n: 100; give a power of 2"),
        (("--quantity", "alined"), "no quantity 'alined'; did you mean 'aligned'?"),
        (("--learning", "L9"), "L9"),
        (("--ensemble", "none.csv"), "none.csv: ensemble: cannot be read"),
    ],
)
def test_what_cannot_be_asked_is_one_line(run: Run, options: tuple[str, ...], message: str) -> None:
    ran = run(*SMALL, *options)
    assert ran.status != 0
    assert message in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_calibrate_writes_an_ensemble_that_scenarios_take(run: Run, tmp_path: Path) -> None:
    few = ("--points", "50", "--replicates", "2", "--waves", "1", "--members", "10", "--workers", "1")
    ran = run("scenario", "calibrate", *few, "--out", "e.csv", "--format", "json")
    assert ran.status == 0, ran.err
    told = json.loads(ran.out)
    assert [one["key"] for one in told["targets"]] == ["honoured", "nearness", "exits"]
    assert told["runs"] >= 100
    made = read(tmp_path / "e.csv")
    assert len(made.rows) == told["members"] == 10
    assert "exit_base" in made.parameters
    assert made.how.startswith("papertiger scenario calibrate --points 50 --replicates 2 --waves 1")
    assert "wrote e.csv: 10 rows" in ran.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--replicates", "5;10"), "replicates: '5;10'; write numbers with commas between them"),
        (("--replicates", "1"), "replicates: 1; give at least 2"),
        (("--learning", "L9"), "L9"),
    ],
)
def test_what_calibrate_cannot_take_is_one_line(run: Run, options: tuple[str, ...], message: str) -> None:
    ran = run("scenario", "calibrate", *options)
    assert ran.status != 0
    assert message in ran.err
    assert len(ran.err.strip().splitlines()) == 1
