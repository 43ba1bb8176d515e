"""Language identification on paragraphs, headlines and rubbish."""

from __future__ import annotations

import pytest

from papertiger.language import identify

HEADLINES = [
    ("uk", "Зеленський прибув до Берліна"),
    ("uk", "РФ передала КНДР ракети"),
    ("uk", "ЗЕЛЕНСЬКИЙ ЗУСТРІВСЯ З МАКРОНОМ"),
    ("uk", "Франція і Німеччина"),
    ("uk", "Польща закрила кордон"),
    ("uk", "Навіщо Путіну Куба"),
    ("uk", "Обʼєднання"),
    ("uk", "Як пише Bloomberg, Росія не допомогла Венесуелі"),
    ("ru", "Путин приехал в Москву"),
    ("ru", "Иран получил ракеты"),
    ("ru", "ЗЕЛЕНСКИЙ ВСТРЕТИЛСЯ С МАКРОНОМ"),
    ("ru", "Как сообщает Reuters, сделка сорвалась"),
    ("ru", "Зачем Путину Куба"),
    ("ru", "Польша закрыла границу"),
    ("en", "Putin arrives in Beijing"),
    ("en", "US strikes Iran"),
    ("en", "NATO allies pledge air defence for Kyiv"),
    ("en", "Zelenskyy: we need missiles"),
    ("bg", "България подписа договор за сигурност с Франция"),
    ("be", "Беларусь атрымала новыя сістэмы супрацьпаветранай абароны"),
    ("sr", "Србија потписала споразум о набавци ракета"),
    ("fr", "Le président est arrivé à Kiev ce matin"),
]


@pytest.mark.parametrize(("language", "text"), HEADLINES)
def test_a_headline_is_enough(language: str, text: str) -> None:
    assert identify(text) == language


@pytest.mark.parametrize(
    "text", ["", " \n\t", "12345 — 67 %", "!!! ... ???", "https://example.org/abc", "@handle #1"]
)
def test_a_text_without_words_has_no_language(text: str) -> None:
    assert identify(text) == "und"


def test_a_quotation_in_another_language_does_not_decide() -> None:
    text = (
        "Міністр оприлюднив лист партнера англійською. У ньому сказано: «We will deliver the missiles soon». "
        "Посольство відмовилося коментувати цей документ."
    )

    assert identify(text) == "uk"


def test_russian_names_in_english_text_do_not_decide() -> None:
    assert identify("The spokesman, Дмитрий Песков, declined to comment on the delivery.") == "en"


def test_addresses_and_handles_are_no_evidence() -> None:
    assert (
        identify("Росія вивела війська https://www.example.com/breaking-news-about-the-withdrawal @newsroom")
        == "uk"
    )


def test_stress_marks_and_line_breaks_do_no_harm() -> None:
    assert identify("Уряд\nухвали́в\nрішення про допомогу") == "uk"
