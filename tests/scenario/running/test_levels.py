"""Fan charts from counts: the quantiles and means of the runs, whatever the order of blocks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papertiger.scenario.running.levels import LEVELS, charts, counted
from papertiger.scenario.running.result import LEVELS as QUANTILES

MONTHS = np.arange(3.0)


@given(st.integers(1, 300), st.integers(0, 2**32), st.sampled_from([0.0, 0.4, 1.0]))
@settings(max_examples=40, deadline=None)
def test_are_those_of_the_runs_within_half_a_level(runs: int, seed: int, missing: float) -> None:
    rng = np.random.default_rng(seed)
    values = rng.random((3, runs))
    values[rng.random((3, runs)) < missing] = np.nan
    chart = charts(counted([values]), ["one"], MONTHS)["one"]
    for month in range(3):
        there = values[month][~np.isnan(values[month])]
        assert chart.counted[month] == len(there) / runs
        if len(there):
            exact = np.quantile(there, QUANTILES, method="inverted_cdf")
            assert chart.quantiles[month] == pytest.approx(exact, abs=0.5 / LEVELS + 1e-12)
            assert chart.mean[month] == pytest.approx(there.mean(), abs=1e-11)
        else:
            assert np.isnan(chart.quantiles[month]).all()
            assert np.isnan(chart.mean[month])


def test_the_ends_are_exact() -> None:
    values = np.array([[0.0, 1.0, 1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
    chart = charts(counted([values]), ["one"], MONTHS)["one"]
    assert chart.quantiles[1].tolist() == [0] * 5
    assert chart.quantiles[2].tolist() == [1] * 5
    assert chart.mean.tolist() == pytest.approx([2 / 3, 0, 1])


def test_rounding_beyond_the_ends_counts_at_the_ends() -> None:
    chart = charts(counted([np.full((3, 2), 1 + 1e-12)]), ["one"], MONTHS)["one"]
    assert chart.quantiles.max() == 1


def test_blocks_add_up_in_any_order() -> None:
    values = np.random.default_rng(1).random((2, 3, 50))
    parts = [counted(values[:, :, start : start + 7]) for start in range(0, 50, 7)]
    whole = counted(values)
    for order in (parts, parts[::-1]):
        added = counted(values[:, :, :0])
        for part in order:
            added.add(part)
        assert (added.counts == whole.counts).all()
        assert (added.sums == whole.sums).all()
