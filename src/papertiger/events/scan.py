"""The cheap scan: which sentences can hold a claim. Only those are parsed.

One Aho-Corasick automaton a language looks for everything that matters in one pass over an article: the inflected forms
of all words that evoke frames, of their themes and cues, of words that point back to a party, and the first words of all
actor names (`patterns`). `demands` says what a sentence must then hold; `Scan.candidates` asks for the words, and
`Scan.hopeful` for the parties, once the actors have been found.

The scan never asks for a tree, so what it refuses is refused for good; `tests/events/test_scan.py` and
`benchmarks/scan.py` measure what that loses.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ahocorasick

from papertiger.events.demands import NEGATION, PERSON, SYSTEM, Demand, demands
from papertiger.events.dictionary import Dictionary
from papertiger.events.lexicon import Lexicon
from papertiger.events.patterns import WORD, Fold, Pattern, judged, patterns
from papertiger.events.prospects import Around, Candidate, enough
from papertiger.language.sentence import Sentence

_QUESTION = "\"»”' "


@dataclass(frozen=True, slots=True)
class Sighting:
    """What the automaton saw in one text, in text order."""

    at: list[int]
    words: list[Pattern]
    names: list[int]
    """Where an actor is named."""


class Scan:
    """The automaton of one language and what its patterns mean; serves a reader's whole life."""

    def __init__(self, lexicon: Lexicon, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._fold = Fold(lexicon.language)
        found = demands(lexicon)
        self._demands = found.demands
        self._judged: dict[tuple[int, str], Pattern] = {}
        self._automaton = ahocorasick.Automaton()
        for text, pattern in patterns(found, dictionary, self._fold).items():
            self._automaton.add_word(text, pattern)
        self._automaton.make_automaton()

    def look(self, text: str, names: list[int]) -> Sighting:
        """Everything in `text` that a pattern stands for; `names` are the places where actors are named, in order."""
        at: list[int] = []
        words: list[Pattern] = []
        for end, seen in self._automaton.iter(f" {self._fold.folded(text)} "):
            start, word = end - seen.length + 1, seen
            if word.stems:
                match = WORD.match(text, start)
                if match is None:
                    continue
                word = self._whole(word, match.group())
            if word.signals or word.triggers:
                at.append(start)
                words.append(word)
        return Sighting(at, words, names)

    def _whole(self, pattern: Pattern, surface: str) -> Pattern:
        key = id(pattern), surface
        found = self._judged.get(key)
        if found is None:
            found = self._judged[key] = judged(pattern, surface, self._dictionary)
        return found

    def candidates(self, sentences: Iterable[Sentence], seen: Sighting) -> list[Candidate]:
        """The sentences whose words meet the demands of some frame, names and parties aside."""
        found = []
        before = 0
        for sentence in sentences:
            since, before = before, sentence.start
            low, high = bisect_left(seen.at, sentence.start), bisect_left(seen.at, sentence.end)
            here = seen.words[low:high]
            if not any(word.triggers for word in here) or _asks(sentence.text):
                continue
            # What was named in the sentence before may be what this one speaks of: "Первая из них не поступила".
            first = bisect_left(seen.names, since)
            named = first < len(seen.names) and seen.names[first] < sentence.end
            if self._met(here, SYSTEM | PERSON if named else 0):
                signals = 0
                for word in here:
                    signals |= word.signals
                found.append(Candidate(sentence, signals, tuple(here)))
        return found

    def hopeful(
        self, sentences: Sequence[Sentence], candidates: Sequence[Candidate], around: Around
    ) -> list[Sentence]:
        """The sentences to parse: none, unless the parties that some candidate needs can be found, by the coder's rules.

        In an article with one such sentence the others may tell more of the same matter in words that only a reader
        understands, so there every candidate and every sentence that names a party is parsed too.
        """
        if not any(self._is_hopeful(candidate, around) for candidate in candidates):
            return []
        wanted = {candidate.sentence.index for candidate in candidates}
        return [s for s in sentences if s.index in wanted or around.named[s.index]]

    def _is_hopeful(self, candidate: Candidate, around: Around) -> bool:
        kinds = {mention.actor.kind for mention in around.mentions[candidate.sentence.index]}
        extra = (SYSTEM if "system" in kinds else 0) | (PERSON if "person" in kinds else 0)
        return any(enough(demand, candidate, around) for demand in self._met(candidate.hits, extra))

    def _met(self, here: Sequence[Pattern], extra: int) -> list[Demand]:
        """The demands that words of a sentence meet; `extra` are the signals that names give."""
        signals = extra
        for word in here:
            signals |= word.signals
        met: dict[int, Demand] = {}
        for place, word in enumerate(here):
            if not word.triggers:
                continue
            others = extra
            for i, other in enumerate(here):
                if i != place:
                    others |= other.signals
            for number in word.triggers:
                demand = self._demands[number]
                if number not in met and _words_allow(demand, signals, others):
                    met[number] = demand
        return list(met.values())


def _words_allow(demand: Demand, signals: int, others: int) -> bool:
    if demand.theme and not demand.theme & others:
        return False
    if demand.negated and not signals & NEGATION:
        return False
    return all(signals & need for need in demand.needs)


def _asks(text: str) -> bool:
    """Whether the sentence is a question, which claims nothing (`modality.stance`)."""
    return text.rstrip(_QUESTION).endswith("?")
