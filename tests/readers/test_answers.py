"""What answers a sentence before it: "the request was turned down" names neither side."""

from __future__ import annotations

import pytest

from papertiger.events.layer.judge import Judge
from papertiger.news import Article, Metadata, Paragraph
from papertiger.readers.frames import FrameReader
from papertiger.settings import Settings

TOLD = [
    ("uk", "Боснія попросила Туреччину про два вертольоти.", "Це прохання відхилили.", "TUR", "BIH"),
    ("ru", "Босния попросила у Турции два вертолета.", "Просьбу отклонили.", "TUR", "BIH"),
    ("en", "Bosnia asked Turkey for two helicopters.", "That request was refused.", "TUR", "BIH"),
]


@pytest.fixture(scope="module")
def reader() -> FrameReader:
    return FrameReader(Settings(), judge=Judge(None))


def rejections(reader: FrameReader, text: str, language: str) -> list[tuple[str, str | None]]:
    meta = Metadata(outlet="Probe", published="2026-11-20", language=language)
    article = Article(text, (Paragraph(0, len(text), "body"),), meta, "probe.txt", text.encode())
    return [
        (c.subject.actor, c.object.actor if c.object else None)
        for c in reader.coded(article)
        if c.predicate == "REJECT"
    ]


@pytest.mark.parametrize(("language", "asked", "answered", "who", "whom"), TOLD)
def test_an_answer_without_names_belongs_to_the_request_before(
    reader: FrameReader, language: str, asked: str, answered: str, who: str, whom: str
) -> None:
    assert rejections(reader, f"{asked} {answered}", language) == [(who, whom)]


@pytest.mark.parametrize(("language", "answered"), [(row[0], row[2]) for row in TOLD])
def test_an_answer_without_a_request_before_is_nobodys(
    reader: FrameReader, language: str, answered: str
) -> None:
    assert rejections(reader, answered, language) == []
