"""The words of a sentence with their places in the frozen text, and their dictionary readings when asked for.

Sourcing reads every sentence, also those that no parser has seen, so it works on its own light tokens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from papertiger.language.morphology import Reading, normalise, readings
from papertiger.sourcing.cues import Phrase

_TOKEN = re.compile(r"[^\W_]+(?:[’'ʼ‘`.\-‑][^\W_]+)*|[^\w\s]|_")
_PREFIXED_NAME = re.compile(r"[a-zа-яіїєґё]{1,3}[-‑](?=[^\W\d_])[A-ZА-ЯІЇЄҐЁ]")
OPEN_QUOTES, CLOSE_QUOTES, PLAIN_QUOTES = "«„“‘", "»”’“", '"'
QUOTES = frozenset(OPEN_QUOTES + CLOSE_QUOTES + PLAIN_QUOTES + "‟″'")
DASHES = frozenset("-–—―−")


@dataclass(slots=True)
class Word:
    """One token; `start` and `end` are frozen-text positions. Treat as immutable; the readings are looked up once."""

    text: str
    start: int
    end: int
    language: str
    norm: str
    """Lower case with the plain apostrophe."""
    _readings: tuple[Reading, ...] | None = None

    @property
    def is_word(self) -> bool:
        """True for anything but punctuation."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """True when it starts with an upper-case letter, joins a particle to one ("аль-Хаджі"), or is a brand with one inside ("bTV")."""
        brand = self.is_latin and not self.text.islower()
        return self.text[0].isupper() or brand or _PREFIXED_NAME.match(self.text) is not None

    @property
    def is_latin(self) -> bool:
        """True for a word in Latin letters."""
        return self.text[0].isascii() and self.text[0].isalpha()

    @property
    def is_quote(self) -> bool:
        """True for a quotation mark."""
        return self.text in QUOTES

    @property
    def is_dash(self) -> bool:
        """True for a dash or a free hyphen."""
        return self.text in DASHES

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Dictionary readings; () for punctuation, foreign words and languages without a dictionary."""
        if self._readings is None:
            known = self.is_word and not self.is_latin
            self._readings = readings(self.text, self.language) if known else ()
        return self._readings

    def reading(self, case: str | None, pos: Sequence[str]) -> Reading | None:
        """The likeliest reading with one of the parts of speech and, when given, the case."""
        for found in self.readings:
            # The dictionary leaves the case of some nouns out ("глави"): such a form may be any;
            # in its base form ("дипломат") it is the nominative.
            caseless = (
                found.case is None and found.pos == "NOUN" and (case == "Nom" or found.lemma != self.norm)
            )
            if found.pos in pos and (case is None or found.case == case or caseless):
                return found
        return None


def tokenize(text: str, offset: int, language: str) -> tuple[Word, ...]:
    """Tokens of `text`, which starts at position `offset` of the frozen text."""
    return tuple(
        Word(match[0], offset + match.start(), offset + match.end(), language, normalise(match[0]))
        for match in _TOKEN.finditer(text)
    )


def match_phrase(
    words: Sequence[Word], at: int, index: Mapping[str, tuple[Phrase, ...]], possessives: Mapping[str, object]
) -> tuple[Phrase, int, str | None] | None:
    """The fullest phrase of `index` that starts at `at`: phrase, index after it, possessive it holds (or None)."""
    for phrase in index.get(words[at].norm, ()):
        end = at + len(phrase.words)
        if end > len(words):
            continue
        pairs = list(zip(phrase.words, (word.norm for word in words[at:end]), strict=True))
        if all(found in possessives if want == "_" else want == found for want, found in pairs):
            return phrase, end, next((found for want, found in pairs if want == "_"), None)
    return None


def starts_with(words: Sequence[Word], at: int, phrases: tuple[str, ...]) -> int:
    """Number of tokens of the longest phrase that starts at `at`; 0 for none."""
    if at >= len(words):
        return 0
    for wanted in _by_first(phrases).get(words[at].norm, ()):
        if len(wanted) == 1 or tuple(w.norm for w in words[at : at + len(wanted)]) == wanted:
            return len(wanted)
    return 0


@lru_cache(maxsize=256)
def _by_first(phrases: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first word, longest first."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        wanted = tuple(normalise(phrase).split())
        index.setdefault(wanted[0], []).append(wanted)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in index.items()}
