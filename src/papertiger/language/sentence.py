"""A sentence with its place in the frozen text and, once parsed, its Universal Dependencies analysis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Word(Protocol):
    """What has a place in its sentence: a token of spaCy's, or of the coder's."""

    idx: int
    text: str


@dataclass(slots=True)
class Sentence:
    """One sentence. `start` and `end` are code points of the frozen text, half-open; `doc` is None until parsed.

    A parsed `doc` holds just this sentence: ``frozen_text[start:end] == doc.text``, and a token's place in the frozen
    text is ``start + token.idx``. Every token has UD `dep_` (uniform labels, root is ``ROOT``), `pos_`, `morph` and
    `lemma_`.
    """

    index: int
    paragraph: int
    start: int
    end: int
    text: str
    kind: str
    """The kind of its paragraph: ``title``, ``heading`` or ``body``; ``dateline`` for the place, day and agency that a
    report opens with, which are no part of its first sentence."""
    doc: Doc | None = None
    language: str = ""
    """BCP-47 primary tag of the language that it is written in."""

    def span_of(self, token: Word) -> tuple[int, int]:
        """Place of a token in the frozen text."""
        begin = self.start + token.idx
        return begin, begin + len(token.text)
