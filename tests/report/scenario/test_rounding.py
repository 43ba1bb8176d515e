"""How figures of the model are rounded."""

from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papertiger.report.scenario import rounding


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (0.43, "share", "45 %"),
        (0.424, "share", "40 %"),
        (0, "share", "0 %"),
        (0.004, "share", "under 5 %"),
        (0.996, "share", "over 95 %"),
        (1, "share", "100 %"),
        (0.43, "index", "0.45"),
        (0.01, "index", "under 0.05"),
        (23.6, "months", "24"),
        (nan, "share", "–"),
        (inf, "months", "–"),
    ],
)
def test_a_level_is_told_coarsely(value: float, unit: rounding.Unit, told: str) -> None:
    assert rounding.level(value, unit) == told


@pytest.mark.parametrize(
    ("low", "high", "unit", "told"),
    [
        (0.2, 0.4, "share", "20 to 40 %"),
        (0.39, 0.4, "share", "40 %"),
        (0.001, 0.4, "share", "under 5 to 40 %"),
        (0.2, 0.4, "index", "0.20 to 0.40"),
    ],
)
def test_a_range_of_what_reads_the_same_is_one_level(
    low: float, high: float, unit: rounding.Unit, told: str
) -> None:
    assert rounding.between(low, high, unit) == told


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (0.031, "share", "+3"),
        (-0.031, "share", "−3"),
        (-0.004, "share", "0"),
        (0.031, "index", "+0.03"),
        (-2.6, "months", "−3"),
        (nan, "index", "–"),
    ],
)
def test_a_difference_has_its_sign(value: float, unit: rounding.Unit, told: str) -> None:
    assert rounding.signed(value, unit) == told


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (0.083, "share", "8"),
        (0.003, "share", "<1"),
        (0.003, "index", "<0.01"),
        (0, "share", "0"),
        (0.4, "months", "<1"),
    ],
)
def test_a_spread_that_is_there_never_reads_as_nothing(value: float, unit: rounding.Unit, told: str) -> None:
    assert rounding.spread(value, unit) == told


@given(st.floats(0, 1), st.sampled_from(["share", "index"]))
def test_a_level_is_never_further_from_the_truth_than_its_step(value: float, unit: rounding.Unit) -> None:
    assert abs(rounding.coarse(value, unit) - value) <= rounding.STEP / 2 + 1e-9


@pytest.mark.parametrize(("value", "told"), [(13.4, "13"), (4.25, "4.2"), (0.01, "under 0.1"), (0, "0.0")])
def test_a_mean_count_has_two_digits(value: float, told: str) -> None:
    assert rounding.mean_count(value) == told
