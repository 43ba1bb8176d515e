"""What an article is about is the same in three languages."""

from __future__ import annotations

import pytest

from papertiger.lineage.concepts import concept, glossary
from papertiger.lineage.features import feature, features, kind_of
from papertiger.lineage.skeleton import skeleton
from papertiger.news.article import Span


@pytest.mark.parametrize(
    "spellings",
    [
        ("Rodríguez", "Родрігес", "Родригес"),
        ("Maduro", "Мадуро"),
        ("Caracas", "Каракас"),
        ("Lindqvist", "Ліндквіст", "Линдквист"),
        ("Jackson", "Джексон"),
    ],
)
def test_a_name_has_one_skeleton_in_every_script(spellings: tuple[str, ...]) -> None:
    assert len({skeleton(word) for word in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Maduro", "Merkel"), ("Orban", "Urban Institute"), ("Lviv", "Lavrov")]
)
def test_different_names_have_different_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_a_word_is_one_concept_in_every_language_and_in_every_form() -> None:
    found = {concept("drones", "en"), concept("безпілотниками", "uk"), concept("беспилотников", "ru")}

    assert len(found) == 1
    assert None not in found


@pytest.mark.parametrize(("word", "language"), [("Zzyzx", "en"), ("шмургалка", "uk"), ("бырбылка", "ru")])
def test_a_word_that_the_glossary_lacks_is_no_concept(word: str, language: str) -> None:
    assert concept(word, language) is None


def test_the_glossary_is_filled_in_every_language() -> None:
    assert {language: len(forms) > 2000 for language, forms in glossary().items()} == {
        "en": True,
        "uk": True,
        "ru": True,
    }


def of(text: str, language: str) -> list[int]:
    return [f.value for f in features(text, [Span(0, len(text))], (), language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They sent 1.2 million shells.", "en"),
        ("Вони надіслали 1,2 млн снарядів.", "uk"),
        ("Они отправили 1 200 000 снарядов.", "ru"),
        ("Они отправили 1,2 миллиона снарядов.", "ru"),
    ],
)
def test_a_figure_is_one_feature_however_it_is_written(text: str, language: str) -> None:
    assert feature("number", "1.2e+06") in of(text, language)


@pytest.mark.parametrize("text", ["in 2024 it ended", "two of 7 came", "no figure"])
def test_years_and_small_figures_are_no_evidence_of_their_own(text: str) -> None:
    assert "number" not in {kind_of(value) for value in of(text, "en")}


def test_function_words_say_nothing() -> None:
    assert of("which they would have been doing there", "en") == []
    assert of("щоб вони також могли бути там", "uk") == []
    assert of("чтобы они также могли быть там", "ru") == []
