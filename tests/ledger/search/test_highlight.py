"""Marking the words of a question in a text."""

from __future__ import annotations

from itertools import pairwise

import pytest

from papertiger.ledger.search import highlight

TEXT = "Москва пере\u0301дала радари С-300; об’єкт — «паперовий тигр». Weapons, радарів!"


def marked(text: str, asked: str, language: str = "uk") -> list[str]:
    return [text[start:end] for start, end in highlight(text, asked, (language,))]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("радар", ["радари", "радарів"]),
        ("передати weapon", ["пере\u0301дала", "Weapons"]),
        ("об'єкти", ["об’єкт"]),
        ("с300", ["С-300"]),
        ("с-300", ["С-300"]),
        ("тигр OR москва", ["Москва", "тигр"]),
        ('"паперовий тигр"', ["паперовий", "тигр"]),
        ('"тигр паперовий"', []),
        ("рад*", ["радари", "радарів"]),
        ("москва -радар", ["Москва"]),
        ("", []),
        ("слон", []),
    ],
)
def test_matching_words_are_marked_as_they_are_printed(asked: str, words: list[str]) -> None:
    assert marked(TEXT, asked) == words


def test_words_are_read_in_the_language_of_the_text() -> None:
    assert marked("Цены на сталь стали расти.", "сталь", "ru") == ["сталь", "стали"]
    assert marked("He left; the leaves fell.", "leave", "en") == ["left", "leaves"]


def test_spans_are_in_order_and_do_not_overlap() -> None:
    spans = highlight("С-300 і С-300 та 300 " * 50, 'с-300 300 "с 300" с*', ("uk",))

    assert len(spans) >= 150
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_a_lookalike_letter_moves_nothing() -> None:
    assert marked("Ось «Pосія» (Росії).", "росія") == ["Pосія", "Росії"]
