"""What a dictionary says of a surface form, as the scan and the coder ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from papertiger.events.lexicon import Lexicon
from papertiger.language.morphology import LANGUAGES as READABLE
from papertiger.language.morphology import readings

if TYPE_CHECKING:
    from papertiger.events.tree import Token

# How a dictionary reading and a UD tag may disagree and still be one word class.
CLASSES = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN", "PRON"}),
    "adjective": frozenset({"ADJ", "ADV", "VERB", "DET", "NUM"}),
}
"""UD parts of speech → the word class of the lexicon that they can be."""
_CLOSED = frozenset({"PUNCT", "ADP", "CCONJ", "SCONJ"})


@dataclass(frozen=True, slots=True)
class Word:
    """The lemmas that a form can have, as one tagger reads it; lower-case."""

    by_class: dict[str, frozenset[str]]
    """verb, noun, adjective → the lemmas it can have as that."""
    lemmas: frozenset[str]
    """All of them, the tagged one and the form itself included."""


class Dictionary:
    """What the dictionary of a language says of a surface form, cached a reader's life long."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Readings come from `papertiger.language`; a language without one gets its regular inflections undone."""
        self.language = lexicon.language
        self.has_readings = self.language in READABLE
        self._undone = lexicon.vocabulary.inflections
        self._irregular = lexicon.vocabulary.irregular
        self._lemmas: dict[str, frozenset[tuple[str, str]]] = {}
        self._cases: dict[str, frozenset[str]] = {}
        self._words: dict[tuple[str, str, str], Word] = {}

    def lemmas(self, word: str) -> frozenset[tuple[str, str]]:
        """Every (lemma, UD part of speech) of the form."""
        found = self._lemmas.get(word)
        if found is None:
            found = frozenset((r.lemma, r.pos) for r in readings(word, self.language)) or self._regular(word)
            self._lemmas[word] = found
        return found

    def _regular(self, word: str) -> frozenset[tuple[str, str]]:
        """Candidate lemmas by the language's regular endings and its list of irregular forms, in any word class."""
        low = word.lower()
        found = {
            low[: len(low) - len(old)] + new
            for old, new in self._undone
            if low.endswith(old) and len(low) > len(old) + 1
        }
        # A doubled final consonant goes with the ending: "shipped" → "shipp" → "ship".
        found |= {f[:-1] for f in found if len(f) > 3 and f[-1] == f[-2]}  # noqa: PLR2004
        if low in self._irregular:
            found.add(self._irregular[low])
        return frozenset((lemma, tag) for lemma in found for tag in ("VERB", "NOUN", "ADJ"))

    def regular_forms(self, lemma: str) -> frozenset[str]:
        """Forms that `lemmas` brings back to `lemma` in a language without a dictionary, the lemma itself included."""
        bases = {lemma, lemma + lemma[-1]}
        found = {b[: len(b) - len(new)] + old for b in bases for old, new in self._undone if b.endswith(new)}
        found |= {form for form, base in self._irregular.items() if base == lemma}
        return frozenset(found | {lemma})

    def cases(self, word: str) -> frozenset[str]:
        """Every UD case of the form."""
        found = self._cases.get(word)
        if found is None:
            found = frozenset(r.case for r in readings(word, self.language) if r.case)
            self._cases[word] = found
        return found

    def word(self, token: Token) -> Word:
        """The lemmas of a tagged token: the tagger's reading always counts, dictionary readings of any class do too."""
        key = token.text, token.pos_, token.lemma_
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = self._word(*key)
        return found

    def _word(self, text: str, pos: str, lemma: str) -> Word:
        listed = self.lemmas(text)
        tagged = frozenset({lemma.lower(), text.lower()})
        is_guessed = (not listed or not self.has_readings) and pos not in _CLOSED
        by_class = {
            name: frozenset(lemma for lemma, tag in listed if tag in tags)
            | (tagged if is_guessed or pos in tags else frozenset())
            for name, tags in CLASSES.items()
        }
        return Word(by_class, tagged.union(*by_class.values()))
