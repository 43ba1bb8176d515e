"""What the network is told of a word: numbers of its form, letters, dictionary readings and typographic shape.

Everything depends on the word and its language alone, so it's computed once a word form. Training and reading share this module.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category

from papertiger.language.morphology import LANGUAGES, Tag, normalise, parse

UNKNOWN = 0
"""Number of everything that the training text did not hold."""
SHAPES = 10
"""Typographic shapes, each once for the first word of a sentence and once for the others."""
_NGRAMS = range(3, 6)
_LONGEST = 24
"""Letters of a word that are looked at; longer ones are addresses and noise."""
_READINGS = 12
"""Readings beyond these are rare homographs."""


@dataclass(frozen=True, slots=True)
class WordIds:
    """The numbers of one word form."""

    word: int
    lemma: int
    """Its likeliest dictionary base form."""
    ambiguity: int
    """Its set of dictionary readings as one class."""
    language: int
    shape: int
    ngrams: tuple[int, ...]
    """Letter n-grams, hashed."""
    readings: tuple[int, ...]
    """Its dictionary readings one by one."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Numbers given to words, base forms and readings at training; 0 is the unknown."""

    languages: tuple[str, ...]
    words: Mapping[str, int]
    lemmas: Mapping[str, int]
    ambiguities: Mapping[str, int]
    readings: Mapping[str, int]
    buckets: int
    """Number of n-gram hashes; their numbers begin with 0, none is unknown."""

    def ids(self, form: str, language: str, *, is_first: bool) -> WordIds:
        """The numbers of one word form of `language`, at the beginning of its sentence or not."""
        word = generalised(form)
        lemma, readings = dictionary_entry(form, language)
        return WordIds(
            word=self.words.get(word, UNKNOWN),
            lemma=self.lemmas.get(lemma, UNKNOWN),
            ambiguity=self.ambiguities.get("|".join(readings), UNKNOWN),
            language=self.languages.index(language) if language in self.languages else 0,
            shape=2 * shape(form) + is_first,
            ngrams=tuple(sorted({zlib.crc32(g.encode()) % self.buckets for g in ngrams(word)})),
            readings=tuple(self.readings.get(reading, UNKNOWN) for reading in readings) or (UNKNOWN,),
        )


def build_vocabulary(
    words: Iterable[tuple[str, str]], languages: tuple[str, ...], *, buckets: int, least: int = 2
) -> Vocabulary:
    """A vocabulary of (form, language) pairs; what occurs less than `least` times stays unknown."""
    counts: dict[str, Counter[str]] = {
        kind: Counter() for kind in ("words", "lemmas", "ambiguities", "readings")
    }
    for form, language in words:
        lemma, readings = dictionary_entry(form, language)
        counts["words"][generalised(form)] += 1
        counts["lemmas"][lemma] += 1
        counts["ambiguities"]["|".join(readings)] += 1
        counts["readings"].update(readings)
    numbered = {
        kind: {item: i for i, (item, n) in enumerate(sorted(found.items()), 1) if n >= least}
        for kind, found in counts.items()
    }
    dense = {kind: {item: i for i, item in enumerate(found, 1)} for kind, found in numbered.items()}
    return Vocabulary(languages, buckets=buckets, **dense)


def generalised(form: str) -> str:
    """The form as the vocabulary writes it: normalised, every digit a 0, one kind of quote, dash, hashtag and emoji."""
    word = normalise(form)[:_LONGEST]
    if word.isalpha():
        return word
    if word[:1] in _TAGS and word[1:2].isalpha():
        return word[0]
    if not any(letter.isalnum() for letter in word):
        if any(letter >= _PICTURES and category(letter) == "So" for letter in word):
            return _EMOJI
        if len(word) > 1 and set(word) <= _SMILES:
            return word[0] * 2
    return "".join(_PLAIN.get(letter, "0" if letter.isdigit() else letter) for letter in word)


_TAGS = "#@"
_EMOJI = "☺"
_PICTURES = "\u2190"
"""Symbols before this one are signs of writing (№, °, ™)."""
_SMILES = frozenset("():")
_PLAIN = {
    **dict.fromkeys('«»“”„‟"', '"'),
    **dict.fromkeys("–—―‒−", "-"),
    **dict.fromkeys("‘‹›", "'"),
}


def ngrams(word: str) -> Iterable[str]:
    """Letter n-grams of a word between borders, and the whole word."""
    bordered = f"<{word}>"
    yield bordered
    for size in _NGRAMS:
        for start in range(len(bordered) - size + 1):
            yield bordered[start : start + size]


def shape(form: str) -> int:
    """Number of a form's typographic shape, below `SHAPES`."""
    if form.isdigit():
        return 1
    if not any(letter.isalnum() for letter in form):
        return 2
    if any(letter.isdigit() for letter in form):
        return 3 if any(letter.isalpha() for letter in form) else 4
    letters = [letter for letter in form if letter.isalpha()]
    if all(letter.islower() for letter in letters):
        return 0
    if len(letters) == 1:
        return 5
    if all(letter.isupper() for letter in letters):
        return 6
    if form[0].isupper() and all(letter.islower() for letter in letters[1:]):
        return 8 if form.isascii() else 7
    return 9


@lru_cache(maxsize=200_000)
def dictionary_entry(form: str, language: str) -> tuple[str, tuple[str, ...]]:
    """Likeliest base form and sorted readings of a word; the generalised form and () without a dictionary."""
    word = normalise(form)
    if language not in LANGUAGES or word[:1] in _TAGS or not any("а" <= letter <= "ґ" for letter in word):
        return generalised(form), ()
    parses = parse(word, language)
    if not parses:
        return generalised(form), ()
    mark = "" if parses[0].is_known else "?"
    readings = {mark + _description(candidate.tag) for candidate in parses[:_READINGS]}
    return parses[0].normal_form, tuple(sorted(readings))


def _description(tag: Tag) -> str:
    """The grammemes of a tag that bear on syntax, dotted."""
    aspect = tag.aspect if tag.POS in ("VERB", "INFN", "GRND") else None
    name = "name" if {"Name", "Surn", "Geox", "Patr", "Orgn"} & set(tag.grammemes) else None
    parts = (tag.POS, tag.case, tag.number, tag.gender, tag.person, tag.tense, tag.mood, aspect, name)
    return ".".join(str(part) for part in parts if part)
