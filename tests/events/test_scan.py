"""The scan refuses only what makes no claim: single sentences, the gold, and whole articles with and without it."""

from __future__ import annotations

from pathlib import Path

import pytest
import schema

from papertiger import samples
from papertiger.language import analyser
from papertiger.news import Article, Metadata, Paragraph, load
from papertiger.readers.frames import FrameReader
from papertiger.readers.reading import Reading
from papertiger.settings import Settings

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold"
FOLDERS = {
    "samples.yaml": list(samples.paths()),
    "dev.yaml": [GOLD / "dev"],
    "unseen.yaml": [GOLD / "unseen"],
}
LEAST_KEPT = 0.99

KEPT = [
    ("uk", "Польща передала Україні сто танків.", "a trigger and two states"),
    ("uk", "Київ просив Ханой про ППО.", "two seats of power and a trigger"),
    ("uk", "Вона обіцяла Молдові три радари.", "a pronoun points to the party that is missing"),
    ("ru", "Франция поставила Сербии зенитные ракеты.", "a trigger and two states"),
    ("ru", "Сирия больше не доверяет Москве.", "a seat of power is a party"),
    ("ru", "Союзники Ирана просили Китай о помощи.", "allies are a party of their own"),
    ("en", "Japan has given the Philippines five radars.", "an irregular form of a trigger"),
    ("en", "Warsaw didn't send Kyiv any shells.", "negation changes a claim and does not refuse it"),
    ("en", "The Tallinn government asked London for howitzers.", "two seats of power"),
]
REFUSED = [
    ("uk", "Польща й Україна межують на сході.", "two states and no word of a frame"),
    ("uk", "Тренер передав капітанові пов'язку.", "a trigger and no party"),
    ("uk", "Чи передасть Польща Україні танки?", "a question claims nothing"),
    ("ru", "Дожди прошли в Сербии и во Франции.", "two states and no word of a frame"),
    ("ru", "Клуб поставил зрителям новые кресла.", "a trigger and no party"),
    ("ru", "Поставит ли Франция Сербии ракеты?", "a question claims nothing"),
    ("en", "Japan and the Philippines are islands.", "two states and no word of a frame"),
    ("en", "The bakery delivered bread to the school.", "a trigger and no party"),
    ("en", "Will Japan give the Philippines radars?", "a question claims nothing"),
]


@pytest.fixture(scope="module")
def reader() -> FrameReader:
    return FrameReader(Settings())


def article(text: str, language: str) -> Article:
    meta = Metadata(outlet="Проба", published="2026-03-12", language=language)
    return Article(text, (Paragraph(0, len(text), "body"),), meta, "probe.txt", text.encode())


def articles(paths: list[Path]) -> list[Article]:
    return [a for a in load(paths) if isinstance(a, Article)]


@pytest.mark.parametrize(("language", "text", "why"), KEPT, ids=[text for _, text, _ in KEPT])
def test_a_sentence_that_can_make_a_claim_is_kept(
    reader: FrameReader, language: str, text: str, why: str
) -> None:
    before = {"uk": "Румунія мовчить.", "ru": "Россия молчит.", "en": "Russia is silent."}[language]
    found = [s.text for s in reader.worth_parsing(article(f"{before} {text}", language))]

    assert text in found, why


@pytest.mark.parametrize(("language", "text", "why"), REFUSED, ids=[text for _, text, _ in REFUSED])
def test_a_sentence_that_can_make_none_is_refused(
    reader: FrameReader, language: str, text: str, why: str
) -> None:
    assert reader.worth_parsing(article(text, language)) == [], why


def test_an_article_without_any_hope_is_read_without_its_parser(
    reader: FrameReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = type(analyser("en", Settings()))
    monkeypatch.setattr(shipped, "parse", lambda *_: pytest.fail("parsed"))

    read = reader.read(article("The bakery delivered bread to the school. Rain is expected.", "en"))

    assert (read.sentences, read.parsed) == (2, 0)


@pytest.mark.parametrize("name", FOLDERS)
def test_the_sentences_of_gold_claims_are_kept(reader: FrameReader, name: str) -> None:
    claims = schema.load(name).claims
    lost, places = [], 0
    for text in articles(FOLDERS[name]):
        kept = [(s.start, s.end) for s in reader.worth_parsing(text)]
        for words in {c.words for c in claims if c.article == text.path.rsplit("/", 1)[-1]}:
            start = text.text.find(words)
            places += start >= 0
            # Some gold words reach into the next sentence; the claim is coded where they begin.
            if start >= 0 and not any(begin <= start < end for begin, end in kept):
                lost.append(words)

    assert places >= 0.95 * len({(c.article, c.words) for c in claims})
    assert len(lost) <= (1 - LEAST_KEPT) * places, lost


def told(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (reading.article.path, c.record.id, c.record.model_dump_json(exclude={"coder"}))
        for c in reading.claims
    ]


def claims_of(reader: FrameReader, texts: list[Article]) -> list[tuple[object, ...]]:
    return [one for text in texts for one in told(reader.read(text))]


@pytest.mark.parametrize(
    "paths",
    [
        pytest.param(
            [ROOT / "benchmarks" / "mixed" / code / f"{n:02}.txt" for n in range(12, 29, 4)], id=code
        )
        for code in ("uk", "ru", "en")
    ],
)
def test_reading_without_the_scan_gives_the_same_claims(reader: FrameReader, paths: list[Path]) -> None:
    texts = articles(paths)
    whole = FrameReader(Settings(), everything=True)

    assert claims_of(reader, texts) == claims_of(whole, texts)


def test_reading_the_samples_without_the_scan_gives_the_same_claims(sample_readings: list[Reading]) -> None:
    whole = FrameReader(Settings(), everything=True)

    for reading in sample_readings:
        again = whole.read(reading.article)
        assert told(again) == told(reading)
