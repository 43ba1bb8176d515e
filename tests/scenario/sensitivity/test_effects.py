"""Morris effects: the right ranks, exact for a linear function, nothing for what does nothing."""

from __future__ import annotations

import numpy as np
import pytest
from testfunctions import Noisy
from uncertain import factor, scenario

from papertiger.scenario.sensitivity.asking import Ask, study
from papertiger.scenario.sensitivity.designs import morris_design
from papertiger.scenario.sensitivity.effects import effects_of
from papertiger.scenario.sensitivity.groups import groups_of

FOUR = tuple(factor(name, grade=grade) for name, grade in zip("abcd", "DJJL", strict=True))  # type: ignore[arg-type]


def test_effects_of_a_linear_function_are_its_slopes_over_nine_tenths_of_the_cube() -> None:
    groups = groups_of(FOUR, "none")
    design = morris_design(groups, 4, 10, 1)
    values = (design.unit @ np.array([3.0, -2.0, 0.5, 0.0])).reshape(10, 5, 1)
    found = effects_of("figure", groups, design, values, 1)
    assert [one.group.name[-1] for one in found.effects] == ["a", "b", "c", "d"]
    assert [one.mean for one in found.effects] == pytest.approx([2.7, -1.8, 0.45, 0.0])
    assert [one.spread for one in found.effects] == pytest.approx([0, 0, 0, 0], abs=1e-9)


def test_screening_ranks_ishigami_and_finds_what_does_nothing_under_shared_chances() -> None:
    found = study(scenario(FOUR), Ask(method="morris", n=100), model=Noisy("ishigami", common=5.0)).morris[0]
    assert {one.group.name[-1] for one in found.effects[:3]} == {"a", "b", "c"}
    assert found.effects[-1].size == pytest.approx(0, abs=1e-9)


def test_groups_move_together() -> None:
    groups = groups_of(FOUR, "grade")
    design = morris_design(groups, 4, 6, 1)
    steps = np.abs(np.diff(design.unit.reshape(6, 4, 4), axis=1)) > 0
    assert (steps[:, :, 1] == steps[:, :, 2]).all()
    found = effects_of("figure", groups, design, design.unit.sum(axis=1).reshape(6, 4, 1), 1)
    assert np.isnan(next(one for one in found.effects if one.group.name == "grade J").mean)


def test_trajectories_without_a_figure_are_left_out() -> None:
    groups = groups_of(FOUR, "none")
    design = morris_design(groups, 4, 10, 1)
    values = (design.unit @ np.array([3.0, -2.0, 0.5, 0.0])).reshape(10, 5, 1)
    values[4, 2] = np.nan
    found = effects_of("figure", groups, design, values, 1)
    assert found.left_out == pytest.approx(0.1)
    assert found.effects[0].mean == pytest.approx(2.7)
