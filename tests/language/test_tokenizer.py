"""Tokens of numbers, units, quotes, abbreviations and compounds: as the treebanks cut them."""

from __future__ import annotations

import pytest
from spacy.util import get_lang_class

import papertiger.language.tokenizer  # noqa: F401 - registers the tokeniser
from papertiger.language import analyser
from papertiger.settings import Settings

# A row shows the tokens joined by "|"; without the bars and with the spaces as printed it is the text.
CYRILLIC = [
    # Numbers, units, money
    ("500км кабелю", "500|км|кабелю"),
    ("5% і 3,5 % та 3-5%", "5|%|і|3,5|%|та|3-5|%"),
    ("№5 та № 5", "№|5|та|№|5"),
    ("2,5 млрд, 1 500 осіб", "2,5|млрд|,|1|500|осіб"),
    ("$5 млн, €10, 100$", "$|5|млн|,|€|10|,|100|$"),
    ("24.02.2022 о 15:30", "24.02.2022|о|15:30"),
    ("5-й, 90-х, 10-ти, 10-15 км", "5-й|,|90-х|,|10-ти|,|10-15|км"),
    ("2022–2024 рр.", "2022–2024|рр|."),
    # Slashes
    ("США/НАТО, і/або, 24/7, км/год", "США|/|НАТО|,|і|/|або|,|24/7|,|км|/|год"),
    # Hyphens and designations stay whole
    ("зенітно-ракетний Нью-Йорк", "зенітно-ракетний|Нью-Йорк"),
    ("что-то из-за экс-премьера", "что-то|из-за|экс-премьера"),
    ("Су-34, Х-101, С-300ПМУ, F-16", "Су-34|,|Х-101|,|С-300ПМУ|,|F-16"),
    ("Covid-19-інфекція, IT-компанія", "Covid-19-інфекція|,|IT-компанія"),
    # The three apostrophes
    ("об’єднання м’яч", "об’єднання|м’яч"),
    ("обʼєднання мʼяч", "обʼєднання|мʼяч"),
    ("об'єднання м'яч", "об'єднання|м'яч"),
    ("О'Ніл, Д’Артаньян, Кот-д'Івуар", "О'Ніл|,|Д’Артаньян|,|Кот-д'Івуар"),
    # Abbreviations
    ("у 2023 р. та т.зв. ДНР", "у|2023|р|.|та|т.зв|.|ДНР"),
    ("танки і т.д. везуть", "танки|і|т.д|.|везуть"),
    # Quotation marks, also without spaces
    ('«Слово», “слово” і "слово"', '«|Слово|»|,|“|слово|”|і|"|слово|"'),
    ("«Слово»—сказав він", "«|Слово|»|—|сказав|він"),
    ('"Так",—додав він', '"|Так|"|,|—|додав|він'),
    ('"Так",-добавил он', '"|Так|"|,|-|добавил|он'),
    ('слово"злите"тут', 'слово|"|злите|"|тут'),
    ("«А»;«Б»", "«|А|»|;|«|Б|»"),
    ("докризовому»2013-му", "докризовому|»|2013-му"),
    ("(далі – НАТО), [ред.]", "(|далі|–|НАТО|)|,|[|ред|.|]"),
    # Dashes that lost their spaces
    ("місто—герой", "місто|—|герой"),
    # Stops
    ("Знаємо?! Ні… Так!", "Знаємо|?|!|Ні|…|Так|!"),
    # Addresses
    ("user@ukr.net https://www.pravda.com.ua/a/ gov.ua", "user@ukr.net|https://www.pravda.com.ua/a/|gov.ua"),
]
ENGLISH = [
    ("It cost $5bn, 5% and £3.5 m", "It|cost|$|5bn|,|5|%|and|£|3.5|m"),
    ("10km, 2,500 troops, No. 5", "10|km|,|2,500|troops|,|No|.|5"),
    ("The U.S.-made and U.K.-based", "The|U.S.-made|and|U.K.-based"),
    ("e.g. at 5 a.m. or 5pm", "e.g.|at|5|a.m.|or|5|pm"),
    ("Russia's Russians' don't can't", "Russia|'s|Russians|'|do|n't|ca|n't"),
    ("It’s Russia’s", "It|’s|Russia|’s"),
    ("anti-tank, 10-year-old", "anti|-|tank|,|10|-|year|-|old"),
    ("and/or 24/7 US/NATO", "and/or|24/7|US|/|NATO"),
    ("“We’re ready,” he said", "“|We|’re|ready|,|”|he|said"),
    ("word—word, word–word, word--word", "word|—|word|,|word|–|word|,|word|--|word"),
    ("O'Neill and Côte d'Ivoire", "O'Neill|and|Côte|d'Ivoire"),
    ("Su-34, S-300, Kh-101, MiG-31", "Su-34|,|S-300|,|Kh-101|,|MiG-31"),
    ("(AP) — [sic]", "(|AP|)|—|[|sic|]"),
    ("a@b.com https://example.com/a.b?c=1", "a@b.com|https://example.com/a.b?c=1"),
    ("Lt. Gen. Smith of St. Petersburg", "Lt|.|Gen.|Smith|of|St.|Petersburg"),
]


@pytest.mark.parametrize(("text", "tokens"), CYRILLIC)
def test_ukrainian_and_russian_words_are_cut_as_in_the_treebanks(text: str, tokens: str) -> None:
    config = {"nlp": {"lang": "uk", "tokenizer": {"@tokenizers": "papertiger.cyrillic.v1"}}}
    nlp = get_lang_class("uk").from_config(config)

    assert "|".join(token.text for token in nlp.make_doc(text)) == tokens


@pytest.mark.parametrize(("text", "tokens"), ENGLISH)
def test_english_words_are_cut_as_in_the_treebank(text: str, tokens: str) -> None:
    nlp = analyser("en", Settings())._nlp

    assert "|".join(token.text for token in nlp.make_doc(text)) == tokens
