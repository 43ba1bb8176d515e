"""docs/scenario-sensitivity.md against the commands it describes."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path

import pytest

from papertiger.cli.scenariostudies import COMMANDS
from papertiger.scenario.sensitivity.asking import SCREENED, Ask
from papertiger.scenario.sensitivity.result import HALF

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "scenario-sensitivity.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_that_a_study_has_alone_is_told(command: str) -> None:
    function, _ = COMMANDS[command]
    shared = {"--workers", "--format", "--all", "--seed"}
    options = set(re.findall(r"'(--[a-z-]+)'", str(inspect.signature(function)))) - shared
    assert [option for option in sorted(options) if option not in DOC] == []


def test_sizes_are_the_defaults() -> None:
    ask = Ask()
    assert f"`--n` base points ({ask.size}, a power of 2)" in DOC
    assert f"times `--replicates` runs ({ask.replicates})" in DOC
    assert f"screening by {SCREENED} trajectories: the {ask.strongest} with" in DOC
    assert f"`--n` trajectories ({Ask(method='morris').size})" in DOC
    assert HALF == 0.5
    assert "Above one half" in DOC


def test_figures_of_the_study_of_chance_are_those_of_the_file() -> None:
    found = json.loads((ROOT / "benchmarks" / "sensitivity.json").read_text(encoding="utf-8"))
    for row in found["rows"]:
        shown = f"{row['bias_total_mean']:+.3f}".replace("-", "−")
        assert f"| {shown} |" in DOC
        assert f"| {row['error_total_rms']:.3f} |" in DOC


def test_nothing_is_left_to_fill_in() -> None:
    assert re.findall(r"\b[A-Z]+_(?:TABLE|FINDINGS)\b", DOC) == []


def test_figures_of_the_recovery_study_are_those_of_the_file() -> None:
    found = json.loads((ROOT / "benchmarks" / "matching.json").read_text(encoding="utf-8"))
    volumes = [row["volume"] for row in found["rows"]]
    assert found["truth_not_ruled_out"] >= 19
    for shown in (
        f"| truth not ruled out | {found['truth_not_ruled_out']} of {found['truths']} ",
        f"5 to 95 %: {100 * found['truth_within_90_share']:.1f} %",
        f"| {100 * min(volumes):.0f} to {100 * max(volumes):.0f} % of the prior |",
        f"not identified | {found['idle_named_not_identified']} of 20 |",
        f'not") | {found["ridge_of_exit_base_and_exit_trust"]} of 20 |',
        *(f"`{name}` {value:.2f}" for name, value in found["contraction_mean"].items()),
    ):
        assert shown in DOC


def test_drivers_of_the_motive_case_are_those_of_the_file() -> None:
    found = json.loads((ROOT / "benchmarks" / "drivers.json").read_text(encoding="utf-8"))
    assert f"{found['varied']} uncertain numbers, {found['runs']:,} runs" in DOC
    for one in found["sobol"]:
        assert f"| {one['judged']['value']:.2f} ± {one['judged']['width']:.2f} |" in DOC
        assert one["driven_by_assumptions"]
        top = one["indices"][0]
        assert f"{top['total']['value']:.2f} ({top['first']['value']:.2f})" in DOC
        assert one["by_grade"]["D"] <= 0.0035
