"""Lemmas learned from treebanks: what the dictionary says otherwise, endings of unknown English words, files."""

from __future__ import annotations

from pathlib import Path

import pytest

from papertiger.language.lemmas import Lemmas, learn

PAST = {"Tense": "Past", "VerbForm": "Fin"}
PLURAL = {"Number": "Plur"}
ENGLISH = [
    ("en", "walked", "walk", "VERB", PAST),
    ("en", "called", "call", "VERB", PAST),
    ("en", "signed", "sign", "VERB", PAST),
    ("en", "agreed", "agree", "VERB", PAST),
    ("en", "went", "go", "VERB", PAST),
    ("en", "went", "go", "VERB", PAST),
    ("en", "allies", "ally", "NOUN", PLURAL),
    ("en", "cities", "city", "NOUN", PLURAL),
    ("en", "tanks", "tank", "NOUN", PLURAL),
    ("en", "guns", "gun", "NOUN", PLURAL),
    ("en", "news", "news", "NOUN", {"Number": "Sing"}),
]


@pytest.mark.parametrize(
    ("form", "pos", "features", "lemma"),
    [
        ("went", "VERB", PAST, "go"),
        ("Fired", "VERB", PAST, "fir"),  # four verbs cannot teach the silent e
        ("assigned", "VERB", PAST, "assign"),
        ("parties", "NOUN", PLURAL, "party"),
        ("drones", "NOUN", PLURAL, "drone"),
        ("news", "NOUN", {"Number": "Sing"}, "news"),
        ("quickly", "ADV", {}, "quickly"),
    ],
)
def test_an_english_word_gets_what_its_likes_had(
    form: str, pos: str, features: dict[str, str], lemma: str
) -> None:
    assert learn(ENGLISH).of(form, "en", pos, features) == lemma


def test_the_treebank_overrules_the_dictionary_where_it_agrees_with_itself() -> None:
    words = [("uk", "мільйонів", "мільйони", "NUM", {"Case": "Gen"})] * 3

    learned = learn(words)

    assert learned.of("мільйонів", "uk", "NUM", {"Case": "Gen"}) == "мільйони"
    assert learned.of("ракет", "uk", "NOUN", {"Case": "Gen", "Number": "Plur"}) == "ракета"
    assert learned.of("мільйонів", "ru", "NUM", {}) != "мільйони"


def test_one_odd_occurrence_does_not_overrule_the_dictionary() -> None:
    learned = learn([("uk", "ракет", "ракетя", "NOUN", {"Case": "Gen", "Number": "Plur"})])

    assert learned.of("ракет", "uk", "NOUN", {"Case": "Gen", "Number": "Plur"}) == "ракета"


def test_the_file_gives_the_same_lemmas(tmp_path: Path) -> None:
    learned = learn(ENGLISH)

    learned.save(tmp_path / "lemmas.json")

    assert Lemmas.load(tmp_path / "lemmas.json") == learned
