"""A word must say what a predicate means: what gold claims need is let through, what nothing says is not."""

from __future__ import annotations

import pytest

from papertiger.readers.llm.evidence import negates, says


@pytest.mark.parametrize(
    ("language", "predicate", "words"),
    [
        ("en", "delivered", "handed over twelve howitzers"),
        ("en", "withheld", "did not hand over the howitzers"),
        ("en", "withheld", "left it in the lurch"),
        ("en", "distrusts", "no longer trusts Moscow"),
        ("en", "ASSAULT", "shelled the village"),
        ("uk", "delivered", "передала дванадцять гаубиць"),
        ("uk", "reduced", "призупинила постачання"),
        ("uk", "ASSAULT", "обстріляла село"),
        ("ru", "delivered", "передала двенадцать гаубиц"),
        ("ru", "distrusts", "больше не доверяет"),
        ("ru", "requested", "попросила о помощи"),
    ],
)
def test_words_of_the_kind_are_found(language: str, predicate: str, words: str) -> None:
    assert says(predicate, words, language, negated=negates(words, language))


@pytest.mark.parametrize(
    ("language", "predicate", "words"),
    [
        ("en", "withheld", "handed over twelve howitzers"),
        ("en", "ASSAULT", "handed over twelve howitzers"),
        ("en", "distrusts", "praised the president"),
        ("uk", "withheld", "передала дванадцять гаубиць"),
        ("uk", "distrusts", "подякувала президентові"),
        ("ru", "withheld", "передала двенадцать гаубиц"),
        ("ru", "ASSAULT", "поблагодарила президента"),
        ("en", "delivered", "12"),
    ],
)
def test_words_of_another_kind_are_not(language: str, predicate: str, words: str) -> None:
    assert not says(predicate, words, language, negated=negates(words, language))
