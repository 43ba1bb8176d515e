"""What is told of alternatives, failures, learning and the rival: verdicts and directions, one by one."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest
from scenarioresult import names, result

from papertiger.report.scenario.charts import Scale, fan, month_ticks, sampled
from papertiger.report.scenario.compared import comparison_lines, comparisons, verdict
from papertiger.report.scenario.endlines import driven_text, row
from papertiger.report.scenario.ends import baseline, ends
from papertiger.report.scenario.learned import account_rows, accounts, count_tests, direction
from papertiger.report.scenario.voice import voice_for
from papertiger.scenario.running.result import Driven, Mark

VOICE = voice_for(result(), names)


@pytest.mark.parametrize(
    ("means", "told"),
    [
        ([0.02, 0.01], "higher"),
        ([-0.02, -0.01], "lower"),
        ([0.02, -0.01], "differs"),
        ([0.02, -0.01, 0], "differs"),
        ([0.004, -0.004], "none"),
        ([0.02, 0.004], "some_higher"),
        ([-0.02, 0], "some_lower"),
        ([nan, nan], "none"),
        ([nan, 0.02], "some_higher"),
    ],
)
def test_learning_models_agree_on_a_sign_or_do_not(means: list[float], told: str) -> None:
    assert verdict(means) == told


@pytest.mark.parametrize(
    ("up", "down", "told"),
    [
        (95, 5, "stronger_nearly_all"),
        (30, 70, "weaker_most"),
        (50, 50, "unclear"),
        (0, 0, "unclear"),
        (0, 95, "weaker_nearly_all"),
    ],
)
def test_a_direction_is_told_by_how_many_runs_take_it(up: int, down: int, told: str) -> None:
    changes = np.array([0.1] * up + [-0.1] * down + [0.0] * (100 - up - down) + [nan])

    assert direction(changes) == told


def test_only_the_baseline_of_each_learning_model_is_shown_at_the_end() -> None:
    assert [one.arm.learning for one in baseline(result())] == ["L0", "L1", "L2", "L3"]
    assert {one.arm.policy for one in baseline(result())} == {"baseline"}


def test_alternatives_stand_in_the_order_in_which_they_were_run() -> None:
    found = comparisons(result(), VOICE)

    assert [one.title for one in found] == [
        "Policy “more air defence” against the baseline",
        "Rule of allocation “lexicographic” (in order of priority, whole needs) against “waterfill”",
    ]
    assert {one.quantity.key: one.verdict for one in found[0].changes} == {
        "honour_rate_given_tested": "higher",
        "trust": "some_higher",
        "aligned": "none",
        "unmet": "lower",
        "bargaining:P0": "higher",
    }


def test_what_most_runs_never_reach_has_no_month() -> None:
    end = ends(result(), VOICE)["half_lost"][0]

    assert end.medians == (inf, inf)
    assert row(end, VOICE, 48)[:3] == ("Borland", "not within 48", "10 to 40 %")


def test_what_half_of_the_runs_reach_has_one() -> None:
    told = result(compare=False)
    early = np.where(np.arange(200) < 120, 24.0, nan)
    arms = tuple(replace(one, finals=one.finals | {"half_lost:C0": early}) for one in told.arms)
    end = ends(replace(told, arms=arms), VOICE)["half_lost"][0]

    assert row(end, VOICE, 48)[:3] == ("Borland", "24", "60 %")


def test_shares_of_causes_are_of_the_failed_tests() -> None:
    (account,) = accounts(result())
    first = next(iter(account_rows(account, VOICE)))

    assert first == ("L0 nobody learns", "13", "40 %", "30 %", "30 %", "55 %", "30 %", "10 %", "5 %")


def test_tests_are_summed_over_patrons() -> None:
    low, high = count_tests(result()) or (0, 0)

    assert (low, high) == (13.25, 14)


@pytest.mark.parametrize("driven", [None, Driven(nan, (nan, nan), stamped=False)])
def test_an_index_that_is_not_known_is_not_told(driven: Driven | None) -> None:
    assert driven_text(driven, VOICE).startswith("How much judgement and choice carry was not told")


def test_an_index_beyond_its_bounds_is_held_to_them() -> None:
    assert "carry 100 %" in driven_text(Driven(1.08, (0.9, 1.3), stamped=True), VOICE)


def test_a_number_is_told_by_the_table_of_parameters() -> None:
    assert VOICE.parameter("mechanisms.spill") == "how much others learn from a test"
    assert VOICE.parameter("patrons.P0.capacity.arms", "capacity").startswith("full client needs")
    assert VOICE.parameter("no.such.thing") == "no.such.thing"


def test_a_shock_is_told_with_its_type_and_actor() -> None:
    assert VOICE.mark(Mark("threat", "C2", 30, threat="cyber_incident")) == (
        "cyber incident on Dorland (possible in month 30)"
    )


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (12, 36, "month 12 to month 36"),
        (-24, 36, "from before the start to month 36"),
        (0, 48, "month 0 to the end"),
    ],
)
def test_a_war_is_told_within_the_run(start: float, end: float, told: str) -> None:
    assert VOICE.mark(Mark("war", "P0", start, end)) == f"war of Arland, {told}"


def test_a_war_from_before_the_start_is_drawn_from_the_start() -> None:
    chart = result().arms[0].charts["trust"]
    (war,) = fan(chart, [Mark("war", "P0", -24, 96)], 48, [""] * 5).wars

    assert (war.at, war.wide) == (40, 170)


def test_what_an_alternative_leaves_alone_is_told_in_one_line() -> None:
    told = result()
    still = tuple(
        replace(one, mean=0.0, interval=(0.0, 0.001)) if one.quantity != "unmet" else one
        for one in told.differences
    )
    first, last = comparison_lines(comparisons(replace(told, differences=still), VOICE)[0], VOICE)

    assert first.startswith("Support unmet: lower in every learning model; −3 to −1 points by learning model")
    assert last == (
        "No difference in any learning model, in nearly any draw: Honour rate given tested; Trust; Aligned share;"
        " Position towards the rival power: Arland."
    )


def test_a_domain_that_an_alternative_changes_is_told_beside_the_headline() -> None:
    told = result()
    about = tuple(
        replace(one, quantity="unmet:air_defence", mean=-0.01)
        for one in told.differences
        if one.quantity == "unmet"
    )
    lines = list(comparison_lines(comparisons(replace(told, differences=about), VOICE)[0], VOICE))

    assert lines[0].startswith(
        "Support unmet: air defence: lower in every learning model; −1 point under each"
    )


def test_a_client_of_several_patrons_is_told_with_its_patron() -> None:
    several = replace(VOICE, several=True)
    trust = next(one for one in result().quantities if one.name == "trust" and one.about)

    assert several.label(trust) == "Trust: Borland, of Arland"


@pytest.mark.parametrize(
    ("parts", "told"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_joined_as_one_says_them(parts: list[str], told: str) -> None:
    assert VOICE.joined(parts) == told


def test_a_chart_keeps_values_inside_and_skips_months_without_any() -> None:
    scale = Scale(10)
    path = scale.line(np.arange(4.0), np.array([nan, 0.5, 1.5, -1]))

    assert path == "M57.0 68.0L74.0 8.0L91.0 128.0"
    assert scale.band(np.arange(2.0), np.full(2, nan), np.full(2, nan)) == ""


@pytest.mark.parametrize(
    ("months", "ticks"),
    [
        (84, [0, 12, 24, 36, 48, 60, 72, 84]),
        (240, [0, 48, 96, 144, 192, 240]),
        (12, [0, 3, 6, 9, 12]),
        (3, [0, 1, 2, 3]),
    ],
)
def test_months_are_ticked_by_the_year(months: int, ticks: list[int]) -> None:
    assert month_ticks(months) == ticks


def test_a_table_holds_the_ticked_months_and_the_last() -> None:
    assert sampled(np.arange(0, 50.5, 0.5)) == [0, 24, 48, 72, 96, 100]
