"""What the reader settles once the stages have done their part: quotes, headlines, languages, pledges."""

from __future__ import annotations

import pytest

from papertiger.errors import ArticleError
from papertiger.news import Article, Metadata, Paragraph
from papertiger.readers.frames import FrameReader
from papertiger.readers.reading import ReadClaim
from papertiger.settings import Settings


@pytest.fixture(scope="module")
def reader() -> FrameReader:
    return FrameReader(Settings())


def article(title: str, *body: str, language: str | None = None) -> Article:
    lines = [title, *body]
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]
    kinds = ["title", *("body" for _ in body)]
    paragraphs = tuple(
        Paragraph(s, s + len(line), k) for s, line, k in zip(starts, lines, kinds, strict=True) if line
    )
    meta = Metadata(title=title, outlet="Проба", published="2026-03-12", language=language)
    return Article(text, paragraphs, meta, "probe.txt", text.encode())


def claims(reader: FrameReader, *lines: str) -> list[ReadClaim]:
    return list(reader.read(article(*lines)).claims)


def test_every_quote_is_an_exact_substring_with_its_surroundings(reader: FrameReader) -> None:
    source = article("Допомога Україні", "Польща передала Україні танки. Про це повідомило міністерство.")

    quotes = [c.record.quote for c in reader.read(source).claims]

    assert quotes
    for quote in quotes:
        assert source.text[quote.start : quote.end] == quote.exact
        assert source.text[: quote.start].endswith(quote.prefix)
        assert source.text[quote.end :].startswith(quote.suffix)


def test_a_headline_claim_that_the_body_repeats_is_kept_once_with_the_quote_of_the_body(
    reader: FrameReader,
) -> None:
    found = claims(reader, "Польща передала Україні танки", "У вівторок Польща передала Україні танки.")

    delivered = [c.record for c in found if c.record.predicate == "delivered"]
    assert [c.quote.exact for c in delivered] == ["У вівторок Польща передала Україні танки."]


def test_a_headline_claim_that_the_body_does_not_repeat_is_kept(reader: FrameReader) -> None:
    found = claims(reader, "Польща передала Україні танки", "Подробиць поки що немає.")

    assert [c.record.quote.exact for c in found if c.record.predicate == "delivered"] == [
        "Польща передала Україні танки"
    ]


def test_the_future_of_the_provider_is_a_pledge_and_that_of_an_expert_a_forecast(reader: FrameReader) -> None:
    own = claims(reader, "Новини", "Польща передасть Україні танки, заявив польський уряд.")
    forecast = claims(reader, "Новини", "На думку експерта Івана Лозового, Польща передасть Україні танки.")

    assert ("pledged", "intended") in {(c.record.predicate, c.record.modality) for c in own}
    assert ("delivered", "expected") in {(c.record.predicate, c.record.modality) for c in forecast}


def test_reading_twice_gives_equal_claims(reader: FrameReader) -> None:
    lines = ("Новини", "Росія скоротила військову допомогу Сирії.", "Іран довіряє Росії дедалі менше.")

    assert claims(reader, *lines) == claims(reader, *lines)


def test_each_field_is_accounted_for(reader: FrameReader) -> None:
    found = claims(reader, "Новини", "Росія скоротила військову допомогу Сирії.")

    fields = {e.field for c in found if c.record.predicate == "reduced" for e in c.explanation}

    assert fields >= {"predicate", "subject", "object", "domain", "modality", "attribution"}


def test_a_language_without_a_lexicon_is_refused_with_those_that_have_one(reader: FrameReader) -> None:
    german = article(
        "Nachrichten", "Polen hat der Ukraine Panzer geliefert, teilte die Regierung am Dienstag mit."
    )

    with pytest.raises(ArticleError, match="en, ru, uk"):
        reader.read(german)
