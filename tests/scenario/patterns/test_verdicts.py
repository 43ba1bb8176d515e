"""From what was found in every draw to a verdict, by the rule that was settled before."""

import numpy as np
import pytest

from papertiger.scenario.patterns.arms import Finding
from papertiger.scenario.patterns.statements import MODELS, Model, Pattern, statements
from papertiger.scenario.patterns.verdicts import Summary, summary, verdict


def shares(**of: float) -> dict[Model, Summary]:
    """Summaries with these shares, 0 where none is given."""
    return {
        model: summary(Finding(np.zeros(100), (np.arange(100) < 100 * of.get(model, 0.0)).astype(float)))
        for model in MODELS
    }


def pattern(name: str) -> Pattern:
    """One of the twelve."""
    return statements().patterns[name]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (shares(L2=1, L3=0.9), "yes"),
        (shares(L2=1, L3=0.4), "partly"),
        (shares(L2=0.49, L3=0.4), "no"),
        (shares(L0=1, L1=1, L2=1, L3=1), "no"),  # holds where it must not: the check had no power
    ],
)
def test_a_held_out_pattern_must_hold_where_expected_and_fail_where_not(
    found: dict[Model, Summary], expected: str
) -> None:
    """P5 is expected under L2 and L3, and must fail under L0 and L1."""
    assert verdict(pattern("P5"), found, most=0.9) == expected


def test_nothing_is_claimed_of_mechanisms_and_of_findings_that_depend_on_coding() -> None:
    """Whatever was found."""
    whole = shares(L0=1, L1=1, L2=1, L3=1)

    assert {verdict(pattern(name), whole, most=0.9) for name in ("P2", "P4")} == {"not claimed"}


def test_a_tuned_pattern_is_met_where_its_median_lies_in_the_band() -> None:
    """Under every learning model."""
    inside = {model: summary(Finding(np.full(9, 0.3), np.ones(9))) for model in MODELS}
    outside = {**inside, "L0": summary(Finding(np.full(9, 0.6), np.ones(9)))}

    assert verdict(pattern("P1"), inside, most=0.9) == "yes"
    assert verdict(pattern("P1"), outside, most=0.9) == "partly"


def test_draws_that_cannot_tell_do_not_count() -> None:
    """Three of four can; two hold."""
    found = summary(Finding(np.array([1.0, 2, 3, np.nan]), np.array([1.0, 1, 0, np.nan])))

    assert (found.told, found.draws, found.figure) == (3, 4, 2.0)
    assert found.share == pytest.approx(2 / 3)
    assert found.interval[0] < 2 / 3 < found.interval[1]


def test_nothing_found_is_no_figure() -> None:
    """Neither 0 nor an error."""
    found = summary(Finding(np.array([np.nan]), np.array([np.nan])))

    assert np.isnan([found.figure, found.low, found.share]).all()
    assert found.interval == (0, 1)
