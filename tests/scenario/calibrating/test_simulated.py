"""History matching with the engine itself, on a small system with a known truth."""

from __future__ import annotations

import numpy as np
import pytest
from partnership import structure
from uncertain import factor, scenario

from papertiger.scenario.calibrating.matching import Plan, match
from papertiger.scenario.calibrating.simulated import Simulated
from papertiger.scenario.calibrating.targets import Target, implausibility
from papertiger.scenario.sensitivity.points import Engine

FACTORS = (factor("will_base", -4, 2), factor("exit_base", -4, 4), factor("concession_gain", 0, 0.1))
QUANTITIES = ("honour_rate_given_tested", "exits")


@pytest.fixture(scope="module")
def asked() -> Simulated:
    small = scenario(FACTORS, structure=structure(clients=3, months=12, wars=(), shocks=(), supplies=()))
    return Simulated(Engine(small, QUANTITIES, "L3", "waterfill", 1, 5))


def test_the_truth_is_kept_and_what_acts_is_told_from_what_does_not(asked: Simulated) -> None:
    truth = np.array([[0.75, 0.45, 0.5]])
    history, _ = asked(truth, replicates=400, first=10**6)
    targets = tuple(
        Target(key, float(value), 0.04, 0.02) for key, value in zip(QUANTITIES, history[0], strict=True)
    )
    found = match(asked, FACTORS, targets, Plan(points=150, replicates=(8,), waves=3, members=80))
    means, variances = asked(truth, replicates=8, first=10**7)
    assert implausibility(means, variances, targets).max() < 3
    assert (found.members.min(axis=0) - 0.05 <= truth[0]).all()
    assert (truth[0] <= found.members.max(axis=0) + 0.05).all()
    will, leave, idle = found.learned
    assert will.contraction > 0.2
    assert leave.contraction > 0.2
    assert (idle.known, idle.acts) == ("not identified", False)


def test_blocks_and_workers_change_nothing(asked: Simulated) -> None:
    unit = np.random.default_rng(1).random((6, 3))
    whole = asked(unit, replicates=3, first=10)
    parts = [asked(unit[at : at + 1], replicates=3, first=10 + at) for at in range(6)]
    assert np.array_equal(whole[0], np.concatenate([mean for mean, _ in parts]), equal_nan=True)
    assert np.array_equal(whole[1], np.concatenate([variance for _, variance in parts]), equal_nan=True)
