"""Base forms: a name as dictionaries print it, from the form that stands in the text.

Words that the dictionary lists are inflected by it, others by the tables of the language's ``names.yaml``. English names
stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papertiger.language.morphology import LANGUAGES
from papertiger.language.names.persons import person
from papertiger.language.names.phrases import phrase
from papertiger.language.names.readings import cased

if TYPE_CHECKING:
    from papertiger.language.names.words import WordFacts

_SHORT = 3


@dataclass(frozen=True, slots=True)
class Hint:
    """What the sentence says of a name's case; empty where it says nothing."""

    case: str = ""
    """As in UD: ``Nom``, ``Gen``, …"""
    after_preposition: bool = False
    shouted: bool = False
    """Whether it stands in a headline in capitals, which tells nothing about how it's written."""


def base_form(
    words: Sequence[WordFacts], gaps: Sequence[str], kind: str | None, language: str, hint: Hint
) -> tuple[str, int]:
    """The base form of a name, and the number of its head word.

    Args:
        words: the name's words and marks.
        gaps: what stands after each but the last.
        kind: PER, ORG, LOC or another.
        language: of the text.
        hint: what the sentence shows.
    """
    forms = [word.text for word in words]
    head = 0
    if language in LANGUAGES:
        forms, head = person(words, language, hint) if kind == "PER" else phrase(words, kind, language, hint)
    elif len(words) > 1:
        head = _uninflected_head(words, kind)
    if hint.shouted:
        forms = [_calm(word, form) for word, form in zip(words, forms, strict=True)]
    return "".join(form + gap for form, gap in zip(forms, (*gaps, ""), strict=True)), head


def _uninflected_head(words: Sequence[WordFacts], kind: str | None) -> int:
    """The last word, or the one before "of"."""
    if kind != "PER":
        for i, word in enumerate(words[1:], 1):
            if word.shape == "x" and "connector" in word.lists:
                return i - 1
    return len(words) - 1


def _calm(word: WordFacts, form: str) -> str:
    """A word of a headline in capitals as it'd be written elsewhere."""
    return cased("Xx", form.lower()) if word.shape == "XX" and len(form) > _SHORT else form
