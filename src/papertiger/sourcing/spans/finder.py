"""The attributions of an article: drafts of all sentences compared, cleared of overlaps, and stretched over quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from papertiger.language import Sentence
from papertiger.news.article import Article, Span
from papertiger.sourcing.spans.attribution import Attribution
from papertiger.sourcing.spans.colons import with_colons
from papertiger.sourcing.spans.drafts import drafts
from papertiger.sourcing.spans.lexicon import Lexicon, lexicon
from papertiger.sourcing.spans.pieces import Pieces, cut, joined, of_words, touch
from papertiger.sourcing.spans.placed import Placed, outermost
from papertiger.sourcing.spans.quotations import Quotation, quotations
from papertiger.sourcing.spans.running import elsewhere, with_follow_ups
from papertiger.sourcing.spans.signed import signed

_LOOSE = re.compile(r"(?<![\s,;–—-])[\s,;–—-]++$")


def attributions(article: Article, sentences: Sequence[Sentence], language: str) -> list[Attribution]:
    """Who says, thinks or means what in an article, in order of the cues; empty for a language without cues.

    `sentences` are the article's, parsed; unparsed ones are read over. No word is part of two attributions' cues or contents: what
    stands within the content of another is left out.

    Raises:
        DataFileError: the table of the language's cues breaks its schema.
    """
    words = lexicon(language)
    if words is None:
        return []
    text = article.text
    quoted = quotations(text, article.paragraphs)
    placed = [
        one for i, sentence in enumerate(sentences) for one in _placed(i, sentence, words, quoted, article)
    ]
    placed += with_colons(article, sentences, quoted, words)
    placed += signed(article, sentences)
    kept = trimmed(outermost(with_follow_ups(outermost(placed), article, quoted)), text)
    return [Attribution(p.source, p.cue, p.content) for p in sorted(kept, key=lambda p: p.start)]


def _placed(
    index: int, sentence: Sentence, words: Lexicon, quoted: Sequence[Quotation], article: Article
) -> list[Placed]:
    if sentence.doc is None:
        return []
    text = article.text
    here = [q for q in quoted if q.start < sentence.end and sentence.start < q.end]
    found = []
    for draft in drafts(sentence.doc, words):
        cue = with_colon(joined(of_words(sentence, draft.cue), text), text)
        content = joined(of_words(sentence, draft.content), text)
        source = joined(of_words(sentence, draft.source), text)
        if cue and not content:
            content = elsewhere(cue, source, article, quoted)
        if not cue or not content or any(q.holds_speech and touch(cue, [q.span]) for q in here):
            continue
        pronoun = () if draft.pronoun is None else of_words(sentence, [draft.pronoun])
        content = with_marks(content, here, cue, source, text)
        found.append(Placed(draft.kind, index, with_comma(source, cue, text), cue, content, pronoun))
    return found


def trimmed(placed: Sequence[Placed], text: str) -> list[Placed]:
    """Sources without the space or comma that cutting leaves at their end."""
    return [
        replace(
            p,
            source=tuple(
                Span(s.start, s.start + len(_LOOSE.sub("", text[s.start : s.end]))) for s in p.source
            ),
        )
        if p.source and text[p.source[-1].end - 1].isspace()
        else p
        for p in placed
    ]


def with_colon(cue: Pieces, text: str) -> Pieces:
    """A cue with the colon that follows it."""
    if cue and text[cue[-1].end : cue[-1].end + 1] == ":":
        return (*cue[:-1], Span(cue[-1].start, cue[-1].end + 1))
    return cue


def with_comma(source: Pieces, cue: Pieces, text: str) -> Pieces:
    """A source that ends in an apposition keeps the comma before its cue."""
    if not source or not cue:
        return source
    last = source[-1]
    if (
        text[last.end : last.end + 1] == ","
        and "," in text[last.start : last.end]
        and last.end < cue[0].start
    ):
        return (*source[:-1], Span(last.start, last.end + 1))
    return source


def with_marks(
    content: Pieces, quoted: Sequence[Quotation], cue: Pieces, source: Pieces, text: str
) -> Pieces:
    """Content stretched to the quotation marks that it begins or ends with, and over the whole of a quotation that it cuts."""
    pieces = list(content)
    for q in quoted:
        if not touch(pieces, [q.span]) or touch([q.span], cue):
            continue
        whole = cut([q.span], source)
        pieces = list(joined([*pieces, *whole], text))
    return tuple(pieces)
