"""Search: claims by the words of their quotes, articles by title and text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from papertiger.ledger import ArticleRow
from papertiger.ledger.finding import OF_ARTICLES
from papertiger.ledger.search import highlight, question
from papertiger.ledger.search.questions import Beginning, OneOf, Phrase, Term
from papertiger.web.showing.claims import listed
from papertiger.web.showing.filters import FIELDS, asked, choices
from papertiger.web.showing.marking import Marked, Run, runs
from papertiger.web.visit import Visited

router = APIRouter()
Kind = Literal["claims", "articles"]
FIRST, MOST = 25, 100
"""Answers of a page, and after asking for more."""
LONGEST = 1000
"""Code points of a question that are looked at here."""
LOOKED = 6_000
"""Code points of an article in which marks are looked for: what a person would read to see whether it is what they want."""
SNIPPET = 320
"""Code points of an article that are shown."""
_BEFORE = 60
"""Of those, how many stand before the first mark."""
ARTICLE_FIELDS = tuple(name for name in FIELDS if name in OF_ARTICLES)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was asked for: any of some words."""

    wanted: bool
    words: tuple[tuple[str, str], ...]
    """Kind (word, phrase, beginning) and its words as they are looked for, of each alternative."""


@dataclass(frozen=True, slots=True)
class FoundText:
    """An article that was found, with the passage around the first mark."""

    row: ArticleRow
    title: tuple[Run, ...]
    snippet: tuple[Run, ...]
    cut_before: bool
    cut_after: bool


@router.get("/search", name="search")
def search(visit: Visited) -> HTMLResponse:
    """What answers the question of the address, the last stored first."""
    query = visit.request.query_params
    words = query.get("q", "").strip()[:LONGEST]
    kind: Kind = "articles" if query.get("kind") == "articles" else "claims"
    limit = MOST if query.get("more") else FIRST
    understood = parts(words)
    wanted = asked(query, visit.speaks, ARTICLE_FIELDS if kind == "articles" else FIELDS, limit=limit + 1)
    answerable = any(one.wanted for one in understood)
    claims, articles, more = None, [], False
    if answerable and kind == "claims":
        found = visit.ledger.search(words, wanted.chosen)
        more = len(found) > limit
        claims = listed(visit.ledger, visit.ledger.with_origins(found[:limit]), visit.voice)
    elif answerable:
        texts = visit.ledger.search_articles(words, wanted.chosen)
        more = len(texts) > limit
        articles = [_found(one.article, one.text, words) for one in texts[:limit]]
    return visit.page(
        "pages/search.html.j2",
        q=words,
        kind=kind,
        understood=understood,
        answerable=answerable,
        asked=wanted,
        choices=choices(visit.voice.words),
        claims=claims,
        quotes={one.record.id: _marked(one.piece.exact, words, one.piece.language) for one in claims.pieces}
        if claims
        else {},
        articles=articles,
        more=more and limit < MOST,
        cut=more and limit == MOST,
        other={name: value for name, value in wanted.given.items() if name in ARTICLE_FIELDS},
        said=visit.voice.words,
    )


def parts(words: str) -> list[Part]:
    """How a question is understood: what must be there, what must not."""
    read = question(words)
    return [
        *(Part(True, _alternatives(terms)) for terms in read.wanted),
        *(Part(False, _alternatives((term,))) for term in read.unwanted),
    ]


def _alternatives(terms: Sequence[Term]) -> tuple[tuple[str, str], ...]:
    found: dict[tuple[str, str], None] = {}
    for term in terms:
        match term:
            case OneOf(keys):
                found |= {("word", key): None for key in keys}
            case Phrase(steps):
                found["phrase", " ".join(step[0] for step in steps if step)] = None
            case Beginning(letters):
                found["beginning", letters] = None
    return tuple(found)


def _marked(text: str, words: str, language: str) -> tuple[Run, ...]:
    return tuple(runs(text, [Marked(a, b, "found") for a, b in highlight(text, words, (language,))]))


def _found(row: ArticleRow, text: str, words: str) -> FoundText:
    """The passage around the first word that matches, as far as it is looked for."""
    title = row.title or ""
    spans = highlight(text[:LOOKED], words, (row.language,))
    # The title is told already: the first match after it tells more.
    first = next((a for a, _ in spans if a > len(title) + _BEFORE), spans[0][0] if spans else 0)
    start, end = _window(text, first)
    marks = [Marked(a, b, "found") for a, b in spans]
    return FoundText(
        row,
        _marked(title, words, row.language),
        tuple(runs(text, marks, start, end)),
        start > 0,
        end < len(text),
    )


def _window(text: str, first: int) -> tuple[int, int]:
    """Start and end of what is shown around `first`, at blanks."""
    start = max(first - _BEFORE, 0)
    start = text.find(" ", start, first) + 1 if start and " " in text[start:first] else start
    end = min(start + SNIPPET, len(text))
    if end < len(text) and (blank := text.rfind(" ", start, end)) > start:
        end = blank
    return start, end
