"""Words of a text and the base forms that a search reduces them to."""

from __future__ import annotations

import random
import time

import pytest

from papertiger.language.baseforms import LONGEST, base_forms, fold, tokens, words

UKRAINIAN = [
    ("сталі", "сталь"),
    ("сталі", "сталий"),
    ("стали", "стати"),
    ("стане", "стати"),
    ("замок", "замок"),
    ("замку", "замок"),
    ("замками", "замок"),
    ("мати", "мати"),
    ("маю", "мати"),
    ("радари", "радар"),
    ("радарів", "радар"),
    ("уряду", "уряд"),
    ("росії", "росія"),
    ("людей", "людина"),
    ("дітей", "дитина"),
    ("йшли", "йти"),
    ("об’єктів", "об'єкт"),
    ("п'ятьма", "п'ять"),
    ("техніків", "технік"),
    ("зенітно-ракетного", "зенітно-ракетний"),
    ("хаймарсами", "хаймарс"),
    ("їхніх", "їхній"),
    ("надала", "надати"),
    ("безпілотників", "безпілотник"),
    ("маючи", "мати"),
    ("враховуючи", "враховувати"),
    ("зробивши", "зробити"),
    ("намагаючись", "намагатися"),
    ("повернувшись", "повернутися"),
]
RUSSIAN = [
    ("стали", "стать"),
    ("стали", "сталь"),
    ("сталью", "сталь"),
    ("замок", "замок"),
    ("замка", "замок"),
    ("радары", "радар"),
    ("радаров", "радар"),
    ("правительства", "правительство"),
    ("людей", "человек"),
    ("детей", "ребенок"),
    ("шёл", "идти"),
    ("шел", "идти"),
    ("ёлок", "елка"),
    ("вооружений", "вооружение"),
    ("зенитных", "зенитный"),
    ("путина", "путин"),
    ("поставил", "поставить"),
    ("поставляемых", "поставлять"),
    ("лучшими", "хороший"),
    ("лет", "год"),
    ("объектов", "объект"),
    ("беспилотников", "беспилотник"),
    ("танками", "танк"),
]
ENGLISH = [
    ("leaves", "leave"),
    ("leaves", "leaf"),
    ("sent", "send"),
    ("men", "man"),
    ("children", "child"),
    ("went", "go"),
    ("weapons", "weapon"),
    ("supplies", "supply"),
    ("supplied", "supply"),
    ("supplying", "supply"),
    ("left", "leave"),
    ("left", "left"),
    ("delivered", "deliver"),
    ("making", "make"),
    ("stopped", "stop"),
    ("controlled", "control"),
    ("withheld", "withhold"),
    ("warnings", "warning"),
    ("building", "build"),
    ("building", "building"),
    ("crises", "crisis"),
    ("stronger", "strong"),
    ("safest", "safe"),
    ("defences", "defense"),
    ("organisation", "organization"),
    ("Russia's", "russia"),
    ("exchanged", "exchange"),
]
UNCHANGED = [
    "news",
    "bus",
    "king",
    "spring",
    "need",
    "hundred",
    "always",
    "this",
    "fighter",
    "damascus",
    "qwxz",
    "f16",
    "300",
    "東京",
]


@pytest.mark.parametrize(
    ("language", "form", "base"),
    [
        (language, *pair)
        for language, pairs in (("uk", UKRAINIAN), ("ru", RUSSIAN), ("en", ENGLISH))
        for pair in pairs
    ],
)
def test_a_form_has_its_base_form_among_the_few_it_is_given(language: str, form: str, base: str) -> None:
    found = base_forms(form, (language,))

    assert base in found
    assert len(found) <= 6


@pytest.mark.parametrize("word", UNCHANGED)
def test_a_word_that_only_looks_inflected_stays_itself(word: str) -> None:
    assert base_forms(word) == (word,)


def test_the_likeliest_base_form_comes_first() -> None:
    assert base_forms("стали", ("ru",)) == ("стать", "сталь")
    assert base_forms("мати", ("uk",))[0] == "мати"
    assert base_forms("meetings") == ("meeting",)


def test_a_cyrillic_word_of_a_question_is_looked_up_in_both_languages() -> None:
    assert {"стати", "стать", "сталь"} <= set(base_forms("стали"))


def test_letters_that_one_language_has_keep_the_other_dictionary_out() -> None:
    assert base_forms("радарів", ("uk", "ru")) == ("радар",)
    assert base_forms("выстрелы", ("uk", "ru")) == ("выстрел",)


def test_a_word_is_looked_up_by_its_script_whatever_the_language_of_the_text() -> None:
    assert base_forms("weapons", ("uk",)) == ("weapon",)
    assert "радар" in base_forms("радары", ("en",))


def test_what_makes_no_difference_is_folded_away() -> None:
    assert {fold(word) for word in ("об’єкт", "ОБʼЄКТ", "об'єкт", "об`єкт")} == {"об'єкт"}
    assert fold("Ещё") == fold("еще\u0301") == "еще"
    assert fold("Škoda") == "skoda"
    assert fold("O’Brien’s") == fold("OBrien") == "obrien"


def test_letters_that_bear_a_mark_by_nature_keep_it() -> None:
    assert fold("Їжак") == "їжак"
    assert fold("МОЙ") == "мой"
    assert fold("ґанок") == "ґанок"


def test_a_hyphenated_word_comes_whole_and_in_parts() -> None:
    assert tokens("Зенітно-ракетні й F‑16.") == [
        "зенітно-ракетні",
        "зенітно",
        "ракетні",
        "й",
        "f-16",
        "f",
        "16",
    ]


def test_a_dash_parts_words() -> None:
    assert tokens("Росія—Іран – і") == ["росія", "іран", "і"]


def test_words_stand_where_the_text_has_them() -> None:
    text = "«Об’єкт» — С-300, до\u0301ма."

    found = [(text[word.start : word.end], word.position, word.parts) for word in words(text)]

    assert found == [("Об’єкт", 0, 1), ("С-300", 1, 2), ("С", 1, 1), ("300", 2, 1), ("до\u0301ма", 3, 1)]


def test_a_sign_that_stands_for_a_phrase_is_one_word() -> None:
    (form,) = tokens("\ufdfa")

    assert " " not in form


def test_any_text_gives_words_without_blanks_or_marks_of_syntax() -> None:
    draw = random.Random(7)  # noqa: S311 - a test
    for _ in range(300):
        text = "".join(
            chr(draw.choice((draw.randrange(0x20), draw.randrange(0x600), draw.randrange(0x11000))))
            for _ in range(80)
        )
        for word in words(text):
            assert word.form
            assert set(word.form).isdisjoint(' _"\x00()*:^+\\|&!<>')
            assert 0 <= word.start < word.end <= len(text)
            for base in base_forms(word.form):
                assert base
                assert set(base).isdisjoint(' _"\x00()*:^+\\|&!<>')


def test_a_word_without_end_costs_no_more_than_its_length() -> None:
    started = time.perf_counter()

    found = tokens("а-" * 50_000 + "я" * 100_000)
    base_forms(fold("а-" * 50_000))

    assert time.perf_counter() - started < 5
    assert max(map(len, found)) <= LONGEST
