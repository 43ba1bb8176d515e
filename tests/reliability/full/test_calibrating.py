"""Calibration of the full model finds a model that is wrong; its worlds are those that the model assumes."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from papertiger.errors import ModelError
from papertiger.reliability.full import calibrating, sampling, shipped
from papertiger.reliability.full.calibrating import LIKELIHOOD, RATE, RUNS, as_json, calibrate
from papertiger.reliability.full.draws import from_priors
from papertiger.reliability.full.worlds import PATRON, SIZES, World, _frame, _outcome, world


def a_world(seed: int, size: str = "small") -> World:
    return world(shipped(), SIZES[size], np.random.default_rng(seed))


def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sampler that draws from the prior, whatever was reported."""

    def sample(
        data: Mapping[str, NDArray[np.float64]],
        priors: object,
        *,
        seed: int,
        chains: int,
        warmup: int,
        draws: int,
        thin: int,
    ) -> sampling.Sampled:
        assert (chains, len(priors)) == (1, 8)
        assert warmup > thin
        sets, rng = len(data["weight"]), np.random.default_rng(seed)
        found = from_priors(shipped(), _frame(SIZES["small"]), sets * draws, rng)
        shaped = {site: values.reshape(sets, 1, draws, *values.shape[1:]) for site, values in found.items()}
        return sampling.Sampled(shaped, np.zeros((sets, 1, draws), bool))

    monkeypatch.setattr(sampling, "sample", sample)


def test_a_model_that_ignores_the_reports_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranks of its parameters are uniform all the same: only the likelihood's are not, and the rate isn't narrowed."""
    forgetful(monkeypatch)
    found = calibrate(100, 1)
    parameters = found.calibration.parameters
    assert parameters["spread.patron"].p > 0.01
    assert parameters[LIKELIHOOD].p < 0.002
    assert not found.as_expected
    assert abs(found.contraction[RATE]) < 0.15
    assert found.calibration.fits == 100
    assert len(parameters[RATE].ranks) == 100


def test_a_calibration_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    forgetful(monkeypatch)
    content = as_json(calibrate(4, 1, RUNS["tempered"]))
    assert content["expected"] == "covered"
    assert content["parameters"]["gap"]["contraction"] is not None
    assert content["parameters"][LIKELIHOOD]["contraction"] is None
    assert sum(content["parameters"][RATE]["ranks"]) == 4


def test_what_must_come_of_a_run_is_judged_by_its_own_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    forgetful(monkeypatch)
    uniform, wrong = (calibrate(100, 1, RUNS[name]).as_expected for name in ("small", "wrong"))
    assert (uniform, wrong) == (False, True)


def test_worlds_are_repeatable_and_of_one_shape() -> None:
    one, again, other = a_world(1), a_world(1), a_world(2)
    assert all(np.array_equal(a.loglik, b.loglik) for a, b in zip(one.cells, again.cells, strict=True))
    assert any(not np.array_equal(a.loglik, b.loglik) for a, b in zip(one.cells, other.cells, strict=True))
    assert one.frame == other.frame
    assert PATRON in one.frame.patrons
    assert len(one.cells) == 24
    assert sum(len(cell.origins) for cell in one.cells) == 50
    assert len(a_world(1, "large").frame.patrons) == 10


def test_outcomes_of_a_world_fall_as_the_model_says() -> None:
    rng, priors = np.random.default_rng(4), shipped()
    cell, eta, gap = a_world(1).cells[0], -0.4, 1.3
    drawn = [_outcome(cell, eta, gap, priors, rng) for _ in range(20_000)]
    low, high = (1 / (1 + np.exp(-(edge - eta))) for edge in (-gap / 2, gap / 2))
    due = np.array([low, high - low, 1 - high])
    expected = cell.p_due * due + (1 - cell.p_due) / 3
    assert np.bincount(drawn) / len(drawn) == pytest.approx(expected, abs=0.012)


def test_one_fit_is_no_calibration() -> None:
    with pytest.raises(ModelError, match="1 fits: a calibration needs two or more"):
        calibrate(1, 1)


def test_without_numpyro_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpyro", None)
    with pytest.raises(ModelError, match="papertiger\\[bayes\\]"):
        calibrating.calibrate(10, 1)
