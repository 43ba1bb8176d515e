"""Statistics by draw where runs have no value, and sums over runs that are only counted."""

from __future__ import annotations

import numpy as np
import pytest
from standin import records, scenario

from papertiger.scenario.model.choices import Choices
from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.model.records import Records
from papertiger.scenario.model.structure import Structure
from papertiger.scenario.running import run
from papertiger.scenario.running.bydraw import by_draw, pairs
from papertiger.scenario.running.spreads import spread


def made(seed: int, *, draws: int = 40, replicates: int = 4, missing: float = 0.3) -> np.ndarray:
    """Runs whose draws share 0.5 of a variance of 2 within pairs, with chance of variance 1, some without a value."""
    rng = np.random.default_rng(seed)
    shared = np.repeat(rng.normal(0, np.sqrt(0.5), draws // 2), 2)
    of_draws = shared + rng.normal(0, np.sqrt(1.5), draws)
    values = np.repeat(of_draws, replicates) + rng.normal(0, 1, draws * replicates)
    values[rng.random(len(values)) < missing] = np.nan
    return values


def test_variances_are_without_bias_where_values_are_missing() -> None:
    found = [by_draw([made(seed)], 4) for seed in range(600)]
    parts = [pairs(one).weighed(np.ones((1, 20))) for one in found]
    assert np.mean([one.within[0] for one in found]) == pytest.approx(1, rel=0.03)
    assert np.mean([whole[0, 0] for whole, _ in parts]) == pytest.approx(2, rel=0.04)
    assert np.mean([judged[0, 0] for _, judged in parts]) == pytest.approx(1.5, rel=0.04)


def test_a_pair_of_which_one_draw_has_no_value_does_not_count() -> None:
    values = np.array([1.0, 1.0, np.nan, np.nan, 3.0, 5.0, 2.0, 4.0])
    found = by_draw([values], 2)
    assert found.means[0].tolist() == pytest.approx([1, np.nan, 4, 3], nan_ok=True)
    assert pairs(found).valid.tolist() == [[0, 1]]
    assert found.within[0] == pytest.approx(4 / 3)


def test_with_one_pair_there_is_chance_and_no_spread_between_numbers() -> None:
    told = spread(by_draw([np.array([1.0, 2.0, 3.0, 4.0])], 2), ["L3"])
    assert told is not None
    assert (told.within, told.between_parameters) == (pytest.approx(np.sqrt(0.5)), 0)


def counting(made: Structure, given: Inputs, chances: object, choices: Choices) -> Records:
    """Every client is tested twice a run and helped once; half of the failures are laid to each of two causes; trust falls by lessons from others."""
    found = records(made, np.zeros(1), chances)  # type: ignore[arg-type]
    found.totals["tests"][:] = 2
    found.totals["honoured"][:] = 1
    found.totals["withheld"][:] = 1
    found.totals["causes"][:, :, 0] = 2
    found.totals["causes"][:, :, 3] = 1
    found.series["trust"][:] = 0.9 - 0.1 * int(choices.learning.name[1]) * (given["spill"].max() > 0)
    return found


def test_failures_are_counted_a_run() -> None:
    told = run(scenario(), runs=30, block=7, simulate=counting)
    for arm in told.arms:
        (patron,) = told.failures[arm.arm]
        assert (patron.tests, patron.honoured, patron.partial, patron.withheld) == (6, 3, 0, 3)
        assert patron.causes == {"unwilling": 2, "unable": 0, "undetected": 0, "late": 1}


def test_contagion_is_what_lessons_from_others_change() -> None:
    told = run(scenario(), runs=30, simulate=counting)
    assert [(one.patron, one.client) for one in told.contagion] == [("P0", f"C{n}") for n in range(3)]
    for one in told.contagion:
        assert one.shifts == pytest.approx({"L1": -0.1, "L2": -0.2, "L3": -0.3})


def test_contagion_needs_a_model_that_learns() -> None:
    assert run(scenario(learning=("L0",)), runs=30, simulate=counting).contagion == ()
