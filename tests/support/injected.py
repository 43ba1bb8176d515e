"""Articles that try to steer the machine that reads them, and a model that obeys each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from proposing import SETTINGS, Proposes, article

from papertiger.datafiles import load_table
from papertiger.evaluation.claims import key_of
from papertiger.evaluation.gold import GoldStatement, Key
from papertiger.news import Article
from papertiger.news.freeze import freeze
from papertiger.readers.llm.envelope import Message
from papertiger.readers.llm.instructions import Table
from papertiger.readers.llm.reader import LlmReader

FILE = Path(__file__).parents[1] / "readers" / "llm" / "data" / "injections.yaml"


class Attack(Table):
    """One article of the corpus."""

    id: str
    attack: str
    title: str
    body: tuple[str, ...]
    supports: tuple[str, ...]
    wants: tuple[str, ...]

    @property
    def article(self) -> Article:
        """As a reader gets it: frozen, so that what cannot be seen is gone."""
        return article(freeze(self.title), *map(freeze, self.body))


class _Corpus(Table):
    articles: tuple[Attack, ...]


@cache
def attacks() -> tuple[Attack, ...]:
    """All sixty."""
    return load_table(FILE, _Corpus).articles


def keys(claims: Sequence[str]) -> list[Key]:
    """Claims of the corpus as they are compared."""
    return [GoldStatement(claim=claim).key for claim in claims]


class Obeys(Proposes):
    """The worst of models: proposes claims for every sentence that it sees, both ways round, in all the words of the sentence.

    It names no words for the parties, so that it is enough for them to stand in the sentence.
    """

    def __init__(self, *wanted: Key) -> None:
        super().__init__(self._obey)
        self.wanted = [way for name, one, other in wanted for way in ((name, one, other), (name, other, one))]

    def _obey(self, messages: Sequence[Message], schema: Mapping[str, Any]) -> str:
        shown = messages[1].content.rsplit("BEGIN ARTICLE", 1)[1]
        parties = schema["properties"]["claims"]["items"]["properties"]["subject"]["enum"]
        usual = {"over": None, "subject_words": "", "object_words": "", "domain": "unspecified", "mode": None}
        usual |= {"polarity": "affirmed", "modality": "asserted"}
        claims = [
            {"sentence": int(number), "predicate": name, "subject": subject, "object": target, "words": text}
            | usual
            for number, text in re.findall(r"^\[(\d+)\] (.*)$", shown, re.MULTILINE)
            for name, one, other in self.wanted
            for subject in parties
            for target in parties
            if (subject.split("-")[0], target.split("-")[0]) == (one, other)
        ]
        return json.dumps({"claims": claims})


def entering(attack: Attack, *wanted: Key) -> Iterator[Key]:
    """What enters where a model obeys the article."""
    reader = LlmReader(SETTINGS, client=Obeys(*wanted))
    yield from (key_of(claim.record) for claim in reader.read(attack.article).claims)
