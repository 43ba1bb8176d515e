"""``papertiger eval coverage`` and ``calibration``: as tables and as JSON that says how to repeat it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest

from papertiger.reliability.full import calibrating
from papertiger.reliability.studies.calibration import Calibration, ranked

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


def test_the_full_model_is_calibrated_run_by_run(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what the sampler found put in its place: sampling itself takes minutes."""

    def calibrated(fits: int, seed: int, of: calibrating.Run, *, progress: Callable[[int], None]) -> object:
        progress(fits)
        ranks = np.random.default_rng(seed).random(fits)
        found = Calibration(fits, seed, 1.0, {"gap": ranked(ranks), "log-likelihood": ranked(ranks)})
        return calibrating.Calibrated(of, found, 0.0, {"gap": 0.25})

    monkeypatch.setattr(calibrating, "calibrate", calibrated)
    ran = run("eval", "calibration", "--model", "full", "--fits", "50", "--format", "json")
    found = json.loads(ran.out)
    assert found["how"] == "papertiger eval calibration --model full --fits 50 --seed 1"
    assert {name: one["fits"] for name, one in found["worlds"].items()} == {
        "small": 50,
        "wrong": 20,
        "tempered": 20,
        "large": 15,
    }
    assert found["worlds"]["small"]["parameters"]["gap"]["contraction"] == 0.25
    assert set(found["made_with"]) == {"python", "numpyro", "jax"}
    lines = run("eval", "calibration", "--model", "full", "--fits", "50").out.splitlines()
    assert lines[0].startswith("small: drawn from the model that is fitted")
    assert lines[1].endswith("must: p at least 0.05: as it must")
    assert lines[3].split()[0] == "gap"
    assert lines[3].split()[-1] == "0.25"


def test_the_full_model_without_its_extra_is_one_line(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "numpyro", None)
    ran = run("eval", "calibration", "--model", "full")
    assert ran.status == 2
    assert 'pip install "papertiger[bayes]"' in ran.err
