"""Passages that turn to whoever reads them, or speak of themselves and of machines that read, outside quotations.

Rows of cues (`hostile`) know attacks that somebody has seen; whoever writes a new one has other words. But what is to steer a reader must
turn to it, and news of what states do to each other hardly ever does. Such passages are not shown to a model and no claim of them stands;
the rest of the article is read. Opinion pieces lose a paragraph now and then, to the rules they are open all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from papertiger.datafiles import load_table
from papertiger.news.article import Paragraph
from papertiger.readers.hostile import Table
from papertiger.readers.llm.instructions import DATA
from papertiger.readers.prepared import Prepared
from papertiger.readers.rows import folded
from papertiger.sourcing.quotes import speech_spans

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_MARKS = r".!?:;…»”\"\u2013\u2014(-"
"""Of which one ends what stands before a clause."""
_BEFORE = 16
"""Characters before a word that tell whether a clause begins with it."""


class Addressing(Table):
    """How texts of a language turn to their reader."""

    you: tuple[str, ...]
    orders: tuple[str, ...]
    before: tuple[str, ...]
    opening: tuple[str, ...]
    nouns: tuple[str, ...]
    after: tuple[str, ...]
    meta: tuple[str, ...]
    this: tuple[str, ...]
    text: tuple[str, ...]
    unless: tuple[str, ...]
    pairs: tuple[str, ...]
    matches: tuple[str, ...]
    misses: tuple[str, ...]


class _Languages(Table):
    languages: dict[str, Addressing]


@cache
def addressing() -> dict[str, Addressing]:
    """By language; raises DataFileError naming file and line when the file is wrong."""
    return load_table(DATA / "addressing.yaml", _Languages).languages


def turns_to_reader(text: str) -> bool:
    """Whether a text without quotations turns to whoever reads it, in any of the languages."""
    words = _words()
    found = list(_WORD.finditer(text))
    for number, one in enumerate(found):
        word = folded(one.group())
        follows, then = (folded(found[n].group()) if n < len(found) else "" for n in (number + 1, number + 2))
        if word in words.anywhere or word.startswith(words.beginnings):
            return True
        if (word, follows) in words.pairs:
            return True
        if word in words.this and follows in words.text and (follows, then) not in words.unless:
            return True
        if word not in words.opening and word not in words.nouns:
            continue
        if not words.opens.search(text[max(0, one.start() - _BEFORE) : one.start()]):
            continue
        if word in words.opening or follows in words.after:
            return True
    return False


def addressed(made: Prepared) -> frozenset[int]:
    """Indices of the sentences in paragraphs that turn to their reader outside quotations."""
    text = made.view.text
    quoted = speech_spans(text, made.view.paragraphs)
    letters = list(text)
    for span in quoted:
        letters[span.start : span.end] = " " * (span.end - span.start)
    bare = "".join(letters)
    turning = [one for one in made.view.paragraphs if turns_to_reader(bare[one.start : one.end])]
    return frozenset(
        sentence.index for sentence in made.sentences if any(_holds(one, sentence.start) for one in turning)
    )


def _holds(paragraph: Paragraph, place: int) -> bool:
    return paragraph.start <= place < paragraph.end


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of all languages: a text may turn to its reader in another than its own."""

    anywhere: frozenset[str]
    opening: frozenset[str]
    nouns: frozenset[str]
    after: frozenset[str]
    this: frozenset[str]
    text: frozenset[str]
    beginnings: tuple[str, ...]
    unless: frozenset[tuple[str, ...]]
    pairs: frozenset[tuple[str, ...]]
    opens: re.Pattern[str]
    """What stands before a word with which a clause begins: nothing, or a mark, and perhaps a word before an order."""


@cache
def _words() -> _Words:
    tables = addressing().values()

    def all_of(*lists: Iterable[str]) -> frozenset[str]:
        return frozenset(folded(word) for words in lists for word in words)

    return _Words(
        all_of(*((*one.you, *one.orders, *one.meta) for one in tables)),
        all_of(*(one.opening for one in tables)),
        all_of(*(one.nouns for one in tables)),
        all_of(*(one.after for one in tables)),
        all_of(*(one.this for one in tables)),
        all_of(*(one.text for one in tables)),
        tuple(folded(word[:-1]) for one in tables for word in one.meta if word.endswith("*")),
        frozenset(tuple(folded(pair).split()) for one in tables for pair in one.unless),
        frozenset(tuple(folded(pair).split()) for one in tables for pair in one.pairs),
        re.compile(
            rf"(?:\A|[{_MARKS}])\s*(?:(?:{'|'.join(re.escape(word) for one in tables for word in one.before)})\s+)?\Z",
            re.IGNORECASE,
        ),
    )
