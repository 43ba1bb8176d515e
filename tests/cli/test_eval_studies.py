"""``papertiger eval coverage`` and ``calibration``: as tables and as JSON that says how to repeat it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Ran


def test_coverage_is_a_table_by_size_and_method(run: Callable[..., Ran]) -> None:
    lines = run("eval", "coverage", "--runs", "5").out.splitlines()

    assert lines[0].split() == ["6", "tests", "covered", "width", "off", "tests"]
    assert lines[1].startswith("  a  every article counts as a test")
    assert sum(line.startswith("  d  as c, tempered within a crisis") for line in lines) == 3


def test_coverage_as_json_says_how_it_was_made(run: Callable[..., Ran]) -> None:
    found = json.loads(run("eval", "coverage", "--runs", "5", "--seed", "3", "--format", "json").out)

    assert found["how"] == "papertiger eval coverage --runs 5 --seed 3"
    assert {(one["method"], one["tests"]) for one in found["results"]} == {
        (method, tests) for method in "abcdef" for tests in (6, 12, 30)
    }


def test_calibration_is_a_table_by_world(run: Callable[..., Ran]) -> None:
    lines = run("eval", "calibration", "--fits", "20").out.splitlines()

    assert lines[0] == "20 records of each world, seed 1"
    assert [line.split()[0] for line in lines[2:]] == ["as", "partial", "due", "crisis"]


def test_calibration_as_json_says_how_it_was_made(run: Callable[..., Ran]) -> None:
    found = json.loads(
        run("eval", "calibration", "--fits", "20", "--prior", "no_history", "--format", "json").out
    )

    assert found["how"] == "papertiger eval calibration --model quick --fits 20 --prior no_history --seed 1"
    assert found["worlds"]["as assumed"]["fits"] == 20


def test_a_prior_that_is_not_there_is_one_line(run: Callable[..., Ran]) -> None:
    ran = run("eval", "calibration", "--prior", "hope")

    assert ran.status == 2
    assert "there is no prior 'hope'; there are: war_fighting" in ran.err
