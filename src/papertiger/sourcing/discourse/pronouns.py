"""Whom a pronoun, a possessive or a missing subject stands for (rule 5 of `discourse`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from papertiger.records import AttributionStep, StepKind
from papertiger.sourcing.clauses.behind import subject_after
from papertiger.sourcing.clauses.caseless import before_verb
from papertiger.sourcing.clauses.inside import within_body
from papertiger.sourcing.clauses.subjects import subject_within
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.discourse.passage import Passage
from papertiger.sourcing.discourse.people import NEAR, is_full_name
from papertiger.sourcing.discourse.speakers import MEMORY, Remembered, Speakers
from papertiger.sourcing.discourse.voice import Voice
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.shapes import is_verb
from papertiger.sourcing.who.sources import resolve
from papertiger.sourcing.who.view import Source, state_of_id

Told = tuple[str, tuple[str, ...]]
"""Why somebody speaks, and the words that say so."""


@dataclass(slots=True)
class Pronouns:
    """Reads pronouns by who has spoken and who has been named."""

    passage: Passage
    speakers: Speakers

    def previous(
        self, at: int, source: Source, told: Told, prefix: tuple[AttributionStep, ...]
    ) -> Voice | None:
        """Whoever a pronoun, a possessive or a missing subject stands for, by rule 5.

        Args:
            at: the sentence.
            source: the pronoun.
            told: why it speaks, and the words that say so.
            prefix: the outlets under which the sentence stands.
        """
        why, words = told
        fitting = [
            s for s in reversed(self.speakers.spoken) if at - s.sentence <= MEMORY and _fits(s, source)
        ]
        if source.gender == "Neut" and source.words:
            found = self._thing(at, fitting)
            voice = (
                replace(found, why=f"{why}, which is no person", words=words) if found is not None else None
            )
            return voice or (Voice(prefix, (), f"{why}; nobody spoke before", words) if prefix else None)
        named = self.named_before(at, source) or self._named_last(at, source)
        if named is not None and (not fitting or fitting[0].sentence < at - 1):
            voice = Voice(
                prefix,
                (named,),
                f"{why}, here {named.name}, whom the sentence before is about",
                words,
            )
            self.speakers.remember_named(at, source, voice)
            return voice
        bodies = all(s.voice.speakers[-1].kind == "group" for s in fitting[:1])
        if bodies and source.number != "Plur" and source.words and (not fitting or source.gender):
            person = self.speakers.people.met_before(at, source, since=fitting[0].sentence if fitting else -1)
            if person is None and not fitting:
                person = self._topic_before(at, source)
            if person is not None:
                voice = Voice(prefix, (person,), f"{why}, here {person.name}, named just before", words)
                self.speakers.remember_named(at, source, voice)
                return voice
        return self._spoken(at, source, fitting, told, prefix)

    def _spoken(
        self,
        at: int,
        source: Source,
        fitting: Sequence[Remembered],
        told: Told,
        prefix: tuple[AttributionStep, ...],
    ) -> Voice | None:
        """Whoever spoke last of those that fit, or one of them; where none does, what "there" and "one of them" mean by themselves."""
        why, words = told
        if not fitting and source.place:
            body = self._body_before(at)
            if body is not None:
                return Voice(prefix, body.steps, f"{why}, here {body.steps[-1].name}", words)
        if not fitting and source.member:
            member = AttributionStep(kind=self._kind_of(source), name=source.member, anonymous=True)
            return Voice(prefix, (member,), f"{why}; nobody spoke before", words)
        if not fitting:
            return Voice(prefix, (), f"{why}; nobody spoke before", words) if prefix else None
        found = fitting[0].voice
        why = f"{why}, here {found.speakers[-1].name}"
        if source.member:
            member = AttributionStep(
                kind=self._kind_of(source), name=source.member, actor=found.speakers[-1].actor, anonymous=True
            )
            return Voice(found.outlets, (*found.speakers[:-1], member), why, words)
        return Voice(found.outlets, found.speakers, why, words)

    def _thing(self, at: int, bodies: Sequence[Remembered]) -> Voice | None:
        """The body, document or outlet that "it" means: the one that spoke last, or that the sentence before is about."""
        known = [(s.sentence, s.voice) for s in bodies[:1]]
        known += [
            (p, v) for p, v in filter(None, (self.speakers.document, self.speakers.outlet)) if at - p <= NEAR
        ]
        last = max(known, key=lambda one: one[0], default=None)
        if last is not None and last[0] >= at - 1:
            return last[1]
        about = self._opening(at - 1)
        step = about.steps[-1] if about is not None and about.steps else None
        if step is not None and step.kind in {"group", "document"} and not step.anonymous:
            country = step.actor is not None and state_of_id(step.actor) == step.actor
            if not country:
                return Voice((), (step,))
        return last[1] if last is not None else None

    def _opening(self, at: int) -> Source | None:
        """Whom or what the phrase that opens a sentence names."""
        if at < 0 or self.passage.sentences[at].kind != "body" or not self.passage.lines[at].words:
            return None
        line = self.passage.lines[at]
        phrase = find_phrase(before_verb(line), 0, "Nom", line.cues)
        return resolve(line.words, phrase, line.mentions, line.cues) if phrase is not None else None

    def _kind_of(self, source: Source) -> StepKind:
        """One picked out of many is a person, several are a group."""
        members = self.passage.lines[0].cues.table.grammar.members if self.passage.lines else {}
        first = source.member.split()[0].casefold() if source.member else ""
        return "group" if members.get(first) == "Plur" else "person"

    def _topic_before(self, at: int, source: Source) -> AttributionStep | None:
        """Whom the last few sentences are about, when the sentence right before is about nobody."""
        near = self.passage.sentences[at].paragraph - 1
        places = [
            p
            for p in range(at - 1, max(0, at - NEAR - 1), -1)
            if self.passage.sentences[p - 1].paragraph >= near
        ]
        return next((found for p in places if (found := self.named_before(p, source)) is not None), None)

    def _named_last(self, at: int, source: Source) -> AttributionStep | None:
        """The only person named in the sentence before, in a language where no case tells who its subject is."""
        if source.gender not in {"Masc", "Fem"} or self.passage.lines[at].cues.table.grammar.within:
            return None
        named = [step for place, _, step in self.speakers.people.met if place == at - 1]
        return named[0] if len(named) == 1 else None

    def actor_before(self, at: int) -> AttributionStep | None:
        """The one named person or body that does something in the sentence before: before its verb, else behind it."""
        line = self.passage.lines[at - 1]
        verb = next((i for i, word in enumerate(line.words) if is_verb(word)), None)
        if verb is None:
            return None
        form = VerbForm("", "say")
        found = subject_within(line, 0, verb, form) or subject_after(line, verb, form)
        steps = found.source.steps if found is not None else ()
        return self.speakers.known(steps[-1], found.source, at) if found is not None and steps else None

    def _body_before(self, at: int) -> Source | None:
        """The body in whose inside the sentence before plays ("У МЗС це назвали вигадкою. Там нагадали …")."""
        line = self.passage.lines[at - 1] if at else None
        if line is None or not line.words:
            return None
        found = within_body(line, 0, VerbForm("", "say"), limit=len(line.words))
        return found.source if found is not None and found.source.steps else None

    def named_before(self, at: int, source: Source) -> AttributionStep | None:
        """The person whom the sentence before is about: its opening phrase ("Президент X прибув … Він заявив …")."""
        if at == 0 or source.number == "Plur" or source.words == "":
            return None
        line = self.passage.lines[at - 1]
        found = self._opening(at - 1)
        if (
            found is None
            or len(found.steps) != 1
            or found.steps[0].kind != "person"
            or found.steps[0].anonymous
        ):
            return None
        clash = source.gender and found.gender and source.gender != found.gender
        step = self.speakers.known(found.steps[0], found, at)
        # Without a dictionary a capital at the start of a sentence is no name by itself.
        shaped = not line.cues.table.grammar.within and not is_full_name(step.name) and step.actor is None
        return None if clash or shaped else step


def _may_be_person(speaker: Remembered) -> bool:
    """False for a state or its capital, which "he" and "she" never mean."""
    last = speaker.voice.speakers[-1]
    return last.kind == "person" or last.actor is None or state_of_id(last.actor) != last.actor


def _fits(speaker: Remembered, source: Source) -> bool:
    """True when a pronoun's number and gender do not clash with the speaker's; "there" is a body that speaks."""
    if source.place:
        last = speaker.voice.speakers[-1]
        return last.kind == "group" and not last.anonymous
    if source.gender in {"Masc", "Fem"} and source.words and not _may_be_person(speaker):
        return False
    if source.gender == "Neut" and speaker.voice.speakers[-1].kind == "person":
        return False
    if source.member:
        return speaker.number != "Sing"
    if source.number and speaker.number and source.number != speaker.number:
        return False
    if source.number == "Plur" or speaker.number == "Plur":
        return True
    return not (source.gender and speaker.gender) or source.gender == speaker.gender
