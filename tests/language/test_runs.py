"""Articles in several languages: each sentence gets its own, and names or headlines turn none."""

from __future__ import annotations

import pytest

from papertiger.language import runs, split_by_language
from papertiger.news.article import Paragraph


def languages(text: str, language: str) -> list[str]:
    """The languages of the sentences; each line is a paragraph."""
    return [sentence.language for sentence in split_by_language(text, paragraphs(text), language)]


def paragraphs(text: str) -> list[Paragraph]:
    found, start = [], 0
    for line in text.split("\n"):
        found.append(Paragraph(start, start + len(line), "body"))
        start += len(line) + 1
    return found


PARAGRAPHS = [
    ("pl", "Polska przekazała Ukrainie czołgi i amunicję, poinformował rząd we wtorek."),
    ("de", "Die Bundesregierung hat der Ukraine Panzer geliefert, teilte der Sprecher mit."),
    ("fr", "Le ministre a annoncé la livraison de missiles à la Grèce mardi matin."),
    ("be", "Беларусь атрымала новыя сістэмы супрацьпаветранай абароны ад Расіі."),
    ("bg", "България подписа договор за сигурност с Франция и ще получи ракети."),
    ("sr", "Србија је потписала споразум о набавци ракета са Француском."),
    ("kk", "Қазақстан Ресейден зымырандар алған жоқ деп хабарлады министрлік."),
    ("ru", "Россия сократила военную помощь Сирии, заявил министр иностранных дел."),
    ("en", "The United States delivered missiles to Ukraine, officials said on Monday."),
]


@pytest.mark.parametrize(("code", "paragraph"), PARAGRAPHS)
@pytest.mark.parametrize(
    ("language", "own"),
    [
        ("uk", "Уряд оприлюднив заяву про міжнародну допомогу союзникам."),
        ("ru", "Правительство опубликовало заявление о помощи, которую получили союзники."),
        ("en", "The government has published a statement on the aid that its allies received."),
    ],
)
def test_a_paragraph_in_another_language_is_a_run_of_its_own(
    language: str, own: str, code: str, paragraph: str
) -> None:
    assert languages(f"{own}\n{paragraph}\n{own}", language) == [language, code, language]


MIXED = [
    (
        "uk",
        "Міністр виступив. «Мы никогда не бросим наших союзников. Мы рядом с ними», — додав він.",
        "uk ru uk",
    ),
    ("uk", "Лавров заявив: «Мы выступаем с 2020 года. Россия сократила военную помощь Сирии».", "uk ru"),
    ("en", "The minister wrote on Monday. “Ми не отримали нічого від союзників.” He left.", "en uk en"),
    (
        "ru",
        "Он привёл письмо. «Ми не отримали ракет від союзників, хоча чекали рік». Больше он ничего не сказал.",
        "ru uk ru",
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), MIXED)
def test_quoted_sentences_in_another_language_are_cut_out(language: str, text: str, expected: str) -> None:
    assert languages(text, language) == expected.split()


KEPT = [
    ("uk", "«Мы победим», — сказав міністр у Києві журналістам."),
    ("uk", "Про це пише The New York Times. Reuters. F-16 Fighting Falcon."),
    ("uk", "Я уже не знаю, шо воно таке, бо начальство каже одно, а получається друге."),
    ("ru", "Об этом пишет «Українська правда». Газета «Європейська правда» опубликовала материал."),
    ("ru", "«Слава Україні!» — закончил он. Иран доволен."),
    ("ru", "Зеленский встретился с Віталієм Кличком и Олексієм Рєзніковим в Киеве."),
    ("en", "The spokesman, Дмитрий Песков, declined to comment."),
    ("en", "US Strikes Iran"),
    ("en", "Zelenskyy arrives in Warsaw"),
    ("uk", "Путін прибув до Пекіна"),
    ("uk", "Макрон та Мерц"),
    ("uk", "1 234 — 567. !!! ???"),
    ("uk", ""),
]


@pytest.mark.parametrize(("language", "text"), KEPT)
def test_names_titles_and_short_quotations_turn_no_sentence(language: str, text: str) -> None:
    assert set(languages(text, language)) <= {language}


def test_transliterated_text_is_no_sentence_of_a_cyrillic_article() -> None:
    text = "Уряд мовчить про допомогу.\nVcora prezydent zayavyv, shcho dopomoha ne pryishla do Kyjeva."

    assert languages(text, "uk")[0] == "uk"
    assert languages(text, "uk")[1] != "uk"


def test_a_bilingual_article_is_two_runs_with_places_in_document_order() -> None:
    text = (
        "Польща передала Україні танки. Про це повідомив її міністр.\n"
        "Польша передала Украине танки. Об этом сообщил её министр, выступая в Киеве."
    )
    sentences = split_by_language(text, paragraphs(text), "uk")

    assert [s.language for s in sentences] == ["uk", "uk", "ru", "ru"]
    assert [s.index for s in sentences] == [0, 1, 2, 3]
    assert all(text[s.start : s.end] == s.text for s in sentences)
    assert [(r.paragraph, r.language, r.whole) for r in runs(sentences)] == [(0, "uk", True), (1, "ru", True)]


def test_a_run_is_cut_by_the_rules_of_its_own_language() -> None:
    text = "Уряд оприлюднив лист партнерів.\nThe letter was written by Gen. Brown and Sen. Smith in the U.S. capital."

    assert len(split_by_language(text, paragraphs(text), "uk")) == 2
