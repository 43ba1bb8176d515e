"""Trying proposed entries of the lexicon: an entry is put to a person only if it reads its sentence and nothing that is known to be false.

Nothing here changes the lexicon. An entry is tried in a reader of its own, beside the one that is in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from papertiger.errors import ArticleError, DataFileError
from papertiger.evaluation.claims import records
from papertiger.evaluation.frametables import LookAlike
from papertiger.evaluation.gold import NOBODY, GoldSentence, GoldSentences
from papertiger.events import Dictionary, lexicon
from papertiger.events.inventory.entries import entry_faults
from papertiger.events.inventory.stock import words_of
from papertiger.events.inventory.words import word_faults
from papertiger.events.lexicon import Entry, with_entries
from papertiger.readers.frames import FrameReader
from papertiger.readers.llm.lexical import Missed, Proposal
from papertiger.readers.sides import Key, key_of, ways_of
from papertiger.settings import Settings

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_SHOWN = 5
"""Other sentences that a person is shown of a proposal."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one proposal."""

    missed: Missed
    proposal: Proposal | None
    """None where the model gave none that could be tried."""
    refused: str | None
    """Why no person need look at it; None for one that reads its sentence and nothing that is known to be false."""
    also_reads: tuple[str, ...] = ()
    """What it would read besides, where nothing is known against it: claim and sentence."""
    tried_on: int = 0
    """Look-alike sentences that have its word."""


@dataclass
class Trials:
    """Tries entries; `against` are the sentences that they must not read wrongly."""

    settings: Settings
    against: Sequence[LookAlike]
    _shipped: FrameReader = field(init=False)
    _known: dict[int, frozenset[Key]] = field(default_factory=dict)
    """Place of a look-alike → what the lexicon in force reads there."""

    def __post_init__(self) -> None:
        """Make the reader to compare with."""
        self._shipped = FrameReader(self.settings)

    def is_missed(self, missed: Missed) -> bool:
        """Whether the lexicon in force does not read the claim."""
        return not _reads(self._shipped, missed)

    def tried(self, missed: Missed, proposal: Proposal) -> Tried:
        """What an entry that a model proposed for a sentence is good for."""
        entry = proposal.entry()
        refused = _not_of_the_sentence(missed, proposal) or _at_fault(entry, missed.language)
        if refused is not None:
            return Tried(missed, proposal, refused)
        words = with_entries(lexicon(missed.language), [entry])
        reader = FrameReader(self.settings, lexicons={missed.language: words})
        if not _reads(reader, missed):
            return Tried(missed, proposal, "with it the sentence is not read as the claim")
        also: list[str] = []
        near = list(self._near(entry, missed))
        for place in near:
            one = self.against[place]
            for claim in sorted(_claims(reader, one.gold, one.sentence) - self._before(place), key=str):
                said = f"{claim[1] or NOBODY} {claim[0]} {claim[2] or NOBODY}: {one.sentence.text}"
                if one.forbids(claim):
                    return Tried(missed, proposal, f"it would read what is false: {said}", tried_on=len(near))
                also.append(said)
        return Tried(missed, proposal, None, tuple(also[:_SHOWN]), len(near))

    def _near(self, entry: Entry, missed: Missed) -> Iterator[int]:
        """The look-alikes that have a word of the entry in some form; no other can be read otherwise."""
        firsts = {word.split(" ")[0] for _, words in words_of(entry) for word in words}
        for place, one in enumerate(self.against):
            if one.gold.language == missed.language and one.sentence.text != missed.text:
                text = f"{one.sentence.before or ''} {one.sentence.text}"
                if any(firsts & lemmas_of(word, missed.language) for word in _WORD.findall(text)):
                    yield place

    def _before(self, place: int) -> frozenset[Key]:
        if place not in self._known:
            one = self.against[place]
            self._known[place] = _claims(self._shipped, one.gold, one.sentence)
        return self._known[place]


def lemmas_of(word: str, language: str) -> frozenset[str]:
    """The base forms that a word can have, itself in small letters included."""
    return frozenset({word.lower(), *(lemma for lemma, _ in _dictionary(language).lemmas(word))})


@cache
def _dictionary(language: str) -> Dictionary:
    return Dictionary(lexicon(language))


def _reads(reader: FrameReader, missed: Missed) -> bool:
    gold = GoldSentences.model_validate(
        {"language": missed.language, "published": missed.published, "sentences": ()}
    )
    sentence = GoldSentence(text=missed.text, before=missed.before, claims=())
    wanted = (missed.predicate, missed.subject, missed.object)
    return not _claims(reader, gold, sentence).isdisjoint(ways_of(wanted))


def _claims(reader: FrameReader, gold: GoldSentences, sentence: GoldSentence) -> frozenset[Key]:
    try:
        return frozenset(key_of(record) for record in records(reader, gold, sentence))
    except ArticleError:
        return frozenset()


def _not_of_the_sentence(missed: Missed, proposal: Proposal) -> str | None:
    """Why the proposal is not about words of its sentence; None where it is."""
    if not proposal.words or proposal.words not in missed.text:
        return "its words do not stand in the sentence"
    words, lemmas = _WORD.findall(proposal.words), proposal.lemma.split(" ")
    if proposal.lemma != proposal.lemma.lower() or any(not _WORD.fullmatch(one) for one in lemmas):
        return "its base form is no word in small letters"
    if len(words) != len(lemmas) or (len(words) > 1) != (proposal.kind == "phrase"):
        return "its base form has not as many words as it names in the sentence, or is of another kind"
    pairs = zip(words, lemmas, strict=True)
    if odd := [lemma for word, lemma in pairs if lemma not in lemmas_of(word, missed.language)]:
        return f"{odd[0]!r} is no base form of its word in the sentence"
    return None


def _at_fault(entry: Entry, language: str) -> str | None:
    """What `papertiger frames check` would say of the entry; None where it says nothing."""
    base = lexicon(language)
    try:
        with_entries(base, [entry])
    except DataFileError as error:
        return error.problem
    same = [one for one in base.vocabulary.entries if one.frame == entry.frame]
    among = base.vocabulary.model_copy(update={"entries": (*same, entry)})
    alone = base.vocabulary.model_copy(update={"entries": (entry,), "cues": {}, "classes": ()})
    faults = [
        *(one for one in entry_faults(among, base.frames) if one.where[:2] == ("entries", len(same))),
        *(one for one in word_faults(alone) if one.where[:2] == ("entries", 0)),
    ]
    return faults[0].problem if faults else None
