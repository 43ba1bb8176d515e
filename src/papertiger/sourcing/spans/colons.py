"""Speakers before a colon: "Poll: Voters are divided", the turns of an interview, and 'The mayor: "…"'."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from papertiger.news.article import Article, Paragraph, Span
from papertiger.sourcing.spans.placed import Placed
from papertiger.sourcing.spans.quotations import Quotation

if TYPE_CHECKING:
    from papertiger.language import Sentence
    from papertiger.sourcing.spans.lexicon import Lexicon

_LABEL = re.compile(r"([^\s:.,;?!\"“”][^:.;?!\"“”\n]{0,60}?)(\s?:)(?=\s)")
_MOST_WORDS = 4
_MARKS = '"“„«'
"""What may stand before a label: each turn of a transcript may be quoted."""
_TURNS = 3
"""So many paragraphs must begin with a label to make an interview ("Q", "A")."""
_END = re.compile(r"(?<![\s.,;:])[\s.,;:]++$")


def with_colons(
    article: Article, sentences: Sequence[Sentence], quoted: Sequence[Quotation], lexicon: Lexicon
) -> list[Placed]:
    """Every attribution by a colon alone."""
    labels = {p.start: m for p in article.paragraphs if (m := _label(article.text, p, lexicon))}
    counts = Counter(m[1].strip() for m in labels.values())
    turns = {start: m for start, m in labels.items() if counts[m[1].strip()] >= _TURNS}
    starts = {s.start: i for i, s in enumerate(sentences)}
    found = list(_turns(article, turns, starts))
    if article.paragraphs and (first := article.paragraphs[0]).start in labels and first.start not in turns:
        match = labels[first.start]
        words = match[1].split()
        if len(words) <= _MOST_WORDS and _is_source(sentences[0], len(words), lexicon):
            found.append(_placed(0, match, [Span(match.end(), first.end)], article.text))
    for q in quoted:
        before = _just_before(article, q, lexicon)
        if before is None or before.start() in turns:
            continue
        index = next((i for i, s in enumerate(sentences) if s.start <= before.start() < s.end), None)
        if index is not None and not _has_verb(sentences[index], before):
            found.append(_placed(index, before, [q.span], article.text))
    return found


def _label(text: str, paragraph: Paragraph, lexicon: Lexicon) -> re.Match[str] | None:
    start = paragraph.start
    while start < paragraph.end and text[start] in _MARKS:
        start += 1
    match = _LABEL.match(text, start, paragraph.end)
    if match is None or not match[1][0].isupper() or match[1].split()[0].lower() in lexicon.table.interjected:
        return None
    return match if match.end() < paragraph.end else None


def _turns(article: Article, turns: dict[int, re.Match[str]], starts: dict[int, int]) -> Iterator[Placed]:
    """Each turn runs up to the next one; the last is one paragraph long."""
    at: re.Match[str] | None = None
    pieces: list[Span] = []
    for paragraph in article.paragraphs:
        if paragraph.start in turns:
            if at is not None:
                yield _placed(starts.get(at.start(), 0), at, pieces, article.text)
            at = turns[paragraph.start]
            pieces = [Span(at.end(), paragraph.end)]
        elif at is not None:
            pieces.append(Span(paragraph.start, paragraph.end))
    if at is not None:
        yield _placed(starts.get(at.start(), 0), at, pieces[:1], article.text)


def _placed(sentence: int, match: re.Match[str], pieces: Sequence[Span], text: str) -> Placed:
    first, last = pieces[0], pieces[-1]
    start = first.start
    while start < first.end and text[start].isspace():
        start += 1
    end = max(start + 1, first.start + len(_END.sub("", text[first.start : last.end])))
    source = match[1].rstrip()
    return Placed(
        "title",
        sentence,
        (Span(match.start(), match.start() + len(source)),),
        (Span(match.end() - 1, match.end()),),
        (Span(start, end),),
    )


def _is_source(sentence: Sentence, words: int, lexicon: Lexicon) -> bool:
    """Whether a headline's label names somebody who says something."""
    if sentence.doc is None:
        return False
    head = [t for t in sentence.doc[: words + 1] if t.text != ":"]
    if any(t.pos_ in {"VERB", "AUX"} for t in head):
        return False
    return any(t.pos_ == "PROPN" or t.lower_ in lexicon.table.papers for t in head)


def _just_before(article: Article, q: Quotation, lexicon: Lexicon) -> re.Match[str] | None:
    """A label that fills its sentence up to the quotation."""
    text = article.text
    begin = max((text.rfind(mark, 0, q.start) for mark in (". ", "\n", "? ", "! ", "” ", '" ')), default=-1)
    start = begin + 1
    while start < q.start and text[start].isspace():
        start += 1
    match = _LABEL.match(text, start, q.start)
    if match is None or text[match.end() : q.start].strip() or len(match[1].split()) > _MOST_WORDS + 4:
        return None
    named = match[1][0].isupper() and match[1].split()[0].lower() not in lexicon.table.interjected
    return match if named else None


def _has_verb(sentence: Sentence, match: re.Match[str]) -> bool:
    return sentence.doc is not None and any(
        t.pos_ in {"VERB", "AUX"} and match.start() <= sentence.start + t.idx < match.end()
        for t in sentence.doc
    )
