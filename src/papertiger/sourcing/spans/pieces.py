"""Spans in pieces: joining, cutting, trimming."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from papertiger.news.article import Span

if TYPE_CHECKING:
    from papertiger.language import Sentence

Pieces = tuple[Span, ...]


def joined(pieces: Iterable[Span], text: str) -> Pieces:
    """Pieces in order; those with nothing but white-space between are one."""
    found: list[Span] = []
    for piece in sorted(pieces, key=lambda s: (s.start, s.end)):
        if found and not text[found[-1].end : piece.start].strip():
            found[-1] = Span(found[-1].start, max(found[-1].end, piece.end))
        else:
            found.append(piece)
    return tuple(found)


def cut(pieces: Iterable[Span], out: Iterable[Span]) -> Pieces:
    """What is left of pieces when others are taken out."""
    left = list(pieces)
    for hole in out:
        left = [
            part
            for one in left
            for part in (Span(one.start, min(one.end, hole.start)), Span(max(one.start, hole.end), one.end))
            if part.start < part.end
        ]
    return tuple(left)


def touch(one: Iterable[Span], other: Sequence[Span]) -> bool:
    """Whether two spans share a character."""
    return any(a.start < b.end and b.start < a.end for a in one for b in other)


def size(pieces: Iterable[Span]) -> int:
    """How many characters pieces have."""
    return sum(s.end - s.start for s in pieces)


def within(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether all pieces of one lie in pieces of the other."""
    return all(any(b.start <= a.start and a.end <= b.end for b in other) for a in one)


def of_words(sentence: Sentence, words: Iterable[int]) -> Pieces:
    """The pieces that words of a sentence cover: runs of words, marks between two of them included, none at the ends."""
    doc = sentence.doc
    if doc is None:
        return ()
    runs: list[list[int]] = []
    for i in sorted(words):
        if runs and all(_is_mark(doc[k].text) for k in range(runs[-1][-1] + 1, i)):
            runs[-1].append(i)
        else:
            runs.append([i])
    found = []
    for run in runs:
        kept = [i for i in run if not _is_mark(doc[i].text)]
        if kept:
            first, last = doc[kept[0]], doc[kept[-1]]
            after = last.i + 1
            if (
                after in run
                and doc[after].text == ")"
                and any(doc[i].text == "(" for i in range(first.i, after))
            ):
                last = doc[after]
            start, end = first.idx, last.idx + len(last.text)
            found.append(
                Span(sentence.start + _left(doc.text, start), sentence.start + _right(doc.text, end))
            )
    return tuple(found)


def _left(text: str, start: int) -> int:
    """Back to the beginning of a hyphenated word ("Coca-Cola" is three tokens)."""
    while start > 1 and text[start - 1] == "-" and text[start - 2].isalnum():
        start -= 2
        while start > 0 and text[start - 1].isalnum():
            start -= 1
    return start


def _right(text: str, end: int) -> int:
    """On to the end of a hyphenated word."""
    while end + 1 < len(text) and text[end] == "-" and text[end + 1].isalnum():
        end += 2
        while end < len(text) and text[end].isalnum():
            end += 1
    return end


def _is_mark(text: str) -> bool:
    return not any(c.isalnum() or c in "$%€£#@&+" for c in text)
