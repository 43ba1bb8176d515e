"""Time expressions become EDTF, counted from the article's date; without a date the words are kept."""

from __future__ import annotations

import pytest

from papertiger.actors import knowledge_base
from papertiger.events import Calendar, Coder, Dictionary, lexicon
from papertiger.language import analyser, split
from papertiger.news import Paragraph
from papertiger.settings import Settings

PUBLISHED = "2026-03-12"  # a Thursday

CASES = [
    ("uk", "Торік Польща передала Україні танки.", "2025"),
    ("uk", "Минулого року Польща передала Україні танки.", "2025"),
    ("uk", "У січні 2024 року Польща передала Україні танки.", "2024-01"),
    ("uk", "У січні Польща передала Україні танки.", "2026-01"),
    ("uk", "У грудні Польща передала Україні танки.", "2025-12"),
    ("uk", "14 лютого 2026 року Польща передала Україні танки.", "2026-02-14"),
    ("uk", "У вівторок Польща передала Україні танки.", "2026-03-10"),
    ("uk", "Вчора Польща передала Україні танки.", "2026-03-11"),
    ("uk", "За останні 13 місяців Польща передала Україні танки.", "2025-02/2026-03"),
    ("ru", "В прошлом году Польша передала Украине танки.", "2025"),
    ("ru", "Во вторник Польша передала Украине танки.", "2026-03-10"),
    ("en", "Last year Poland delivered tanks to Ukraine.", "2025"),
    ("en", "In January 2024 Poland delivered tanks to Ukraine.", "2024-01"),
    ("en", "On Tuesday Poland delivered tanks to Ukraine.", "2026-03-10"),
]


def time_of(language: str, text: str, published: str | None) -> tuple[str | None, str | None]:
    sentence = split(text, (Paragraph(0, len(text), "body"),), language)[0]
    analyser(language, Settings()).parse([sentence])
    coder = Coder(lexicon(language), Calendar(language, published), Dictionary(lexicon(language)))
    claims = coder.code(sentence, knowledge_base().mentions(text, language))
    delivered = next(c for c in claims if c.predicate in {"delivered", "supplies"})
    return delivered.time.edtf, delivered.time.words


@pytest.mark.parametrize(("language", "text", "edtf"), CASES)
def test_an_expression_is_counted_from_the_article_date(language: str, text: str, edtf: str) -> None:
    assert time_of(language, text, PUBLISHED)[0] == edtf


def test_without_a_date_the_words_are_kept_and_nothing_is_counted() -> None:
    assert time_of("uk", "Минулого року Польща передала Україні танки.", None) == (None, "Минулого року")
