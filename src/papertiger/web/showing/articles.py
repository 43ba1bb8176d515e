"""An article as its page shows it: the frozen text whole, in lines, with the quotes of claims marked, each tied to its claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from papertiger.news.article import Article
from papertiger.records import ClaimRecord
from papertiger.web.showing.marking import Marked, Run, runs


@dataclass(frozen=True, slots=True)
class Noted:
    """One claim in the margin."""

    number: int
    """From 1, in the order of the text."""
    record: ClaimRecord


@dataclass(frozen=True, slots=True)
class Line:
    """A run of the frozen text between line breaks."""

    kind: str
    """title, heading or body, as the reader took it; furniture for what it did not read."""
    runs: tuple[Run, ...]
    """Marks are the ids of claims."""


def noted(claims: Sequence[ClaimRecord]) -> tuple[Noted, ...]:
    """Claims numbered in the order in which their quotes stand."""
    ordered = sorted(claims, key=lambda one: (one.quote.start, one.quote.end, one.id))
    return tuple(Noted(number, one) for number, one in enumerate(ordered, start=1))


def lines(article: Article, found: Sequence[Noted]) -> Iterator[Line]:
    """All of the frozen text, line by line, blank lines left out.

    Args:
        article: the article.
        found: its claims, in the order of their quotes.
    """
    text = article.text
    kinds = {paragraph.start: (paragraph.end, paragraph.kind) for paragraph in article.paragraphs}
    marked = [Marked(one.record.quote.start, one.record.quote.end, one.record.id) for one in found]
    first = 0
    for start, end, kind in _pieces(text, kinds):
        # Quotes come in order, so that those before this line need not be looked at again.
        while first < len(marked) and marked[first].end <= start:
            first += 1
        near = []
        for one in marked[first:]:
            if one.start >= end:
                break
            near.append(one)
        yield Line(kind, tuple(runs(text, near, start, end)))


def _pieces(text: str, kinds: Mapping[int, tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of every paragraph and of every other line that is not blank."""
    at = 0
    while at < len(text):
        if at in kinds:
            end, kind = kinds[at]
            yield at, end, kind
            at = max(end, at + 1)
            continue
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        inside = next((start for start in range(at + 1, stop) if start in kinds), stop)
        if text[at:inside].strip():
            yield at, inside, "furniture"
        at = inside if inside < stop else stop + 1
