"""Telling legacy encodings apart by the letters they yield.

The general detectors confuse windows-1251, KOI8 and the DOS pages on short Cyrillic texts. News comes in few scripts,
so a plain letter model does better: decode a sample with each candidate and keep the reading whose letters are the
most usual, stand in words of one script, and have their capitals at the front.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
# 32 kB tell as much as a whole file and cost 10 ms.
_SAMPLE = 32_768
# Mean log-likelihood per non-ASCII character below which no reading is text. Ukrainian, Russian and western European
# prose scores above -4.7 in its own encoding; fifty random bytes score below -7 in every one, and East Asian, Arabic
# and Turkish encodings below -5.1.
_FLOOR = -5.0
_UNKNOWN = math.log(1e-7)
_MARK = math.log(0.01)
"""Quotation marks, dashes, the numero sign and the like: expected, yet no evidence for a script."""
_MISPLACED = -12.0
"""Cost of a capital inside a lower-case word, and of a letter beside one of another script."""
_ACCENTS = -2.0
"""Cost of two accented Latin letters side by side."""
_MARKS = frozenset("«»„“”‘’‚–—…№\xa0°§©®™€•·±½¼¾¿¡′″")
_UTF16_MIN = 16


@dataclass(frozen=True, slots=True)
class LetterModel:
    """Candidates in order of preference, and the log share of every known letter."""

    candidates: tuple[str, ...]
    log_share: dict[str, float]


def guess_encoding(raw: bytes) -> str | None:
    """The likeliest encoding of `raw`, which is not UTF-8, or None when no reading of it is text."""
    if b"\x00" in raw[:_SAMPLE]:
        return _guess_utf16(raw[:_SAMPLE])
    sample = raw[:_SAMPLE]
    scored = [(score, -rank, name) for rank, (name, score) in enumerate(_scores(sample))]
    best = max(scored, default=None)
    return best[2] if best is not None and best[0] >= _FLOOR else None


def score(text: str) -> float:
    """Mean log-likelihood of the non-ASCII characters of `text`, 0 when it has none; larger is likelier."""
    shares = model().log_share
    total, count = 0.0, 0
    for previous, char in zip(" " + text, text, strict=False):
        if char > "\x7f":
            count += 1
            total += _MARK if char in _MARKS else shares.get(char.lower(), _UNKNOWN)
        if (char > "\x7f" or previous > "\x7f") and char.isalpha() and previous.isalpha():
            total += _join(previous, char)
    return total / count if count else 0.0


@cache
def model() -> LetterModel:
    """The letter model of ``data/encodings.yaml``."""
    from papertiger.datafiles import load_table  # noqa: PLC0415 - UTF-8 input, nearly all of it, needs no table
    from papertiger.news.tables import EncodingsTable  # noqa: PLC0415 - as above

    table = load_table(_DATA / "encodings.yaml", EncodingsTable)
    shares = {}
    for letters in table.letters.values():
        whole = sum(letters.values())
        shares.update({letter: math.log(count / whole) for letter, count in letters.items()})
    return LetterModel(tuple(table.candidates), shares)


def _scores(sample: bytes) -> list[tuple[str, float]]:
    found = []
    for name in model().candidates:
        text = _strict(sample, name)
        if text is not None:
            found.append((name, score(text)))
    return found


def _strict(sample: bytes, encoding: str) -> str | None:
    try:
        return sample.decode(encoding)
    except UnicodeDecodeError:
        return None


def _join(previous: str, char: str) -> float:
    """Cost of two letters side by side."""
    if previous.islower() and char.isupper():
        return _MISPLACED
    if _is_cyrillic(previous) != _is_cyrillic(char):
        return _MISPLACED
    # Latin letters with accents stand among plain ones; side by side they are Cyrillic misread.
    return 0.0 if _is_cyrillic(char) or previous.isascii() or char.isascii() else _ACCENTS


def _is_cyrillic(char: str) -> bool:
    return "\u0400" <= char <= "\u052f"


def _guess_utf16(sample: bytes) -> str | None:
    """UTF-16 without its mark: one of the two byte orders reads as letters, spaces and punctuation."""
    even = sample[: len(sample) // 2 * 2]
    if len(even) < _UTF16_MIN:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even.decode(encoding, "replace")
        if all(_is_plain(char) for char in text):
            return encoding
    return None


def _is_plain(char: str) -> bool:
    """Latin, Cyrillic or punctuation: the blocks below U+0530 and general punctuation, controls left out."""
    code = ord(char)
    block = code < 0x530 or 0x2000 <= code < 0x2120 or code == 0xFEFF  # noqa: PLR2004 - Unicode blocks
    return block and (char in "\t\r\n" or re.match(r"C[cs]", unicodedata.category(char)) is None)
