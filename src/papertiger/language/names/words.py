"""What a word shows by itself: how it is written, what the dictionary says of it, and which lists it is in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from papertiger.language.morphology import LANGUAGES, grammemes, normalise, parse
from papertiger.language.names.tables import classes, name_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from papertiger.language.morphology import Parse

NAMES = ("Name", "Surn", "Patr", "Geox", "Orgn", "Abbr")
"""Dictionary grammemes of names: given name, surname, patronymic, place, organisation, abbreviation."""
QUOTES = "\"«»„“”‹›''‘’"
OPENING, CLOSING = '«„“‹"', '»”“‹"'
_DIGITS = "0123456789"
_MAIN = (
    "role",
    "organisation",
    "place",
    "other",
    "speech",
    "calendar",
    "no_name",
    "company",
    "place_preposition",
    "connector",
    "particle",
)
"""Lists by weight: the first that a word is in stands for all of them."""
_LONG = 4
"""Letters from which an all-capitals word is more likely a shouted one than an acronym."""


@dataclass(frozen=True, slots=True)
class WordFacts:
    """Facts that depend on nothing but the word and its language."""

    text: str
    lower: str
    shape: str
    """``X`` one capital, ``Xx``, ``XX`` capitals, ``xX`` mixed, ``x`` lower case, ``9`` with digits, else the mark itself."""
    latin: bool
    lists: frozenset[str]
    main: str
    """The weightiest list that it is in, or empty."""
    names: frozenset[str]
    """Grammemes of names among its dictionary readings."""
    common: frozenset[str]
    """Parts of speech of its readings that are no names."""
    known: bool
    """Whether the dictionary lists it; False where there is none."""
    lemma: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital or is written with one inside."""
        return self.shape in {"X", "Xx", "XX", "xX"}

    @property
    def word(self) -> bool:
        """Whether it has letters."""
        return self.shape in {"X", "Xx", "XX", "xX", "x"}


@lru_cache(maxsize=100_000)
def facts(text: str, language: str, lemma: str = "") -> WordFacts:
    """The facts of one word; `lemma` is what the pipeline says, for languages that have no dictionary."""
    lower = normalise(text)
    shape = _shape(text)
    parses = parse(lower, language) if language in LANGUAGES and text[:1].isalpha() else []
    known = [p for p in parses if p.is_known]
    is_latin = lower[:1].isascii() and lower[:1].isalpha()
    lemmas = dict.fromkeys([lower, *(p.normal_form for p in known)])
    if language not in LANGUAGES and lemma:
        lemmas[lemma] = None
    table = classes(language)
    lists = frozenset[str]().union(*(table.get(each, frozenset()) for each in lemmas))
    names = frozenset(g for p in known for g in NAMES if g in p.tag.grammemes)
    return WordFacts(
        text=text,
        lower=lower,
        shape=shape,
        latin=is_latin,
        lists=lists,
        main=next((name for name in _MAIN if name in lists), ""),
        names=names,
        common=frozenset(_common(known)),
        known=bool(known),
        lemma=known[0].normal_form if known else lemma or lower,
    )


def _common(known: list[Parse]) -> Iterator[str]:
    """Parts of speech of the readings that are no names."""
    table = grammemes()
    for reading in known:
        if not any(name in reading.tag.grammemes for name in NAMES):
            yield table.pos.get(str(reading.tag.POS), "X")


def _shape(text: str) -> str:
    """How a word is written."""
    first = text[:1]
    if not any(letter.isalpha() for letter in text):
        return "9" if any(digit in _DIGITS for digit in text) else first
    if any(digit in _DIGITS for digit in text) and not first.isalpha():
        return "9"
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) == 1:
        return "X" if first.isupper() else "x"
    if all(letter.isupper() for letter in letters):
        return "XX"
    if first.isupper():
        return "Xx"
    return "xX" if any(letter.isupper() for letter in letters) else "x"


def surname_ending(lower: str, language: str) -> bool:
    """Whether a word ends as surnames do."""
    return lower.endswith(name_table(language).endings.surname or ("\0",))


def place_ending(lower: str, language: str) -> bool:
    """Whether a word ends as names of places do."""
    return lower.endswith(name_table(language).endings.place or ("\0",))
