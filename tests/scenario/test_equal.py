"""The engine and the reference in plain Python are the same model: every test, every series, every total, under the same random numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from partnership import inputs, structure
from systems import CORNERS, LEARNING, RULES, System, assert_same, both, chosen, cornered, systems

from papertiger.scenario.files import preset
from papertiger.scenario.files.reading import presets
from papertiger.scenario.model import engine, noise
from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.model.parameters import parameters
from papertiger.scenario.model.records import TOTALS
from papertiger.scenario.model.structure import Floats, Shock, Supply, War

BUSY = structure(
    2,
    4,
    months=30,
    wars=(War(0, 4, 20), War(1, 10, 16), War(0, 8, 12)),
    supplies=(Supply(0, 0, 4), Supply(3, 1, 3), Supply(1, 0, 4)),
    shocks=(
        Shock("regime_change", 6, 1),
        Shock("capacity_change", 9, 1),
        Shock("war_ends", 14, 0),
        Shock("supply_cut", 18, 3),
        Shock("threat", 3, 2, 0),
    ),
)
"""A system in which everything happens."""


def busy(model: str = "L3", allocation: str = "waterfill", runs: int = 3) -> System:
    wide = inputs(BUSY, runs, spread=7, will_base=1.0, exit_base=1.0, entrapment=0.1, outcome_level=1.0)
    return System(BUSY, wide, chosen(model, allocation), 11, runs)


def recorded(given: Inputs) -> dict[str, Floats]:
    return engine.simulate(BUSY, given, noise.draws(BUSY, 11, range(given.runs)), chosen()).series


@pytest.mark.parametrize("allocation", RULES)
@pytest.mark.parametrize("model", LEARNING)
def test_they_agree_under_every_learning_model_and_rule(model: str, allocation: str) -> None:
    assert_same(*both(busy(model, allocation)))


@pytest.mark.parametrize("corner", sorted(CORNERS))
def test_they_agree_at_every_corner(corner: str) -> None:
    made = structure(2, 4, months=10, step=0.5, wars=(War(0, 3, 8),), shocks=BUSY.shocks)
    wide = cornered(made, 2, corner, spread=3)
    assert_same(*both(System(made, wide, chosen(), 5, 2)))


@given(systems())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_they_agree_on_systems_of_every_make(system: System) -> None:
    assert_same(*both(system))


@pytest.mark.parametrize("name", presets())
def test_they_agree_on_every_preset(name: str) -> None:
    scenario = preset(name)
    drawn = scenario.inputs(np.random.default_rng(3).random((2, len(scenario.factors))))
    assert_same(*both(System(scenario.structure, drawn, chosen(), scenario.seed, 2)))


def test_everything_that_is_counted_happens_in_what_they_agree_on() -> None:
    found, _ = both(busy(runs=12))
    for name in TOTALS:
        assert np.nansum(found.totals[name]) > 0, name
    assert (found.totals["causes"].sum(axis=(0, 1)) > 0).all()
    assert (found.totals["outcomes"].sum(axis=(0, 1)) > 0).all()
    assert (found.totals["events"].sum(axis=(0, 1)) > 0).all()


@pytest.mark.parametrize("name", ["burden_shift", "gain", "hard_times", "tech", "home", "calm"])
def test_a_small_change_of_one_number_is_seen(name: str) -> None:
    system = busy()
    near = Inputs(BUSY, {**system.inputs, name: system.inputs[name] + 1e-6})
    with pytest.raises(AssertionError):
        assert_same(both(system)[0], both(System(BUSY, near, system.choices, system.seed, 3))[1])


PLAIN = recorded(busy(runs=12).inputs)


@pytest.mark.parametrize("name", sorted(parameters()))
def test_no_number_of_the_table_is_idle(name: str) -> None:
    """Set to the other end of its bounds, each changes what is recorded: none is read and left aside, by either (they agree)."""
    system = busy(runs=12)
    low, high = parameters()[name].bounds
    moved = np.where(system.inputs[name] > (low + high) / 2, low, min(high, 100.0))
    other = Inputs(BUSY, {**system.inputs, name: moved})
    plain, changed = PLAIN, recorded(other)
    assert any(not np.array_equal(plain[key], changed[key], equal_nan=True) for key in plain)
