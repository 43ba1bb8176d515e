"""What grammar rules out: each rule on words where it must bite and where it must not, whatever the scores prefer."""

from __future__ import annotations

import numpy as np
import pytest

from papertiger.language.graph.grammar import Grammar

RELATIONS = ["nsubj", "nsubj:pass", "obj", "iobj", "obl", "root"]


def _chosen(text: str, language: str, heads: list[int], wanted: dict[int, list[str]]) -> list[str]:
    """Relations of the words of `text`; a word's `wanted` are what the network prefers, best first."""
    scores = np.zeros((len(heads), len(RELATIONS)), dtype=np.float32)
    for word, names in wanted.items():
        for rank, name in enumerate(names):
            scores[word, RELATIONS.index(name)] = 9 - 2 * rank - 0.1 * word
    for i, head in enumerate(heads):
        scores[i, RELATIONS.index("root")] = 99 if head == 0 else -99
    chosen = Grammar(RELATIONS).choose(text.split(), language, heads, scores)
    return [RELATIONS[k] for k in chosen]


@pytest.mark.parametrize(
    ("text", "language", "relation"),
    [
        ("Стюардессе объявили", "ru", "obj"),
        ("Сенаторами ухвалено", "uk", "obj"),
        ("Ракетою збито", "uk", "obj"),
        ("Сенат ухвалив", "uk", "nsubj"),
        ("Ракет бракує", "uk", "nsubj"),  # a genitive may be the subject of what is lacking
        ("Денег нет", "ru", "nsubj"),
        ("Zxqw ухвалив", "uk", "nsubj"),  # the dictionary knows nothing of it
    ],
)
def test_only_what_can_be_nominative_or_genitive_is_a_subject(
    text: str, language: str, relation: str
) -> None:
    assert _chosen(text, language, [2, 0], {0: ["nsubj", "obj"]})[0] == relation


@pytest.mark.parametrize(
    ("text", "language", "relation"),
    [
        ("Договор расторгала", "ru", "obj"),
        ("Рейс посадили", "ru", "obj"),
        ("Угоди підписав", "uk", "obj"),
        ("Договор расторгал", "ru", "nsubj"),
        ("Врач сказала", "ru", "nsubj"),  # persons may disagree
        ("Угоди підписані", "uk", "nsubj"),
        ("Танки прибыли", "ru", "nsubj"),
    ],
)
def test_an_inanimate_noun_that_disagrees_with_the_verb_is_no_subject(
    text: str, language: str, relation: str
) -> None:
    assert _chosen(text, language, [2, 0], {0: ["nsubj", "obj"]})[0] == relation


@pytest.mark.parametrize("text", ["Ряд країн підписали", "Київ Варшава домовилися"])
def test_a_singular_that_something_hangs_on_may_have_a_plural_verb(text: str) -> None:
    assert _chosen(text, "uk", [3, 1, 0], {0: ["nsubj", "obj"], 1: ["obl"]})[0] == "nsubj"


@pytest.mark.parametrize(
    ("text", "language", "relation"),
    [
        ("передав системи", "uk", "obj"),
        ("передал Россией", "ru", "obj"),
        ("отправил ракеты", "ru", "obj"),
        ("передав Україні", "uk", "iobj"),
        ("передал Дании", "ru", "iobj"),
        ("gave Kyiv", "en", "iobj"),  # English shows no case
    ],
)
def test_only_what_can_be_dative_is_an_indirect_object(text: str, language: str, relation: str) -> None:
    assert _chosen(text, language, [0, 1], {1: ["iobj", "obj"]})[1] == relation


def test_of_two_subjects_the_surer_stays() -> None:
    wanted = {0: ["nsubj"], 2: ["nsubj", "obj"]}

    assert _chosen("Рішення ухвалило відомство", "uk", [2, 0, 2], wanted)[::2] == ["nsubj", "obj"]


def test_an_object_too_many_becomes_the_subject_that_is_missing() -> None:
    wanted = {0: ["obj", "nsubj"], 2: ["obj"]}

    assert _chosen("Самолёты бомбили Ирак", "ru", [2, 0, 2], wanted) == ["nsubj", "root", "obj"]
