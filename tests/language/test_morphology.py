"""Dictionary readings and the choice of a lemma."""

from __future__ import annotations

import pytest

from papertiger.language import Reading, lemma_of, readings


def test_a_case_that_two_readings_share_is_listed_twice() -> None:
    assert {(r.lemma, r.case) for r in readings("війні", "uk")} == {("війна", "Dat"), ("війна", "Loc")}


def test_a_reading_uses_ud_values() -> None:
    (reading,) = [r for r in readings("ракетами", "ru") if r.pos == "NOUN"]

    assert reading == Reading(
        pos="NOUN", lemma="ракета", case="Ins", number="Plur", gender="Fem", animacy="Inan", known=True
    )


@pytest.mark.parametrize(
    ("word", "language", "field", "value"),
    [
        ("надала", "uk", "tense", "Past"),
        ("надала", "uk", "gender", "Fem"),
        ("надати", "uk", "form", "Inf"),
        ("поставит", "ru", "tense", "Fut"),
        ("поставит", "ru", "person", "3"),
        ("захвачен", "ru", "voice", "Pass"),
        ("захвачен", "ru", "form", "Part"),
        ("россия", "ru", "pos", "PROPN"),
        ("президента", "ru", "animacy", "Anim"),
    ],
)
def test_a_feature_of_the_likeliest_reading(word: str, language: str, field: str, value: str) -> None:
    assert getattr(readings(word, language)[0], field) == value


def test_a_guess_from_the_ending_is_marked() -> None:
    assert not any(reading.known for reading in readings("бздрюковому", "uk"))
    assert all(reading.known for reading in readings("ракета", "uk"))


@pytest.mark.parametrize("form", ["об'єднання", "об’єднання", "обʼєднання", "Об'є\u0301днання"])
def test_apostrophes_and_stress_marks_do_not_matter(form: str) -> None:
    assert readings(form, "uk")[0].lemma == "об'єднання"


def test_a_language_without_a_dictionary_has_no_readings() -> None:
    assert readings("missile", "en") == ()


def test_equal_questions_share_one_answer() -> None:
    assert readings("Ракета", "uk") is readings("ракета", "uk")


@pytest.mark.parametrize(
    ("word", "language", "pos", "features", "lemma"),
    [
        ("мала", "uk", "VERB", {"Number": "Sing", "Gender": "Fem"}, "мати"),
        ("мала", "uk", "ADJ", {"Case": "Nom", "Number": "Sing", "Gender": "Fem"}, "малий"),
        ("стали", "ru", "VERB", {"Number": "Plur"}, "стать"),
        ("стали", "ru", "NOUN", {"Case": "Gen", "Number": "Sing"}, "сталь"),
        ("Венесуелі", "uk", "PROPN", {"Case": "Loc"}, "венесуела"),
        ("officials", "en", "NOUN", {}, "officials"),
    ],
)
def test_the_lemma_follows_part_of_speech_and_features(
    word: str, language: str, pos: str, features: dict[str, str], lemma: str
) -> None:
    assert lemma_of(word, language, pos, features) == lemma
