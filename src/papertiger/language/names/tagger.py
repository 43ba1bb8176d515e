"""A linear model that marks names in a sentence: features × weights, and the best sequence of marks.

A mark is ``B-`` or ``I-`` with a kind, or ``O``. Most words are in lower case and cannot begin a name; they are ``O``
without being looked at, unless a name or an organisation's class word stands shortly before them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import read_text
from papertiger.language.names.features import REACH, Place, of_place, of_word, places_of, words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from papertiger.language.names.words import WordFacts

    Vector = NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "data" / "weights.json"
"""What ``scripts/train_names.py`` writes."""
KINDS = ("PER", "ORG", "LOC", "MISC")
LABELS = ("O", *(f"{edge}-{kind}" for kind in KINDS for edge in "BI"))
NUMBER = {label: i for i, label in enumerate(LABELS)}
_INSIDE = tuple(i for i, label in enumerate(LABELS) if label.startswith("I"))
_ANY = tuple(range(len(LABELS)))
_LOWER = (0, *_INSIDE)
_ORGANISATION = (0, NUMBER["B-ORG"], *_INSIDE)
_FAR = 6
"""Words in lower case that may follow in a name ("Федеральна служба з нагляду у сфері захисту прав споживачів")."""
_KEPT = 50_000
"""Vectors kept by a model; an archive has more words, most of them once."""
STYLES = ("capital", "lower", "mark")
_NEVER = -1e9


def style(word: WordFacts) -> int:
    """Number of the table of transitions that hold at a word."""
    return 0 if word.capital else 1 if word.word else 2


def allowed(words: Sequence[WordFacts]) -> list[tuple[int, ...]]:
    """The marks that each word may get."""
    found: list[tuple[int, ...]] = []
    left = 0
    for i, word in enumerate(words):
        if word.capital:
            found.append(_ANY)
            left = _FAR
            continue
        begins = "organisation" in word.lists and any(w.capital for w in words[i + 1 : i + 4])
        if begins:
            found.append(_ORGANISATION)
            left = _FAR
        elif left and word.shape not in ",;:!?":
            found.append(_LOWER)
            left -= 1
        else:
            found.append((0,))
            left = 0
    return found


@dataclass(slots=True)
class Tagger:
    """Weights of features and transitions."""

    weights: Mapping[str, Vector]
    transitions: list[list[list[float]]]
    """By style of the word, mark before and mark."""
    language: str
    _words: dict[str, Vector] = field(default_factory=dict, repr=False)
    _groups: tuple[dict[Any, Vector], dict[Any, Vector], dict[Any, Vector]] = field(
        default_factory=lambda: ({}, {}, {}), repr=False
    )

    def mark(self, doc: Doc, words: Sequence[WordFacts] | None = None) -> list[int]:
        """Numbers of the marks of a parsed sentence's words."""
        words = words_of(doc, self.language) if words is None else words
        possible = allowed(words)
        if all(len(each) == 1 for each in possible):
            return [0] * len(words)
        scores = self.scores(words, places_of(doc, words))
        return best(scores, possible, [style(word) for word in words], self.transitions)

    def scores(self, words: Sequence[WordFacts], places: Sequence[Place]) -> list[list[float]]:
        """Scores of every mark for every word."""
        import numpy as np  # noqa: PLC0415 - comes with the first pipeline

        count = len(words)
        own = np.zeros((count + 2 * REACH, 2 * REACH + 1, len(LABELS)), np.float32)
        for i, word in enumerate(words):
            own[i + REACH] = self._word(word)
        total = own[REACH : REACH + count, REACH].copy()
        for offset in range(-REACH, REACH + 1):
            if offset:
                total += own[REACH + offset : REACH + offset + count, REACH + offset]
        for i, place in enumerate(places):
            for number, part in enumerate(place):
                total[i] += self._group(number, part, place)
        return total.tolist()  # type: ignore[no-any-return]

    def _word(self, word: WordFacts) -> Vector:
        known = self._words.get(word.text)
        if known is None:
            import numpy as np  # noqa: PLC0415 - as above

            if len(self._words) >= _KEPT:
                self._words.clear()
            known = np.stack(
                [self._sum(of_word(word, self.language, offset)) for offset in range(-REACH, REACH + 1)]
            )
            self._words[word.text] = known
        return known

    def _group(self, number: int, part: tuple[Any, ...], place: Place) -> Vector:
        kept = self._groups[number]
        known = kept.get(part)
        if known is None:
            if len(kept) >= _KEPT:
                kept.clear()
            known = kept[part] = self._sum(of_place(place)[number])
        return known

    def _sum(self, features: Sequence[str]) -> Vector:
        import numpy as np  # noqa: PLC0415 - as above

        total = np.zeros(len(LABELS), np.float32)
        for feature in features:
            weight = self.weights.get(feature)
            if weight is not None:
                total += weight
        return total


