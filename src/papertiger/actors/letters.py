"""What one needs to know of each code point to cut a text into words and compare them, as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from papertiger.actors.tokens import CYRILLIC_LANGUAGES, JOINING, key_of, pattern

OTHER, LETTER, DIGIT, JOINER = range(4)
LISTED = 1 << 16
"""Code points that are listed; those beyond are in no name."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Tables of one language, by code point."""

    kind: NDArray[np.uint8]
    """`LETTER`, `DIGIT`, `JOINER` (what may stand within a word) or `OTHER`."""
    folded: NDArray[np.uint32]
    """The code point that words are compared by."""
    lower: NDArray[np.uint8]
    latin: NDArray[np.uint8]


def compiled_letters(language: str) -> dict[str, bytes]:
    """The sections that `letters` reads."""
    kind, lower, latin = (np.zeros(LISTED, dtype=np.uint8) for _ in range(3))
    folded = np.arange(LISTED, dtype=np.uint32)
    words = pattern(language)
    for code in range(LISTED - 1):  # the last one stands for all that are not listed
        letter = chr(code)
        if letter.isdecimal():
            kind[code] = DIGIT
        elif letter.isalnum() and words.match(letter) is not None:
            kind[code] = LETTER
            folded[code] = ord(key_of(letter, "")) if len(letter.lower()) == 1 else code
            lower[code] = letter.islower()
            latin[code] = "a" <= letter.lower() <= "z"
        elif letter in JOINING[language in CYRILLIC_LANGUAGES]:
            kind[code] = JOINER
    tables: dict[str, NDArray[np.uint8] | NDArray[np.uint32]] = {
        "kind": kind,
        "folded": folded,
        "lower": lower,
        "latin": latin,
    }
    return {f"letters.{name}": table.tobytes() for name, table in tables.items()}


def letters(sections: Mapping[str, bytes | memoryview]) -> Letters:
    """The tables of a compiled language."""
    kind, lower, latin = (
        np.frombuffer(sections[f"letters.{name}"], dtype=np.uint8) for name in ("kind", "lower", "latin")
    )
    return Letters(kind, np.frombuffer(sections["letters.folded"], dtype=np.uint32), lower, latin)
