"""The kept figures of following among hostile sources with the program's own limits; `python benchmarks/hostile.py` makes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

KEPT = json.loads((Path(__file__).parents[3] / "benchmarks" / "hostile.json").read_text(encoding="utf-8"))


@pytest.mark.issue(11)
def test_every_trick_got_its_line_and_every_honest_article_was_read() -> None:
    tricks = KEPT["tricks"]
    assert tricks["sources"] >= 25
    assert tricks["evil_addresses"] >= 40
    assert tricks["not_as_expected"] == []
    assert tricks["faults"] == []
    assert len(set(tricks["honest_articles"].split(" of "))) == 1
    assert (tricks["requests_to_elsewhere"], tricks["articles_from_hostile_addresses"]) == (0, 0)


def test_neither_bombs_nor_endless_answers_filled_the_memory_nor_held_the_round() -> None:
    tricks = KEPT["tricks"]
    assert KEPT["bomb_mb"] >= 1_000
    assert tricks["peak_mb"] - tricks["peak_mb_before"] < 100
    assert tricks["seconds"] < 300
    assert tricks["cpu_seconds"] < 30


@pytest.mark.issue(11)
def test_twenty_kills_lost_nothing_and_doubled_nothing() -> None:
    kills = KEPT["kills"]
    assert kills["kills"] >= 20
    assert (kills["lost"], kills["twice_in_the_log"], kills["audit"]) == (0, 0, [])
    assert kills["fetched_again"] <= kills["kills"] * kills["most_under_way"]
    assert kills["asked_again_once_all_was_there"] == 0
