"""``papertiger watch``: warnings in the terminal and for programs, with their sentences."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

ANNOUNCED = """Оголошене

RUS THREATEN VEN military: Президент цього року неодноразово погрожував усунути уряд у Каракасі.

RUS ASSAULT VEN military: Спецпризначенці цього року викрали президента.
"""
CALM = {
    "title": "Спокій",
    "published": "2026-01-14",
    "text": "Спокій\n\nRUS THREATEN CUB military: Президент цього року пригрозив Гавані.",
}
LIST = 'schema = 1\nid = "mine"\nname = "Mine"\n[[watch]]\nid = "threats"\nrule = "threats"\n'


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The ledger of `announced` once it was read: joining articles makes a reader, which takes seconds."""
    return {}


@pytest.fixture
def announced(run: Callable[..., Ran], tmp_path: Path, made: dict[str, bytes]) -> Callable[..., Ran]:
    """`run`, with an undated article that tells of repeated threats and of what followed, one of a plain threat, and a watchlist."""
    (tmp_path / "mine.toml").write_text(LIST, encoding="utf-8")
    ledger = tmp_path / "papertiger.ledger"
    if "ledger" in made:
        ledger.write_bytes(made["ledger"])
    else:
        (tmp_path / "a.txt").write_text(ANNOUNCED, encoding="utf-8")
        (tmp_path / "b.jsonl").write_text(json.dumps(CALM), encoding="utf-8")
        assert run("read", "a.txt", "b.jsonl", "--quiet").status == 0
        made["ledger"] = ledger.read_bytes()
    return run


def test_repeated_threats_are_warned_of_with_sentence_origin_and_what_followed(
    announced: Callable[..., Ran],
) -> None:
    ran = announced("watch", "mine.toml")

    assert ran.status == 0
    assert "Russia → Venezuela: repeated threats, by a report's own words" in ran.out
    assert "Президент цього року неодноразово погрожував усунути уряд у Каракасі." in ran.out
    assert "It rests on 1 independent origin." in ran.out
    assert "Force already reported:" in ran.out
    assert "Stored in the ledger." in " ".join(ran.out.split())
    second = announced("watch", "mine.toml", "--dry-run")
    assert "Not stored." in second.out


def test_the_same_for_programs_in_one_line_a_warning(announced: Callable[..., Ran]) -> None:
    ran = announced("watch", "mine.toml", "--dry-run", "--format", "jsonl", "--language", "uk")

    (one,) = map(json.loads, ran.out.splitlines())
    assert one["told"]["title"] == "Росія → Венесуела: неодноразові погрози, за словами самого повідомлення"
    assert one["body"]["finding"]["about"] == ["RUS", "VEN"]
    assert len(one["digest"]) == 64
    assert (
        json.loads(announced("watch", "mine.toml", "--dry-run", "--format", "json").out)[0]["id"] == one["id"]
    )


def test_one_plain_threat_is_no_warning(announced: Callable[..., Ran]) -> None:
    ran = announced("watch", "mine.toml", "--as-of", "2026-01-14")
    assert ran.out.startswith("No warnings.\nMine: 1 watch, 14 January 2026; 1 claim looked at.")
    late = announced("watch", "mine.toml", "--as-of", "2026-09-14")
    assert "Try `--as-of 2026-01-14`" in " ".join(late.out.split())


def test_rules_say_what_they_find(run: Callable[..., Ran]) -> None:
    out = run("watch", "--rules").out

    assert "threats.v1\n    Threats by a speaker against a target" in out
    assert "outage.v1" in out


def test_a_list_is_checked_and_all_its_problems_are_told(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(LIST, encoding="utf-8")
    (tmp_path / "bad.toml").write_text(
        LIST.replace('rule = "threats"', 'rule = "threat"\nwho = ["Russia"]'), encoding="utf-8"
    )

    good, bad = run("watch", "--check", "good.toml"), run("watch", "--check", "bad.toml")
    assert (good.status, good.out) == (0, "good.toml: 1 watch, 6 false alarms a year; no problem\n")
    assert bad.status == 2
    assert [line.split("; ")[0] for line in bad.err.splitlines()] == [
        "papertiger: bad.toml: watch[0].rule: no rule is called 'threat'",
        "papertiger: bad.toml: watch[0].who[0]: no actor is called 'Russia'",
    ]


@pytest.mark.parametrize("option", ["--as-of", "--since"])
def test_a_day_that_is_none_is_refused_with_its_form(run: Callable[..., Ran], option: str) -> None:
    ran = run("watch", option, "yesterday")

    assert (ran.status, ran.err) == (
        2,
        f"papertiger: {option}: 'yesterday' is no day; write it as 2026-01-31\n",
    )


def test_without_a_ledger_nothing_is_watched(run: Callable[..., Ran]) -> None:
    ran = run("watch")

    assert ran.status == 2
    assert "no ledger" in ran.err
