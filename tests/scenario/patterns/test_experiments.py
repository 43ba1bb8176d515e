"""The experiments, on draws whose answer is known."""

import numpy as np
import pytest

from papertiger.scenario.patterns.alliances import firmness, overstretch
from papertiger.scenario.patterns.arms import Trial, fits, ratio
from papertiger.scenario.patterns.draws import Draw, defaults
from papertiger.scenario.patterns.portfolios import firmer, hedging
from papertiger.scenario.patterns.reputation import buffer, extinction, hard_times, release


def with_defaults(model: str, replicates: int = 2, **changes: float) -> Trial:
    """The defaults of the table, but for some."""
    draw: Draw = {**defaults(), **{name: np.array([value]) for name, value in changes.items()}}
    return Trial(draw, model, seed=1, replicates=replicates)


@pytest.mark.parametrize("experiment", [hard_times, buffer, release, hedging])
def test_what_clients_do_not_learn_is_not_found(experiment: object) -> None:
    """Under L0 the patterns of learning fail: the checks have power."""
    assert experiment(with_defaults("L0")).holds == [0]  # type: ignore[operator]


def test_a_violation_costs_what_the_beta_counts_say() -> None:
    """One test in month 6, seen in month 9, at trust 0.6 x 0.8 with the strength of four tests; three months of memory."""
    found = hard_times(with_defaults("L1", spill=0.0, memory=1.0, shock=1.0, calm=1.0, negativity=2.0))

    assert found.beside["lost at peace"] == pytest.approx([0.8 * (0.6 - 2.4 / (2.4 + 1.6 + 2))])
    assert found.figure == pytest.approx([1])


def test_hard_times_are_discounted_by_what_the_war_takes() -> None:
    """Under L2 the test weighs 1 - 0.5 x 0.6."""
    found = hard_times(with_defaults("L2", spill=0.0, memory=1.0, shock=1.0, calm=1.0, negativity=2.0))

    assert found.beside["lost at war"] == pytest.approx([0.8 * (0.6 - 2.4 / (2.4 + 1.6 + 2 * 0.7))])
    assert found.holds == [1]


def test_without_calm_and_shock_nothing_is_buffered() -> None:
    """The pattern rests on these two numbers."""
    found = buffer(with_defaults("L1"))

    assert found.holds == [1]
    assert found.beside["held"] == [0]


def test_a_strong_release_raises_an_onlookers_trust() -> None:
    """And none lowers it: the experiment can tell."""
    strong = with_defaults("L3", release=5.0, value=1.0, trust_capacity=0.6, negativity=1.0, shock=1.0)

    assert release(strong).holds == [1]
    assert release(with_defaults("L3", release=0.0)).holds == [0]


def test_an_adversary_of_the_dropped_takes_heart() -> None:
    """A blow to my adversary's friend is good news where similarity is below 0."""
    found = release(with_defaults("L1", 4, noise=0.0))

    assert found.figure[0] < 0 < found.beside["an adversary of the client"][0]


def test_clients_of_a_patron_that_answers_no_call_diversify() -> None:
    """At the defaults."""
    found = hedging(with_defaults("L2"))

    assert found.figure[0] < 0
    assert found.beside["since the start"][0] < 0


def test_equal_clients_extract_firmer_terms() -> None:
    """As often as symmetry x renegotiation says: at most one of two and a half withheld tests, fewer once terms are firm."""
    found = firmer(with_defaults("L1", 5, renegotiation=0.5))

    assert found.holds == [1]
    assert found.beside["equal"][0] < 0.9 * 0.5


def test_firmness_does_nothing_where_nobody_weighs_it() -> None:
    """Then there is no trade-off."""
    trial = with_defaults("L1", 3, weigh_commitment=0.0, reputation=0.0)

    assert firmness(trial).figure == [0]
    assert firmness(trial).beside["entrapments"] == [0]


def test_war_tells_both_ways() -> None:
    """The sign is that of will_war where capacity is ample, and a fall where it is scarce."""
    found = overstretch(with_defaults("L0", 30)).beside

    assert found["will_war -0.44, ample"][0] > 0 > found["will_war 0.43, ample"][0]
    assert found["will_war -0.44, scarce"][0] < 0


@pytest.mark.parametrize("model", ["L0", "L3"])
def test_without_threats_nothing_moves(model: str) -> None:
    """P12, under the simplest and the richest model."""
    found = extinction(with_defaults(model, 20))

    assert found.holds == [1]
    assert found.beside["moved"] == [0]


def test_a_draw_that_cannot_tell_does_not_count() -> None:
    """NaN, neither yes nor no."""
    assert np.isnan(fits(np.array([True]), np.array([False]))).all()
    assert np.isnan(ratio(np.array([1.0]), np.array([0.0]))).all()
