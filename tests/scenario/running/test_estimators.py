"""Spreads, the stamp and the drivers, on functions whose answers are known."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from standin import factor, ishigami, linear, scenario

from papertiger.scenario.running import run
from papertiger.scenario.running.result import Result

CHANCE = 1 / 12


@pytest.fixture(scope="module")
def ran() -> Result:
    return run(scenario(), runs=8000, simulate=linear)


class TestSpreads:
    def test_within_is_the_chance(self, ran: Result) -> None:
        assert ran.spreads["aligned"].within == pytest.approx(math.sqrt(CHANCE), rel=0.03)

    def test_between_parameters_is_that_of_the_numbers_without_chance(self, ran: Result) -> None:
        assert ran.spreads["aligned"].between_parameters == pytest.approx(math.sqrt(14 / 12), rel=0.04)

    def test_between_models_is_that_of_their_means(self, ran: Result) -> None:
        spread = ran.spreads["aligned"]
        assert spread.between_models == pytest.approx(0.5 * math.sqrt(1.25), rel=1e-6)
        assert (spread.lowest_model[0], spread.highest_model[0]) == ("L0", "L3")
        assert spread.mean == pytest.approx(3.75, abs=0.1)

    def test_chance_alone_leaves_nothing_between(self) -> None:
        still = run(scenario(factors=()), runs=2000, simulate=linear)
        assert still.spreads["aligned"].between_parameters == pytest.approx(0, abs=0.03)
        assert still.spreads["aligned"].within == pytest.approx(math.sqrt(CHANCE), rel=0.05)

    def test_is_without_bias_over_seeds(self) -> None:
        one = scenario(learning=("L3",), factors=(factor("memory", "L"), factor("calm", "J", 0, 0.5)))
        found = [run(one, runs=80, seed=seed, simulate=linear).spreads["aligned"] for seed in range(200)]
        assert np.mean([s.between_parameters**2 for s in found]) == pytest.approx(2 / 12, rel=0.06)
        assert np.mean([s.within**2 for s in found]) == pytest.approx(CHANCE, rel=0.04)

    def test_is_silent_where_no_run_has_a_value(self, ran: Result) -> None:
        assert "honour_rate_given_tested" not in ran.spreads
        assert np.isnan(ran.arms[0].finals["honour_rate_given_tested"]).all()

    def test_a_quantity_that_never_moves_has_none(self, ran: Result) -> None:
        spread = ran.spreads["trust"]
        assert (spread.within, spread.between_parameters, spread.between_models) == (0, 0, 0)
        assert "trust" not in ran.driven


class TestStamp:
    def test_is_the_total_index_of_the_judged_numbers(self, ran: Result) -> None:
        stamp = ran.driven["aligned"]
        assert stamp.total_index == pytest.approx(13 / 14, abs=0.03)
        assert stamp.interval[0] < 13 / 14 < stamp.interval[1]
        assert stamp.stamped

    def test_counts_interactions(self) -> None:
        judged = run(scenario(learning=("L3",)), runs=8000, simulate=ishigami).driven["aligned"]
        assert judged.total_index == pytest.approx(1 - 0.4424, abs=0.05)

    def test_is_absent_where_judged_numbers_do_little(self) -> None:
        graded = (factor("memory", "D"), factor("calm", "D"), factor("noise", "D"), factor("seen", "J"))
        stamp = run(scenario(factors=graded), runs=2000, simulate=linear).driven["aligned"]
        assert stamp.total_index < 0.05
        assert not stamp.stamped

    def test_is_not_told_from_chance(self) -> None:
        weak = (factor("calm", "J", 0, 0.001),)
        assert "aligned" not in run(scenario(factors=weak), runs=500, simulate=linear).driven

    def test_its_interval_holds_the_truth_nine_times_in_ten(self) -> None:
        one, truth = scenario(learning=("L3",), factors=(factor("memory", "L"), factor("calm", "J"))), 4 / 5
        found = [run(one, runs=400, seed=seed, simulate=linear).driven["aligned"] for seed in range(100)]
        held = np.mean([stamp.interval[0] <= truth <= stamp.interval[1] for stamp in found])
        assert 0.8 <= held <= 0.98


class TestDrivers:
    def test_are_ordered_by_share_with_grade_and_sign(self, ran: Result) -> None:
        first, second, third = ran.drivers["aligned"]
        assert [first.key, second.key, third.key] == [f"mechanisms.{n}" for n in ("noise", "calm", "memory")]
        assert [first.share, second.share, third.share] == pytest.approx([9 / 14, 4 / 14, 1 / 14], abs=0.05)
        assert (first.grade, first.sign) == ("J", 1)

    def test_leave_out_what_does_nothing(self, ran: Result) -> None:
        assert all(driver.key != "mechanisms.seen" for driver in ran.drivers["aligned"])

    def test_are_none_with_fewer_than_three_draws_a_number(self) -> None:
        many = tuple(replace(factor("memory", "L"), key=f"k{n}") for n in range(20))
        assert run(scenario(factors=many), runs=200, simulate=linear).drivers == {}


class TestDifferences:
    def test_are_taken_run_for_run(self) -> None:
        compared = run(scenario(), runs=200, compare=True, simulate=linear)
        (noisy,) = [
            one
            for one in compared.differences
            if one.quantity == "aligned" and one.arm.policy == "more noise" and one.arm.learning == "L1"
        ]
        assert noisy.mean == pytest.approx(0.75)
        assert noisy.interval == pytest.approx((0.75, 0.75))
        assert (noisy.higher, noisy.lower) == (1, 0)
        assert (noisy.against.policy, noisy.against.learning) == ("baseline", "L1")

    def test_a_rule_that_changes_nothing_is_neither_higher_nor_lower(self) -> None:
        compared = run(scenario(), runs=200, compare=True, simulate=linear)
        shares = [
            one
            for one in compared.differences
            if one.arm.allocation == "pro_rata" and one.quantity == "aligned"
        ]
        assert [(one.mean, one.higher, one.lower) for one in shares] == [(0, 0, 0)] * 4

    def test_need_comparing(self, ran: Result) -> None:
        assert ran.differences == ()
        assert [one.arm.learning for one in ran.arms] == ["L0", "L1", "L2", "L3"]
