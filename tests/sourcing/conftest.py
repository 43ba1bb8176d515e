"""Small articles with a marked place, and the chain that holds there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from papertiger.actors import Mention, knowledge_base
from papertiger.language import Sentence, split
from papertiger.news.article import Article, Metadata, Paragraph
from papertiger.records import AttributionStep
from papertiger.sourcing import Attributions, attribute

MARK = "@"
"""Stands before the word whose chain a case asks for; taken out before reading."""


def make_article(
    text: str, language: str, outlet: str | None = "Our Paper", url: str | None = None
) -> Article:
    """An article of one paragraph a line; a line that starts with ``# `` is the title, with ``## `` a heading."""
    paragraphs, lines, position = [], [], 0
    for line in text.split("\n"):
        kind = "title" if line.startswith("# ") else "heading" if line.startswith("## ") else "body"
        body = line.removeprefix("## ").removeprefix("# ")
        if body:
            paragraphs.append(Paragraph(position, position + len(body), kind))
        lines.append(body)
        position += len(body) + 1
    metadata = Metadata(outlet=outlet, url=url, language=language)
    return Article("\n".join(lines), tuple(paragraphs), metadata, "test", b"")


def read(article: Article, language: str) -> tuple[Attributions, list[Sentence]]:
    """The attributions of an article, with the real sentence splitter and actor file."""
    sentences = split(article.text, article.paragraphs, language)
    found = knowledge_base().mentions(article.text, language)
    mentions: Sequence[Sequence[Mention]] = [
        [m for m in found if s.start <= m.start and m.end <= s.end] for s in sentences
    ]
    return attribute(article, sentences, mentions, language), sentences


def short(step: AttributionStep) -> str:
    """A step as the tables write it: ``kind:name[actor]*``, the star for anonymous."""
    actor = f"[{step.actor}]" if step.actor else ""
    return f"{step.kind[0]}:{step.name}{actor}{'*' if step.anonymous else ''}"


@pytest.fixture
def reading() -> Callable[..., tuple[Article, Attributions, list[Sentence]]]:
    """A reader of small articles: text, language and metadata in; article, attributions and sentences out."""

    def of(
        text: str, language: str = "uk", **metadata: str | None
    ) -> tuple[Article, Attributions, list[Sentence]]:
        article = make_article(text, language, **metadata)
        return (article, *read(article, language))

    return of


@pytest.fixture
def chain_at() -> Callable[..., str]:
    """A reader of marked articles: the chain at the mark, without its first step, as ``o:A > p:B``."""

    def chain(marked: str, language: str, **metadata: str | None) -> str:
        article = make_article(marked, language, **metadata)
        position = article.text.index(MARK)
        article = make_article(marked.replace(MARK, ""), language, **metadata)
        attributions, sentences = read(article, language)
        sentence = next(s for s in sentences if s.start <= position < s.end)
        steps, explanations = attributions.chain(sentence.index, position, position + 3)

        assert len(steps) == len(explanations)
        assert all(e.field == "attribution" and e.why for e in explanations)
        return " > ".join(short(step) for step in steps[1:])

    return chain
