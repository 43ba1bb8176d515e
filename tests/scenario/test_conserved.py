"""Nothing is lost and nothing comes from nowhere: sums that hold in every run, on systems of every make."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from systems import System, systems

from papertiger.scenario.model import engine, noise
from papertiger.scenario.model.allocation import rule
from papertiger.scenario.model.recording import Recorder
from papertiger.scenario.model.records import EVENT, Records
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.model.world import World

PARTS = ("in_time", "late", "undetected", "unable", "unwilling")
EXAMPLES = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def run(system: System) -> Records:
    draws = noise.draws(system.structure, system.seed, range(system.runs))
    return engine.simulate(system.structure, system.inputs, draws, system.choices, log_tests=True)


@given(systems())
@EXAMPLES
def test_what_was_asked_is_accounted_for_in_every_domain(system: System) -> None:
    totals = run(system).totals
    assert all((totals[name] >= 0).all() for name in ("asked", *PARTS))
    np.testing.assert_allclose(sum(totals[name] for name in PARTS), totals["asked"], rtol=1e-9, atol=1e-9)


@given(systems())
@EXAMPLES
def test_every_test_has_one_response_and_every_failure_one_cause(system: System) -> None:
    totals = run(system).totals
    tests = totals["tests"]
    np.testing.assert_array_equal(tests, totals["honoured"] + totals["partial"] + totals["withheld"])
    np.testing.assert_array_equal(totals["causes"].sum(axis=2), (tests - totals["honoured"]).sum(axis=2))
    assert (totals["outcomes"].sum(axis=(1, 2)) <= totals["events"].sum(axis=(1, 2))).all()
    assert (totals["war_honoured"] <= totals["war_tests"]).all()


@given(systems())
@EXAMPLES
def test_the_log_sums_to_the_totals(system: System) -> None:
    found = run(system)
    assert found.tests is not None
    column = dict(zip(EVENT, found.tests.T, strict=True))
    for name in ("asked", *PARTS):
        sums = np.bincount(column["run"].astype(int), column[name], system.runs)
        np.testing.assert_allclose(sums, found.totals[name].sum(axis=1), rtol=1e-9, atol=1e-9)
    assert len(found.tests) == found.totals["tests"].sum()
    assert found.totals["linkages"].sum() == column["linked"].sum()
    assert not (column["linked"] * column["willing"]).any()
    assert (column["unwilling"][column["willing"] == 1] == 0).all()
    np.testing.assert_array_equal(*(column[name][column["willing"] == 0] for name in ("unwilling", "asked")))


@given(systems())
@EXAMPLES
def test_shares_sum_to_one_and_no_reserve_is_overdrawn(system: System) -> None:
    """Step by step: portfolios are whole, reserves are between nothing and what is available, beliefs are probabilities."""
    world = World(system.structure, system.inputs, system.choices, system.runs)
    state, peace = engine.opening(world)
    record = Recorder(world, state, np.zeros((system.runs, world.patrons)), log_tests=False)
    draws = noise.draws(system.structure, system.seed, range(system.runs))
    for step, numbers in enumerate(draws):
        engine.advance(world, state, numbers, step, peace, record, checked(system.choices.allocation))
        np.testing.assert_allclose(state.share.sum(axis=1), 1, rtol=1e-9)
        assert (state.share >= -1e-12).all()
        assert (state.reserve >= 0).all()
        assert (state.reserve <= state.effective + 1e-12).all()
        assert ((state.trust > 0) & (state.trust < 1)).all()
        assert (state.materiel >= 0).all()
        assert (state.technical >= 0).all()


def checked(name: str) -> object:
    """The rule of allocation, held to its promise each time."""

    def allocate(claims: Floats, priority: Floats, reserve: Floats) -> Floats:
        shares = rule(name)(claims, priority, reserve)
        assert (shares >= 0).all()
        assert (shares <= claims + 1e-12).all()
        np.testing.assert_allclose(
            shares.sum(axis=1), np.minimum(reserve, claims.sum(axis=1)), rtol=1e-9, atol=1e-12
        )
        return shares

    return allocate


@given(systems())
@EXAMPLES
def test_series_stay_within_their_bounds(system: System) -> None:
    series = run(system).series
    for name in ("trust", "honour", "unmet", "unmet_all", "aligned", "hhi", "bound", "index", "omega"):
        values = series[name][~np.isnan(series[name])]
        assert ((values >= -1e-9) & (values <= 1 + 1e-9)).all(), name
    assert (series["available"] >= 0).all()
    assert (np.diff(series["bound"], axis=0) <= 0).all()  # who has left does not come back


@given(systems())
@EXAMPLES
def test_of_more_patrons_none_is_asked_for_what_another_gives(system: System) -> None:
    """All that is asked in an event is at most its need: what the type calls for, times severity."""
    found = run(system)
    assert found.tests is not None
    column = dict(zip(EVENT, found.tests.T, strict=True))
    events = np.stack([column[name] for name in ("run", "step", "client", "threat")])
    _, place = np.unique(events, axis=1, return_inverse=True)
    asked = np.bincount(place.ravel(), column["asked"])
    need = np.zeros(len(asked))
    called_for = system.structure.tables.need.sum(axis=1)
    need[place.ravel()] = column["severity"] * called_for[column["threat"].astype(int)]
    assert (asked <= need * (1 + 1e-9)).all()
