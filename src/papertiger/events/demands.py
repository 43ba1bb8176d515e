"""What a sentence must hold before a word can make a claim there, derived from the lexicon.

Every entry of a lexicon says which frame its words evoke, which nouns that frame is about, which cues the words need,
and which roles must be filled. `demands` turns that into a few necessary conditions on the words of a sentence, so that
a frame that is added to the data files is scanned for without anything else being written. The conditions know no tree:
they never refuse what the coder would read, but for words that the tagger names otherwise than the dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from papertiger.events.lexicon import Entry, Frame, Lexicon
from papertiger.events.triggers import OPEN, PERSONS, SYSTEMS

PRONOUN, ALLY, NEGATION, SYSTEM, PERSON = 1, 2, 4, 8, 16
"""Signals that no list of the lexicon is named after; pronouns and nouns like "the country" point back alike."""
_FIRST_FREE = 5

Kind = Literal["verb", "noun", "adjective", "any"]


@dataclass(frozen=True, slots=True)
class Demand:
    """Conditions on one sentence, all of which must hold; signals are bit masks."""

    needs: tuple[int, ...] = ()
    """Of each mask one signal must be there."""
    theme: int = 0
    """One of these must come from another word than the trigger; 0 when there is no theme."""
    negated: bool = False
    """Whether there must be a word that negates."""
    parties: int = 2
    """How many different parties the claim needs."""
    elliptic: bool = False
    """Whether a party may come from the sentences around without a word pointing there."""
    speaker_gives: bool = False
    """Whether of those only the speaker counts (the frame leaves out its subject alone)."""
    internal: bool = False
    """Whether the state that the article is about is enough."""
    named: bool = False
    """Whether the parties must all be named in the sentence itself, by name or adjective."""
    maker: bool = False
    """Whether the maker of a named system counts as a party."""


@dataclass(slots=True)
class Vocabulary:
    """The words to look for, and what each of them means for the scan."""

    signals: dict[tuple[str, Kind], int] = field(default_factory=dict)
    """(lemma, word class) → signals that the word gives."""
    triggers: dict[tuple[str, Kind], list[int]] = field(default_factory=dict)
    """(lemma, word class) → places in `demands`."""
    demands: list[Demand] = field(default_factory=list)

    def lemmas(self) -> Iterator[tuple[str, Kind]]:
        """Every lemma to look for, with the word class that it counts in."""
        yield from dict.fromkeys([*self.signals, *self.triggers])


def demands(lexicon: Lexicon) -> Vocabulary:
    """All words that the scan of a language looks for."""
    return _Builder(lexicon).build()


class _Builder:
    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.found = Vocabulary()
        self.bits: dict[tuple[str, str], int] = {}
        self.known: dict[Demand, int] = {}

    def build(self) -> Vocabulary:
        """Signals of single words first, then the triggers with their demands."""
        words = self.lexicon.vocabulary
        self._signal((*words.pronouns, *words.countries), PRONOUN)
        self._signal(words.allies, ALLY)
        self._signal((*words.negation, *words.negative_verbs, *words.ceasing), NEGATION)
        for noun_class in words.classes:
            self._signal(noun_class.words, self._bit("class", noun_class.id))
        tables: tuple[tuple[Kind, Kind, dict[str, list[Entry]]], ...] = (
            ("verb", "verb", self.lexicon.by_verb),
            ("noun", "noun", self.lexicon.by_noun),
            ("adjective", "adjective", self.lexicon.by_adjective),
            ("adjective", "verb", self.lexicon.by_participle),
        )
        for kind, pos, table in tables:
            for lemma, entries in table.items():
                for entry in entries:
                    self._trigger(lemma, kind, entry, pos)
        for first, phrases in self.lexicon.by_phrase.items():
            for parts, entry in phrases:
                self._trigger(first, "any", entry, "noun", parts[1:])
        return self.found

    def _bit(self, group: str, name: str) -> int:
        return self.bits.setdefault((group, name), 1 << (_FIRST_FREE + len(self.bits)))

    def _signal(self, words: Iterable[str], bit: int) -> None:
        for word in words:
            if " " not in word:
                self.found.signals[word, "any"] = self.found.signals.get((word, "any"), 0) | bit

    def _trigger(self, lemma: str, kind: Kind, entry: Entry, pos: str, rest: tuple[str, ...] = ()) -> None:
        demand = self._demand(entry, pos, rest)
        asked = [demand]
        if demand.theme and pos == "verb" and not OPEN.isdisjoint(self._wanted(entry)):
            # Whatever two parties named beside such a verb hand over, refuse or break may be its theme (`triggers.OPEN`).
            asked.append(replace(demand, theme=0, named=True))
        places = self.found.triggers.setdefault((lemma, kind), [])
        for one in asked:
            place = self.known.setdefault(one, len(self.known))
            if place == len(self.found.demands):
                self.found.demands.append(one)
            if place not in places:
                places.append(place)

    def _wanted(self, entry: Entry) -> tuple[str, ...]:
        return entry.themes or self.lexicon.frames[entry.frame].themes

    def _demand(self, entry: Entry, pos: str, rest: tuple[str, ...]) -> Demand:
        frame = self.lexicon.frames[entry.frame]
        theme = 0
        for name in self._wanted(entry):
            theme |= self._bit("class", name) | (SYSTEM if name in SYSTEMS else 0)
        elliptic = frame.elliptic and (pos != "noun" or frame.elliptic_noun)
        answers = frame.answers or frame.id == "war"
        return Demand(
            needs=tuple(sorted({*map(self._cue, entry.needs), *map(self._part, rest)})),
            theme=theme,
            negated=frame.polarity == "must_negate",
            parties=max(1, len(frame.requires)),
            elliptic=elliptic or answers,
            speaker_gives=elliptic and not frame.elliptic_object and not answers,
            internal=frame.internal,
            maker=_takes_maker(entry, frame, pos),
        )

    def _cue(self, name: str) -> int:
        bit = self._bit("cue", name)
        self._signal(self.lexicon.vocabulary.cues[name], bit)
        return bit | (PERSON if name == PERSONS else 0)

    def _part(self, word: str) -> int:
        bit = self._bit("part", word)
        self._signal((word,), bit)
        return bit


def _takes_maker(entry: Entry, frame: Frame, pos: str) -> bool:
    slots = getattr(frame, pos)
    named = (*(entry.subject or slots.subject), *(entry.object or slots.object))
    return any(slot.endswith(".origin") for slot in named)
