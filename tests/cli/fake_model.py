"""A language model's reader for tests: it asks one question an article and takes the answer for lines of the fake reader's notation."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fake_reader import LINE, FakeReader, _claim, obey

from papertiger.errors import EndpointError
from papertiger.news.article import Article
from papertiger.readers import Reading
from papertiger.readers.llm.envelope import Message
from papertiger.readers.reading import Note, ReadClaim
from papertiger.records import Coder, Quote
from papertiger.settings import Settings

FRAMES = Coder(reader="frames", version="1", config="sha256:frames", frame="")
NOTHING = "nothing"
"""The answer about a text that says nothing."""
MODEL = Coder(reader="llm", version="1", config="sha256:model", frame="")


class FakeFrames(FakeReader):
    """The fake reader under the name of the shipped one, which says what it reads with."""

    def coder(self, _: Article) -> Coder:
        """The same for every article."""
        return FRAMES

    def read(self, article: Article) -> Reading:
        """As the fake reader does."""
        reading = super().read(article)
        return replace(reading, coder=FRAMES, claims=tuple(_named(claim, FRAMES) for claim in reading.claims))


@dataclass(frozen=True)
class Call:
    """One question."""

    messages: Sequence[Message]
    schema: Mapping[str, Any]
    key: str


class FakeModel:
    """What the model answers stands in the text; what does not is dropped."""

    def __init__(self, settings: Settings, *, client: Any = None) -> None:  # noqa: ANN401 - as the real one
        self.settings, self.client = settings, client
        self.dropped: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()

    def calls(self, article: Article) -> list[Call]:
        """The article as it is, but for one that says nothing of anybody."""
        obey(article)
        if not LINE.search(article.text):
            return []
        return [Call([Message("user", article.text)], {}, hashlib.sha256(article.text.encode()).hexdigest())]

    def coder(self, _: Article) -> Coder:
        """The same for every article."""
        return MODEL

    def read(self, article: Article) -> Reading:
        """The lines of the answer that stand in the article."""
        claims: list[ReadClaim] = []
        notes: list[Note] = []
        for call in self.calls(article):
            try:
                answer = self.client.ask(call.messages, call.schema, call.key)
            except EndpointError as error:
                self.failed[error.kind] += 1
                notes.append(Note("llm", 0, 0, "", f"a window not read: {error.problem}"))
                continue
            for line in answer.text.removeprefix(NOTHING).splitlines():
                found = LINE.match(line)
                at = article.text.find(found["words"]) if found else -1
                if found is None or at < 0:
                    self.dropped["the words are not in the text"] += 1
                    continue
                claims.append(_read(article, line, found, at))
        return Reading(article, "uk", MODEL, tuple(claims), 1, 1, tuple(notes))


def _read(article: Article, line: str, found: re.Match[str], at: int) -> ReadClaim:
    record = _claim(replace(article, text=line), found).record
    words = found["words"]
    quote = Quote(exact=words, prefix="", suffix="", start=at, end=at + len(words))
    identity = hashlib.sha256(f"{article.key}:{line}:{at}".encode()).hexdigest()[:20]
    about = record.article.model_copy(update={"sha256": article.sha256})
    update = {"id": identity, "coder": MODEL, "confidence": 0.3, "quote": quote, "article": about}
    return ReadClaim(record.model_copy(update=update))


def _named(claim: ReadClaim, coder: Coder) -> ReadClaim:
    return replace(claim, record=claim.record.model_copy(update={"coder": coder}))
