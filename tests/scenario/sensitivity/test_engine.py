"""The partnership system as what is asked: points are runs of the engine, whatever the blocks and workers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from partnership import structure
from uncertain import factor, scenario

from papertiger.scenario.model.choices import Choices, learning
from papertiger.scenario.model.engine import simulate
from papertiger.scenario.model.noise import draws
from papertiger.scenario.parallel import Crew
from papertiger.scenario.running.quantities import finals
from papertiger.scenario.sensitivity import points
from papertiger.scenario.sensitivity.asking import Ask, study
from papertiger.scenario.sensitivity.designs import Design
from papertiger.scenario.sensitivity.points import Engine, run_points
from papertiger.scenario.terms import Scenario

FACTORS = (
    factor("exit_base", -4, 2),
    factor("will_base", -4, 2, grade="L"),
    factor("concession_gain", 0, 0.1, grade="D"),
)


@pytest.fixture(scope="module")
def small() -> Scenario:
    return scenario(FACTORS, structure=structure(clients=2, months=24, wars=(), shocks=(), supplies=()))


def engine(small: Scenario) -> Engine:
    return Engine(small, ("exits", "aligned"), "L3", "waterfill", 3, 7)


def test_a_point_is_the_runs_of_its_number(small: Scenario) -> None:
    unit = np.array([[0.2, 0.9, 0.5], [0.8, 0.1, 0.5]])
    found = engine(small)((unit, np.array([4, 1])))
    for at, number in enumerate((4, 1)):
        inputs = small.inputs(unit[at : at + 1].repeat(3, axis=0))
        chances = draws(small.structure, 7, range(3 * number, 3 * number + 3))
        records = simulate(small.structure, inputs, chances, Choices(learning("L3")))
        assert np.array_equal(found[at, :, 0], finals(small.structure, records)["exits"])


def test_blocks_and_workers_change_nothing(small: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = np.random.default_rng(1).random((12, 3))
    design = Design(unit, np.arange(12) // 3, 3, {}, unit)
    whole = run_points(engine(small), design)
    monkeypatch.setattr(points, "RUNS", 1)
    assert np.array_equal(whole, run_points(engine(small), design))
    with Crew(2) as crew:
        assert np.array_equal(whole, run_points(engine(small), design, crew))


def test_what_drives_formal_exits_is_found(small: Scenario) -> None:
    told: list[tuple[int, int]] = []
    found = study(
        small,
        Ask(n=128, replicates=4, quantities=("exits", "bargaining:P0")),
        progress=lambda done, of: told.append((done, of)),
    )
    exits = found.sobol[0]
    total = {one.group.name: one.total for one in exits.indices}
    assert exits.indices[0].group.name == "mechanisms.exit_base"
    assert total["mechanisms.exit_base"].told_from_zero
    assert total["mechanisms.concession_gain"].value == pytest.approx(0, abs=1e-12)
    assert 0 < exits.chance < 1
    assert exits.stamped
    assert found.runs == 128 * 6 * 4
    assert told[-1] == (128 * 6, 128 * 6)


def test_of_bargaining_no_level_is_told(small: Scenario) -> None:
    ask = Ask(n=16, replicates=2, quantities=("bargaining:P0", "exits"))
    bargaining, exits = study(small, ask).sobol
    assert np.isnan([bargaining.mean, bargaining.variance]).all()
    assert np.isfinite([exits.mean, exits.variance]).all()
    effects, _ = study(small, replace(ask, method="morris", n=4)).morris
    assert np.isnan(effects.mean)
    assert effects.deviation == 1
