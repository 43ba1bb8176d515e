"""What grammar rules out, whatever the network prefers: the relations of a tree are chosen among the rest.

Facts that a dictionary knows and a network learns only in part. A word that can't be nominative is no subject (a
genitive may be, of what is lacking or denied), one that can't be dative no indirect object; an inanimate noun that
disagrees with its verb in gender or number isn't its subject; and a verb has one subject and one object. They matter
most where the nominative and the accusative look alike ("Договір країна розірвала").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from papertiger.language.graph.arrays import Floats
from papertiger.language.morphology import LANGUAGES, Reading, readings

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"})
_SUBJECTS = ("nsubj", "nsubj:pass")
_OBJECTS = ("obj",)
_RECEIVERS = ("iobj",)
_NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What all known readings of a word form agree on."""

    cases: frozenset[str]
    """Cases it can stand in; empty where the dictionary doesn't know the word or it has none."""
    subject: frozenset[tuple[str | None, str | None]]
    """Number and gender of its nominative readings; empty where they are animate, or it isn't a noun."""
    verb: frozenset[tuple[str | None, str | None]]
    """Number and gender of its finite readings; empty where it isn't a verb or has other readings than the third person."""


class Grammar:
    """Chooses relations for arcs; `relations` are the network's, in its order."""

    def __init__(self, relations: Sequence[str]) -> None:
        number = {relation: i for i, relation in enumerate(relations)}
        self._subjects = [number[r] for r in _SUBJECTS if r in number]
        self._objects = [number[r] for r in _OBJECTS if r in number]
        self._receivers = [number[r] for r in _RECEIVERS if r in number]

    def choose(self, forms: Sequence[str], language: str, heads: Sequence[int], scores: Floats) -> list[int]:
        """Numbers of the best relations that grammar allows.

        `scores` has a row a word and a column a relation; entries that are ruled out are lowered in place.
        """
        if language in LANGUAGES:
            self._rule_out(forms, language, heads, scores)
        best: list[int] = scores.argmax(axis=1).tolist()
        self._keep_one(self._subjects, heads, scores, best)
        self._keep_one(self._objects, heads, scores, best)
        return best

    def _rule_out(self, forms: Sequence[str], language: str, heads: Sequence[int], scores: Floats) -> None:
        facts = [_facts(form, language) for form in forms]
        last = {head: i for i, head in enumerate(heads)}
        for i, (word, head) in enumerate(zip(facts, heads, strict=True)):
            if word.cases and "Dat" not in word.cases:
                scores[i, self._receivers] = _NEVER
            if word.cases and not word.cases & {"Nom", "Gen"}:
                scores[i, self._subjects] = _NEVER
            elif word.cases == {"Nom"}:
                scores[i, self._objects] = _NEVER
            elif head and _disagree(word, facts[head - 1], alone=last.get(i + 1, -1) < i):
                scores[i, self._subjects] = _NEVER

    @staticmethod
    def _keep_one(kind: Sequence[int], heads: Sequence[int], scores: Floats, best: list[int]) -> None:
        """Of several words with a relation of `kind` on one head, the surest keeps it, in place.

        An object too many may become a subject beside another one. Forbidding that was tried: 0.3 to 0.5 points of subject
        F1 more in Russian and English, two hard Ukrainian subjects fewer; the coder sorts out two subjects with the names.
        """
        places: dict[int, list[int]] = defaultdict(list)
        for i, relation in enumerate(best):
            if relation in kind:
                places[heads[i]].append(i)
        for rivals in places.values():
            while len(rivals) > 1:
                margins = []
                for i in rivals:
                    others = scores[i].copy()
                    others[list(kind)] = _NEVER
                    margins.append((float(scores[i, best[i]] - others.max()), i, int(others.argmax())))
                _, loser, relation = min(margins)
                best[loser] = relation
                rivals.remove(loser)


def _disagree(noun: _Facts, verb: _Facts, *, alone: bool) -> bool:
    """Whether no reading of the noun can be the verb's subject; `alone` when nothing to its right hangs on it."""
    if not noun.subject or not verb.verb:
        return False
    for number, gender in verb.verb:
        for own, kind in noun.subject:
            if own is None or number is None:
                return False
            if number == "Plur" and (own == "Plur" or not alone):
                return False  # "ряд країн підписали", "Київ і Варшава домовилися"
            if number == own == "Sing" and (gender is None or kind is None or gender == kind):
                return False
    return True


@lru_cache(maxsize=100_000)
def _facts(form: str, language: str) -> _Facts:
    known = [r for r in readings(form, language) if r.known]
    nominal = [r for r in known if r.pos in _NOMINAL and r.case]
    subject: set[tuple[str | None, str | None]] = set()
    if nominal and all(r.pos in {"NOUN", "PROPN"} and r.animacy != "Anim" for r in nominal):
        subject = {(r.number, r.gender) for r in nominal if r.case == "Nom"}
    return _Facts(frozenset(r.case for r in nominal if r.case), frozenset(subject), _finite(known))


def _finite(known: Sequence[Reading]) -> frozenset[tuple[str | None, str | None]]:
    verbs = [r for r in known if r.pos == "VERB"]
    if not verbs or len(verbs) < len(known) or any(r.form or r.person not in {None, "3"} for r in verbs):
        return frozenset()
    return frozenset((r.number, r.gender) for r in verbs)
