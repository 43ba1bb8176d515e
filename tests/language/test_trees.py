"""Parsing: what every tree keeps, and facts about plain sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc, Token

from papertiger.language import Sentence, analyser
from papertiger.language.trees import finish
from papertiger.settings import Settings

Parse = Callable[[str, str], Sentence]

ODD = [
    ("uk", "Росія"),
    ("uk", "."),
    ("uk", "«Так!» Ні. Може…"),
    ("uk", "  подвійні   пробіли  всередині "),
    ("uk", "5\u00a0млн\u00a0доларів отримала армія"),
    ("uk", "рядок\nі другий\tрядок"),
    ("uk", "С-300, Бук-М2 та F-16; https://example.org/a?b=1 (див. с. 5)"),
    ("uk", "😀 🇺🇦 emoji\u200d всередині"),
    ("uk", "Прем'єр та прем’єр: об'єднання"),
    ("ru", "В.Путин и С.Лавров прибыли.И уехали"),
    ("ru", "\u00a0\u00a0"),
    ("en", "It's the U.S.-made HIMARS — don't they've it?"),
    ("en", "a\u2028b"),
    ("en", "слово " * 300),
]


@pytest.mark.parametrize(("language", "text"), ODD)
def test_a_tree_spells_its_sentence_and_has_one_root(parse: Parse, language: str, text: str) -> None:
    doc = parse(text, language).doc

    assert doc is not None
    assert doc.text == text
    assert [token.dep_ for token in doc].count("ROOT") == 1
    assert sum(token.head.i == token.i for token in doc) == 1
    assert len(list(doc.sents)) == 1
    assert all(token.dep_ and token.pos_ and token.lemma_ for token in doc)


def test_a_token_knows_its_place_in_the_frozen_text() -> None:
    text = "Заголовок\n\nРосія не допомогла."
    sentence = Sentence(1, 1, 11, len(text), text[11:], "body")
    analyser("uk", Settings()).parse([sentence])
    assert sentence.doc is not None

    start, end = sentence.span_of(sentence.doc[2])

    assert text[start:end] == "допомогла"


def test_parsing_nothing_is_allowed() -> None:
    analyser("uk", Settings()).parse([])


def test_a_sentence_parses_alike_alone_and_in_a_batch(parse: Parse) -> None:
    texts = ["Польща передала Україні гаубиці.", "Так.", "Переговори зірвано, повідомляє агентство."]
    batch = [Sentence(i, 0, 0, len(t), t, "body") for i, t in enumerate(texts)]
    analyser("uk", Settings()).parse(batch)

    for sentence in batch:
        alone = parse(sentence.text, "uk").doc
        assert alone is not None
        assert sentence.doc is not None
        assert [(t.head.i, t.dep_) for t in sentence.doc] == [(t.head.i, t.dep_) for t in alone]


def _token(doc: Doc | None, form: str) -> Token:
    assert doc is not None
    return next(token for token in doc if token.text == form)


FACTS = [
    # language, sentence, word, relation, head
    ("uk", "Польща передала Україні гаубиці.", "Польща", "nsubj", "передала"),
    ("uk", "Польща передала Україні гаубиці.", "гаубиці", "obj", "передала"),
    ("uk", "Польща передала Україні гаубиці.", "Україні", "iobj", "передала"),
    ("uk", "За словами посла, уряд не отримав ракет.", "отримав", "ROOT", "отримав"),
    ("uk", "За словами посла, уряд не отримав ракет.", "уряд", "nsubj", "отримав"),
    ("uk", "Як пише газета, Берлін відклав рішення.", "відклав", "ROOT", "відклав"),
    ("uk", "Президент заявив, що армія виконає наказ.", "виконає", "ccomp", "заявив"),
    ("uk", "Міст було знищено ракетами.", "знищено", "ROOT", "знищено"),
    ("ru", "Польша передала Киеву гаубицы.", "Польша", "nsubj", "передала"),
    ("ru", "Польша передала Киеву гаубицы.", "гаубицы", "obj", "передала"),
    ("ru", "Как пишет газета, Берлин отложил решение.", "отложил", "ROOT", "отложил"),
    ("ru", "Договор подписан министрами двух стран.", "Договор", "nsubj:pass", "подписан"),
    ("ru", "Министр заявил, что армия готова.", "готова", "ccomp", "заявил"),
    ("en", "Poland delivered howitzers to Ukraine.", "Poland", "nsubj", "delivered"),
    ("en", "Poland delivered howitzers to Ukraine.", "howitzers", "obj", "delivered"),
    ("en", "The bridge was destroyed by missiles.", "bridge", "nsubj:pass", "destroyed"),
    ("en", "According to officials, the army retreated.", "retreated", "ROOT", "retreated"),
    ("en", "The minister said that the army is ready.", "ready", "ccomp", "said"),
]


@pytest.mark.parametrize(("language", "text", "word", "relation", "head"), FACTS)
def test_a_plain_sentence_is_understood(
    parse: Parse, language: str, text: str, word: str, relation: str, head: str
) -> None:
    token = _token(parse(text, language).doc, word)

    assert (token.dep_, token.head.text) == (relation, head)


@pytest.mark.parametrize(
    ("language", "text", "word", "lemma"),
    [
        ("uk", "Росія надала союзникам ракети.", "союзникам", "союзник"),
        ("uk", "Росія надала союзникам ракети.", "надала", "надати"),
        ("uk", "Росія надала союзникам ракети.", "Росія", "росія"),
        ("ru", "Правительство отказалось от помощи.", "отказалось", "отказаться"),
        ("en", "The allies have delivered missiles.", "delivered", "deliver"),
        ("en", "The allies have delivered missiles.", "allies", "ally"),
    ],
)
def test_lemmas_are_lower_case_base_forms(
    parse: Parse, language: str, text: str, word: str, lemma: str
) -> None:
    assert _token(parse(text, language).doc, word).lemma_ == lemma


def test_cases_are_told_apart(parse: Parse) -> None:
    doc = parse("Іран передав Росії дрони.", "uk").doc

    assert _token(doc, "Іран").morph.get("Case") == ["Nom"]
    assert _token(doc, "Росії").morph.get("Case") == ["Dat"]
    assert _token(doc, "дрони").morph.get("Case") == ["Acc"]


def test_further_roots_hang_on_the_verb() -> None:
    doc = Doc(
        spacy.blank("en").vocab,
        words=["Officials", "left", "."],
        pos=["NOUN", "VERB", "PUNCT"],
        heads=[0, 1, 2],
        deps=["ROOT", "ROOT", "ROOT"],
    )

    finished = finish(doc, doc.text, "en")

    assert [(t.dep_, t.head.text) for t in finished] == [
        ("parataxis", "left"),
        ("ROOT", "left"),
        ("punct", "left"),
    ]


def test_words_with_hyphens_stay_whole(parse: Parse) -> None:
    doc = parse("Зенітно-ракетні комплекси С-300 та Бук-М2 коштують 5-7 мільйонів.", "uk").doc

    assert doc is not None
    assert {"Зенітно-ракетні", "С-300", "Бук-М2", "5-7"} <= {token.text for token in doc}
