"""Sobol indices: known ones are found, through the path that scenarios take; chance is taken off; SALib agrees where it can."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from testfunctions import (
    ISHIGAMI_FIRST,
    ISHIGAMI_TOTAL,
    ISHIGAMI_VARIANCE,
    Noisy,
    g_indices,
    ishigami,
)
from uncertain import factor, scenario

from papertiger.errors import ModelError, ScenarioError
from papertiger.scenario.sensitivity.asking import Ask, study
from papertiger.scenario.sensitivity.designs import sobol_design
from papertiger.scenario.sensitivity.groups import groups_of
from papertiger.scenario.sensitivity.indices import indices_of
from papertiger.scenario.sensitivity.result import Indices, Sensitivity

FOUR = (
    factor("a", grade="D"),
    factor("b", grade="J"),
    factor("c", grade="J"),
    factor("d", grade="L"),
)


def asked(model: Noisy, **how: object) -> Sensitivity:
    return study(scenario(FOUR), Ask(**{"n": 1024, **how}), model=model)  # type: ignore[arg-type]


def by_name(found: Indices, what: str) -> list[float]:
    values = {one.group.name: getattr(one, what).value for one in found.indices}
    return [values[f"mechanisms.{name}"] for name in "abcd"]


@pytest.mark.parametrize("own", [0.0, 3.0])
def test_indices_of_ishigami_are_found_with_and_without_chance(own: float) -> None:
    (found,) = asked(Noisy("ishigami", own=own, common=own)).sobol
    assert by_name(found, "first") == pytest.approx(ISHIGAMI_FIRST, abs=0.06)
    assert by_name(found, "total") == pytest.approx(ISHIGAMI_TOTAL, abs=0.05)
    assert found.variance == pytest.approx(ISHIGAMI_VARIANCE, rel=0.05)
    assert found.told


def test_indices_of_the_g_function_are_found() -> None:
    (found,) = asked(Noisy("g", replicates=1)).sobol
    first, total = g_indices()
    assert by_name(found, "first") == pytest.approx(first, abs=0.04)
    assert by_name(found, "total") == pytest.approx(total, abs=0.03)


def test_chance_that_is_not_taken_off_would_drive_what_does_nothing() -> None:
    groups = groups_of(FOUR, "none")
    design = sobol_design(groups, 4, 512, 1, [])
    values = Noisy("ishigami", replicates=5, own=6.0)((design.unit, design.noise))
    blocks = values.reshape(512, design.size, 5)
    means = indices_of("figure", groups, blocks.mean(axis=2, keepdims=True), 1)
    corrected = indices_of("figure", groups, blocks, 1)
    assert by_name(means, "total")[3] > 0.2
    assert abs(by_name(corrected, "total")[3]) < 0.05
    idle = next(one for one in corrected.indices if one.group.name == "mechanisms.d")
    assert not idle.total.told_from_zero


def test_the_share_of_chance_is_that_of_a_single_run() -> None:
    (found,) = asked(Noisy("ishigami", own=2.0, common=1.0)).sobol
    assert found.chance == pytest.approx(5 / (5 + ISHIGAMI_VARIANCE), abs=0.02)


def test_without_chance_the_estimates_are_those_of_salib() -> None:
    from SALib.analyze import sobol  # noqa: PLC0415 - slow to load

    groups = groups_of(FOUR, "none")
    design = sobol_design(groups, 4, 256, 3, [1, 2])
    theirs = sobol.analyze(design.problem, ishigami(design.sample), calc_second_order=False, seed=1)
    values = ishigami(design.unit).reshape(256, design.size, 1)
    ours = indices_of("figure", groups, values, 1)
    # SALib takes off the mean over all points, not over A and B.
    assert by_name(ours, "first") == pytest.approx(list(theirs["S1"]), abs=1e-4)
    assert by_name(ours, "total") == pytest.approx(list(theirs["ST"]), abs=1e-9)
    widths = {one.group.name: one.total.width for one in ours.indices}
    assert [widths[f"mechanisms.{name}"] for name in "abc"] == pytest.approx(
        list(theirs["ST_conf"][:3]), rel=0.3
    )


def test_the_index_of_all_judged_numbers_is_that_of_their_group() -> None:
    (found,) = asked(Noisy("ishigami", replicates=2)).sobol
    # b and c together: all but what a explains alone.
    assert found.judged.value == pytest.approx(1 - ISHIGAMI_FIRST[0], abs=0.05)
    assert found.stamped
    assert found.by_grade == pytest.approx(
        {"D": ISHIGAMI_TOTAL[0], "J": ISHIGAMI_TOTAL[1] + ISHIGAMI_TOTAL[2], "L": 0.0}, abs=0.06
    )


def test_groups_by_grade_add_up() -> None:
    (found,) = asked(Noisy("ishigami", replicates=2), groups="grade").sobol
    total = {one.group.name: one.total.value for one in found.indices}
    assert total["grade J"] == pytest.approx(found.judged.value, abs=1e-12)
    assert total["mechanisms.a"] == pytest.approx(ISHIGAMI_TOTAL[0], abs=0.05)


def test_the_strongest_get_an_index_of_their_own_and_the_rest_one_by_grade() -> None:
    found = asked(Noisy("ishigami", replicates=2), strongest=2)
    assert {one.group.name for one in found.sobol[0].indices} >= {"mechanisms.a", "mechanisms.d"}
    assert len(found.morris) == 1
    named = [one.group for one in found.sobol[0].indices]
    assert sorted(column for group in named for column in group.columns) == [0, 1, 2, 3]


def test_a_figure_that_never_varies_has_no_indices_to_speak_of() -> None:
    groups = groups_of(FOUR, "none")
    found = indices_of("figure", groups, np.ones((64, 7, 3)), 1)
    assert not found.told
    assert not found.stamped


def test_base_points_without_a_figure_are_left_out_and_counted() -> None:
    groups = groups_of(FOUR, "none")
    design = sobol_design(groups, 4, 512, 1, [])
    values = ishigami(design.unit).reshape(512, design.size, 1).repeat(3, axis=2)
    values[:64, 2] = np.nan
    values[100, 1, 0] = np.nan
    found = indices_of("figure", groups, values, 1)
    assert found.left_out == pytest.approx(64 / 512)
    assert by_name(found, "total") == pytest.approx(ISHIGAMI_TOTAL, abs=0.12)


def test_numbers_that_cannot_act_are_left_out() -> None:
    factors = (*FOUR[:3], factor("d", 0.5, 0.5))
    found = study(scenario(factors), Ask(n=64), model=Noisy("ishigami", replicates=2))
    assert found.unmoved == ("mechanisms.d",)
    assert len(found.sobol[0].indices) == 3


def test_points_that_are_compared_meet_the_same_chances_and_b_its_own() -> None:
    design = sobol_design(groups_of(FOUR, "none"), 4, 8, 1, [1, 2])
    blocks = design.noise.reshape(8, 7)
    assert (blocks[:, :-1] == blocks[:, :1]).all()
    assert len(set(blocks[:, 0]) | set(blocks[:, -1])) == 16
    unit = design.unit.reshape(8, 7, 4)
    assert np.array_equal(unit[:, 5, [0, 3]], unit[:, 0, [0, 3]])
    assert np.array_equal(unit[:, 5, [1, 2]], unit[:, 6, [1, 2]])


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"n": 1000}, "n: 1000; give a power of 2"),
        ({"replicates": 0}, "replicates: 0"),
        ({"quantities": ("trust:P0,C9",)}, r"no quantity 'trust:P0,C9'; did you mean 'trust:P0,C"),
        ({"quantities": ("half_lost:C0",)}, "never lose half"),
        ({"method": "morris", "n": 1}, "at least 2 trajectories"),
    ],
)
def test_what_cannot_be_asked_says_why(how: dict[str, object], message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        asked(Noisy("ishigami"), **how)


def test_without_salib_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "SALib", None)
    with pytest.raises(ModelError, match=r"papertiger\[sensitivity\]"):
        asked(Noisy("ishigami"), n=16)
