"""Endings: the longest rule decides, and nothing else than whole forms comes out."""

from __future__ import annotations

import pytest

from papertiger.actors import loading
from papertiger.actors.inflection import Inflection

RULES = {language: loading.load_inflection(loading.DATA / language) for language in ("en", "ru", "uk")}


@pytest.mark.parametrize(
    ("language", "word", "word_class", "forms"),
    [
        ("uk", "Прага", "name", {"Прага", "Праги", "Празі", "Прагу", "Прагою", "Праго"}),
        ("uk", "Корея", "name", {"Корея", "Кореї", "Корею", "Кореєю", "Кореє"}),
        ("uk", "НАТО", "name", {"НАТО"}),
        ("uk", "Bloomberg", "name", {"Bloomberg"}),
        ("uk", "Шойгу", "person", {"Шойгу"}),
        ("ru", "Польша", "name", {"Польша", "Польши", "Польше", "Польшу", "Польшей", "Польшею"}),
        ("ru", "Лукашенко", "person", {"Лукашенко"}),
        ("en", "Briton", "demonym", {"Briton", "Britons"}),
        ("en", "Chinese", "demonym", {"Chinese"}),
        ("en", "Russia", "name", {"Russia"}),
    ],
)
def test_forms_of_a_word(language: str, word: str, word_class: str, forms: set[str]) -> None:
    assert set(RULES[language].forms(word, word_class)) == forms


@pytest.mark.parametrize(
    ("language", "word", "word_class", "form"),
    [
        ("uk", "Київ", "name", "Києвом"),
        ("uk", "американець", "demonym", "американців"),
        ("uk", "італієць", "demonym", "італійцями"),
        ("uk", "росіянин", "demonym", "росіян"),
        ("uk", "турок", "demonym", "турками"),
        ("uk", "Захарова", "person", "Захаровій"),
        ("uk", "Лукашенко", "person", "Лукашенкові"),
        ("ru", "португалец", "demonym", "португальцев"),
        ("ru", "китаец", "demonym", "китайцами"),
        ("ru", "болгарин", "demonym", "болгар"),
        ("ru", "Лавров", "person", "Лавровым"),
        ("ru", "Захарова", "person", "Захаровой"),
    ],
)
def test_form_is_made(language: str, word: str, word_class: str, form: str) -> None:
    assert form in RULES[language].forms(word, word_class)


@pytest.mark.parametrize("language", sorted(RULES))
def test_no_ending_is_ruled_twice(language: str) -> None:
    """Of two rules for one ending only the last would count, so the first would be a dead line."""
    for word_class in ("name", "person", "adjective", "demonym", "combining"):
        ends = [rule.end for rule in getattr(RULES[language], word_class)]
        assert len(ends) == len(set(ends)), word_class


def test_longest_ending_decides() -> None:
    rules = Inflection.model_validate(
        {
            "name": [{"end": "а", "forms": ["ы"]}, {"end": "жа", "forms": ["жи"]}],
            "adjective": [],
            "demonym": [],
        }
    )

    assert rules.forms("Жижа", "name") == ["Жижа", "Жижи"]
    assert rules.forms("Лама", "name") == ["Лама", "Ламы"]
