"""`papertiger search`: what it prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ran


def test_claims_are_shown_with_the_matching_words_marked(filled: Callable[..., Ran]) -> None:
    ran = filled("search", "приїхати", "технік")

    assert ran.status == 0
    first, second, third = ran.out.splitlines()
    assert "RUS → VEN withheld · air_defence · asserted" in first
    assert "officials" in second
    assert third.strip() == "“»Техніки« так і не »приїхали«.”"


def test_filters_hold(filled: Callable[..., Ran]) -> None:
    assert "delivered" in filled("search", "радар OR технік", "--predicate", "delivered").out
    assert "withheld" not in filled("search", "радар OR технік", "--predicate", "delivered").out


def test_no_answer_is_told_and_is_no_error(filled: Callable[..., Ran]) -> None:
    ran = filled("search", "слон")

    assert (ran.status, ran.out) == (0, "")
    assert "no claim has these words" in ran.err


def test_more_answers_than_the_limit_are_told(filled: Callable[..., Ran]) -> None:
    ran = filled("search", "радар OR технік OR обіцянка", "--limit", "2")

    assert len(ran.out.splitlines()) == 6
    assert "more than 2 claims match; --limit shows more" in ran.err


@pytest.mark.parametrize("words", ['""', "*", "--", " -a"])
def test_a_question_without_a_word_is_refused_with_the_cure(filled: Callable[..., Ran], words: str) -> None:
    ran = filled("search", "--", words)

    assert ran.status != 0
    assert "has no word to look for; write one that is not excluded" in ran.err


def test_json_gives_whole_records_and_where_the_words_stand_in_the_text(
    filled: Callable[..., Ran], news: Path
) -> None:
    found = json.loads(filled("search", "технік", "--format", "json").out)

    (one,) = found["claims"]
    article = json.loads(filled("search", "технік", "--articles", "--format", "json").out)
    assert not found["more"]
    assert one["claim"]["predicate"] == "withheld"
    (start, end) = one["marks"][0]
    quote = one["claim"]["quote"]
    assert quote["exact"][start - quote["start"] : end - quote["start"]] == "Техніки"
    assert [start, end] in article["articles"][0]["marks"]
    assert "RUS withheld" in (news / "a.txt").read_text(encoding="utf-8")


def test_articles_are_shown_with_their_title_and_the_passage(filled: Callable[..., Ran]) -> None:
    ran = filled("search", "--articles", "обіцянка")

    first, second, third = ran.out.splitlines()
    assert "Радари без техніків" in first
    assert "a.txt" in second
    assert "»обіцянкам«" in third
    assert filled("search", "--articles", "обіцянка", "--subject", "RUS").status != 0


def test_hostile_text_is_shown_not_obeyed(run: Callable[..., Ran], tmp_path: Path) -> None:
    text = "Радари\n\n2026-01-14\n\nRUS withheld VEN arms: Техніки \x1b[2J\u202e так і не приїхали.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert run("read", "a.txt", "--quiet").status == 0

    for arguments in (("технік",), ("--articles", "радар")):
        ran = run("search", *arguments)
        assert ran.status == 0
        assert "\x1b" not in ran.out
        assert "\u202e" not in ran.out
