"""How patrons part what they have: every rule against its definition, the engine's and the reference's alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq, minimize
from systems import RULES

from papertiger.errors import SettingsError
from papertiger.scenario.model.allocation import lexicographic, pro_rata, rule, waterfill
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.reference.allocation import RULES as PLAIN
from papertiger.scenario.reference.allocation import rule as plain_rule

CLAIM = st.one_of(st.just(0.0), st.floats(1e-6, 50), st.sampled_from([0.5, 1.0, 2.0]))
PRIORITY = st.one_of(st.floats(1e-6, 1e6), st.sampled_from([0.5, 1.0, 2.0]))


@st.composite
def problems(draw: st.DrawFn, most: int = 12) -> tuple[Floats, Floats, Floats]:
    """Claims, priorities, reserve of one problem, as the rules take them: reserves of nothing, of just enough, of plenty."""
    pairs = draw(st.lists(st.tuples(CLAIM, PRIORITY), min_size=1, max_size=most))
    claims, priority = (np.array([row]) for row in zip(*pairs, strict=True))
    reserve = draw(st.floats(0, 1.5)) * claims.sum() if draw(st.booleans()) else draw(st.floats(0, 60))
    return claims, priority, np.array([reserve])


def by_bisection(claims: Floats, priority: Floats, reserve: float) -> Floats:
    """The definition: `min(claim, priority·level)` with the level at which the reserve is used up."""
    if claims.sum() <= reserve or claims.sum() == 0:
        return claims
    asks = claims > 0
    top = (claims[asks] / priority[asks]).max()
    level = brentq(
        lambda at: np.minimum(claims, priority * at).sum() - reserve, 0, top, xtol=1e-18, rtol=1e-14
    )
    return np.minimum(claims, priority * level)


@pytest.mark.parametrize("name", RULES)
@given(problem=problems())
def test_nobody_gets_more_than_asked_nor_all_more_than_there_is(
    name: str, problem: tuple[Floats, Floats, Floats]
) -> None:
    claims, _, reserve = problem
    shares = rule(name)(*problem)
    assert shares.shape == claims.shape
    assert (shares >= 0).all()
    assert (shares <= claims * (1 + 1e-12)).all()
    assert shares.sum() == pytest.approx(min(reserve[0], claims.sum()), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", RULES)
@given(problem=problems(), more=st.floats(0, 20))
def test_more_reserve_lowers_no_share(name: str, problem: tuple[Floats, Floats, Floats], more: float) -> None:
    claims, priority, reserve = problem
    before, after = rule(name)(*problem), rule(name)(claims, priority, reserve + more)
    assert (after >= before - 1e-12 * (1 + claims)).all()


@pytest.mark.parametrize("name", RULES)
@given(problem=problems())
def test_engine_and_reference_part_alike(name: str, problem: tuple[Floats, Floats, Floats]) -> None:
    claims, priority, reserve = problem
    plain = PLAIN[name](claims[0].tolist(), priority[0].tolist(), float(reserve[0]))
    np.testing.assert_allclose(rule(name)(*problem)[0], plain, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("name", RULES)
@given(many=st.lists(problems(most=5), min_size=2, max_size=4))
def test_problems_side_by_side_do_not_touch(name: str, many: list[tuple[Floats, Floats, Floats]]) -> None:
    """Claims of 0 fill up the shorter rows, as where one run has fewer events than another."""
    claims, priority = np.zeros((len(many), 5)), np.ones((len(many), 5))
    for row, (asked, weight, _) in enumerate(many):
        claims[row, : asked.shape[1]], priority[row, : asked.shape[1]] = asked[0], weight[0]
    together = rule(name)(claims, priority, np.concatenate([reserve for *_, reserve in many]))
    for row, (asked, weight, reserve) in enumerate(many):
        alone = rule(name)(asked, weight, reserve)[0]
        np.testing.assert_allclose(together[row, : len(alone)], alone, rtol=1e-12, atol=1e-12)
        assert (together[row, len(alone) :] == 0).all()


@given(problem=problems())
def test_waterfill_meets_the_conditions_of_the_optimum(problem: tuple[Floats, Floats, Floats]) -> None:
    """Whoever is not met in full has the same share per priority, and nobody who is met has more (Karush, Kuhn and Tucker)."""
    claims, priority, reserve = problem
    shares = waterfill(*problem)[0]
    short = shares < claims[0] * (1 - 1e-9)
    if claims.sum() <= reserve[0] or not short.any():
        np.testing.assert_allclose(shares, claims[0], rtol=1e-9)
        return
    levels = (shares / priority[0])[short]
    np.testing.assert_allclose(levels, levels[0], rtol=1e-9, atol=1e-300)
    met = ~short & (claims[0] > 0)
    assert (shares[met] / priority[0][met] <= levels[0] * (1 + 1e-9)).all()


@given(problem=problems())
def test_waterfill_is_what_bisection_finds(problem: tuple[Floats, Floats, Floats]) -> None:
    claims, priority, reserve = problem
    found = by_bisection(claims[0], priority[0], float(reserve[0]))
    np.testing.assert_allclose(waterfill(*problem)[0], found, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("seed", range(12))
def test_no_solver_finds_better_than_waterfill(seed: int) -> None:
    rng = np.random.default_rng(seed)
    claims, priority = rng.uniform(0.1, 2, 4), rng.uniform(0.2, 3, 4)
    reserve = rng.uniform(0.2, 0.9) * claims.sum()
    ours = waterfill(claims[None], priority[None], np.array([reserve]))[0]
    solved = minimize(
        lambda given: -(priority * np.log(given)).sum(),
        claims * reserve / claims.sum(),
        jac=lambda given: -priority / given,
        bounds=[(1e-6, claim) for claim in claims],
        constraints={"type": "ineq", "fun": lambda given: reserve - given.sum()},
        method="SLSQP",
        options={"ftol": 1e-12, "maxiter": 500},
    )
    assert (priority * np.log(ours)).sum() >= -solved.fun - 1e-8
    np.testing.assert_allclose(ours, solved.x, atol=1e-4)


def test_waterfill_divides_by_priority_until_a_claim_is_met() -> None:
    shares = waterfill(np.array([[1.0, 5.0, 5.0]]), np.array([[1.0, 1.0, 2.0]]), np.array([6.0]))

    np.testing.assert_allclose(shares, [[1.0, 5 / 3, 10 / 3]])


@given(problem=problems())
def test_lexicographic_leaves_nobody_short_before_somebody_of_lower_priority(
    problem: tuple[Floats, Floats, Floats],
) -> None:
    claims, priority, _ = problem
    shares = lexicographic(*problem)[0]
    order = sorted(range(claims.shape[1]), key=lambda n: (-priority[0, n], n))
    short = [shares[n] < claims[0, n] - 1e-9 for n in order]
    if any(short):
        after = order[short.index(True) + 1 :]
        assert shares[after].sum() <= 1e-9


def test_ties_are_served_in_order_and_the_home_theatre_first() -> None:
    claims, priority = np.array([[2.0, 2.0, 2.0]]), np.ones((1, 3))

    np.testing.assert_array_equal(lexicographic(claims, priority, np.array([3.0])), [[2.0, 1.0, 0.0]])
    np.testing.assert_array_equal(waterfill(claims, priority, np.array([3.0])), [[1.0, 1.0, 1.0]])


@given(problem=problems())
def test_pro_rata_gives_each_the_same_part(problem: tuple[Floats, Floats, Floats]) -> None:
    claims, _, reserve = problem
    part = min(1.0, reserve[0] / claims.sum()) if claims.sum() else 1.0
    np.testing.assert_allclose(pro_rata(*problem), claims * part, rtol=1e-12)


@pytest.mark.parametrize("name", RULES)
def test_of_nothing_everybody_gets_nothing(name: str) -> None:
    claims, priority = np.array([[1.0, 0.0, 2.0]]), np.array([[1.0, 2.0, 3.0]])
    assert (rule(name)(claims, priority, np.zeros(1)) == 0).all()
    assert (rule(name)(claims * 0, priority, np.ones(1)) == 0).all()


@pytest.mark.parametrize("find", [rule, plain_rule])
def test_an_unknown_rule_is_refused_with_what_there_is(find: object) -> None:
    with pytest.raises(SettingsError, match="waterfill"):
        find("by_lot")  # type: ignore[operator]


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_found_with_its_version_too(name: str) -> None:
    assert rule(f"{name}.v1") is rule(name)
    assert plain_rule(f"{name}.v1") is plain_rule(name)
