"""Words of a text and the base forms they may have: what a search index is made of, and what a question is reduced to.

No sentence is parsed: a form that several dictionary words share ("стали": *стать*, *сталь*) is given all of them, so that a
search finds it under each. The same words come out for a text and for a question, whatever the spelling: case, stress marks,
Latin diacritics, "ё", and the four apostrophes of Ukrainian make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.language.morphology import LANGUAGES, Parse, parse

LONGEST = 64
"""Letters of a form that count; nothing longer is a word."""
_FORGET = 300_000
"""Forms remembered a language, some 60 MB, before the memory starts anew."""
_MOST = 5
"""Base forms that one language gives a form."""
_LIKELY = 0.01
"""Least probability of a dictionary reading, given the form; the Russian dictionary knows them, the Ukrainian calls all likely."""
_GUESSED = 0.2
"""Least probability of a reading that the dictionary guessed from the ending."""

_ONE = r"[^\W_]+(?:(?:['’ʼ‘`]|[\u0300-\u036f\u00ad]+)[^\W_]+)*"
_WORD = re.compile(_ONE)
_CHAIN = re.compile(rf"{_ONE}(?:[-\u2010\u2011]{_ONE})*")
_APOSTROPHES = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "`": "'", "\u00ad": None, "\u2010": "-", "\u2011": "-"}
)
_NO_PART = re.compile(r"[^\w'-]|_")
"""What taking letters apart may bring in: one Arabic sign stands for a whole phrase, blanks and all."""
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z]")
_TELLING = {"uk": re.compile("[іїєґ']"), "ru": re.compile("[ыэъ]")}
"""Letters that only one of the two languages has."""
_LETTERS_WITH_MARKS = frozenset(("и\u0306", "у\u0306", "і\u0308"))
"""й, ў and ї taken apart: here the mark makes another letter, not an accent."""


class Word(NamedTuple):
    """A word of a text."""

    form: str
    """As `fold` writes it."""
    start: int
    """Code points of the text, half-open."""
    end: int
    position: int
    """Number of words before it; parts of hyphenated words count one by one, and the whole stands where its first part does."""
    parts: int
    """1; for the whole of a hyphenated word, whose parts are given too, how many it has."""


def words(text: str) -> list[Word]:
    """The words of `text` in order: runs of letters and digits; of "зенітно-ракетний" the whole, then both parts."""
    found: list[Word] = []
    position = 0
    for match in _CHAIN.finditer(text):
        start, end = match.span()
        printed = match.group()
        form = _FOLDED.get(printed) or _fold_and_remember(printed)
        if "-" in form:
            parts = [(fold(part.group()), *part.span()) for part in _WORD.finditer(text, start, end)]
            found.append(Word(form, start, end, position, len(parts)))
        else:
            parts = [(form, start, end)]
        for part in parts:
            if part[0]:  # a lone accent is a letter to Unicode, and folds to nothing
                found.append(Word(*part, position, 1))
                position += 1
    return found


def chains(text: str) -> list[str]:
    """The runs of letters, digits, hyphens and apostrophes in `text`, as printed: `words` of each give `words` of the text."""
    return _CHAIN.findall(text)


def tokens(text: str) -> list[str]:
    """The forms of `words`."""
    return [word.form for word in words(text)]


def fold(word: str) -> str:
    """`word` with what makes no difference taken away.

    Lower case, plain apostrophe, "е" for "ё", no stress marks and Latin diacritics; of a Latin word no apostrophe and no
    possessive ending; no more than `LONGEST` letters.
    """
    if not word.isascii():
        word = _unmarked(word.translate(_APOSTROPHES))
        word = _NO_PART.sub("", word)
    word = word.casefold()[:LONGEST]
    if "'" in word and not _CYRILLIC.search(word):
        word = word.removesuffix("'s").replace("'", "")
    return word


def _fold_and_remember(printed: str) -> str:
    if len(printed) > LONGEST:
        return fold(printed)
    if len(_FOLDED) >= _FORGET:
        _FOLDED.clear()
    return _FOLDED.setdefault(printed, fold(printed))


_FOLDED: dict[str, str] = {}
"""Words as printed → as `fold` writes them."""


def _unmarked(word: str) -> str:
    """`word` without combining marks, but for those that make another letter."""
    kept: list[str] = []
    for sign in unicodedata.normalize("NFKD", word):
        if not unicodedata.combining(sign) or (kept and kept[-1].lower() + sign in _LETTERS_WITH_MARKS):
            kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))


def base_forms(word: str, languages: Collection[str] = LANGUAGES) -> tuple[str, ...]:
    """Base forms that `word` may have, likeliest first; the word itself where nothing knows it.

    Args:
        word: a form as `fold` writes it; of another writing it is folded.
        languages: in which to look a Cyrillic word up; where neither Ukrainian nor Russian is among them, in both.
            Latin words are English everywhere.
    """
    key = tuple(language for language in LANGUAGES if language in languages) or LANGUAGES
    known = _KNOWN.setdefault(key, {})
    found = known.get(word)
    if found is None:
        if len(known) >= _FORGET:
            known.clear()
        found = known[word] = _base_forms(fold(word), key)
    return found


_KNOWN: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = {}
"""Languages → form → base forms. A plain dictionary: a third of the time that `lru_cache` takes with two arguments."""


def _base_forms(word: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    if any(letter.isdigit() for letter in word):
        return (word,)
    if _CYRILLIC.search(word):
        possible = [
            one
            for one in languages
            if not any(_TELLING[other].search(word) for other in _TELLING if other != one)
        ]
        found = [base for one in possible or languages for base in _dictionary_forms(word, one)]
        return tuple(dict.fromkeys(found))
    if _LATIN.search(word):
        from papertiger.language.inflections import english_base_forms  # noqa: PLC0415 - its table is read when needed

        return english_base_forms(word)
    return (word,)


def _dictionary_forms(word: str, language: str) -> list[str]:
    """Normal forms of the dictionary of `language`, names behind common words of the same probability."""
    parses = [verb for one in parse(word, language) for verb in _verbs(one, word, language) or [one]]
    guessed = not any(one.is_known for one in parses)
    least = _GUESSED if guessed else _LIKELY
    chances: dict[str, float] = {}
    for one in parses:
        base = one.normal_form.replace("ё", "е")
        chances[base] = max(chances.get(base, 0.0), one.score)
    # The Ukrainian dictionary knows no probabilities; a form that is a base form is most often that word.
    found = sorted(
        (base for base in chances if chances[base] >= least), key=lambda base: (-chances[base], base != word)
    )[:_MOST]
    # A guess depends on the form: the form itself joins what the guesses of other forms would part.
    return [*found, word] if guessed and word not in found else found or [word]


def _verbs(converb: Parse, word: str, language: str) -> list[Parse]:
    """Readings of the verb that `word` is a converb of, where the dictionary makes it a word of its own; [] of anything else."""
    if language != "uk" or str(converb.tag.POS) != "GRND":
        return []
    for ending, instead in _converbs().endings.items():
        if word.endswith(ending):
            finite = parse(word.removesuffix(ending) + instead, language)
            return [one for one in finite if one.is_known and str(one.tag.POS) == "VERB"]
    return []


class _Converbs(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    endings: Mapping[str, str]


@cache
def _converbs() -> _Converbs:
    return load_table(Path(__file__).parent / "uk" / "data" / "converbs.yaml", _Converbs)
