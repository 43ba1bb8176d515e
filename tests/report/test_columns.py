"""Tables in a terminal."""

from __future__ import annotations

from papertiger.report.columns import columns
from papertiger.report.terminal import Ink

HEAD = ("", "median", "tests")
ROWS = [("Borland", "0.35", "4"), ("Corland", "0.40 to 0.50", "12")]


def test_columns_are_as_wide_as_they_need() -> None:
    assert list(columns(HEAD, ROWS, Ink(), 80, right=(2,))) == [
        "           median        tests",
        "  Borland  0.35              4",
        "  Corland  0.40 to 0.50     12",
    ]


def test_what_does_not_fit_is_told_row_by_row() -> None:
    assert list(columns(HEAD, ROWS, Ink(), 25)) == [
        "  Borland",
        "    median: 0.35; tests:",
        "    4",
        "  Corland",
        "    median: 0.40 to 0.50;",
        "    tests: 12",
    ]


def test_a_table_without_a_head_has_none() -> None:
    assert list(columns(("", ""), [("a", "b")], Ink(), 80)) == ["  a  b"]


def test_the_head_is_dimmed_where_there_is_colour() -> None:
    first, *rest = columns(HEAD, ROWS, Ink(colour=True), 80)

    assert first.startswith("\x1b[2m")
    assert "\x1b" not in "".join(rest)


def test_no_cell_can_move_the_cursor() -> None:
    assert list(columns(("", "x"), [("a\x1b[2J", "b\nc")], Ink(), 80))[1] == "  a‹U+001B›[2J  b c"
