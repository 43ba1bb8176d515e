"""Characters that nobody sees: each is gone from the frozen text, and counted where it hides inside a word."""

from __future__ import annotations

import pytest

from papertiger.news.freeze import freeze, hidden_in

INVISIBLE = {
    "zero-width space": "\u200b",
    "zero-width non-joiner": "\u200c",
    "zero-width joiner": "\u200d",
    "byte-order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "word joiner": "\u2060",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "left-to-right embedding": "\u202a",
    "right-to-left override": "\u202e",
    "pop directional formatting": "\u202c",
    "first strong isolate": "\u2068",
    "pop directional isolate": "\u2069",
    "tag letter": "\U000e0041",
    "variation selector": "\ufe0f",
    "Mongolian vowel separator": "\u180e",
    "combining grapheme joiner": "\u034f",
}


@pytest.mark.parametrize("mark", INVISIBLE.values(), ids=INVISIBLE.keys())
def test_a_word_is_whole_once_frozen(mark: str) -> None:
    assert freeze(f"об{mark}стріл і mis{mark}sile") == "обстріл і missile"


def test_stress_marks_are_visible_and_stay() -> None:
    assert freeze("ухвали\u0301в") == "ухвали\u0301в"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Ро\u200bсія", 1),
        ("mis\u200dsile", 1),
        ("Ро\u200b\u200bсія", 1),
        ("Украї\ufeffна та Ро\u2060сія", 2),
        ("текст \u202eтут", 1),
        ("\U000e0041", 1),
        # Honest ones: at the edge of a word, soft hyphens, emoji, marks of direction around Hebrew.
        ("\ufeffПочаток", 0),
        ("слово\u200b слово", 0),
        ("протипо\u00adвітряна", 0),
        ("👨\u200d👩", 0),
        ("\u200eשלום\u200e", 0),
    ],
)
def test_hidden_characters_inside_words_are_counted(text: str, number: int) -> None:
    assert hidden_in(text.encode()) == number


def test_bytes_of_any_kind_are_looked_at_without_harm() -> None:
    assert hidden_in(bytes(range(256)) * 100) == 0
