"""Spelling reduced to what Latin and Cyrillic share, so that a name or a loan word is one feature in three languages.

Vowels go, letters for one sound become one, doubled letters one: "Rodríguez", "Родрігес" and "Родригес" are all ``rdrgs``.
The idea is the consonant key of record linkage (Christen 2012, *Data Matching*, ch. 4), here across scripts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from papertiger.lineage.vocabulary import letters

_DOUBLED = re.compile(r"(.)\1+")
LONGEST = 12
"""Letters of a skeleton; more tell nothing new and would only let an ending differ."""


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The consonants of `word` in a common alphabet; a leading vowel is kept as ``a``. Empty for digits and marks."""
    text = word.lower().replace("’", "'").replace("ʼ", "'")
    table, pattern = _rules()
    # й and ї must not lose their marks to the decomposition that takes those of Latin letters.
    plain = "".join(c if c in table else _bare(c) for c in text)
    found = "".join(table[part] for part in pattern.findall(plain))
    found = _DOUBLED.sub(r"\1", found)[:LONGEST]
    opens = pattern.match(plain)
    return f"a{found}" if found and opens is not None and not table[opens[0]] else found


def _bare(character: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))


@cache
def _rules() -> tuple[dict[str, str], re.Pattern[str]]:
    table = {**letters().cyrillic, **letters().latin}
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(map(re.escape, longest_first)))
