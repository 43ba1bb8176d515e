"""Floors for the kept figures of replays, and the page that shows them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import replay_page

ROOT = Path(__file__).parents[3]
FIGURES = json.loads((ROOT / "benchmarks" / "replay.json").read_text())
LEDGER = json.loads((ROOT / "benchmarks" / "replay-ledger.json").read_text())
HITS = {"0.5": 48, "2": 58, "6": 64}
"""Of 90 build-ups in three worlds."""
MOST = {"0.5": 4, "2": 10, "6": 26}
"""False alarms in three years: the chosen number, and what a Poisson number exceeds one time in forty."""


def _summed(counting: str, rate: str, key: str) -> int:
    return sum(int(world[counting][rate][key]) for world in FIGURES["series"].values())


def test_the_page_shows_the_kept_figures() -> None:
    text = (ROOT / "docs" / "warning-replay.md").read_text(encoding="utf-8")

    assert replay_page.page(text, FIGURES, LEDGER) == text


def test_thirty_of_each_were_planted() -> None:
    planted = FIGURES["volume"]["world"]["planted"]

    assert {planted[kind] for kind in ("build-up", "talker", "storm", "outage")} == {30}


@pytest.mark.parametrize("rate", HITS)
def test_build_ups_are_warned_of_before_force_at_the_chosen_rate(rate: str) -> None:
    assert _summed("origins", rate, "hits") >= HITS[rate]
    assert _summed("origins", rate, "false_alarms") <= MOST[rate]
    assert _summed("articles", rate, "false_alarms") > _summed("origins", rate, "false_alarms")


@pytest.mark.parametrize("rate", HITS)
def test_a_reprint_storm_raises_nothing(rate: str) -> None:
    assert _summed("origins", rate, "storms_that_raised_something") == 0
    assert FIGURES["volume"]["usual"]["storms_that_raised_something"] == 30


def test_texts_through_a_real_ledger_are_counted_by_origins() -> None:
    for one in LEDGER["planted"].values():
        assert one["articles_read"] == one["articles"]
        assert one["origins_found"] == one["true_origins"]
    assert {tuple(one["about"]) for one in LEDGER["warnings"]} == {("NZL", "ISL")}
    assert max(one["before_force"] for one in LEDGER["warnings"]) >= 14


LIST = FIGURES["list"]["rates"]
LIST_HITS = {"0.5": 18, "2": 22, "6": 23}
"""Of 30 build-ups, by the built-in list with all its rules."""


@pytest.mark.parametrize("rate", LIST_HITS)
def test_the_built_in_list_warns_in_time_and_not_of_storms(rate: str) -> None:
    assert LIST[rate]["hits"] >= LIST_HITS[rate]
    assert LIST[rate]["lead_days"]["median"] >= 14
    assert LIST[rate]["storms_that_raised_something"] == 0
    counted = FIGURES["articles"]
    assert (
        counted["articles"]["rates"][rate]["false_alarms"] > counted["origins"]["rates"][rate]["false_alarms"]
    )


@pytest.mark.parametrize("rate", LIST_HITS)
def test_an_outage_is_told_as_one_and_nothing_else(rate: str) -> None:
    found = LIST[rate]["outages"]
    assert found["stopped"]["reported"] == found["stopped"]["planted"] == 22
    assert found["stopped"]["days"]["most"] <= 2
    assert found["answering_without_news"]["planted"] == 8
    assert found["answering_without_news"]["reported"] >= 6
    assert found["reported_though_not_down"] == 0
    assert found["silences_told_while_most_were_down"] == 0


BRIER_SKILL = {"0.5": 0.15, "2": 0.24, "6": 0.22}
"""Part of the base rate's Brier score that the probabilities of `threats` save, once they learn from earlier warnings."""


@pytest.mark.parametrize("rate", BRIER_SKILL)
def test_probabilities_learn_from_earlier_warnings_and_beat_the_base_rate(rate: str) -> None:
    given, plain = (LIST[rate]["scored"][name] for name in ("probabilities", "by_statements_alone"))
    assert given["brier_skill"] >= BRIER_SKILL[rate] > plain["brier_skill"]
    assert given["log_score"] > given["log_base"] + 0.5


STATEMENTS = {"0.5": (65, 2), "2": (80, 3), "6": (93, 6)}
"""Of 150 build-ups in five worlds, by the rule `threats` alone; and of the 32 by speakers who threatened all year."""


@pytest.mark.parametrize("rate", STATEMENTS)
def test_who_threatens_every_day_is_not_taken_to_speak_every_other_day(rate: str) -> None:
    hits, talkative = STATEMENTS[rate]
    rule, two_days = (
        [world[way][rate] for world in FIGURES["statements"].values()] for way in ("rule", "two days")
    )
    assert sum(one["hits"] for one in rule) >= max(hits, sum(one["hits"] for one in two_days))
    assert sum(one["talkative_before"]["hits"] for one in rule) >= talkative
    assert sum(one["false_alarms"] for one in rule) <= float(rate) * len(rule)
    assert sum(one["storms_that_raised_something"] for one in rule) == 0
