"""Quotations: where quotation marks open and close, over sentences and paragraphs.

Marks are the curly and straight ones and two apostrophes (''as some agencies print them''). Single marks are left alone: inside a
quotation they quote again, and elsewhere they are mostly apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from papertiger.news.article import Paragraph, Span

_MARKS = re.compile(r"''|``|[\"“”„«»]")
_OPENING = frozenset("“„«") | {"``"}
_CLOSING = frozenset("”»")
_SPEECH = 25
"""Characters of the shortest quotation that holds a statement."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, marks included."""

    start: int
    end: int
    open: bool = False
    """Whether no mark closes it, as where the next paragraph goes on."""

    @property
    def holds_speech(self) -> bool:
        """Whether it's long enough to be more than a borrowed word, and surely ends where it's said to end."""
        return not self.open and self.end - self.start >= _SPEECH

    @property
    def span(self) -> Span:
        """Its place."""
        return Span(self.start, self.end)


def quotations(text: str, paragraphs: Sequence[Paragraph]) -> list[Quotation]:
    """The quotations of a text, each within its paragraph, in order; nested ones are left out."""
    return [one for paragraph in paragraphs for one in _of_paragraph(text, paragraph)]


def _of_paragraph(text: str, paragraph: Paragraph) -> list[Quotation]:
    found: list[Quotation] = []
    start: int | None = None
    for match in _MARKS.finditer(text, paragraph.start, paragraph.end):
        mark = match.group()
        if start is None:
            if mark not in _CLOSING and _may_open(text, match, paragraph):
                start = match.start()
        elif mark in _OPENING:
            found.append(Quotation(start, match.start(), open=True))
            start = match.start()
        elif mark in _CLOSING or _may_close(text, match, paragraph):
            found.append(Quotation(start, match.end()))
            start = None
    if start is not None:
        found.append(Quotation(start, paragraph.end, open=True))
    return found


def _may_open(text: str, match: re.Match[str], paragraph: Paragraph) -> bool:
    after = text[match.end()] if match.end() < paragraph.end else " "
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    return not after.isspace() and not (before.isalnum() and match.group() != "``")


def _may_close(text: str, match: re.Match[str], paragraph: Paragraph) -> bool:
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    return not before.isspace() or not after.isalnum()
