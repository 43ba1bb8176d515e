"""Who has spoken and who has been named in an article so far, so that "he", "the expert" and "one of them" are somebody (rule 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from papertiger.actors import actor_of
from papertiger.records import AttributionStep, StepKind
from papertiger.sourcing.clauses.caseless import before_verb
from papertiger.sourcing.clauses.inside import within_body
from papertiger.sourcing.clauses.report import Line, Report
from papertiger.sourcing.clauses.subjects import subject_after, subject_within
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.discourse.passage import Passage
from papertiger.sourcing.discourse.voice import Voice
from papertiger.sourcing.who.named import named_people
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.shapes import is_verb
from papertiger.sourcing.who.sources import resolve
from papertiger.sourcing.who.view import Source, state_of_id

NEAR = 3
"""Sentences within which a bare profession still means the person of that kind who spoke."""
_STEM = 6
"""Letters by which a noun is known again, whatever its ending."""
_MEMORY = 12
"""Sentences after which a pronoun no longer reaches back to a speaker."""

Told = tuple[str, tuple[str, ...]]
"""Why somebody speaks, and the words that say so."""


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
    """Memory of one walk over an article."""

    passage: Passage
    spoken: list[Remembered] = field(default_factory=list)
    told: Remembered | None = None
    """Whoever, or whatever document, spoke last."""
    people: dict[str, AttributionStep] = field(default_factory=dict)
    roles: dict[str, tuple[int, AttributionStep]] = field(default_factory=dict)
    """Noun for a person → the sentence in which somebody was last named with it, and who."""
    document: tuple[int, Voice] | None = None
    """The text that spoke last, and in which sentence."""
    met: list[tuple[int, str | None, AttributionStep]] = field(default_factory=list)
    """Everybody named with what they are: sentence, gender of that noun, who."""

    def forget(self) -> None:
        """Let nobody who has spoken so far be meant by what follows."""
        self.spoken.clear()
        self.told = None

    def meet(self, at: int) -> None:
        """Note who is named with what they are ("сенатор Том Хеллідей"), whether they speak or not."""
        line = self.passage.lines[at]
        if not line.cues.table.grammar.within:
            for person in named_people(line):
                self.met.append((at, None, person))
                self.people.setdefault(person.name.split()[-1].casefold(), person)
            return
        place = 0
        while place < len(line.words):
            word = line.words[place]
            common = word.is_word and (not word.is_capital or (place == 0 and bool(word.readings)))
            reading = word.reading("Nom", ("NOUN",)) if common else None
            if reading is None or reading.animacy != "Anim":
                place += 1
                continue
            stop = next((i for i in range(place, len(line.words)) if _joins(line, i)), len(line.words))
            phrase = find_phrase(line.words[:stop], place, "Nom", line.cues)
            if phrase is None or phrase.end <= phrase.head + 1:
                place += 1
                continue
            source = resolve(line.words, phrase, line.mentions, line.cues)
            step = source.steps[-1] if source is not None and source.steps else None
            named = step is not None and step.kind == "person" and not step.anonymous
            if source is not None and step is not None and named and source.role and _is_full_name(step.name):
                self.roles[source.role] = (at, step)
                self.met.append((at, reading.gender, step))
                self.people.setdefault(step.name.split()[-1].casefold(), step)
            place = max(phrase.core, place + 1)

    def known(self, step: AttributionStep, source: Source, at: int) -> AttributionStep:
        """A person named by surname alone is the one named in full before; officials without a state likewise."""
        linked = actor_of(step.actor) if step.kind == "person" and step.name[:1].islower() else None
        if linked is not None and linked.kind == "person":
            # "депутат" that mention linking has already led to somebody named before.
            return next((m[2] for m in reversed(self.met) if m[2].actor == step.actor), step)
        if source.lone and (step.anonymous or source.role):
            return (
                self._of_role(source, at) or self._just_named(source, at) or self._meant(source, at) or step
            )
        if source.bare:
            known = self._just_named(source, at) or self._meant(source, at)
            return known or self._met_alone(at, source) or step
        if source.official and step.actor is None:
            before = [s for s in reversed(self.spoken) if s.official and at - s.sentence <= _MEMORY]
            return step.model_copy(update={"actor": before[0].voice.speakers[-1].actor}) if before else step
        surname_only = step.kind == "group" and step.actor is None and step.name.casefold() in self.people
        if (step.kind != "person" and not surname_only) or step.anonymous:
            return step
        surname = step.name.split()[-1].casefold() if step.name else ""
        if " " in step.name:
            self.people.setdefault(surname, step)
            return step
        known = self.people.get(surname)
        if known is None:
            self.people.setdefault(surname, step)
            return step
        return known if known.actor in {None, step.actor} or step.actor is None else step

    def _of_role(self, source: Source, at: int) -> AttributionStep | None:
        """The person last named with that noun ("сенатор Том Хеллідей … сенатор додав"), in this article."""
        known = self.roles.get(source.role)
        return known[1] if known is not None and known[0] <= at else None

    def _just_named(self, source: Source, at: int) -> AttributionStep | None:
        """The named person who spoke last, when a bare profession ("експерт") follows close enough to mean them."""
        last = self.spoken[-1] if self.spoken else None
        if last is None or at - last.sentence > NEAR or last.voice.speakers[-1].anonymous:
            return None
        step = last.voice.speakers[-1]
        clash = source.gender and last.gender and source.gender != last.gender
        apart = self.passage.sentences[at].paragraph - self.passage.sentences[last.sentence].paragraph > 1
        return None if step.kind != "person" or clash or apart else step

    def _meant(self, source: Source, at: int) -> AttributionStep | None:
        """Whoever was named last with another noun just before ("Слухи развеял посол X. …, отрезал дипломат")."""
        line = self.passage.lines[at]
        near = self.passage.sentences[at].paragraph - 1
        met = [
            m for m in self.met if at - NEAR <= m[0] < at and self.passage.sentences[m[0]].paragraph >= near
        ]
        general = source.role in line.cues.table.grammar.anyone
        same = {m[2] for m in met}
        if not general or len(same) != 1:
            return None
        gender = met[-1][1]
        clash = source.gender and gender and gender not in {source.gender, "Masc"}
        return None if clash else met[-1][2]

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
        fitting = [s for s in reversed(self.spoken) if at - s.sentence <= _MEMORY and _fits(s, source)]
        named = self.named_before(at, source) or self._named_last(at, source)
        if named is not None and (not fitting or fitting[0].sentence < at - 1):
            voice = Voice(
                prefix,
                (named,),
                f"{why}, here {named.name}, whom the sentence before is about",
                words,
            )
            self._remember_named(at, source, voice)
            return voice
        bodies = all(s.voice.speakers[-1].kind == "group" for s in fitting[:1])
        if bodies and source.number != "Plur" and source.words and (not fitting or source.gender):
            person = self._met_before(at, source, since=fitting[0].sentence if fitting else -1)
            if person is None and not fitting:
                person = self._topic_before(at, source)
            if person is not None:
                voice = Voice(prefix, (person,), f"{why}, here {person.name}, named just before", words)
                self._remember_named(at, source, voice)
                return voice
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

    def _kind_of(self, source: Source) -> StepKind:
        """One picked out of many is a person, several are a group."""
        members = self.passage.lines[0].cues.table.grammar.members if self.passage.lines else {}
        first = source.member.split()[0].casefold() if source.member else ""
        return "group" if members.get(first) == "Plur" else "person"

    def _met_before(self, at: int, source: Source, since: int) -> AttributionStep | None:
        """Whoever was named last in the two sentences before, after sentence `since`, when the gender does not clash."""
        near = [(gender, step) for place, gender, step in self.met if max(at - 2, since + 1) <= place < at]
        fitting = [s for g, s in near if not source.gender or g in {None, "Masc", source.gender}]
        return fitting[-1] if fitting else None

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
        named = [step for place, _, step in self.met if place == at - 1]
        return named[0] if len(named) == 1 else None

    def _met_alone(self, at: int, source: Source) -> AttributionStep | None:
        """The person named just before, where nobody has spoken since ("General X landed. … the general said")."""
        if self.passage.lines[at].cues.table.grammar.within:
            return None
        spoke = self.spoken[-1].sentence if self.spoken else -1
        return self._met_before(at, source, since=spoke) if spoke < at - 2 else None

    def actor_before(self, at: int) -> AttributionStep | None:
        """The one named person or body that does something in the sentence before: before its verb, else behind it."""
        line = self.passage.lines[at - 1]
        verb = next((i for i, word in enumerate(line.words) if is_verb(word)), None)
        if verb is None:
            return None
        form = VerbForm("", "say")
        found = subject_within(line, 0, verb, form) or subject_after(line, verb, form)
        steps = found.source.steps if found is not None else ()
        return self.known(steps[-1], found.source, at) if found is not None and steps else None

    def _body_before(self, at: int) -> Source | None:
        """The body in whose inside the sentence before plays ("У МЗС це назвали вигадкою. Там нагадали …")."""
        line = self.passage.lines[at - 1] if at else None
        if line is None or not line.words:
            return None
        found = within_body(line, 0, VerbForm("", "say"), limit=len(line.words))
        return found.source if found is not None and found.source.steps else None

    def named_before(self, at: int, source: Source) -> AttributionStep | None:
        """The person whom the sentence before is about: its opening phrase ("Президент X прибув … Він заявив …")."""
        if (
            at == 0
            or source.number == "Plur"
            or source.words == ""
            or self.passage.sentences[at - 1].kind != "body"
        ):
            return None
        line = self.passage.lines[at - 1]
        phrase = find_phrase(before_verb(line), 0, "Nom", line.cues) if line.words else None
        found = resolve(line.words, phrase, line.mentions, line.cues) if phrase is not None else None
        if (
            found is None
            or len(found.steps) != 1
            or found.steps[0].kind != "person"
            or found.steps[0].anonymous
        ):
            return None
        clash = source.gender and found.gender and source.gender != found.gender
        step = self.known(found.steps[0], found, at)
        # Without a dictionary a capital at the start of a sentence is no name by itself.
        shaped = not line.cues.table.grammar.within and not _is_full_name(step.name) and step.actor is None
        return None if clash or shaped else step

    def _remember_named(self, at: int, source: Source, voice: Voice) -> None:
        self.told = Remembered(voice, "Sing", source.gender, at, continuing=True, official=False)
        self.spoken.append(self.told)

    def remember(self, at: int, report: Report, voice: Voice) -> None:
        """Keep the speaker for pronouns to come, those of the same sentence included; of a document only its account goes on."""
        if voice.speakers and (voice.speakers[-1].kind == "document" or report.source.text):
            self.document = (at, voice)
        if not voice.speakers:
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
            self.spoken = [s for s in self.spoken if at - s.sentence <= _MEMORY]
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


def _joins(line: Line, at: int) -> bool:
    return line.words[at].norm in line.cues.table.grammar.conjunctions


def _is_full_name(name: str) -> bool:
    return " " in name and name[:1].isupper()


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
    if source.member:
        return speaker.number != "Sing"
    if source.number and speaker.number and source.number != speaker.number:
        return False
    if source.number == "Plur" or speaker.number == "Plur":
        return True
    return not (source.gender and speaker.gender) or source.gender == speaker.gender
