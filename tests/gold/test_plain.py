"""Plain agency sentences: almost every claim is found, and almost nothing is claimed where there is nothing to code."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.evaluation.claims import as_article, ways_of
from papertiger.evaluation.gold import GoldSentence
from papertiger.evaluation.gold import GoldSentences as Sentences
from papertiger.readers.frames import FrameReader
from papertiger.readers.sides import side_of
from papertiger.settings import Settings

LEAST_FOUND = 0.92
MOST_FALSE = 0.03


class Told(BaseModel):
    """One sentence and a claim that it makes."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    claim: str
    text: str


class Language(BaseModel):
    """The sentences of one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    language: str
    yes: tuple[Told, ...]
    nothing: tuple[str, ...]


class Plain(BaseModel):
    """The whole of plain.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    plain: tuple[Language, ...]


TABLE = load_table(Path(__file__).parent / "plain.yaml", Plain).plain


@pytest.fixture(scope="module")
def reader() -> FrameReader:
    return FrameReader(Settings())


def read(reader: FrameReader, text: str, language: str) -> set[tuple[str, str, str]]:
    sentence = GoldSentence(text=text, claims=())
    article, start = as_article(Sentences(language=language, sentences=(sentence,)), sentence)
    return {
        (c.predicate, side_of(c.subject), side_of(c.object)) for c in reader.coded(article) if c.end > start
    }


@pytest.mark.parametrize("table", TABLE, ids=lambda t: t.language)
def test_plain_sentences_yield_their_claims(reader: FrameReader, table: Language) -> None:
    missed = []
    for told in table.yes:
        subject, predicate, target = told.claim.split()
        if not set(ways_of((predicate, subject, target))) & read(reader, told.text, table.language):
            missed.append(f"{told.claim}: {told.text}")
    assert len(missed) <= (1 - LEAST_FOUND) * len(table.yes), "\n".join(missed)


@pytest.mark.parametrize("table", TABLE, ids=lambda t: t.language)
def test_plain_sentences_with_nothing_to_code_yield_nothing(reader: FrameReader, table: Language) -> None:
    false = [(text, found) for text in table.nothing if (found := read(reader, text, table.language))]
    assert len(false) <= MOST_FALSE * len(table.nothing), false
