"""Plain text to an article: the frozen text is the whole file (breaks of hard-wrapped lines as spaces)."""

from __future__ import annotations

from papertiger.errors import ArticleError
from papertiger.news.article import Article, Metadata
from papertiger.news.fields import merge
from papertiger.news.freeze import freeze
from papertiger.news.header import read_head
from papertiger.news.layout import lay_out
from papertiger.news.lines import split_lines
from papertiger.news.outlets import with_outlet
from papertiger.news.wrapping import unwrap

_CURE_SIZE = "give one article a file, or JSONL rows"
MAX_LINE = 200_000
"""Longest line, in characters, that can be a paragraph: a book chapter on one line is shorter."""
MAX_TEXT = 2_000_000
"""Longest text, in characters, that can be one article: a thousand printed pages."""
MAX_LINES = 20_000
"""Most non-blank lines of one article."""


def read_plain(text: str, raw: bytes, path: str, side: Metadata | None = None) -> Article:
    """The article in a decoded plain `text`; `side` is what its side file says and goes before what the text says.

    Raises:
        ArticleError: nothing is written in it, or it is no article.
    """
    check_lines(text, path)
    frozen = unwrap(freeze(text))
    lines = list(split_lines(frozen))
    if not any(char.isalpha() for line in lines for char in line.text):
        raise ArticleError(
            path, "no text in it" if raw.strip() else "empty", cure="give a file with the article's text"
        )
    head = read_head(lines)
    layout = lay_out(lines, title=head.title, used=head.used)
    if not layout.paragraphs:
        raise ArticleError(
            path, "no article text in it, only header or site lines", cure="add the article's text"
        )
    metadata = with_outlet(merge(side or Metadata(), head.metadata))
    return Article(frozen, layout.paragraphs, metadata, path, raw, layout.furniture)


def check_lines(text: str, path: str) -> None:
    """Refuse a text that is too long, or has lines too long or too many, to be one article."""
    if len(text) <= MAX_LINES:
        return
    lines = text.split("\n")
    longest = max(map(len, lines))
    if longest > MAX_LINE:
        raise ArticleError(
            path, f"not an article: one line of {longest:,} characters", cure="break it into paragraphs"
        )
    if len(text) > MAX_TEXT:
        raise ArticleError(path, f"not an article: {len(text):,} characters of text", cure=_CURE_SIZE)
    if len(lines) > MAX_LINES and (filled := sum(1 for line in lines if line.strip())) > MAX_LINES:
        raise ArticleError(path, f"not an article: {filled:,} lines", cure=_CURE_SIZE)
