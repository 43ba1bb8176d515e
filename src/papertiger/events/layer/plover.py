"""Which PLOVER category a sentence reports between two parties that are given.

The features are the layer's (`pairs`), the classes of the words inside the two phrases, and the words of the sentence; the weights are
a linear support vector machine learnt on the train half of PLV (Hu, Skorupa Parolin, Khan, Osorio and D'Orazio, ACL 2024), whose codes
fold RETREAT and CONCEDE into YIELD. Works on English.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log, sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from papertiger.events.dictionary import Dictionary
from papertiger.events.discourse import Discourse
from papertiger.events.layer.pairs import features
from papertiger.events.layer.view import View, view
from papertiger.events.layer.weights import Weights
from papertiger.events.lexicon import lexicon
from papertiger.events.scene import build

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from papertiger.language.sentence import Sentence

LANGUAGE = "en"
WEIGHTS = Path(__file__).parents[1] / "data" / "weights" / "plover_en.npz"
QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1,
    "COOPERATE": 2, "AID": 2, "RETREAT": 2, "YIELD": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
    "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""Category → quad as PLV counts it: 1 verbal, 2 material cooperation; 3 verbal, 4 material conflict (YIELD is 2, PROTEST 4)."""
STRUCTURE = 0.1
"""Weight of a feature of the sentence's structure beside the words, which are scaled to length one."""
_WORD = re.compile(r"\b\w\w+\b")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})

Spans = Sequence[tuple[int, int]]
"""Places of a phrase in the sentence, half-open."""


@dataclass(frozen=True, slots=True)
class Given:
    """A parsed sentence with the places of its source and its target."""

    sentence: Sentence
    source: Spans
    target: Spans


def structure(given: Given) -> list[str]:
    """Features of where the two parties stand and what kinds of words are around and inside them."""
    doc = given.sentence.doc
    if doc is None:
        raise ValueError("the sentence has not been parsed")
    words = lexicon(LANGUAGE)
    scene = build(given.sentence, [], words, Discourse(), _dictionary())
    seen = view(scene, bare=True)
    one, other = head(doc, given.source), head(doc, given.target)
    found = features(seen, one, other, LANGUAGE)
    return [*found, *_inside(seen, doc, "S", given.source), *_inside(seen, doc, "T", given.target)]


def head(doc: Doc, spans: Spans) -> int:
    """The token that a phrase hangs by; 0 where it covers none."""
    for start, end in spans:
        covered = [t for t in doc if start <= t.idx < end and t.pos_ != "PUNCT"]
        inside = {t.i for t in covered}
        tops = [t for t in covered if t.head.i not in inside or t.head.i == t.i]
        if tops:
            return next((t.i for t in tops if t.pos_ in _NOMINAL), tops[0].i)
    return 0


def _inside(seen: View, doc: Doc, name: str, spans: Spans) -> list[str]:
    covered = [t.i for t in doc if any(start <= t.idx < end for start, end in spans)]
    return list(dict.fromkeys(f"in{name}={k}" for i in covered for k in (*seen.kinds[i], *seen.groups[i])))


def grams(text: str) -> Counter[str]:
    """Words and pairs of words, lower-case, with their numbers."""
    words = _WORD.findall(text.lower())
    return Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))])


def scaled(counts: Counter[str], rarity: dict[str, float]) -> dict[str, float]:
    """TF-IDF of length one: ``1 + log(count)`` times `rarity` (inverse document frequency); words without one are left out."""
    raw = {gram: (1 + log(n)) * rarity[gram] for gram, n in counts.items() if gram in rarity}
    length = sqrt(sum(v * v for v in raw.values())) or 1.0
    return {gram: v / length for gram, v in raw.items()}


class Plover:
    """The trained weights, ready to code."""

    def __init__(self, weights: Weights) -> None:
        """`weights` hold the structure features by name, word grams as ``g:…``, and their rarities in a last column."""
        self.weights = weights

    def scores(self, given: Given) -> dict[str, float]:
        """Category → score, the higher the likelier; not probabilities."""
        names = structure(given)
        counts = grams(given.sentence.text)
        rows = {gram: self.weights.row(f"g:{gram}") for gram in counts}
        last = len(self.weights.outputs)
        rarity = {gram: float(self.weights.direct[row, last]) for gram, row in rows.items() if row >= 0}
        words = scaled(counts, rarity)
        found = self.weights.scores(
            [*names, *(f"g:{g}" for g in words)], [*([STRUCTURE] * len(names)), *words.values()]
        )
        return {name: float(found[i]) for i, name in enumerate(self.weights.outputs)}

    def category(self, given: Given) -> str:
        """The likeliest category."""
        found = self.scores(given)
        return max(found, key=lambda name: found[name])


@cache
def plover() -> Plover:
    """The shipped weights. Raises OSError when they are absent."""
    return Plover(Weights.load(WEIGHTS))


@cache
def _dictionary() -> Dictionary:
    return Dictionary(lexicon(LANGUAGE))
