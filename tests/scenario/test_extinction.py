"""Pattern P12: without threats nothing is learned and only the baseline leaves; with everything given, in time, trust rises and fewer leave."""

from __future__ import annotations

import math

import numpy as np
import pytest
from partnership import inputs, structure
from systems import LEARNING, chosen

from papertiger.scenario.model import engine, noise
from papertiger.scenario.model.parameters import parameters
from papertiger.scenario.model.records import Records

MADE = structure(2, 4, months=60, wars=(), shocks=())
RUNS = 200
QUIET = {"rate": 0}
GIVEN = {
    "capacity": 100,
    "will": 0.99,
    "will_base": 10,
    "war_onset": 0,
    "entrapment": 0,
    "lag_scale": 0,
    "surprise_lag": 0,
    "rho": 0,
}
"""Capacity without limit, everybody willing, and everything comes at once: the rival buys no linkage, no war ties a patron down."""
PLAIN = {"exit_regime": 0}
"""Exits by trust alone: a change of regime, by chance or by an event, would raise the hazard."""


def run(model: str, **changes: object) -> Records:
    given = inputs(MADE, RUNS, **changes)
    return engine.simulate(MADE, given, noise.draws(MADE, 1, range(RUNS)), chosen(model))


@pytest.mark.parametrize("model", LEARNING)
def test_without_threats_trust_stays_where_it_was(model: str) -> None:
    found = run(model, **QUIET)
    assert found.totals["tests"].sum() == 0
    np.testing.assert_allclose(found.series["trust"], 0.6 * 0.8, rtol=1e-12)
    assert np.isnan(found.series["honour"]).all()


@pytest.mark.parametrize("model", LEARNING)
def test_without_threats_exits_are_those_of_the_baseline(model: str) -> None:
    """Every pair stays for five years with probability exp(-5 x the hazard at the trust of the start)."""
    found = run(model, **QUIET, **PLAIN, exit_base=-2.5)
    expected = 1 - math.exp(-5 * math.exp(-2.5 - 6 * 0.48))
    pairs = found.totals["exits"].size
    error = math.sqrt(expected * (1 - expected) / pairs)
    assert abs(found.totals["exits"].mean() - expected) < 4 * error


@pytest.mark.parametrize("inertia", parameters()["inertia"].bounds)
def test_without_threats_or_new_regimes_nothing_moves(inertia: float) -> None:
    found = run("L3", **QUIET, regime_change=0, exit_base=-20, war_onset=0, inertia=inertia)
    for name in ("trust", "aligned", "hhi", "bound", "index", "omega", "available"):
        values = found.series[name]
        np.testing.assert_allclose(
            values, np.broadcast_to(values[:1], values.shape), rtol=0, atol=3e-5
        )  # shares move by the 1e-6 of 9b
    assert not any(found.totals[name].any() for name in ("events", "outcomes", "exits", "firmer", "linkages"))


@pytest.mark.parametrize("model", LEARNING)
def test_where_everything_is_given_every_test_is_honoured(model: str) -> None:
    found = run(model, **GIVEN)
    assert found.totals["tests"].sum() > 1000
    np.testing.assert_array_equal(found.totals["tests"], found.totals["honoured"])
    np.testing.assert_allclose(found.totals["in_time"], found.totals["asked"])


@pytest.mark.parametrize("model", LEARNING)
def test_where_everything_is_given_nobody_leaves_whom_the_baseline_keeps(model: str) -> None:
    """Run for run and month for month, as long as no noise makes others read a success as less than one."""
    given, quiet = run(model, **GIVEN, **PLAIN, noise=0), run(model, **QUIET, **PLAIN)
    assert (given.series["trust"] >= 0.48 - 1e-12).all()
    assert (given.series["bound"] >= quiet.series["bound"]).all()
    fewer = given.totals["exits"].sum() < quiet.totals["exits"].sum()
    assert fewer == (model != "L0")


@pytest.mark.parametrize("model", [model for model in LEARNING if model != "L0"])
def test_where_everything_is_given_trust_converges_high(model: str) -> None:
    """To what the model lets it reach: where capacity is no belief of its own, that belief stays at .8."""
    long = structure(2, 4, months=240, wars=(), shocks=())
    given = inputs(long, 20, **GIVEN, memory=1, noise=0, exit_base=-20)
    found = engine.simulate(long, given, noise.draws(long, 1, range(20)), chosen(model))
    left = 1 - found.series["trust"].mean(axis=(1, 2, 3)) / (1.0 if model == "L3" else 0.8)
    assert left[60] < left[0] / 2
    assert left[240] < left[60] / 2
    assert left[240] < 0.06


@pytest.mark.parametrize("model", [model for model in LEARNING if model != "L0"])
def test_noise_does_not_undo_that(model: str) -> None:
    trust = run(model, **GIVEN).series["trust"][-1]
    assert (trust.mean(axis=0) > 0.48 + 0.1).all()
