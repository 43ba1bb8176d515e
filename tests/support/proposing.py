"""A language model that proposes what a test tells it to, and articles for it to read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from papertiger.news import Article, Metadata, Paragraph
from papertiger.readers.llm.envelope import Answer, Message
from papertiger.settings import Endpoint, Settings

SETTINGS = Settings(llm=Endpoint("http://127.0.0.1:9/v1", "scripted"))
"""Nothing listens there, and nothing is sent there."""

Answers = Callable[[Sequence[Message], Mapping[str, Any]], str]


class Proposes:
    """Stands in for a client: answers with what it is given, one text a question and the last one ever after."""

    def __init__(
        self, *answers: str | list[dict[str, Any]] | Answers, finish: str = "stop", tokens: int = 10
    ) -> None:
        self._answers, self._finish, self._tokens = answers, finish, tokens
        self.asked: list[tuple[Sequence[Message], Mapping[str, Any], str]] = []

    def ask(self, messages: Sequence[Message], schema: Mapping[str, Any], key: str) -> Answer:
        self.asked.append((messages, schema, key))
        answer = self._answers[min(len(self.asked), len(self._answers)) - 1]
        if callable(answer):
            answer = answer(messages, schema)
        text = answer if isinstance(answer, str) else json.dumps({"claims": answer}, ensure_ascii=False)
        return Answer(text, 100, self._tokens, cached=False, finish=self._finish)


def proposal(**fields: object) -> dict[str, Any]:
    """A proposal for `article()`, all of whose fields are right unless they are given."""
    right: dict[str, Any] = {
        "sentence": 2,
        "predicate": "delivered",
        "subject": "POL",
        "object": "UKR",
        "over": None,
        "subject_words": "Poland",
        "object_words": "Ukraine",
        "words": "handed over 12 howitzers to Ukraine",
        "domain": "arms",
        "polarity": "affirmed",
        "modality": "asserted",
        "mode": None,
    }
    return right | fields


def article(*lines: str, outlet: str = "Gazette") -> Article:
    """A title and the paragraphs below it; by default one whose second sentence says that Poland gave Ukraine howitzers."""
    lines = lines or (
        "News of the day",
        "On Tuesday Poland handed over 12 howitzers to Ukraine, the Polish defence minister said.",
        "Did Hungary object? Russia kept silent. The Polish ministry praised Ukraine.",
    )
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]
    kinds = ["title", *("body" for _ in lines[1:])]
    paragraphs = tuple(
        Paragraph(at, at + len(line), kind)
        for at, line, kind in zip(starts, lines, kinds, strict=True)
        if line
    )
    meta = Metadata(title=lines[0], outlet=outlet, published="2026-03-12")
    return Article(text, paragraphs, meta, "probe.txt", text.encode())
