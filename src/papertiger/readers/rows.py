"""Rows of words: a small notation for what stands in a text with gaps, matched in time linear in the text.

A row of words: ``|`` parts alternatives, ``*`` ends the beginning of a word, ``~3`` allows up to three words in between, ``^`` asks for
the beginning of a clause or for a word of the language's `openers` before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*|_|[^\w\s]")
_STEP = re.compile(r"\^|~\d|[^\s^~]+")
KEPT = 50_000
"""Words whose rows and folded forms are remembered."""


def well_formed(text: str) -> str:
    """The notation of a row, unchanged; raises ValueError where it is none."""
    if " ".join(_STEP.findall(text)) != " ".join(text.split()):
        raise ValueError(f"{text!r} is no row of words")
    return text


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a row."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    gap: int
    """Words that may stand before it."""
    opens: bool
    """Whether a clause must begin with it."""

    def takes(self, token: str) -> bool:
        """Whether a word of the text can stand here."""
        return token in self.words or token.startswith(self.beginnings)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a text."""

    text: str
    start: int
    end: int


def row_of(text: str) -> tuple[Step, ...]:
    """A row by its notation."""
    found: list[Step] = []
    gap, opens = 0, False
    for part in _STEP.findall(text):
        if part == "^":
            opens = True
        elif part.startswith("~"):
            gap = int(part[1:])
        else:
            words = [folded(word) for word in part.split("|")]
            whole = frozenset(word for word in words if not word.endswith("*"))
            found.append(Step(whole, tuple(word[:-1] for word in words if word.endswith("*")), gap, opens))
            gap, opens = 0, False
    return tuple(found)


def tokens_of(text: str) -> list[Token]:
    """The words and marks of a text, folded, with their places."""
    return [Token(folded(found.group()), found.start(), found.end()) for found in _TOKEN.finditer(text)]


def end_of(row: Sequence[Step], tokens: Sequence[Token], at: int, openers: AbstractSet[str]) -> int | None:
    """Where in the text a row ends that begins at a token; None where it does not begin there or does not go on."""
    if not row[0].takes(tokens[at].text) or not _fits(row[0], tokens, at, openers):
        return None
    last = _rest(row, tokens, at, openers)
    return tokens[last].end if last is not None else None


def _rest(row: Sequence[Step], tokens: Sequence[Token], at: int, openers: AbstractSet[str]) -> int | None:
    """Index of the last token of a row that begins at `at`; None where it does not go on. Looks at each pair of step and place once."""
    places = {at}
    for step in row[1:]:
        places = {
            index
            for place in places
            for index in range(place + 1, min(place + 2 + step.gap, len(tokens)))
            if step.takes(tokens[index].text) and _fits(step, tokens, index, openers)
        }
        if not places:
            return None
    return min(places)


def _fits(step: Step, tokens: Sequence[Token], at: int, openers: AbstractSet[str]) -> bool:
    """Whether a clause begins at `at`, where the step asks for one."""
    if not step.opens or at == 0:
        return True
    before = tokens[at - 1].text
    return not before[0].isalnum() or before in openers


@lru_cache(maxsize=KEPT)
def folded(word: str) -> str:
    """A word as rows are compared with it: compatible forms and cases are one."""
    return unicodedata.normalize("NFKC", word).casefold().replace("’", "'").replace("ʼ", "'")