def best(
    scores: Sequence[Sequence[float]],
    possible: Sequence[tuple[int, ...]],
    styles: Sequence[int],
    transitions: Sequence[Sequence[Sequence[float]]],
) -> list[int]:
    """The sequence of marks with the highest sum (Viterbi); an ``I-`` follows only its own kind."""
    back: list[dict[int, int]] = []
    last: dict[int, float] = {0: 0.0}
    for score, marks, kind in zip(scores, possible, styles, strict=True):
        table = transitions[kind]
        now: dict[int, float] = {}
        pointers: dict[int, int] = {}
        for mark in marks:
            if mark and mark % 2 == 0:  # I-: continues B- (the number before) or I-
                sources = [m for m in (mark - 1, mark) if m in last]
                if not sources:
                    continue
                origin = max(sources, key=lambda m: last[m] + table[m][mark])
            elif len(last) == 1:
                (origin,) = last
            else:
                origin = max(last, key=lambda m: last[m] + table[m][mark])
            now[mark] = last[origin] + table[origin][mark] + score[mark]
            pointers[mark] = origin
        back.append(pointers)
        last = now
    if not back:
        return []
    mark = max(last, key=last.__getitem__)
    found = [mark]
    for pointers in reversed(back[1:]):
        mark = pointers[mark]
        found.append(mark)
    return found[::-1]


def spans(marks: Sequence[int]) -> list[tuple[int, int, str]]:
    """Half-open spans of tokens, with kinds, that `marks` make."""
    found: list[tuple[int, int, str]] = []
    start = 0
    padded = [*marks, 0]
    for i, (mark, following) in enumerate(pairwise(padded)):
        if mark % 2:
            start = i
        if mark and not (following and following % 2 == 0):
            found.append((start, i + 1, LABELS[mark][2:]))
    return found


class _Weights(BaseModel):
    """The file of weights: features → mark → weight in `unit`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    unit: float
    languages: tuple[str, ...]
    transitions: list[list[list[float]]]
    weights: dict[str, dict[str, int]]


@cache
def tagger(language: str) -> Tagger | None:
    """The shipped model for `language`; None where there is none."""
    languages, weights, transitions = _shipped()
    return Tagger(weights, transitions, language) if language in languages else None


@cache
def _shipped() -> tuple[tuple[str, ...], dict[str, Vector], list[list[list[float]]]]:
    """Languages, weights and transitions of the shipped model, which its languages share."""
    import numpy as np  # noqa: PLC0415 - as above

    content = _Weights.model_validate_json(read_text(WEIGHTS))
    table = np.zeros((len(content.weights), len(LABELS)), np.float32)
    for row, marks in zip(table, content.weights.values(), strict=True):
        for mark, value in marks.items():
            row[NUMBER[mark]] = value
    table *= content.unit
    return content.languages, dict(zip(content.weights, table, strict=True)), content.transitions
