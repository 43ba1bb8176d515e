"""Figures of the historical system, from counts whose answer is known."""

import numpy as np
import pytest

from papertiger.scenario.patterns.arms import Trial, totals
from papertiger.scenario.patterns.draws import prior
from papertiger.scenario.patterns.historical import history, system
from papertiger.scenario.patterns.matching import Historical, historical_factors, historical_targets
from papertiger.scenario.patterns.measuring import COUNTS, Counted, counts, slope

AT = np.log(np.array([10.0, 100.0, 1000.0, 9000.0]))


def counted(**of: float) -> Counted:
    """One draw in which every alliance has these counts."""
    row = [of.get(name, 0.0) for name in COUNTS]
    return Counted(np.tile(row, (1, len(history().alliances), 1)), due=0.4)


def test_the_slope_of_exact_shares_is_found() -> None:
    """Joined at log odds of 1 - 0.3 for each unit of log km, without noise."""
    joined = 200 / (1 + np.exp(-(1 - 0.3 * AT)))

    found, variance = slope(AT, joined[None], np.full((1, 4), 200.0))

    assert found == pytest.approx([-0.3], abs=1e-6)
    assert 0 < variance[0] < 0.01


def test_there_is_no_slope_where_nobody_joined_or_near_and_far_are_separate() -> None:
    """Then the figure is none, not a large number."""
    joined = np.array([[0.0, 0, 0, 0], [50, 50, 0, 0]])

    assert np.isnan(slope(AT, joined, np.full((2, 4), 50.0))[0]).all()


def test_honoured_is_of_tests_and_joined_is_of_attacks() -> None:
    """An alliance is due in 0.4 of attacks, so that 10 tests stand for 25 attacks."""
    found = counted(tests=10, honoured=3, joined=5, withheld=5)

    assert found.honoured()[0] == pytest.approx([0.3])
    assert found.joined(near=True) == pytest.approx([5 / 25])
    assert found.withheld() == pytest.approx([0.5])


def test_exits_are_of_years_in_which_the_alliance_stood() -> None:
    """As a logarithm of what was to be expected."""
    assert counted(risk=0.1, years=50).exits()[0] == pytest.approx([np.log(0.1 / 50)])


def test_runs_that_differ_make_exits_uncertain() -> None:
    """Two runs with risks r(1 - d) and r(1 + d) over equal years: the variance is that of their mean."""
    runs = np.zeros((1, 2, len(history().alliances), len(COUNTS)))
    runs[..., COUNTS.index("years")] = 10
    runs[0, :, :, COUNTS.index("risk")] = np.array([[0.9], [1.1]])

    assert Counted.over(runs).exits()[1] == pytest.approx([0.1**2 * 2 / 2])


def test_nothing_is_said_of_honouring_without_tests() -> None:
    """NaN, not 0."""
    assert np.isnan(counted(years=10).honoured()[0]).all()


def test_every_alliance_of_the_system_is_bilateral() -> None:
    """One patron a client, in the military domain only, as the base rates are of."""
    covers = system().structure.covers

    assert (covers.any(axis=2).sum(axis=0) == 1).all()
    assert covers.sum() == len(history().alliances)


def test_four_of_fourteen_alliances_are_near() -> None:
    """As 80 of 300 dyads are."""
    assert (history().km <= 500).sum() == 4
    assert len(history().alliances) == 14


def test_what_is_measured_does_not_depend_on_how_points_are_cut() -> None:
    """Points are numbered over the whole study."""
    unit = np.random.default_rng(2).random((3, len(historical_factors())))
    measure = Historical(seed=5)

    whole, spread = measure(unit, replicates=2, first=0)
    later, _ = measure(unit[1:], replicates=2, first=1)

    assert whole.shape == spread.shape == (3, len(historical_targets()))
    np.testing.assert_allclose(later, whole[1:], rtol=1e-12)


def test_exits_follow_their_level() -> None:
    """Without a pull by trust or regime, exits an alliance-year are the hazard itself."""
    trial = Trial(prior(1, seed=4), "L0", seed=1, replicates=2)

    runs = trial.run(system(), {"exit_base": np.log(0.05), "exit_trust": 0.0, "exit_regime": 0.0}, counts)

    assert Counted.over(runs).exits()[0] == pytest.approx([np.log(0.05)], abs=0.01)


def test_as_many_exits_happen_as_are_expected() -> None:
    """Within four standard deviations over all alliances."""
    trial = Trial(prior(1, seed=4), "L3", seed=1, replicates=40)

    happened, expected = trial.run(system(), {"exit_base": -1.0}, totals("exits", "exit_risk")).sum(
        axis=(0, 1)
    )

    assert abs(happened - expected) < 4 * np.sqrt(expected)
