"""The inflected forms that the scan looks for: every word of the lexicon that matters.

A word that the dictionary does not list is looked for by its beginning, and what follows is judged by the same look-up as
the coder's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from papertiger.events.demands import NEGATION, Vocabulary
from papertiger.events.dictionary import CLASSES, Dictionary
from papertiger.language.forms import forms

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_APOSTROPHES = "'’ʼ`´‘"
_TYING = frozenset({"uk", "ru"})
"""Languages in which an apostrophe belongs to the word."""
_SHORTEST_STEM = 4
_ENDING = 2
"""Letters of a lemma unknown to the dictionary that its forms may change."""
_OF_KIND: dict[str, frozenset[str]] = {kind: frozenset(tags) for kind, tags in CLASSES.items()}


@dataclass(slots=True)
class Pattern:
    """What a pattern of the automaton stands for."""

    length: int
    """Code points, the blanks around the word included."""
    signals: int = 0
    triggers: tuple[int, ...] = ()
    """Places in the list of demands."""
    stems: tuple[tuple[str, str, int, tuple[int, ...]], ...] = ()
    """For a beginning: lemma, word class, signals and demands of each lemma that it may begin."""


class Fold(dict[int, str]):
    """Translation to lower-case letters and blanks, one for one; letters that are written alike fall together."""

    def __init__(self, language: str) -> None:
        """What an apostrophe is depends on the language."""
        mark = "'" if language in _TYING else " "
        super().__init__(dict.fromkeys(map(ord, _APOSTROPHES), mark))
        self[ord("ё")] = "е"

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        found = self[code] = letter if letter.isalpha() else " "
        return found

    def folded(self, text: str) -> str:
        """`text` in lower-case letters and blanks, as long as it was."""
        low = text.lower()
        if len(low) != len(text):
            low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        return low.translate(self)


def patterns(found: Vocabulary, dictionary: Dictionary, fold: Fold) -> dict[str, Pattern]:
    """Every pattern to look for in folded text, with blanks where a word must begin or end.

    Args:
        found: the words of the lexicon that matter.
        dictionary: the dictionary of the language.
        fold: how texts of the language are folded.
    """
    made: dict[str, Pattern] = {}
    for lemma, kind in found.lemmas():
        signals, places = found.signals.get((lemma, kind), 0), found.triggers.get((lemma, kind), ())
        for pattern in _of_lemma(lemma, kind, dictionary, fold):
            word = made.setdefault(pattern, Pattern(len(pattern)))
            if pattern.endswith(" "):
                word.signals |= signals
                word.triggers = tuple(dict.fromkeys((*word.triggers, *places)))
            else:
                word.stems = (*word.stems, (lemma, kind, signals, tuple(places)))
    if dictionary.language not in _TYING:
        made["n t "] = Pattern(4, signals=NEGATION)
    return made


def _of_lemma(lemma: str, kind: str, dictionary: Dictionary, fold: Fold) -> set[str]:
    tags = _OF_KIND.get(kind)
    listed = forms(lemma, dictionary.language)
    if listed:
        fitting = {form for form, pos in listed.items() if tags is None or pos & tags}
        return {f" {fold.folded(form)} " for form in (*fitting, lemma)}
    if dictionary.has_readings:
        stem = fold.folded(lemma[: max(_SHORTEST_STEM, len(lemma) - _ENDING)])
        exact = f" {fold.folded(lemma)} "
        return {f" {stem}", exact} if len(lemma) >= _SHORTEST_STEM else {exact}
    return {f" {fold.folded(form)} " for form in dictionary.regular_forms(lemma)}


def judged(pattern: Pattern, surface: str, dictionary: Dictionary) -> Pattern:
    """What a word is that begins like one that the dictionary doesn't list."""
    found = Pattern(pattern.length, pattern.signals, pattern.triggers)
    readings = dictionary.lemmas(surface)
    for lemma, kind, signals, places in pattern.stems:
        tags = _OF_KIND.get(kind)
        if any(known == lemma and (tags is None or pos in tags) for known, pos in readings):
            found.signals |= signals
            found.triggers = (*found.triggers, *places)
    return found
