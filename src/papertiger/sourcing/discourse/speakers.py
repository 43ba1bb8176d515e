"""Who has spoken in an article so far, so that "the expert", "the officials" and an account that goes on are somebody's (rule 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from papertiger.actors import actor_of
from papertiger.records import AttributionStep
from papertiger.sourcing.clauses.report import Report
from papertiger.sourcing.discourse.passage import Passage
from papertiger.sourcing.discourse.people import NEAR, People
from papertiger.sourcing.discourse.voice import Voice
from papertiger.sourcing.who.view import Source

_STEM = 6
"""Letters by which a noun is known again, whatever its ending."""
MEMORY = 12
"""Sentences after which a pronoun no longer reaches back to a speaker."""


@dataclass(slots=True)
class Remembered:
    """Somebody who spoke."""

    voice: Voice
    number: str | None
    gender: str | None
    sentence: int
    continuing: bool
    """True when plain sentences may stay with the speaker (rule 7)."""
    official: bool
    """True for nameless officials of a known state."""
    weighing: bool = True
    """True for a person or an institute that publishes."""


@dataclass(slots=True)
class Speakers:
    """Everybody who spoke on a walk over an article."""

    passage: Passage
    people: People
    spoken: list[Remembered] = field(default_factory=list)
    told: Remembered | None = None
    """Whoever, or whatever document, spoke last."""
    document: tuple[int, Voice] | None = None
    """The text that spoke last, and in which sentence."""
    outlet: tuple[int, Voice] | None = None
    """The outlet that spoke last in its own name, likewise."""

    def forget(self) -> None:
        """Let nobody who has spoken so far be meant by what follows."""
        self.spoken.clear()
        self.told = None

    def known(self, step: AttributionStep, source: Source, at: int) -> AttributionStep:
        """A person named by surname alone is the one named in full before; officials without a state likewise."""
        linked = actor_of(step.actor) if step.kind == "person" and step.name[:1].islower() else None
        if linked is not None and linked.kind == "person":
            # "депутат" that mention linking has already led to somebody named before.
            return next((m[2] for m in reversed(self.people.met) if m[2].actor == step.actor), step)
        if source.lone and (step.anonymous or source.role):
            return (
                self.people.of_role(source, at)
                or self._just_named(source, at)
                or self.people.meant(source, at)
                or step
            )
        if source.bare:
            known = self._just_named(source, at) or self.people.meant(source, at)
            return known or self._met_alone(at, source) or step
        if source.official and step.actor is None:
            before = [s for s in reversed(self.spoken) if s.official and at - s.sentence <= MEMORY]
            return step.model_copy(update={"actor": before[0].voice.speakers[-1].actor}) if before else step
        surname_only = (
            step.kind == "group" and step.actor is None and step.name.casefold() in self.people.by_surname
        )
        if (step.kind != "person" and not surname_only) or step.anonymous:
            return step
        return self.people.full(step)

    def _just_named(self, source: Source, at: int) -> AttributionStep | None:
        """The named person who spoke last, when a bare profession ("експерт") follows close enough to mean them."""
        last = self.spoken[-1] if self.spoken else None
        if last is None or at - last.sentence > NEAR or last.voice.speakers[-1].anonymous:
            return None
        step = last.voice.speakers[-1]
        clash = source.gender and last.gender and source.gender != last.gender
        apart = self.passage.sentences[at].paragraph - self.passage.sentences[last.sentence].paragraph > 1
        return None if step.kind != "person" or clash or apart else step

    def _met_alone(self, at: int, source: Source) -> AttributionStep | None:
        """The person named just before, where nobody has spoken since ("General X landed. … the general said")."""
        if self.passage.lines[at].cues.table.grammar.within:
            return None
        spoke = self.spoken[-1].sentence if self.spoken else -1
        return self.people.met_before(at, source, since=spoke) if spoke < at - 2 else None

    def text_before(self, at: int, source: Source) -> Voice | None:
        """The text that "в ней", "там же", "в документе" mean: the one that spoke in the last few sentences."""
        found = self.document
        return found[1] if found is not None and at - found[0] <= NEAR and source.relative == "text" else None

    def told_with(self, at: int, step: AttributionStep) -> tuple[AttributionStep, ...]:
        """The outlet that a speaker spoke to just before, when they go on ("…, two officials told X. …, the officials said")."""
        caseless = not self.passage.lines[at].cues.table.grammar.within
        near = [s for s in reversed(self.spoken) if at - s.sentence <= NEAR]
        found = (_shared_outlets(s, step) for s in (near if caseless else near[:1]) if s.voice.outlets)
        return next((outlets for outlets in found if outlets), ())

    def remember_named(self, at: int, source: Source, voice: Voice) -> None:
        """Keep a person whom a pronoun turned out to mean."""
        self.told = Remembered(voice, "Sing", source.gender, at, continuing=True, official=False)
        self.spoken.append(self.told)

    def remember(self, at: int, report: Report, voice: Voice) -> None:
        """Keep the speaker for pronouns to come, those of the same sentence included; of a document only its account goes on."""
        if voice.speakers and (voice.speakers[-1].kind == "document" or report.source.text):
            self.document = (at, voice)
        if not voice.speakers:
            self.outlet = (at, voice) if voice.outlets and report.source.is_outlet else self.outlet
            return
        last = voice.speakers[-1]
        number, gender = report.source.number, report.source.gender
        official = report.source.official and last.actor is not None
        before = next((s for s in reversed(self.spoken) if s.voice.speakers[-1] == last), None)
        if not report.explicit and before is not None:
            number, gender, official = before.number, before.gender, before.official
        weighing = (
            last.kind == "person" or report.source.publisher or (before is not None and before.weighing)
        )
        continuing = not ((last.anonymous and last.kind != "person") or report.judging)
        self.told = Remembered(voice, number, gender, at, continuing, official, weighing)
        if last.kind != "document":
            self.spoken = [s for s in self.spoken if at - s.sentence <= MEMORY]
            self.spoken.append(self.told)

    def right_before(
        self, at: int, base: Sequence[Voice], outside: int, *, texts: bool = False
    ) -> Remembered | None:
        """The speaker, with `texts` also the document, whose words the sentence before is, as a statement or going on with one."""
        last = self.told if texts else next(reversed(self.spoken), None)
        if (
            at == 0
            or last is None
            or self.passage.sentences[at].paragraph == outside != self.passage.sentences[at - 1].paragraph
        ):
            return None
        if last.sentence == at - 1:
            return last
        last_base = base[at - 1]
        return last if last_base.speakers and last_base.speakers == last.voice.speakers else None


def _shared_outlets(before: Remembered, step: AttributionStep) -> tuple[AttributionStep, ...]:
    """The outlets of a speaker who is `step` again: by name, or by the noun for a nameless one."""
    last = before.voice.speakers[-1]
    if last == step and not step.anonymous:
        return before.voice.outlets
    theirs = {word.casefold()[:_STEM] for word in last.name.split()}
    mine = [word.casefold()[:_STEM] for word in step.name.split()]
    nameless = last.anonymous and step.anonymous
    return before.voice.outlets if nameless and mine and mine[-1] in theirs else ()
