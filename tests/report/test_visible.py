"""Text that is safe to show."""

from __future__ import annotations

import pytest

from papertiger.report.visible import clipped, one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Звичайний текст — “лапки”, ґ, 🙂", "Звичайний текст — “лапки”, ґ, 🙂"),
        ("a\x1b[31mred", "a‹U+001B›[31mred"),
        ("a\u202eb", "a‹U+202E›b"),
        ("a\u2066b", "a‹U+2066›b"),
        ("a\u2028b", "a‹U+2028›b"),
        ("a\x00b", "a‹U+0000›b"),
        ("a\udcffb", "a‹U+DCFF›b"),
        ("so\u00adft", "soft"),
        ("a\tb", "a b"),
        ("a\nb", "a\nb"),
        ("non\u00a0breaking", "non\u00a0breaking"),
    ],
)
def test_what_would_be_obeyed_is_spelt_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_one_line_has_no_line_breaks() -> None:
    assert one_line("a\r\n b\u2028c\x0bd") == "a b c d"


@pytest.mark.parametrize(
    ("width", "shown"),
    [(40, "Техніки так і не приїхали"), (16, "Техніки так і…"), (8, "Техніки…"), (4, "Тех…")],
)
def test_a_line_is_clipped_at_a_word(width: int, shown: str) -> None:
    assert clipped("Техніки так і не приїхали", width) == shown
