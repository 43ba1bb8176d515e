"""Articles in several languages and in mixed alphabets, read from end to end: claims, chains, quotes and notes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from papertiger.errors import ArticleError
from papertiger.news import Article, Metadata, Paragraph
from papertiger.readers.frames import FrameReader
from papertiger.readers.reading import Note, Reading, summary
from papertiger.settings import Settings


@pytest.fixture(scope="module")
def reader() -> FrameReader:
    return FrameReader(Settings())


def article(*lines: str, language: str | None = None, raw: bytes | None = None) -> Article:
    text = "\n".join(lines)
    paragraphs, start = [], 0
    for line in lines:
        paragraphs.append(Paragraph(start, start + len(line), "body" if start else "title"))
        start += len(line) + 1
    meta = Metadata(title=lines[0], outlet="Проба", published="2026-03-12", language=language)
    return Article(text, tuple(paragraphs), meta, "probe.txt", raw if raw is not None else text.encode())


def facts(reading: Reading) -> set[tuple[str, str | None, str | None]]:
    return {(c.record.predicate, c.record.subject, c.record.object) for c in reading.claims}


UKRAINIAN = ("Новини дня", "Польща передала Україні танки. Про це повідомило її міністерство оборони.")


def test_each_paragraph_is_read_in_its_own_language(reader: FrameReader) -> None:
    source = article(
        *UKRAINIAN,
        "Россия сократила военную помощь Сирии, заявил министр иностранных дел Сергей Лавров.",
        "Japan delivered missiles to Ukraine, officials said on Monday.",
    )
    reading = reader.read(source)

    assert {("delivered", "POL", "UKR"), ("reduced", "RUS", "SYR"), ("delivered", "JPN", "UKR")} <= facts(
        reading
    )
    assert reading.notes == ()
    for claim in reading.claims:
        quote = claim.record.quote
        assert source.text[quote.start : quote.end] == quote.exact


def test_claims_come_in_document_order_and_the_same_each_time(reader: FrameReader) -> None:
    source = article(*UKRAINIAN, "Россия сократила военную помощь Сирии, заявил министр иностранных дел.")
    reading = reader.read(source)
    starts = [claim.record.quote.start for claim in reading.claims]

    assert starts == sorted(starts)
    assert reader.read(source) == reading


def test_the_coder_of_a_claim_is_that_of_its_language(reader: FrameReader) -> None:
    reading = reader.read(
        article(*UKRAINIAN, "Japan delivered missiles to Ukraine, officials said on Monday.")
    )

    assert len({claim.record.coder.config for claim in reading.claims}) == 2
    assert {claim.record.article.language for claim in reading.claims} == {"uk"}


def test_a_speaker_named_in_ukrainian_speaks_a_russian_quotation(reader: FrameReader) -> None:
    source = article(
        "Новини дня",
        "Журналісти чекали на заяву щодо Близького Сходу цілий день, і ввечері вона нарешті з’явилася.",
        "Міністр Сергій Лавров заявив: «Мы выступили с этим раньше других. Россия сократила военную помощь Сирии». "
        "Подробиць він не навів, хоча журналісти запитували про це.",
    )
    reading = reader.read(source)
    cut = [c.record for c in reading.claims if c.record.predicate == "reduced"]

    assert reading.language == "uk"
    assert [c.quote.exact for c in cut] == ["Россия сократила военную помощь Сирии»."]
    assert all(c.attribution[-1].kind == "person" for c in cut)


def test_paragraphs_that_nobody_reads_are_skipped_and_noted(reader: FrameReader) -> None:
    german = "Die Bundesregierung hat der Ukraine Panzer geliefert, teilte der Sprecher am Dienstag mit."
    source = article(*UKRAINIAN, german, german)
    reading = reader.read(source)

    assert [(n.kind, source.text[n.start : n.end], n.message) for n in reading.notes] == [
        ("language", german, "paragraph in German not read")
    ] * 2
    assert summary(reading.notes) == "2 paragraphs in German not read"
    assert facts(reading) == facts(reader.read(article(*UKRAINIAN)))


def test_an_article_with_a_readable_quotation_alone_is_refused(reader: FrameReader) -> None:
    german = "Die Bundesregierung hat der Ukraine Panzer geliefert, teilte der Sprecher am Dienstag mit."
    source = article("Nachrichten", *[german] * 5, "Poland delivered tanks to Ukraine, officials said.")

    with pytest.raises(ArticleError, match="no reader for the language 'de'"):
        reader.read(source)


def test_a_wrongly_declared_language_is_put_right(reader: FrameReader) -> None:
    reading = reader.read(article(*UKRAINIAN, language="en"))

    assert reading.language == "uk"
    assert ("delivered", "POL", "UKR") in facts(reading)


@pytest.mark.parametrize(
    ("printed", "fact"),
    [
        ("Pосія скоротила вiйськову допомогу Сирії.", ("reduced", "RUS", "SYR")),
        ("Росі́я скороти́ла військову допомогу Си́рії.", ("reduced", "RUS", "SYR")),
        ("Польща пeредала Укpаїні танки.", ("delivered", "POL", "UKR")),
        ("Польща передала́ Україні танки́", ("delivered", "POL", "UKR")),
    ],
)
def test_damaged_words_are_read_and_quoted_as_printed(
    reader: FrameReader, printed: str, fact: tuple[str, str, str]
) -> None:
    source = article("Новини дня", printed)
    reading = reader.read(source)

    assert fact in facts(reading)
    assert {c.record.quote.exact for c in reading.claims} == {printed}


def test_mixed_words_are_noted_once_a_place(reader: FrameReader) -> None:
    source = article(
        "Новини дня", "Pосія скоротила вiйськову допомогу Сирії. Уряд Pосії мовчить, каже Covid-19-штаб."
    )
    notes = reader.read(source).notes

    assert [(n.kind, n.words) for n in notes] == [
        ("letters", "Pосія"),
        ("letters", "вiйськову"),
        ("letters", "Pосії"),
    ]
    assert all(source.text[n.start : n.end] == n.words for n in notes)
    assert summary(notes) == '3 words mix alphabets ("Pосія", "вiйськову", "Pосії")'


def test_characters_hidden_inside_words_are_noted(reader: FrameReader) -> None:
    raw = "Новини дня\nПольща передала Укра\u200bїні та\u2060нки \u202eтут.".encode()
    notes = reader.read(article("Новини дня", "Польща передала Україні танки тут.", raw=raw)).notes

    assert summary(notes) == "3 hidden characters removed"


@pytest.mark.parametrize(
    ("notes", "line"),
    [
        ([], ""),
        ([("language", "passage in Polish not read")], "1 passage in Polish not read"),
        (
            [("language", "paragraph in an unknown language not read")] * 3,
            "3 paragraphs in an unknown language not read",
        ),
        ([("letters", "mixes alphabets")], '"слово" mixes alphabets'),
        (
            [("language", "paragraph in German not read"), ("hidden", "1 hidden character removed")],
            "1 paragraph in German not read; 1 hidden character removed",
        ),
    ],
)
def test_notes_are_summed_up_in_one_line(notes: Sequence[tuple[str, str]], line: str) -> None:
    assert summary([Note(kind, 0, 0, "слово", message) for kind, message in notes]) == line


def test_a_dateline_is_neither_subject_nor_quote(reader: FrameReader) -> None:
    source = article("Новини дня", "ВАРШАВА, 5 січня (Reuters) — Франція передала Україні танки.")
    reading = reader.read(source)

    assert ("delivered", "FRA", "UKR") in facts(reading)
    assert "POL" not in {s for _, *sides in facts(reading) for s in sides}
    assert {c.record.quote.exact for c in reading.claims} == {"Франція передала Україні танки."}
