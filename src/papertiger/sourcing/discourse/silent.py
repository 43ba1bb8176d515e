"""Whose a sentence without a cue of its own is (rules 6 and 7 of `discourse`)."""

from __future__ import annotations

from dataclasses import dataclass

from papertiger.records import AttributionStep
from papertiger.sourcing.discourse.continuing import goes_on
from papertiger.sourcing.discourse.passage import Passage, is_parenthetic
from papertiger.sourcing.discourse.pronouns import Pronouns
from papertiger.sourcing.discourse.retelling import Retelling
from papertiger.sourcing.discourse.shifted import is_reported
from papertiger.sourcing.discourse.speakers import Remembered, Speakers
from papertiger.sourcing.discourse.voice import Reading, Voice
from papertiger.sourcing.who.view import Source
from papertiger.sourcing.words import starts_with

_NEAR_START = 3
"""Words at the start of a sentence among which a connective or hedge ties it to the one before."""


@dataclass(slots=True)
class Silent:
    """Finds the voice of sentences, one after the other."""

    passage: Passage
    retelling: Retelling
    speakers: Speakers
    pronouns: Pronouns
    reading: Reading

    def voice(self, at: int) -> Voice:
        """Whose the sentence is where no report of its own covers a place."""
        sentence = self.passage.sentences[at]
        if sentence.kind != "body":
            return Voice()
        outlet = (
            Voice(self.retelling.prefix(at), (), self.retelling.retold.why, self.retelling.retold.words)
            if self.retelling.prefix(at)
            else Voice()
        )
        before = self.speakers.right_before(at, self.reading.base, self.retelling.outside)
        if before is not None and self._is_bare_quote(at):
            return _same(before, "a quotation without a source of its own goes on")
        if before is None and self._is_bare_quote(at):
            person = self._person_beside(at)
            if person is not None:
                return Voice(outlet.outlets, (person,), f"a quotation beside a sentence about {person.name}")
        if (
            before is not None
            and before.continuing
            and self._same_paragraph(at, before)
            and self._is_tied(at, before)
        ):
            return _same(before, "goes on with what the speaker before says")
        same = before is not None and self._same_paragraph(at, before)
        if before is not None and same and is_reported(self.passage, at, before.sentence):
            return _same(before, "goes on with the account that the sentence before closes")
        return self._hearsay(at) or self._account(at) or outlet

    def _hearsay(self, at: int) -> Voice | None:
        """The voice of whoever the sentence before is about, when this one opens as their words ("Мовляв, …", "Дескать, …")."""
        line = self.passage.lines[at]
        if not starts_with(line.words, 0, line.cues.table.signals.hearsay) or self.passage.starts_paragraph(
            at
        ):
            return None
        before = self.speakers.right_before(at, self.reading.base, self.retelling.outside)
        person = None if before is not None else self.pronouns.actor_before(at)
        speakers = before.voice.speakers if before is not None else () if person is None else (person,)
        outlets = before.voice.outlets if before is not None else self.retelling.prefix(at)
        return Voice(outlets, speakers, "opens as somebody's words") if speakers else None

    def _account(self, at: int) -> Voice | None:
        """The voice of whoever, or whatever document, has the word in the sentence before, when this one goes on with it."""
        before = self.speakers.right_before(at, self.reading.base, self.retelling.outside, texts=True)
        if before is None or not before.continuing or not self._same_paragraph(at, before):
            return None
        told = [s for s in self.reading.statements if s.sentence == at - 1]
        if not goes_on(self.passage, at, before, told):
            return None
        return _same(before, "goes on with the account of the sentence before")

    def _person_beside(self, at: int) -> AttributionStep | None:
        """The person whom the sentence before a quotation without a cue is about, else the one after it."""
        quoted = Source(relative="speaker", words="“…”")
        before = self.pronouns.named_before(at, quoted)
        if before is not None or at + 1 >= len(self.passage.sentences):
            return before
        return self.pronouns.named_before(at + 2, quoted) if not self.passage.reports[at + 1] else None

    def _same_paragraph(self, at: int, speaker: Remembered) -> bool:
        return self.passage.sentences[speaker.sentence].paragraph == self.passage.sentences[at].paragraph

    def _is_bare_quote(self, at: int) -> bool:
        """True for a sentence that quoted speech opens or fills and that no reporting clause claims."""
        sentence = self.passage.sentences[at]
        inside = [
            s
            for s in self.passage.lines[at].speech
            if s.start <= sentence.start + 1 and sentence.start < s.end
        ]
        return bool(inside) and not any(r.postposed or r.explicit for r in self.passage.reports[at])

    def _is_tied(self, at: int, before: Remembered) -> bool:
        """True for a connective; a hedge ties only to those who weigh odds: people, and institutes that publish."""
        line = self.passage.lines[at]
        signals = line.cues.table.signals
        first = [i for i, word in enumerate(line.words) if word.is_word][:_NEAR_START]
        return (
            (before.weighing and any(starts_with(line.words, i, signals.hedges) for i in first))
            or (bool(first) and bool(starts_with(line.words, first[0], signals.connectives)))
            or any(
                is_parenthetic(line, i) and starts_with(line.words, i, signals.connectives) for i in first[1:]
            )
        )


def _same(before: Remembered, why: str) -> Voice:
    return Voice(before.voice.outlets, before.voice.speakers, why, before.voice.words)
