"""Whether a state's name or seat says who acts or only where: "in Moscow" against "Moscow said".

A preposition decides, with the case that the form can have. "In Moscow they said" has nobody else to speak, so there the
place stands for the state again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from papertiger.actors.actor import Mention
from papertiger.actors.vocabulary import Words
from papertiger.language import readings

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_REACH = 60
_FEW = 3
"""Words within which the verb of "in Moscow they said" follows."""
_PLACELIKE = frozenset({"name", "metonym", "place"})


class Placing:
    """The prepositions of one language."""

    def __init__(self, words: Words, language: str) -> None:
        self._language = language
        self._say = frozenset(words.persons_say)
        self._cases: Mapping[str, frozenset[str]] = {
            preposition: frozenset(case for case, listed in words.places.items() if preposition in listed)
            for listed in words.places.values()
            for preposition in listed
        }

    def where(self, text: str, mention: Mention) -> str | None:
        """The preposition that makes a place of the mention, or None where it acts or may act."""
        if mention.actor.kind != "state" or mention.form not in _PLACELIKE:
            return None
        before = self._before(text, mention)
        if before is None:
            return "" if mention.form == "place" else None
        return before

    def _before(self, text: str, mention: Mention) -> str | None:
        words = _WORD.findall(text, max(0, mention.start - _REACH), mention.start)
        gap = text[max(0, mention.start - 1) : mention.start]
        if not words or not gap.isspace():
            return None
        for step in (1, 2):  # one adjective may stand between: "в сусідній Польщі"
            word = words[-step].lower() if len(words) >= step else ""
            cases = self._cases.get(word)
            if cases is not None:
                fits = "any" in cases or self._fits(mention, cases)
                return word if fits and not self._speaks(text, mention) else None
            if step == 1 and not self._describes(words[-1]):
                return None
        return None

    def _fits(self, mention: Mention, cases: frozenset[str]) -> bool:
        found = {reading.case for reading in readings(mention.surface.split()[-1], self._language)} - {None}
        return not found or not found.isdisjoint(cases)

    def _describes(self, word: str) -> bool:
        return any(reading.pos in {"ADJ", "DET"} for reading in readings(word, self._language))

    def _speaks(self, text: str, mention: Mention) -> bool:
        """Whether a verb of saying in the plural follows with nobody who says it."""
        after = _WORD.finditer(text, mention.end, mention.end + _REACH)
        for _, match in zip(range(_FEW), after, strict=False):
            if any(mark in text[mention.end : match.start()] for mark in ".;:—–("):
                return False
            found = readings(match.group(), self._language)
            if any(r.pos == "VERB" and r.lemma in self._say and r.number == "Plur" for r in found):
                return self._nobody(text, match.end())
            if not any(r.pos in {"ADV", "PART", "ADP", "ADJ", "DET"} for r in found):
                return False
        return False

    def _nobody(self, text: str, end: int) -> bool:
        """Whether no noun in the nominative follows that would say it: "у Москві заявили чиновники"."""
        match = _WORD.match(text, end + 1) if text[end : end + 1] == " " else None
        if match is None:
            return True
        found = readings(match.group(), self._language)
        # A thing in the plural looks alike as subject and object; only people speak.
        return not any(
            r.pos in {"NOUN", "PROPN"} and r.case == "Nom" and r.number == "Plur" and r.animacy == "Anim"
            for r in found
        )
