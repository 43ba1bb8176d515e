"""What an article is about, as numbers that are the same in every language, in the order in which it says them.

A feature is 32 bits: its kind in the upper three, a hash of what it stands for in the rest. Actors come from the actor file,
words from the glossary; names and words that neither knows are reduced to their consonants (`skeleton`). Outlets are left
out: who reported is evidence of its own (`stated`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from papertiger.actors import Mention
from papertiger.language.morphology import normalise, readings
from papertiger.lineage.concepts import base_forms, concept
from papertiger.lineage.skeleton import skeleton
from papertiger.lineage.tables import LanguageWords
from papertiger.lineage.vocabulary import weights
from papertiger.lineage.vocabulary import words as words_of
from papertiger.news.article import Span

KINDS = ("state", "person", "body", "number", "name", "concept", "word", "small")
"""Kind of a feature by its upper three bits."""
SHIFT = 29
"""Bits below those that hold the kind."""
NUMBERS = (KINDS.index("number"),)
NAMES = tuple(KINDS.index(kind) for kind in ("name", "person", "body"))
"""Kinds of features that are figures and names, by number."""
_MASK = (1 << SHIFT) - 1
_KIND_OF_ACTOR = {
    "state": "state",
    "person": "person",
    "organisation": "body",
    "group": "body",
    "system": "body",
}
_TOKEN = re.compile(r"\d[\d  \u202f.,]*\d%?|\d+%?|[^\W\d_]+(?:['’ʼ\-‑][^\W_]+)*")
_SEPARATED = re.compile(r"^\d{1,3}(?:[  \u202f.,]\d{3})+$")
_SMALL = 10
_YEARS = range(1900, 2101)
_SHORTEST_NAME, _SHORTEST_WORD = 2, 3
"""Letters of a skeleton below which it could be anything."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing said, and where."""

    value: int
    start: int


def kind_of(value: int) -> str:
    """The kind of a feature."""
    return KINDS[value >> SHIFT]


@cache
def kind_weights() -> npt.NDArray[np.float64]:
    """Weight of a feature by its kind."""
    return np.array([weights().features[kind] for kind in KINDS])


def feature(kind: str, what: str) -> int:
    """The number of a feature; the same on every machine and in every run."""
    return KINDS.index(kind) << SHIFT | crc32(what.encode()) & _MASK


def features(text: str, spans: Sequence[Span], mentions: Sequence[Mention], language: str) -> list[Feature]:
    """Features of the parts of a text, in order.

    Args:
        text: the frozen text.
        spans: the parts to read, in order: title and paragraphs.
        mentions: actors in it, sorted, none overlapping.
        language: code of the language.
    """
    words = words_of(language)
    starts = [m.start for m in mentions]
    found: list[Feature] = []
    for span in spans:
        shown = span.start
        for match in _TOKEN.finditer(text, span.start, span.end):
            place = match.start()
            if place < shown:
                continue
            at = bisect_right(starts, place) - 1
            if at >= 0 and mentions[at].end > place:
                mention = mentions[at]
                shown = mention.end
                kind = _KIND_OF_ACTOR.get(mention.actor.kind)
                if kind is not None:
                    found.append(Feature(feature(kind, mention.actor.id), place))
                continue
            token = match[0]
            if token[0].isdigit():
                value = _number(token, text[match.end() : match.end() + 20], words, language)
                found += [Feature(value, place)] if value is not None else []
                continue
            inner = place > span.start and text[place - 1] == " " and text[place - 2] not in '.!?:»”"…'
            word = _word(token, language, capital=inner and token[0].isupper())
            if word is not None:
                found.append(Feature(word, place))
    return found


@lru_cache(maxsize=200_000)
def _word(token: str, language: str, *, capital: bool) -> int | None:
    """The feature of a word; None for one that says nothing by itself."""
    words = words_of(language)
    norm = normalise(token)
    bases = base_forms(norm, language)
    if words is not None and (norm in words.idle or not words.idle.isdisjoint(bases)):
        return None
    # A capital inside a sentence makes a name of a word, unless the dictionary knows the word and not the name.
    known = concept(norm, language)
    if capital and (known is None or any(r.pos == "PROPN" for r in readings(norm, language))):
        return _named(token, language)
    if known is not None:
        return feature("concept", str(known))
    if not capital and token[0].isupper() and _is_name(norm, language):
        return _named(token, language)
    short = skeleton(bases[0])
    return feature("word", short) if len(short) >= _SHORTEST_WORD else None


def _is_name(norm: str, language: str) -> bool:
    """Whether a capitalised word that opens a sentence is more likely a name than a word."""
    found = readings(norm, language)
    return bool(found) and (found[0].pos == "PROPN" or not any(r.known for r in found))


def _named(token: str, language: str) -> int | None:
    base = next((r.lemma for r in readings(normalise(token), language) if r.pos == "PROPN"), token)
    short = skeleton(base)
    return feature("name", short) if len(short) >= _SHORTEST_NAME else None


def _number(token: str, after: str, words: LanguageWords | None, language: str) -> int | None:
    """The feature of a figure, with the thousands or millions that follow it."""
    percent = token.endswith("%")
    digits = token.rstrip("%")
    plain = (
        re.sub(r"\D", "", digits)
        if _SEPARATED.match(digits)
        else re.sub(r"[  \u202f]", "", digits).replace(",", ".")
    )
    try:
        value = float(plain)
    except ValueError:
        return None
    value *= _multiplier(after, words, language)
    if value in _YEARS or (value < _SMALL and value == int(value) and not percent):
        return feature("small", f"{value:g}")
    return feature("number", f"{value:.3g}{'%' if percent else ''}")


def _multiplier(after: str, words: LanguageWords | None, language: str) -> float:
    match = re.match(r"[\s\u00a0-]?([^\W\d_]+)", after)
    if match is None or words is None:
        return 1
    forms = {normalise(match[1]), *base_forms(normalise(match[1]), language)}
    scales = ((words.thousand, 1e3), (words.million, 1e6), (words.billion, 1e9), (words.trillion, 1e12))
    return next((scale for listed, scale in scales if not listed.isdisjoint(forms)), 1)


def unique(found: Sequence[Feature]) -> Iterator[Feature]:
    """Each feature where it is first said."""
    seen: set[int] = set()
    for one in found:
        if one.value not in seen:
            seen.add(one.value)
            yield one
