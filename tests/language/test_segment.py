"""Sentence splitting: abbreviations, quotes, numbers, and hostile input."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from papertiger.language import split
from papertiger.language.segment import LONGEST
from papertiger.news.article import Paragraph

Cut = Callable[[str, str], list[str]]

# Sentences are joined by one space, so that a row shows exactly where the text is cut.
CASES = [
    ("uk", ["Посол прибув.", "Переговори почалися."]),
    ("uk", ["Його назвали на честь ім. Шевченка у Львові."]),
    ("uk", ["Заяву зробив В. Зеленський.", "Він прибув до Праги."]),
    ("uk", ["У 2023 р. Польща передала гаубиці."]),
    ("uk", ["Угоду уклали в 2023 р.", "Вона діє досі."]),
    ("uk", ["Допомога сягнула 5 млрд. євро."]),
    ("uk", ["Надали 12,5 млрд доларів.", "США додадуть ще."]),
    ("uk", ["Ішлося про ракети, дрони і т. д.", "Але їх не передали."]),
    ("uk", ["Літак сів о 15.30 у м. Київ."]),
    ("uk", ["Дата 24.02.2022 змінила все.", "24 лютого почалася війна."]),
    ("uk", ["Сайт gov.ua не працює.", "Причини невідомі."]),
    ("uk", ["«Ми вистоїмо!» — сказав міністр."]),
    ("uk", ['"Ми вистоїмо", - йдеться в листі.']),
    ("uk", ["«Ми чекали довго.", "Допомога не прийшла».", "Так завершився рік."]),
    ("uk", ["Він сказав: «Ми готові.»", "Потім поїхав."]),
    ("uk", ["Що далі?", "Ніхто не знає…", "Час покаже!"]),
    ("uk", ["Ракети… не долетіли."]),
    ("uk", ["Удар (див. мапу. Джерело: штаб) стався вночі.", "Жертв немає."]),
    ("uk", ["– Ви готові?", "– Так."]),
    ("uk", ["1. Росія не допомогла союзнику."]),
    ("uk", ["Прибув ген. Залужний.", "О 10-й почалася нарада."]),
    ("uk", ["Село с. Роботине звільнено."]),
    ("uk", ["Партія отримала 5 мін.", "Росія заперечує."]),
    ("ru", ["Договор подписан в 2020 г. в Москве."]),
    ("ru", ["Договор подписан в 2020 г.", "Он действует."]),
    ("ru", ["«Мы победим!» — сказал он."]),
    ("ru", ["Речь идёт о танках и т. п.", "Однако их не дали."]),
    ("ru", ["Об этом заявил С. В. Лавров.", "Подробностей нет."]),
    ("ru", ["Встреча прошла в 10 час.", "Путин опоздал."]),
    ("ru", ["См. стр. 5 доклада."]),
    ("en", ["Dr. Smith met Gen. Brown in the U.S. Senate."]),
    ("en", ["He lives in the U.S.", "She does not."]),
    ("en", ["“We will win.”", "The crowd cheered."]),
    ("en", ['"Are we ready?" Smith asked.']),
    ("en", ["The deal is worth $3.5 billion.", "It starts on Jan. 5."]),
    ("en", ["J. K. Doe, the envoy of Acme Inc., left.", "Nobody replied."]),
    ("en", ["They arrived at 5 p.m. on Monday.", "“No comment,” said the aide."]),
    ("en", ["See example.com/a.b?c=1. for details."]),
    ("en", ["Missiles, e.g. Patriots, are scarce."]),
    ("uk", ["Про це пише видання.[12]", "Посол мовчить."]),
    ("ru", ["Он победил (так считает штаб).", "Выборы прошли."]),
    ("xx", ["Ein Satz.", "Noch ein Satz."]),
]


@pytest.mark.parametrize(("language", "sentences"), CASES)
def test_text_is_cut_where_a_reader_would_cut_it(cut: Cut, language: str, sentences: list[str]) -> None:
    assert cut(" ".join(sentences), language) == sentences


@pytest.mark.parametrize("gap", ["", " ", "\u00a0"])
def test_a_lost_space_does_not_join_sentences(cut: Cut, gap: str) -> None:
    assert cut(f"Результати оприлюднили.{gap}Міністр мовчить.", "uk") == [
        "Результати оприлюднили.",
        "Міністр мовчить.",
    ]
    assert cut(f'Дані сховали.{gap}"Чекаємо", — каже речник.', "uk") == [
        "Дані сховали.",
        '"Чекаємо", — каже речник.',
    ]


def test_positions_refer_to_the_frozen_text_and_paragraphs_are_kept_apart() -> None:
    text = "Заголовок без крапки\n\n  Перше речення.  Друге речення. \n"
    paragraphs = [Paragraph(0, 20, "title"), Paragraph(22, len(text), "body")]

    sentences = split(text, paragraphs, "uk")

    assert [(s.index, s.paragraph, s.kind, s.text) for s in sentences] == [
        (0, 0, "title", "Заголовок без крапки"),
        (1, 1, "body", "Перше речення."),
        (2, 1, "body", "Друге речення."),
    ]
    assert all(text[s.start : s.end] == s.text for s in sentences)


def test_an_empty_paragraph_has_no_sentence() -> None:
    assert split("   ", [Paragraph(0, 3, "body")], "uk") == []


def test_an_endless_sentence_is_cut_at_white_space(cut: Cut) -> None:
    pieces = cut("слово " * 1000, "uk")

    assert max(map(len, pieces)) <= LONGEST
    assert " ".join(pieces).split() == ["слово"] * 1000


def test_a_word_longer_than_the_limit_is_cut_all_the_same(cut: Cut) -> None:
    assert [len(piece) for piece in cut("я" * (2 * LONGEST + 5), "uk")] == [LONGEST, LONGEST, 5]


@pytest.mark.parametrize("piece", ["а. ", ".", "(", "«", "а.б.", "1.", "!? ", "( . ", "\u00a0", "т. "])
def test_hostile_repetition_takes_linear_time(cut: Cut, piece: str) -> None:
    begin = time.process_time()
    cut(piece * 20_000, "uk")

    assert time.process_time() - begin < 3
