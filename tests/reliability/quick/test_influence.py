"""Leaving something out is a refit, only cheaper."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import HONOURED, WITHHELD, a_cell, a_report, sure

from papertiger.reliability.measuring import Cell, cell_loglik
from papertiger.reliability.quick import Refit, fit, influence, next_observations, prior_named

WAR = prior_named("war_fighting")


def of(n: int, reports: list, crisis: str = "war") -> Cell:
    loglik, origins = cell_loglik(reports)
    return a_cell(n, loglik, origins=origins, crisis=crisis)


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.integers(0, 2)), min_size=2, max_size=8))
def test_removing_one_anonymous_report_moves_the_median_as_influence_says(
    tests: list[tuple[int, bool, int]],
) -> None:
    says = [WITHHELD, WITHHELD, HONOURED]
    cells = [
        of(n, [a_report(f"k{n}", says[z], anonymous=anonymous)], f"g{g}")
        for n, (z, anonymous, g) in enumerate(tests)
    ]
    leaked = a_report("leak", HONOURED, anonymous=True)
    with_it = [of(0, [a_report("k0", says[tests[0][0]], anonymous=tests[0][1]), leaked], cells[0].crisis)]
    with_it += cells[1:]
    (found,) = influence(with_it, {"leak": {cells[0].response: cells[0]}}, WAR)
    assert found.median == pytest.approx(fit(with_it, WAR).median, abs=1e-3)
    assert found.without == pytest.approx(fit(cells, WAR).median, abs=1e-3)
    assert found.log_odds == pytest.approx(
        np.log(found.median / (1 - found.median)) - np.log(found.without / (1 - found.without)), abs=1e-9
    )
    assert found.bits > 0


def test_the_greatest_influence_comes_first() -> None:
    cells = [of(n, [a_report(f"k{n}", WITHHELD, anonymous=n > 0)], f"g{n}") for n in range(3)]
    cells.append(of(3, [a_report("k3", HONOURED, document=True)], "g3"))
    found = influence(cells, {c.origins[0]: {c.response: None} for c in cells}, WAR)
    assert [one.label for one in found] == ["k3", "k0", "k1", "k2"]
    assert found[0].log_odds > 0 > found[1].log_odds


def test_a_refit_with_changes_is_a_fit_of_the_changed_cells() -> None:
    rng = np.random.default_rng(5)
    cells = [a_cell(n, np.log(rng.dirichlet([1, 1, 1])), crisis=f"g{n % 4}") for n in range(20)]
    other = replace(cells[3], loglik=sure(2))
    now = Refit(cells, WAR).changed({"r-003": other, "r-007": None})
    expected = fit([other if c.response == "r-003" else c for c in cells if c.response != "r-007"], WAR)
    np.testing.assert_allclose(now.mass, expected.mass, rtol=1e-9)
    assert now.n_eff == pytest.approx(expected.n_eff)


def test_leaving_out_each_of_hundreds_takes_a_moment() -> None:
    """About 0.15 ms of work each as measured; ten times that is allowed."""
    rng = np.random.default_rng(5)
    cells = [a_cell(n, np.log(rng.dirichlet([1, 1, 1])), crisis=f"g{n // 3}") for n in range(300)]
    start = time.process_time()
    found = influence(cells, {c.response: {c.response: None} for c in cells}, WAR)
    assert time.process_time() - start < 0.6
    assert len(found) == 300


def test_settling_what_is_open_is_worth_more_than_what_is_known() -> None:
    cells = [
        a_cell(0, sure(0)),
        a_cell(1, np.zeros(3), pending=True),
        a_cell(2, np.log([0.6, 0.25, 0.15])),
        a_cell(3, sure(0)),
    ]
    found = {one.response: one for one in next_observations(cells, WAR)}
    assert found["r-000"].narrowing == pytest.approx(0, abs=1e-3)
    assert found["r-001"].narrowing > found["r-002"].narrowing > 0
    outcomes = found["r-001"].outcomes
    assert sum(p for _, p, _ in outcomes) == pytest.approx(1)
    assert [name for name, *_ in outcomes] == ["withheld", "partial", "honoured"]
    assert outcomes[0][2] < outcomes[1][2] < outcomes[2][2]
