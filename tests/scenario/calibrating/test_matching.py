"""History matching on functions whose answer is known: what is recovered, what cannot be."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from uncertain import factor

from papertiger.errors import ModelError, ScenarioError
from papertiger.scenario.calibrating.matching import Plan, match
from papertiger.scenario.calibrating.result import Matched
from papertiger.scenario.calibrating.targets import Target, implausibility
from papertiger.scenario.model.structure import Floats

NOISE = 0.3
"""Standard deviation of one run."""


def noisy(figures: Callable[[Floats], Floats], seed: int = 0) -> Callable[..., tuple[Floats, Floats]]:
    """A model whose runs scatter around `figures`, chance numbered by point."""

    def measure(unit: Floats, *, replicates: int, first: int) -> tuple[Floats, Floats]:
        means = figures(unit)
        shocks = np.stack(
            [
                np.random.default_rng([seed, first + at]).normal(
                    scale=NOISE, size=(replicates, means.shape[1])
                )
                for at in range(len(unit))
            ]
        )
        return means + shocks.mean(axis=1), shocks.var(axis=1, ddof=1) / replicates

    return measure


def linear(unit: Floats) -> Floats:
    """Two figures of three parameters, and a fourth parameter that does nothing."""
    a, b, c, _ = unit.T
    return np.column_stack([4 * a + b, b - 3 * c])


FOUR = tuple(factor(name) for name in ("a", "b", "c", "idle"))
SMALL = Plan(points=512, replicates=(4, 8), members=200, waves=4)


def synthetic(truth: Floats, seed: int) -> tuple[Target, ...]:
    """Targets as history would give them: the truth, observed with an error of standard deviation 0.15."""
    observed = linear(truth[None])[0] + np.random.default_rng(seed).normal(scale=0.15, size=2)
    return tuple(Target(f"t{at}", float(value), 0.15, 0.05) for at, value in enumerate(observed))


def test_the_truth_is_kept_in_at_least_19_of_20_synthetic_histories() -> None:
    kept = 0
    for seed in range(20):
        truth = np.random.default_rng([seed, 1]).uniform(0.15, 0.85, 4)
        targets = synthetic(truth, seed)
        found = match(noisy(linear, seed), FOUR, targets, SMALL)
        measured = noisy(linear, seed + 100)(truth[None], replicates=8, first=10**6)
        plausible = implausibility(*measured, targets).max() < 3
        inside = (found.members.min(axis=0) - 0.05 <= truth) & (truth <= found.members.max(axis=0) + 0.05)
        kept += bool(plausible and inside.all())
    assert kept >= 19


@pytest.fixture(scope="module")
def found() -> Matched:
    return match(noisy(linear), FOUR, synthetic(np.array([0.5, 0.5, 0.5, 0.5]), 7), Plan(members=400))


def test_a_parameter_that_the_targets_hold_contracts(found: Matched) -> None:
    a = found.learned[0]
    assert a.known in {"identified", "tied"}
    assert a.contraction > 0.4


def test_a_parameter_that_does_nothing_is_named_not_identified(found: Matched) -> None:
    idle = found.learned[3]
    assert (idle.known, idle.acts) == ("not identified", False)
    assert abs(idle.contraction) < 0.1
    assert all("idle" not in key for way in found.directions for key, _ in way.loads)


def test_the_ensemble_is_a_restricted_prior(found: Matched) -> None:
    means = linear(found.members)
    wanted = np.array([target.value for target in found.targets])
    assert len(found.members) == 400
    assert (np.abs(means - wanted) < 3 * np.hypot(np.hypot(0.15, 0.05), NOISE / np.sqrt(20)) + 0.4).all()
    assert found.members[:, 3].mean() == pytest.approx(0.5, abs=0.06)


def test_the_volume_is_that_of_a_plain_rejection_sample(found: Matched) -> None:
    points = np.random.default_rng(3).random((100_000, 4))
    beyond = implausibility(
        linear(points) + np.random.default_rng(4).normal(scale=NOISE / np.sqrt(20), size=(100_000, 2)),
        np.full((100_000, 2), NOISE**2 / 20),
        found.targets,
    )
    exact = (beyond.max(axis=1) < 3).mean()
    low, high = found.waves[-1].interval
    assert low * 0.85 < exact < high * 1.15
    assert found.settled


def test_a_product_of_two_parameters_leaves_a_ridge_with_a_name() -> None:
    made = match(
        noisy(lambda unit: np.log(0.3 + unit[:, :1]) + np.log(0.3 + unit[:, 1:2])),
        (factor("a"), factor("b", 0, 10), factor("idle")),
        (Target("product", float(2 * np.log(0.8)), 0.05, 0.05),),
        Plan(points=1024, replicates=(10, 20), members=400),
    )
    best = made.directions[0]
    assert best.identified
    assert best.ridge
    assert best.loads[0][0] == "mechanisms.a"
    assert dict(best.loads)["mechanisms.b"] == pytest.approx(0.1, abs=0.03)
    assert dict(best.opposite)["mechanisms.b"] < 0
    assert [one.known for one in made.learned] == ["tied", "tied", "not identified"]
    assert made.pairs[0][:2] == ("mechanisms.a", "mechanisms.b")
    assert made.pairs[0][2] < -0.7


def test_screening_shows_which_targets_can_be_reached() -> None:
    targets = (Target("near", 2.5, 0.1, 0.1), Target("far", 50.0, 0.1, 0.1))
    with pytest.raises(ModelError, match=r"near in [1-9].*far in 0\.0%"):
        match(noisy(linear), FOUR, targets, SMALL)


def test_shares_of_the_prior_that_reach_each_target_alone_and_jointly(found: Matched) -> None:
    points = np.random.default_rng(5).random((50_000, 4))
    alone = [
        float(
            (
                implausibility(linear(points), np.full((50_000, 2), NOISE**2 / 5), found.targets)[:, at] < 3
            ).mean()
        )
        for at in range(2)
    ]
    assert [one.share for one in found.reached] == pytest.approx(alone, abs=0.08)
    assert found.jointly <= min(one.share for one in found.reached)


def test_blocks_change_nothing() -> None:
    targets = synthetic(np.full(4, 0.5), 1)
    whole = match(noisy(linear), FOUR, targets, Plan(points=200, members=50, block=200))
    parts = match(noisy(linear), FOUR, targets, Plan(points=200, members=50, block=37))
    assert np.array_equal(whole.members, parts.members)
    assert whole.waves == parts.waves


def test_a_model_without_a_figure_is_ruled_out_there() -> None:
    def half(unit: Floats) -> Floats:
        return np.where(unit[:, :1] < 0.5, np.nan, unit[:, :1] + 0 * unit[:, 1:2])

    found = match(noisy(half), FOUR[:2], (Target("t", 0.6, 0.3, 0.3),), SMALL)
    assert found.members[:, 0].min() >= 0.5


@pytest.mark.parametrize(
    ("plan", "message"), [({"points": 10}, "points: 10"), ({"replicates": (1,)}, "replicates: 1")]
)
def test_a_plan_that_cannot_be_used_says_why(plan: dict[str, object], message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        Plan(**plan)  # type: ignore[arg-type]


def test_a_target_without_any_uncertainty_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"targets\.t: standard deviations 0 and 0"):
        Target("t", 1.0, 0.0, 0.0)


def test_the_members_make_an_ensemble_of_the_mechanisms_that_move_a_target(found: Matched) -> None:
    made = found.ensemble("papertiger scenario calibrate")
    assert made.parameters == ("a", "b", "c")
    assert np.array_equal(made.rows, found.members[:, :3])
    assert made.source.startswith("t0 ")
