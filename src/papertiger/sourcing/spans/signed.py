"""Quotations signed with a name: '"…" — Anna Petrova, a reader', the dash on the quotation's own line or the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from papertiger.language import Sentence
from papertiger.news.article import Article, Span
from papertiger.sourcing.spans.placed import Placed

_MARK = "(?:[\"“”„«»]|''|``)"
_SIGNED = re.compile(
    rf"(?P<said>{_MARK}[^\"“”\n]+{_MARK})\s*(?P<dash>--|[―—–-])\s*(?P<name>[^\W\d_][^\n:;!?\"“”]{{1,80}}?)[\s.]*"
)
_MOST_WORDS = 10
"""Words of a signature, at most."""


def signed(article: Article, sentences: Sequence[Sentence]) -> Iterator[Placed]:
    """Every quotation that fills its paragraph and is signed behind a dash, which is the cue."""
    paragraphs = article.paragraphs
    for paragraph, following in zip(paragraphs, (*paragraphs[1:], None), strict=True):
        ends = (paragraph.end, following.end) if following else (paragraph.end,)
        match = next(
            (m for end in ends if (m := _SIGNED.fullmatch(article.text, paragraph.start, end))), None
        )
        if match and match["name"][0].isupper() and len(match["name"].split()) <= _MOST_WORDS:
            index = next(i for i, s in enumerate(sentences) if s.end > match.start("said"))
            name, dash, said = (Span(*match.span(part)) for part in ("name", "dash", "said"))
            yield Placed("signed", index, (name,), (dash,), (said,))
