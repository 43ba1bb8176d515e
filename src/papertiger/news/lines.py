"""A text as lines with their places, and what the shape of one line tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A line that ends in one of these is a sentence, or leads into one; quotation marks and brackets may follow.
_CLOSED = re.compile(r"[.!?…:;,][\"'»”“’)\]]*$")
# Four letters before the stop, since "U.S. Court" and "Gov. Roe" go on.
_INNER_STOP = re.compile(r"[^\W\d_]{4}[.!?…][\"'»”“’)\]]*\s+[\"'«„“‘(\[]*[^\W\d_]")
_BULLET = re.compile(r"[-–—•·*▪■●○◦‣►]\s|\d{1,3}[.)]\s")
_WORD = re.compile(r"\w+(?:['’ʼ`.,-]\w+)*")

HEADING_WORDS = 12
HEADING_CHARS = 100
"""Longest heading. Of the subheadings of real news pages 99 in 100 are shorter."""


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line without the space around it; `start` and `end` are code points of its text."""

    start: int
    end: int
    text: str


def split_lines(text: str) -> Iterator[Line]:
    """The non-blank lines of `text`, in order, each stripped."""
    start = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            begin = start + raw.index(stripped[0])
            yield Line(begin, begin + len(stripped), stripped)
        start += len(raw) + 1


def is_closed(line: str) -> bool:
    """Whether `line` ends in closing punctuation."""
    return _CLOSED.search(line[-8:]) is not None


def is_one_sentence(line: str) -> bool:
    """Whether no full stop, question mark or the like stands inside `line` before a new word."""
    return _INNER_STOP.search(line) is None


def is_bulleted(line: str) -> bool:
    """Whether `line` is an item of a list."""
    return _BULLET.match(line) is not None


def words_in(line: str) -> int:
    """Number of words; counts no further than is useful for telling a long line."""
    return sum(1 for _ in _WORD.finditer(line[:2_000]))


def is_headline_like(line: str) -> bool:
    """A short line without closing punctuation (a question or exclamation mark is let through)."""
    if len(line) > 200 or is_bulleted(line):  # noqa: PLR2004 - the longest headlines have about 180 characters
        return False
    return not is_closed(line) or (line.rstrip("\"'»”“’)")[-1:] in "!?" and is_one_sentence(line))


def is_heading(line: str) -> bool:
    """A subheading inside a text: shorter than a headline, with no closing punctuation at all."""
    if len(line) > HEADING_CHARS or is_closed(line) or is_bulleted(line):
        return False
    return words_in(line) <= HEADING_WORDS and any(c.isalpha() for c in line)
