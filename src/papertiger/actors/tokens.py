"""Cutting a text into the words that names are compared by, without losing their places.

A name and a text are cut the same way, so a name matches when its keys follow each other in the text. Keys are
lower-cased word by word: lower-casing a whole text can change its length ("İ") and would shift every position.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

ANY_CASE, CAPITAL, UPPER = 0, 1, 2
"""How a word is written; a text word satisfies a name's word when it is written at least as high."""

_APOSTROPHES = "'’ʼ`´"
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u2060"  # soft hyphens and zero-width marks that web pages leave in words
)
_MARKS = "".join(map(chr, range(0x300, 0x370)))  # stress marks: "Путі́н"
_HYPHENS = "-‐‑‒–"
_QUOTES = "\"'«»„“”‘’‚‹›"
_REST = r"|\d+|[^\w\s]"
_CYRILLIC_WORD = re.compile(
    rf"[^\W\d_]+(?:[{_APOSTROPHES}{_INVISIBLE}{_MARKS}]+[^\W\d_]+)*[{_MARKS}]*{_REST}"
)
_LATIN_WORD = re.compile(rf"[^\W\d_]+(?:[{_INVISIBLE}{_MARKS}]+[^\W\d_]+)*[{_MARKS}]*{_REST}")

_FOLD = str.maketrans(
    {**dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_INVISIBLE + _MARKS), "ё": "е", "ѐ": "е", "ѝ": "и"}
)
_LATIN_LOOKALIKES = str.maketrans("aceiopxykmtbh", "асеіорхукмтвн")  # typed in "C-300", "CШA"
_CYRILLIC = re.compile(r"[а-яіїєґ]+")  # what needs no folding: most words of a Cyrillic text
_LATIN_LETTER = re.compile(r"[a-z]")
_CYRILLIC_LETTER = re.compile(r"[а-яіїєґ]")

CYRILLIC_LANGUAGES = frozenset({"uk", "ru"})
JOINING = (frozenset(_INVISIBLE + _MARKS), frozenset(_APOSTROPHES + _INVISIBLE + _MARKS))
"""What may stand inside a word beside letters: in other languages, in Cyrillic ones."""


class Token(NamedTuple):
    """One word, number or punctuation mark of a text (half-open code points)."""

    key: str
    """What names are compared by: lower case, one apostrophe, no stress marks, look-alike letters put right."""
    start: int
    end: int
    case: int


def pattern(language: str) -> re.Pattern[str]:
    """What cuts texts of a language into words, numbers and marks.

    In English an apostrophe ends a word, so that "Russia's" holds "Russia"; in Ukrainian it belongs to the word.
    """
    return _CYRILLIC_WORD if language in CYRILLIC_LANGUAGES else _LATIN_WORD


def tokens(text: str, language: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of `text` from `start` on, made as they are asked for.

    Quotes leave no token, nor do hyphens inside compounds, so that names are found across them.
    """
    stop = len(text) if end is None else end
    for match in pattern(language).finditer(text, start, stop):
        surface, place = match.group(), match.start()
        if surface in _QUOTES or (surface in _HYPHENS and _ties(text, place)):
            continue
        yield Token(key_of(surface, language), place, match.end(), case_of(surface))


def joined(text: str, end: int) -> bool:
    """Whether a hyphen without spaces ties the word ending at `end` to the next ("американо-китайський")."""
    return end < len(text) and text[end] in _HYPHENS and _ties(text, end)


def _ties(text: str, place: int) -> bool:
    """Whether the mark at `place` stands between two letters or digits."""
    return 0 < place < len(text) - 1 and text[place - 1].isalnum() and text[place + 1].isalnum()


def case_of(surface: str) -> int:
    """How a word is written: `UPPER` (a lone capital too), `CAPITAL` or `ANY_CASE`; digits count as upper."""
    if surface.isupper() or surface.isdigit():
        return UPPER
    return CAPITAL if surface[0].isupper() else ANY_CASE


def key_of(surface: str, language: str) -> str:
    """What a word is compared by (see `Token.key`)."""
    key = surface.lower()
    if _CYRILLIC.fullmatch(key):
        return key
    if not key.isascii():
        key = key.translate(_FOLD)
    if language not in CYRILLIC_LANGUAGES:
        return key
    # A lone Latin letter beside Cyrillic designations ("C-300"), or Latin letters mixed into a Cyrillic word.
    mixed = len(key) == 1 or (_LATIN_LETTER.search(key) and _CYRILLIC_LETTER.search(key))
    return key.translate(_LATIN_LOOKALIKES) if mixed else key
