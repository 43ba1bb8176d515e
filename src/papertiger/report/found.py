"""What a search found, as lines: each claim or article with the words that were looked for marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from papertiger.ledger import ArticleRow
from papertiger.records import ClaimRecord
from papertiger.report.terminal import NARROW, SHORT, Ink, chain_text, formula
from papertiger.report.visible import clipped, counted, one_line, visible
from papertiger.report.wording import wording

Span = tuple[int, int]
"""Half-open, in code points of the text that it stands in."""

_BLANKS = re.compile(r"\s+")
_BEFORE = 4
"""A quarter of the room is for what stands before the first marked word."""


def found_claim_lines(
    found: Iterable[tuple[ClaimRecord, Sequence[Span]]], anonymous: str, ink: Ink, width: int
) -> Iterator[str]:
    """Three lines a claim, as `terminal.claim_lines` gives; of a long quote the part around the first marked word."""
    room = max(width, NARROW) - SHORT - 2
    indent = " " * (SHORT + 2)
    for record, spans in found:
        date = one_line((record.article.published or "")[:10]) or "undated"
        yield f"{ink.accent(record.id[:SHORT])}  {ink.dim(f'{date:<10}')}  {ink.bold(one_line(formula(record)))}"
        yield indent + clipped(chain_text(record.attribution, anonymous), room)
        yield f"{indent}“{marked(record.quote.exact, spans, room - 2, ink)}”"
        if mark := wording().mark(record):
            yield indent + ink.bold(mark)


def found_article_lines(
    found: Iterable[tuple[ArticleRow, str, Sequence[Span]]], ink: Ink, width: int
) -> Iterator[str]:
    """Three lines an article: key, date and title; outlet, language and number of claims; the passage with the first marked word.

    Args:
        found: articles, each with its text and the spans to be marked in it.
        ink: colours.
        width: of the lines, in characters.
    """
    room = max(width, NARROW) - SHORT - 2
    indent = " " * (SHORT + 2)
    for article, text, spans in found:
        date = one_line((article.published or "")[:10]) or "undated"
        title = clipped(article.title or "untitled", room - 12)
        yield f"{ink.accent(article.key[:SHORT])}  {ink.dim(f'{date:<10}')}  {ink.bold(title)}"
        about = (
            article.outlet or "outlet not known",
            article.language,
            counted(article.claims, "claim"),
            article.path,
        )
        yield indent + clipped(" · ".join(about), room)
        yield indent + marked(text, spans, room, ink)


def marked(text: str, spans: Sequence[Span], room: int, ink: Ink) -> str:
    """`text` on one line of some `room` characters, from a little before the first of `spans`, which are marked.

    Marks take no room; cuts are shown as "…", and fall between words where one ends near.
    """
    start, end = 0, len(text)
    if len(text) > room:
        first = spans[0][0] if spans else 0
        start = max(0, min(first - room // _BEFORE, len(text) - room))
        end = min(len(text), start + room)
        start, end = _at_words(text, start, end)
    pieces: list[str] = []
    at = start
    for low, high in spans:
        if start <= low and high <= end:
            pieces += [_flat(text[at:low]), ink.mark(_flat(text[low:high]))]
            at = high
    shown = "".join([*pieces, _flat(text[at:end])])
    return ("…" if start else "") + shown.strip() + ("…" if end < len(text) else "")


def _at_words(text: str, start: int, end: int) -> Span:
    """The window moved in to the nearest blanks, where there are any in its outer quarters."""
    reach = (end - start) // _BEFORE
    if start:
        blank = text.find(" ", start, start + reach)
        start = blank + 1 if blank >= 0 else start
    if end < len(text):
        blank = text.rfind(" ", end - reach, end)
        end = blank if blank >= 0 else end
    return start, end


def _flat(text: str) -> str:
    """Part of a line: made visible, every run of white space one space, also at its ends."""
    return visible(_BLANKS.sub(" ", text))
