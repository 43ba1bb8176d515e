"""The test of uniformity has power, and a calibration finds a model that is wrong."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from papertiger.reliability.measuring import Cell
from papertiger.reliability.quick import fit, prior_named
from papertiger.reliability.studies.calibration import as_json, rank_share, ranked, sbc
from papertiger.reliability.studies.quickworld import WORLDS, fitter, simulator
from papertiger.reliability.studies.uniform import uniformity

WAR = prior_named("war_fighting")


def test_uniform_numbers_pass_as_often_as_they_should() -> None:
    rng = np.random.default_rng(11)
    p = np.array([uniformity(rng.random(200)) for _ in range(300)])
    assert 0.01 <= np.mean(p < 0.05) <= 0.10
    assert 0.4 <= np.mean(p) <= 0.6


@pytest.mark.parametrize(
    "values",
    [
        np.random.default_rng(1).beta(0.8, 0.8, 500),
        np.random.default_rng(2).beta(1.5, 1.5, 500),
        np.random.default_rng(3).random(500) ** 1.3,
        np.concatenate([np.random.default_rng(4).random(470), np.full(30, 0.999)]),
    ],
    ids=["too narrow", "too wide", "shifted", "piled up at one end"],
)
def test_numbers_that_are_not_uniform_fail(values: np.ndarray) -> None:
    assert uniformity(values) < 0.01


def test_numbers_outside_zero_to_one_are_refused() -> None:
    with pytest.raises(ValueError, match="0 to 1"):
        uniformity(np.array([0.5, 1.5]))


def test_the_rank_of_one_draw_among_its_like_is_uniform() -> None:
    rng = np.random.default_rng(5)
    coarse = [
        rank_share(float(rng.integers(3)), rng.integers(3, size=20).astype(float), rng) for _ in range(800)
    ]
    assert uniformity(np.array(coarse)) > 0.01


def test_coverage_is_read_from_ranks() -> None:
    found = ranked(np.array([0.01, 0.06, 0.3, 0.5, 0.7, 0.94, 0.99, 0.5]))
    assert found.covered_50 == 4 / 8
    assert found.covered_90 == 6 / 8


def test_the_quick_model_is_calibrated() -> None:
    found = sbc(simulator(WAR, "as assumed"), fitter(WAR), 500, 1)
    rate = found.parameters["rate"]
    assert rate.p > 0.01
    assert rate.covered_90 == pytest.approx(0.9, abs=0.04)
    assert rate.covered_50 == pytest.approx(0.5, abs=0.07)
    assert found.least_p == rate.p


@pytest.mark.parametrize("power", [0.3, 3.0])
def test_a_model_that_trusts_its_evidence_wrongly_is_found_out(power: float) -> None:
    def wrong(cells: list[Cell], rng: np.random.Generator) -> Mapping[str, np.ndarray]:
        return {"rate": fit(cells, WAR, likelihood_power=power).draws(199, rng)}

    assert sbc(simulator(WAR, "as assumed"), wrong, 500, 1).parameters["rate"].p < 0.01


def test_a_wrong_prior_is_found_out() -> None:
    uniform = fitter(prior_named("no_history"))
    assert sbc(simulator(WAR, "as assumed"), uniform, 500, 1).parameters["rate"].p < 0.01


@pytest.mark.parametrize("world", WORLDS)
def test_simplifications_cost_little(world: str) -> None:
    rate = sbc(simulator(WAR, world), fitter(WAR), 300, 2).parameters["rate"]  # type: ignore[arg-type]
    assert 0.82 <= rate.covered_90 <= 0.96


def test_the_same_seed_gives_the_same_and_fewer_fits_are_the_beginning() -> None:
    runs = [sbc(simulator(WAR, "crisis"), fitter(WAR), n, 3).parameters["rate"].ranks for n in (20, 20, 10)]
    assert runs[0] == runs[1]
    assert runs[0][:10] == runs[2]


def test_ranks_are_counted_in_twentieths() -> None:
    found = as_json(sbc(simulator(WAR, "as assumed"), fitter(WAR), 40, 3))
    parameters = found["parameters"]
    assert isinstance(parameters, dict)
    assert sum(parameters["rate"]["ranks"]) == found["fits"] == 40


def test_one_fit_is_no_calibration() -> None:
    with pytest.raises(ValueError, match="two or more"):
        sbc(simulator(WAR, "as assumed"), fitter(WAR), 1, 1)
