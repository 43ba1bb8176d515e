"""A passage on one line, with words marked."""

from __future__ import annotations

import random

import pytest

from papertiger.report.found import marked
from papertiger.report.terminal import Ink

PLAIN = Ink()
LONG = "слово " * 60 + "радар " + "кінець " * 60


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    assert marked("Нові\n\nрадари  тут.", [(6, 12)], 40, PLAIN) == "Нові »радари« тут."


def test_of_a_long_text_the_part_around_the_first_mark_is_shown() -> None:
    at = LONG.index("радар")

    shown = marked(LONG, [(at, at + 5)], 60, PLAIN)

    assert "»радар«" in shown
    assert shown.startswith("…слово ")
    assert shown.endswith(" кінець…")
    assert len(shown) <= 60 + 4


def test_without_a_mark_the_beginning_is_shown() -> None:
    assert marked("слово " * 60, [], 20, PLAIN) == "слово слово слово…"


def test_marks_beyond_the_part_shown_are_left_out() -> None:
    assert marked("радар " * 60, [(0, 5), (300, 305)], 20, PLAIN).count("»") == 1


def test_what_would_move_the_cursor_is_spelt_out() -> None:
    assert marked("\x1b[2Jрадар\u202e", [(4, 9)], 60, PLAIN) == "‹U+001B›[2J»радар«‹U+202E›"


@pytest.mark.parametrize("seed", range(40))
def test_any_text_and_marks_give_one_line(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - a test
    text = "".join(draw.choice("аб \n\t\x1b") for _ in range(draw.randrange(0, 300)))
    cuts = sorted(draw.sample(range(len(text) + 1), min(len(text) + 1, 8)))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]

    shown = marked(text, spans, draw.randrange(20, 120), PLAIN)

    assert shown.isprintable()
