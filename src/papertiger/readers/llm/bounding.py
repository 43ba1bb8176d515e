"""The most tokens that a request can be, whatever the vocabulary of its model, so that a cap is never passed.

A vocabulary of byte pairs, or of pieces with bytes to fall back on, makes no more tokens of a text than it has bytes in UTF-8. Once a
server has counted a request, a later one is no more than all of that one and the bytes in which it differs. No ratio of tokens to bytes
is carried from one text to another: what holds for English tells nothing of the Ukrainian that may come next.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

AROUND: Final = 300
"""Tokens that a chat template may put around what is sent; the longest known says in about 300 bytes who the model is and what day."""
_SEAM: Final = 16
"""Tokens by which a text cut in two between words may be more than its halves."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a request sends that counts as tokens."""

    texts: tuple[str, ...]
    """Contents of the messages, the schema where one is sent, and what the user puts beside them."""
    estimate: int
    """About how many tokens they are."""


class Bound:
    """The most tokens that requests of one run can be, by what their server has counted so far. Not safe to share among threads."""

    def __init__(self) -> None:
        self._least: tuple[int, Sent] | None = None
        """The request that the server counted as the fewest tokens, and how many."""
        self._beyond = 0
        """Tokens that the server adds to what is sent, beyond what a template takes."""

    def most(self, sent: Sent) -> int:
        """How many tokens a request can be."""
        by_bytes = self._by_bytes(sent)
        if self._least is None:
            return by_bytes
        tokens, other = self._least
        pairs = zip_longest(sent.texts, other.texts, fillvalue="")
        return min(by_bytes, tokens + sum(size(differing(ours, theirs)) + _SEAM for ours, theirs in pairs))

    def counted(self, sent: Sent, tokens: int) -> None:
        """Learn what the server counted a request as."""
        self._beyond += max(0, tokens - self._by_bytes(sent))
        if self._least is None or tokens < self._least[0]:
            self._least = (tokens, sent)

    def _by_bytes(self, sent: Sent) -> int:
        return sum(map(size, sent.texts)) + AROUND + self._beyond


def size(text: str) -> int:
    """Bytes of a text in UTF-8; of its NFKC form, which some vocabularies go by, where that is longer."""
    if text.isascii():
        return len(text)
    forms = (text, unicodedata.normalize("NFKC", text))
    return max(len(form.encode("utf-8", "replace")) for form in forms)


def differing(text: str, other: str) -> str:
    """A text without the words that it begins and ends with like another one."""
    start = _words_alike(text, other)
    text, other = text[start:], other[start:]
    end = _words_alike(text[::-1], other[::-1])
    return text[: len(text) - end]


def _words_alike(text: str, other: str) -> int:
    """How many characters two texts begin with alike, up to the last white space among them, as words are cut into tokens whole."""
    shorter = min(len(text), len(other))
    alike = next((at for at in range(shorter) if text[at] != other[at]), shorter)
    if alike == len(text) == len(other):
        return alike
    return next((at for at in range(alike, 0, -1) if text[at - 1].isspace()), 0)
