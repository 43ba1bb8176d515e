"""Forecasts of unseen wars: outcomes stay hidden, scores are what one works out by hand, and dependence is found where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from alliances import war_case, write_wars

from papertiger.reliability.history.baselines import FEATURES, baselines, fit, flat, regression_on, share_by
from papertiger.reliability.history.dependence import dependence
from papertiger.reliability.history.logit import fit_logit
from papertiger.reliability.history.predictive import Check, predictive_checks
from papertiger.reliability.history.scoring import Scores, gain, leave_one_war_out, resampled
from papertiger.reliability.history.wars import WarCase, read_wars
from papertiger.reliability.history.warscores import war_scores

SHARED = Path(__file__).parents[4] / "shared" / "data" / "alliances"


def case(
    war: str, honoured: bool | None, *obligations: str, late: bool = False, many: bool = False
) -> WarCase:
    return WarCase(
        war, f"Invented {war}", f"a{war}", late, frozenset(obligations or ["defence"]), many, honoured
    )


CASES = [
    case("1", True, "offence"),
    case("1", False),
    case("2", True),
    case("3", False, late=True),
    case("3", False, late=True),
    case("4", True, "neutrality", late=True),
]


def test_cases_are_read_with_what_a_model_may_know(tmp_path: Path) -> None:
    write_wars(
        tmp_path,
        [
            war_case(7, honoured=True, late=True, types=["defense", "nonagg"], multilateral=True),
            war_case(8, honoured=None),
            war_case(9, honoured=False, one_ally=True),
        ],
    )
    cases, opened = read_wars(tmp_path)

    assert cases == (
        WarCase("7", "Invented war 7", "9007", True, frozenset({"defence", "nonaggression"}), True, True),
        WarCase("9", "Invented war 9", "9009", False, frozenset({"defence"}), False, False),
    )
    assert opened.version is None


def test_a_model_never_sees_the_outcomes_that_it_is_asked_for() -> None:
    seen_of: dict[str, set[str]] = {}

    def spy(seen: Sequence[WarCase], hidden: Sequence[WarCase]) -> np.ndarray:
        assert all(one.honoured is None for one in hidden)
        assert all(one.honoured is not None for one in seen)
        (war,) = {one.war for one in hidden}
        seen_of[war] = {one.war for one in seen}
        return np.full(len(hidden), 0.5)

    leave_one_war_out(CASES, spy)

    assert seen_of == {war: {"1", "2", "3", "4"} - {war} for war in "1234"}


def test_scores_are_those_worked_out_by_hand() -> None:
    scores = leave_one_war_out(CASES, flat(0.8))

    assert scores.log == pytest.approx(-(3 * np.log(0.8) + 3 * np.log(0.2)) / 6)
    assert scores.brier == pytest.approx((3 * 0.2**2 + 3 * 0.8**2) / 6)


def test_the_share_is_that_of_the_other_wars_alike() -> None:
    constant = leave_one_war_out(CASES, share_by())
    period = leave_one_war_out(CASES, share_by("since_1945"))

    assert constant.probabilities == pytest.approx([2.5 / 5, 2.5 / 5, 2.5 / 6, 3.5 / 5, 3.5 / 5, 2.5 / 6])
    assert period.probabilities == pytest.approx([1.5 / 2, 1.5 / 2, 1.5 / 3, 1.5 / 2, 1.5 / 2, 0.5 / 3])


def test_the_order_of_cases_is_irrelevant() -> None:
    for name, model in baselines().items():
        forth = leave_one_war_out(CASES, model.predict)
        back = leave_one_war_out(CASES[::-1], model.predict)
        assert back.probabilities[::-1] == pytest.approx(forth.probabilities), name


@pytest.mark.parametrize(
    ("forecast", "says"),
    [
        ([0.5], "war 1: 2 probabilities"),
        ([0.0, 0.5], "above 0 and below 1"),
        ([float("nan"), 0.5], "not \\[nan"),
    ],
)
def test_what_is_no_forecast_is_refused(forecast: list[float], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        leave_one_war_out(CASES, lambda _seen, _hidden: np.array(forecast))


def test_one_war_or_an_unknown_outcome_cannot_be_scored() -> None:
    with pytest.raises(ValueError, match="1 wars: at least two"):
        leave_one_war_out(CASES[:2], flat(0.5))
    with pytest.raises(ValueError, match="without an outcome"):
        leave_one_war_out([*CASES, replace(CASES[0], honoured=None)], flat(0.5))


def test_a_gain_is_a_difference_of_scores_with_an_interval_around_it() -> None:
    coin, knowing = leave_one_war_out(CASES, flat(0.5)), leave_one_war_out(CASES, regression_on("since_1945"))
    nats, interval = gain(knowing, coin)

    assert nats == pytest.approx(coin.log - knowing.log)
    assert interval.low < nats < interval.high
    assert gain(coin, coin) == (0.0, replace(interval, low=0.0, high=0.0))
    with pytest.raises(ValueError, match="different cases"):
        gain(coin, Scores(coin.wars[1:], coin.probabilities[1:], coin.honoured[1:]))


def test_whole_wars_are_drawn() -> None:
    drawn = resampled(["a", "a", "a", "b"], np.array([1.0, 1.0, 1.0, 0.0]), draws=4000)

    assert set(np.round(drawn, 6)) == {0.0, 0.75, 1.0}
    assert (drawn == 0.75).mean() == pytest.approx(0.5, abs=0.04)


def test_a_regression_without_a_prior_gives_the_log_odds() -> None:
    features = np.array([[0.0]] * 10 + [[1.0]] * 10)
    outcomes = np.array([1.0] * 4 + [0.0] * 6 + [1.0] * 8 + [0.0] * 2)
    fitted = fit_logit(features, outcomes, None)

    assert fitted.coefficients == pytest.approx([np.log(4 / 6), np.log(8 / 2) - np.log(4 / 6)])
    assert fitted.covariance[1, 1] == pytest.approx(1 / 4 + 1 / 6 + 1 / 8 + 1 / 2)
    assert abs(fit_logit(features, outcomes, 1.0).coefficients[1]) < fitted.coefficients[1]
    assert fitted.probabilities(np.array([[0.0], [1.0]])) == pytest.approx([0.4, 0.8])


def test_outcomes_told_apart_without_error_need_a_prior() -> None:
    features, outcomes = np.array([[0.0], [0.0], [1.0], [1.0]]), np.array([0.0, 0.0, 1.0, 1.0])

    with pytest.raises(ValueError, match="set a prior"):
        fit_logit(features, outcomes, None)
    assert fit_logit(features, outcomes).probabilities(features)[0] < 0.5


def many(seed: int, together: float, wars: int = 200, size: int = 5) -> list[WarCase]:
    """Wars whose cases end alike in a share `together` of them, and independently in the others."""
    rng = np.random.default_rng(seed)
    found = []
    for war in range(wars):
        alike = rng.random() < together
        shared = rng.random() < 0.5
        found += [case(str(war), bool(shared if alike else rng.random() < 0.5)) for _ in range(size)]
    return found


def test_independent_cases_show_no_dependence() -> None:
    found = dependence(many(1, 0.0))

    assert found.icc < 0.05
    assert found.design_effect == pytest.approx(1.0, abs=0.25)
    assert found.by_war.high - found.by_war.low == pytest.approx(
        found.independent.high - found.independent.low, rel=0.15
    )


def test_wars_that_end_alike_count_as_one_case_each() -> None:
    found = dependence(many(2, 1.0))

    assert found.icc > 0.95
    assert found.design_effect == pytest.approx(5.0, rel=0.15)
    assert (found.cases, found.wars) == (1000, 200)


def test_dependence_within_wars_is_measured() -> None:
    """Two cases of a war correlate as often as they end alike by design."""
    assert dependence(many(3, 0.4)).icc == pytest.approx(0.4, abs=0.1)


def test_one_outcome_has_no_variation() -> None:
    with pytest.raises(ValueError, match="no variation"):
        dependence([case("1", True), case("2", True)])


def test_a_model_without_the_period_is_caught_where_there_is_one() -> None:
    rng = np.random.default_rng(4)
    cases = [case(str(n), bool(rng.random() < (0.2 if n % 2 else 0.7)), late=bool(n % 2)) for n in range(200)]

    def difference(names: Sequence[str]) -> Check:
        return next(one for one in predictive_checks(cases, names) if one.group == "difference")

    assert difference(FEATURES).p_value > 0.2
    assert difference(FEATURES[1:]).p_value < 0.001


def test_without_a_difference_of_periods_nothing_is_caught() -> None:
    cases = [replace(one, since_1945=n % 2 == 0) for n, one in enumerate(many(5, 0.0, wars=100, size=2))]
    checks = {one.group: one for one in predictive_checks(cases, ())}

    assert checks["difference"].p_value > 0.05
    assert checks["since_1945/defence"].due == 100
    assert "since_1945/offence" not in checks
    assert "since_1945/other" not in checks


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the developers' shared folder is absent")
def test_published_scores_are_repeated() -> None:
    cases, _ = read_wars(SHARED)
    found = war_scores(cases)
    scores = {name: (round(one.log, 3), round(one.brier, 3)) for name, one in found.scores.items()}

    assert (len(cases), len({one.war for one in cases})) == (146, 45)
    assert scores == {
        "coin": (0.693, 0.25),
        "llm2000": (0.83, 0.31),
        "constant": (0.713, 0.26),
        "period": (0.61, 0.209),
        "period_obligation": (0.544, 0.178),
        "period_type": (0.537, 0.179),
    }
    best = next(one for one in found.gains if (one.model, one.over) == ("period_type", "period"))
    assert (best.interval.low, best.interval.high) == pytest.approx((0.02, 0.16), abs=0.005)
    pooled, early, late = (found.dependence[name] for name in ("all", "before_1945", "since_1945"))
    assert (pooled.by_war.low, pooled.by_war.high) == pytest.approx((0.34, 0.60), abs=0.01)
    assert (pooled.independent.low, pooled.independent.high) == pytest.approx((0.42, 0.58), abs=0.001)
    assert [one.design_effect for one in (pooled, early, late)] == pytest.approx([2.6, 1.2, 0.85], abs=0.1)
    assert (early.icc, late.icc) == pytest.approx((0, 0), abs=0.001)
    gap = {
        name: next(one.p_value for one in checks if one.group == "difference")
        for name, checks in found.predictive.items()
    }
    assert gap["period_type"] > 0.2
    assert gap["without_period"] < 0.05
    assert gap["constant"] < 0.001
    assert fit(cases, FEATURES).coefficients.shape == (7,)
