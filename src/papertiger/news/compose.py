"""An article from blocks of text: what pages, feeds and data files yield, where plain text is already one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from papertiger.errors import ArticleError
from papertiger.news.article import Article, Metadata, Span
from papertiger.news.fields import clean_value, merge
from papertiger.news.freeze import freeze
from papertiger.news.header import read_head
from papertiger.news.layout import lay_out
from papertiger.news.lines import split_lines
from papertiger.news.outlets import with_outlet


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph's text as the source has it; `kind` where the source says it, else None."""

    text: str
    kind: str | None = None


def compose(blocks: Sequence[Block], metadata: Metadata, raw: bytes, path: str) -> Article:
    """The article whose frozen text is the title and the blocks, one a line with a blank line between.

    Raises:
        ArticleError: no block holds text.
    """
    frozen = [(line, block.kind) for block in blocks if (line := _one_line(block.text))]
    if not any(char.isalpha() for line, _ in frozen for char in line):
        raise ArticleError(path, "no text in it", cure="give the article's text")
    title = clean_value(metadata.title) if metadata.title else None
    frozen = _with_title(frozen, title)
    text = "\n\n".join(line for line, _ in frozen)
    lines = list(split_lines(text))
    span = Span(0, lines[0].end) if title else None
    head = read_head(lines, title=span)
    kinds = {line.start: kind for line, (_, kind) in zip(lines, frozen, strict=True) if kind}
    layout = lay_out(lines, title=head.title, used=head.used, kinds=kinds)
    if all(p.kind == "title" for p in layout.paragraphs):
        raise ArticleError(path, "no article text in it, only site lines", cure="add the article's text")
    known = with_outlet(merge(replace(metadata, title=title), head.metadata))
    return Article(text, layout.paragraphs, known, path, raw, layout.furniture)


def _with_title(lines: list[tuple[str, str | None]], title: str | None) -> list[tuple[str, str | None]]:
    """`lines` with the title as the first, and not a second time among the next two."""
    if title is None:
        return lines
    rest = [(line, kind) for i, (line, kind) in enumerate(lines) if i > 1 or not _same(line, title)]
    return [(title, None), *rest]


def _same(line: str, title: str) -> bool:
    return line.casefold().rstrip(". ") == title.casefold().rstrip(". ")


def _one_line(text: str) -> str:
    """`text` frozen and on one line: a page's own line breaks inside a paragraph are only its source's layout."""
    return " ".join(freeze(text).split())
