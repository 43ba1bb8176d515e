"""Who speaks across sentences: the outlet that is being retold, and the speaker who goes on.

The rules, in the order in which a sentence meets them:

1. A heading closes a retelling that no later sentence confirms ("… – пише Bloomberg"); between two anchors of one outlet
   everything is that outlet's, headings or not.
2. A paragraph that opens in the outlet's own voice ("Нагадаємо") or recalls an earlier report ("Раніше", "Як пояснював
   X") stands outside the retelling; after the last anchor it ends it.
3. A paragraph after the last anchor ends it too when that anchor only closed its own statement ("…, пише X"), when the
   paragraph turns away ("Тим часом"), or when named people and bodies have spoken since. The press without a name is
   nobody's retelling.
   A named outlet takes over the retelling from here on; before its first anchor the article speaks for itself. An
   outlet that was only spoken to ("в інтерв'ю CNN") opens no retelling. After the last anchor an institution that
   publishes in its own right ends it.
4. "Про це повідомляє X" gives the statements of its paragraph, or of the one before, to X; so does an outlet named at
   the end of the lead.
5. A pronoun, a possessive or a missing subject is the previous speaker who agrees in number and gender; a singular
   pronoun right after a sentence that opens with a named person is that person. "There" is the body that spoke, "one of
   them" somebody among those who spoke, a bare "the expert" the named person who has just spoken.
6. A quotation belongs to whoever its reporting clause names, over sentence and paragraph borders. A quotation without
   one belongs to the speaker of the sentence right before, else to the outlet that is being retold.
   One beside a sentence about a named person is that person's.
7. A sentence without any cue stays with a *named* speaker of the sentence before it in the same paragraph when it opens
   with a connective or a hedge ("Натомість", "Схоже"); nameless voices do not carry over without a pronoun or a cue.
   Otherwise it is the retold outlet's, or the article's own.
8. Of paragraphs that a dash opens, one without a cue is the turn of whoever spoke before the last speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from papertiger.language.sentence import Sentence
from papertiger.news.article import Span
from papertiger.records import AttributionStep, StepKind
from papertiger.sourcing.caseless import before_verb
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.phrases import find_phrase
from papertiger.sourcing.report import Line, Report, depth
from papertiger.sourcing.sources import resolve
from papertiger.sourcing.subjects import within_body
from papertiger.sourcing.view import Source, state_of_id
from papertiger.sourcing.words import starts_with

_NEAR_START = 3
"""Words at the start of a sentence among which a connective or hedge ties it to the one before."""
_NEAR = 3
"""Sentences within which a bare profession still means the person of that kind who spoke."""
_STEM = 6
"""Letters by which a noun is known again, whatever its ending."""
_MEMORY = 12
"""Sentences after which a pronoun no longer reaches back to a speaker."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A resolved attribution: outlets (the article's own left out), then speakers; and how it was reached."""

    outlets: tuple[AttributionStep, ...] = ()
    speakers: tuple[AttributionStep, ...] = ()
    why: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A resolved report: whose words the content is. `content` may reach over several sentences."""

    sentence: int
    voice: Voice
    report: Report
    content: tuple[Span, ...]


@dataclass(slots=True)
class Reading:
    """What the discourse pass found."""

    statements: list[Statement]
    base: list[Voice]
    """For each sentence, whose voice holds where no statement of its own covers the place."""


@dataclass(slots=True)
class _Remembered:
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
class Discourse:
    """One walk over the sentences of an article."""

    sentences: Sequence[Sentence]
    lines: Sequence[Line]
    reports: Sequence[tuple[Report, ...]]
    own: frozenset[str]
    """Names and actor ids of the article's own outlet, casefolded."""
    retold: Voice = field(default_factory=Voice)
    speakers: list[_Remembered] = field(default_factory=list)
    people: dict[str, AttributionStep] = field(default_factory=dict)
    roles: dict[str, tuple[int, AttributionStep]] = field(default_factory=dict)
    """Noun for a person → the sentence in which somebody was last named with it, and who."""
    met: list[tuple[int, str | None, AttributionStep]] = field(default_factory=list)
    """Everybody named with what they are: sentence, gender of that noun, who."""
    turns: list[Voice] = field(default_factory=list)
    """Whose the paragraphs are that a dash opens, one after the other: a dialogue."""
    outside: int = -1
    """Paragraph that stands outside the retelling (rule 2)."""
    last_anchor: dict[str, int] = field(default_factory=dict)
    is_weak: dict[str, bool] = field(default_factory=dict)
    """For each outlet, whether its last anchor only closes a statement ("…, пише X") and so reaches no further."""
    reading: Reading = field(default_factory=lambda: Reading([], []))

    def read(self) -> Reading:
        """Walk all sentences."""
        self._find_anchors()
        for at in range(len(self.sentences)):
            self._meet(at)
            self._open_sentence(at)
            base = self._base(at)
            self.reading.base.append(base)
            self._speak(at)
            self._take_turn(at)
        self._close_gaps()
        return self.reading

    def _meet(self, at: int) -> None:
        """Note who is named with what they are ("сенатор Том Хеллідей"), whether they speak or not."""
        line = self.lines[at]
        place = 0
        while place < len(line.words):
            word = line.words[place]
            reading = word.reading("Nom", ("NOUN",)) if word.is_word and not word.is_capital else None
            if reading is None or reading.animacy != "Anim":
                place += 1
                continue
            stop = next((i for i in range(place, len(line.words)) if self._joins(line, i)), len(line.words))
            phrase = find_phrase(line.words[:stop], place, "Nom", line.cues)
            if phrase is None or phrase.core <= phrase.head + 1:
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

    @staticmethod
    def _joins(line: Line, at: int) -> bool:
        return line.words[at].norm in line.cues.table.grammar.conjunctions

    def _close_gaps(self) -> None:
        """Give sentences without a cue between two statements of one speaker in a paragraph to that speaker.

        "X розповів, що … Другий ремонтують. …, уточнив він": what stands between is his account too.
        """
        last: dict[int, Statement] = {}
        for statement in self.reading.statements:
            if not statement.voice.speakers or self.sentences[statement.sentence].kind != "body":
                continue
            paragraph = self.sentences[statement.sentence].paragraph
            before = last.get(paragraph)
            last[paragraph] = statement
            if before is None or before.voice.speakers[-1] != statement.voice.speakers[-1]:
                continue
            if statement.report.explicit and statement.voice.speakers[-1].anonymous:
                continue
            gap = range(before.sentence + 1, statement.sentence)
            if len(gap) > _NEAR or any(self.reports[at] or self._own_voice(at) for at in gap):
                continue
            for at in gap:
                if not self.reading.base[at].speakers:
                    voice = before.voice
                    why = "stands between two statements of the speaker"
                    self.reading.base[at] = Voice(voice.outlets, voice.speakers, why, voice.words)

    # --- dialogues ---------------------------------------------------------------------------------------------------

    def _is_turn(self, at: int) -> bool:
        """True for a paragraph of direct speech that a dash opens."""
        words = self.lines[at].words
        opens = self._starts_paragraph(at) and bool(words) and words[0].is_dash
        return opens and self.sentences[at].kind == "body"

    def _take_turn(self, at: int) -> None:
        """Keep whose turn a paragraph is; one without a cue is that of whoever spoke before the last speaker (rule 8)."""
        if self._starts_paragraph(at) and not self._is_turn(at):
            self.turns.clear()
        if not self._is_turn(at):
            if self.turns and not self.reports[at] and not self.reading.base[at].speakers:
                self.reading.base[at] = self.turns[-1]
            return
        own = [s.voice for s in self.reading.statements if s.sentence == at and s.voice.speakers]
        if own:
            self.turns.append(own[-1])
            return
        last = self.turns[-1] if self.turns else None
        others = [v for v in self.turns if last is not None and v.speakers[-1] != last.speakers[-1]]
        if others:
            voice = replace(others[-1], why="the other one's turn in a dialogue")
            self.reading.base[at] = voice
            self.turns.append(voice)

    # --- anchors -----------------------------------------------------------------------------------------------------

    def _find_anchors(self) -> None:
        """The last sentence that confirms each outlet, by name or as "this publication"."""
        current = ""
        for at, reports in enumerate(self.reports):
            if self.sentences[at].kind == "title":
                continue
            for report in reports:
                outlets = self._outlets_of(report.source)
                if any(not step.anonymous for step in outlets):
                    current = outlets[0].name
                told = any(source.relative == "publication" for source in report.media)
                if (
                    (outlets or told or report.source.relative == "publication")
                    and current
                    and not self._recalls(at)
                ):
                    self.last_anchor[current] = at
                    self.is_weak[current] = report.postposed and not report.points_back

    def _outlets_of(self, source: Source) -> tuple[AttributionStep, ...]:
        """Outlet steps of a source, the article's own outlet left out."""
        steps = [step for step in source.steps if step.kind == "outlet"]
        ids = [*source.outlet_ids, *[None] * len(steps)]
        return tuple(
            step
            for step, actor in zip(steps, ids, strict=False)
            if step.name.casefold() not in self.own and (actor or "") not in self.own
        )

    def _is_confirmed_after(self, at: int) -> bool:
        return bool(self.retold.outlets) and self.last_anchor.get(self.retold.outlets[0].name, -1) >= at

    # --- rules 1 to 3 ------------------------------------------------------------------------------------------------

    def _open_sentence(self, at: int) -> None:
        sentence = self.sentences[at]
        if sentence.kind in {"heading", "title"}:
            if not self._is_confirmed_after(at):
                self._close()
            return
        if self._own_voice(at) or (self._starts_paragraph(at) and self._recalls(at)):
            self.outside = sentence.paragraph
            self.speakers.clear()
            if not self._is_confirmed_after(at):
                self._close()
        elif (not self._is_confirmed_after(at) and any(r.source.publisher for r in self.reports[at])) or (
            self._starts_paragraph(at) and not self._is_confirmed_after(at) and self._has_run_out(at)
        ):
            self._close()

    def _has_run_out(self, at: int) -> bool:
        """True for a paragraph after the last anchor that turns away, or that the anchor never reached.

        A retelling that closed with "…, пише X" holds for that paragraph alone; one that opened with "Як пише X" goes on
        until the article turns to something else or lets others speak.
        """
        if not self.retold.outlets:
            return False
        name = self.retold.outlets[0].name
        line = self.lines[at]
        turns = bool(starts_with(line.words, 0, line.cues.table.signals.turns))
        since = range(self.last_anchor.get(name, at) + 1, at)
        others = any(
            r.explicit and r.source.steps and not r.source.is_outlet and not r.source.steps[-1].anonymous
            for place in since
            if self.sentences[place].paragraph != self.sentences[self.last_anchor.get(name, at)].paragraph
            for r in self.reports[place]
        )
        return turns or others or self.is_weak.get(name, False)

    def _close(self) -> None:
        self.retold = Voice()
        self.speakers.clear()

    def _starts_paragraph(self, at: int) -> bool:
        return at == 0 or self.sentences[at - 1].paragraph != self.sentences[at].paragraph

    def _own_voice(self, at: int) -> bool:
        line = self.lines[at]
        own = line.cues.table.signals.own_voice
        aside = any(
            _is_parenthetic(line, i) and starts_with(line.words, i, own) for i in range(1, len(line.words))
        )
        return aside or bool(starts_with(line.words, 0, own))

    def _recalls(self, at: int) -> bool:
        line = self.lines[at]
        recall = starts_with(line.words, 0, line.cues.table.signals.recall)
        return bool(recall) or any(report.recalling for report in self.reports[at])

    # --- statements --------------------------------------------------------------------------------------------------

    def _speak(self, at: int) -> None:
        """Resolve the reports of a sentence, outlets first, because speakers stand under them."""
        reports = self.reports[at]
        carriers = sorted((r for r in reports if self._outlets_of(r.source)), key=depth)
        for report in carriers:
            self._take_over(at, self._nested(report, carriers), report)
        for report in reports:
            voice = self._resolve(at, report, carriers)
            if voice is None:
                continue
            if report.points_back or self._closes_lead(at, report):
                self._give_back(at, report, voice)
            self.reading.statements.append(Statement(at, voice, report, self._whole_quotes(at, report)))
            self._remember(at, report, voice)

    def _nested(self, report: Report, carriers: Sequence[Report]) -> tuple[AttributionStep, ...]:
        """Outlets of a report under those of the reports around it ("пише X, передає Y": Y → X)."""
        around = [c for c in carriers if depth(c) < depth(report) and _covers_report(c, report)]
        return _joined(*(self._outlets_of(c.source) for c in (*around, report)))

    def _take_over(self, at: int, outlets: tuple[AttributionStep, ...], report: Report) -> None:
        if self.sentences[at].kind == "title" or self.sentences[at].paragraph == self.outside:
            return
        names = {step.name for step in self.retold.outlets}
        if all(step.anonymous for step in outlets):
            return
        if outlets and not {step.name for step in outlets} <= names:
            self.retold = Voice(outlets, (), f"retelling opened by “{report.cue}”", (report.source.words,))

    def _prefix(self, at: int) -> tuple[AttributionStep, ...]:
        outside = self.sentences[at].paragraph == self.outside or self.sentences[at].kind == "title"
        return () if outside else self.retold.outlets

    def _resolve(self, at: int, report: Report, carriers: Sequence[Report]) -> Voice | None:
        source = report.source
        why, words = f"{report.rule}: {source.why}", (report.cue, source.words)
        if source.relative == "speaker":
            return self._previous(at, source, why, words)
        own_outlets = self._outlets_of(source)
        if source.is_outlet and not own_outlets and not report.media:
            # "Як нагадує «…»" of the article's own outlet: its own words, whatever it retells otherwise.
            return Voice((), (), why, words)
        speakers = tuple(
            self._known(step, source, at)
            for step in source.steps
            if step.kind != "outlet" and step.name.casefold() not in self.own
        )
        if own_outlets:
            outlets = self._prefix_for(self._nested(report, carriers), at)
        else:
            around = [c for c in carriers if _covers_report(c, report)]
            outlets = self._nested(around[-1], carriers) if around else self._prefix(at)
        if not outlets and speakers:
            outlets = self._told_with(at, speakers[-1])
        media = tuple(step for source_ in report.media for step in self._outlets_of(source_))
        outlets = _joined(outlets, media)
        if not outlets and not speakers and source.relative == "publication" and not report.explicit:
            return None
        return Voice(outlets, speakers, why, words)

    def _told_with(self, at: int, step: AttributionStep) -> tuple[AttributionStep, ...]:
        """The outlet that a speaker spoke to just before, when they go on ("…, two officials told X. …, the officials said")."""
        last = self.speakers[-1] if self.speakers else None
        if last is None or at - last.sentence > _NEAR or not last.voice.outlets:
            return ()
        before = last.voice.speakers[-1]
        if before == step and not step.anonymous:
            return last.voice.outlets
        theirs = {word.casefold()[:_STEM] for word in before.name.split()}
        mine = [word.casefold()[:_STEM] for word in step.name.split()]
        nameless = before.anonymous and step.anonymous
        return last.voice.outlets if nameless and mine and mine[-1] in theirs else ()

    def _prefix_for(self, outlets: tuple[AttributionStep, ...], at: int) -> tuple[AttributionStep, ...]:
        """`outlets`, or the whole chain that is being retold when they are part of it ("повідомляє X" of X → Y)."""
        prefix = self._prefix(at)
        return prefix if {s.name for s in outlets} <= {s.name for s in prefix} else outlets

    def _known(self, step: AttributionStep, source: Source, at: int) -> AttributionStep:
        """A person named by surname alone is the one named in full before; officials without a state likewise."""
        if source.lone and (step.anonymous or source.role):
            return self._of_role(source, at) or self._just_named(source, at) or step
        if source.bare:
            return self._just_named(source, at) or step
        if source.official and step.actor is None:
            before = [s for s in reversed(self.speakers) if s.official and at - s.sentence <= _MEMORY]
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
        last = self.speakers[-1] if self.speakers else None
        if last is None or at - last.sentence > _NEAR or last.voice.speakers[-1].anonymous:
            return None
        step = last.voice.speakers[-1]
        clash = source.gender and last.gender and source.gender != last.gender
        apart = self.sentences[at].paragraph - self.sentences[last.sentence].paragraph > 1
        return None if step.kind != "person" or clash or apart else step

    # --- rule 4 ------------------------------------------------------------------------------------------------------

    def _give_back(self, at: int, report: Report, voice: Voice) -> None:
        """Give the statements before "Про це повідомляє X" to X: those of its paragraph, else of the one before."""
        told = self._told_before(at)
        for place in told:
            base = self.reading.base[place]
            if not base.speakers:
                why = f"{report.rule}: {report.source.why}"
                self.reading.base[place] = Voice(
                    voice.outlets or base.outlets, voice.speakers, why, voice.words
                )
        if voice.speakers:
            self._specify(told, voice.speakers)
        if told and voice.outlets:
            self._lift(told[0], voice.outlets)

    def _closes_lead(self, at: int, report: Report) -> bool:
        """True for an outlet named at the end of the article's first paragraph: the whole lead is its report."""
        sentence = self.sentences[at]
        lead = next((s.paragraph for s in self.sentences if s.kind == "body"), -1)
        if sentence.paragraph != lead or self._starts_paragraph(at) or not report.postposed:
            return False
        line = self.lines[at]
        if starts_with(line.words, 0, line.cues.table.grammar.about[:1]):
            return False
        ends = at + 1 >= len(self.sentences) or self.sentences[at + 1].paragraph != lead
        silent = not any(self.reports[place] for place in self._told_before(at))
        return ends and silent and report.source.is_outlet and bool(self._outlets_of(report.source))

    def _specify(self, told: Sequence[int], speakers: tuple[AttributionStep, ...]) -> None:
        """Let the body that "Про це повідомило данське міністерство" names speak where its state did ("Данія оголосила …")."""
        state = state_of_id(speakers[-1].actor)
        for index, statement in enumerate(self.reading.statements):
            before = statement.voice.speakers
            if statement.sentence in told and before and state is not None and before[-1].actor == state:
                voice = replace(statement.voice, speakers=(*before[:-1], *speakers))
                self.reading.statements[index] = replace(statement, voice=voice)

    def _lift(self, first: int, outlets: tuple[AttributionStep, ...]) -> None:
        """Put `outlets` before the speakers of the statements since sentence `first` that stand under no outlet."""
        statements = self.reading.statements
        for index in range(len(statements) - 1, -1, -1):
            statement = statements[index]
            if statement.sentence < first:
                break
            if not statement.voice.outlets:
                statements[index] = replace(statement, voice=replace(statement.voice, outlets=outlets))

    def _told_before(self, at: int) -> list[int]:
        """Sentences of the paragraph before `at` (or of the paragraph before), back to another such attribution."""
        start = at - 1
        if self._starts_paragraph(at) and (start < 0 or self.sentences[start].kind != "body"):
            return []
        found: list[int] = []
        while start >= 0 and self.sentences[start].paragraph == self.sentences[at - 1].paragraph:
            if any(report.points_back for report in self.reports[start]):
                break
            found.append(start)
            start -= 1
        return found[::-1]

    # --- rule 5 ------------------------------------------------------------------------------------------------------

    def _previous(self, at: int, source: Source, why: str, words: tuple[str, ...]) -> Voice | None:
        fitting = [s for s in reversed(self.speakers) if at - s.sentence <= _MEMORY and _fits(s, source)]
        named = self._named_before(at, source)
        if named is not None and (not fitting or fitting[0].sentence < at - 1):
            voice = Voice(
                self._prefix(at),
                (named,),
                f"{why}, here {named.name}, whom the sentence before is about",
                words,
            )
            self._remember_named(at, source, voice)
            return voice
        if not fitting and source.number != "Plur" and source.words:
            person = self._met_before(at, source)
            if person is not None:
                voice = Voice(
                    self._prefix(at), (person,), f"{why}, here {person.name}, named just before", words
                )
                self._remember_named(at, source, voice)
                return voice
        if not fitting and source.place:
            body = self._body_before(at)
            if body is not None:
                return Voice(self._prefix(at), body.steps, f"{why}, here {body.steps[-1].name}", words)
        if not fitting and source.member:
            member = AttributionStep(kind=self._kind_of(source), name=source.member, anonymous=True)
            return Voice(self._prefix(at), (member,), f"{why}; nobody spoke before", words)
        if not fitting:
            prefix = self._prefix(at)
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
        members = self.lines[0].cues.table.grammar.members if self.lines else {}
        first = source.member.split()[0].casefold() if source.member else ""
        return "group" if members.get(first) == "Plur" else "person"

    def _met_before(self, at: int, source: Source) -> AttributionStep | None:
        """Whoever was named last in the two sentences before, when the gender does not clash."""
        near = [(gender, step) for place, gender, step in self.met if at - 2 <= place < at]
        fitting = [s for g, s in near if not source.gender or g in {None, "Masc", source.gender}]
        return fitting[-1] if fitting else None

    def _body_before(self, at: int) -> Source | None:
        """The body in whose inside the sentence before plays ("У МЗС це назвали вигадкою. Там нагадали …")."""
        line = self.lines[at - 1] if at else None
        if line is None or not line.words:
            return None
        found = within_body(line, 0, VerbForm("", "say"), limit=len(line.words))
        return found.source if found is not None and found.source.steps else None

    def _named_before(self, at: int, source: Source) -> AttributionStep | None:
        """The person whom the sentence before is about: its opening phrase ("Президент X прибув … Він заявив …")."""
        if at == 0 or source.number == "Plur" or source.words == "" or self.sentences[at - 1].kind != "body":
            return None
        line = self.lines[at - 1]
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
        step = self._known(found.steps[0], found, at)
        # Without a dictionary a capital at the start of a sentence is no name by itself.
        shaped = not line.cues.table.grammar.within and not _is_full_name(step.name) and step.actor is None
        return None if clash or shaped else step

    def _remember_named(self, at: int, source: Source, voice: Voice) -> None:
        self.speakers.append(_Remembered(voice, "Sing", source.gender, at, continuing=True, official=False))

    def _remember(self, at: int, report: Report, voice: Voice) -> None:
        """Keep the speaker for pronouns to come, those of the same sentence included."""
        if not voice.speakers or voice.speakers[-1].kind == "document":
            return
        last = voice.speakers[-1]
        number, gender = report.source.number, report.source.gender
        official = report.source.official and last.actor is not None
        before = next((s for s in reversed(self.speakers) if s.voice.speakers[-1] == last), None)
        if not report.explicit and before is not None:
            number, gender, official = before.number, before.gender, before.official
        weighing = (
            last.kind == "person" or report.source.publisher or (before is not None and before.weighing)
        )
        continuing = not (last.anonymous or report.judging)
        self.speakers = [s for s in self.speakers if at - s.sentence <= _MEMORY]
        self.speakers.append(_Remembered(voice, number, gender, at, continuing, official, weighing))

    # --- rules 6 and 7 -----------------------------------------------------------------------------------------------

    def _base(self, at: int) -> Voice:
        sentence = self.sentences[at]
        if sentence.kind != "body":
            return Voice()
        outlet = (
            Voice(self._prefix(at), (), self.retold.why, self.retold.words) if self._prefix(at) else Voice()
        )
        before = self._speaker_right_before(at)
        if before is not None and self._is_bare_quote(at):
            return Voice(
                before.voice.outlets,
                before.voice.speakers,
                "a quotation without a source of its own goes on",
                before.voice.words,
            )
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
            return Voice(
                before.voice.outlets,
                before.voice.speakers,
                "tied to the speaker before by its opening words",
                before.voice.words,
            )
        return outlet

    def _person_beside(self, at: int) -> AttributionStep | None:
        """The person whom the sentence before a quotation without a cue is about, else the one after it."""
        quoted = Source(relative="speaker", words="“…”")
        before = self._named_before(at, quoted)
        if before is not None or at + 1 >= len(self.sentences):
            return before
        return self._named_before(at + 2, quoted) if not self.reports[at + 1] else None

    def _same_paragraph(self, at: int, speaker: _Remembered) -> bool:
        return self.sentences[speaker.sentence].paragraph == self.sentences[at].paragraph

    def _speaker_right_before(self, at: int) -> _Remembered | None:
        """The speaker whose words the sentence before is, as a statement or as a continuation."""
        if (
            at == 0
            or not self.speakers
            or self.sentences[at].paragraph == self.outside != self.sentences[at - 1].paragraph
        ):
            return None
        last = self.speakers[-1]
        if last.sentence == at - 1:
            return last
        base = self.reading.base[at - 1]
        return last if base.speakers and base.speakers == last.voice.speakers else None

    def _is_bare_quote(self, at: int) -> bool:
        """True for a sentence that quoted speech opens or fills and that no reporting clause claims."""
        sentence = self.sentences[at]
        inside = [
            s for s in self.lines[at].speech if s.start <= sentence.start + 1 and sentence.start < s.end
        ]
        return bool(inside) and not any(r.postposed or r.explicit for r in self.reports[at])

    def _is_tied(self, at: int, before: _Remembered) -> bool:
        """True for a connective; a hedge ties only to those who weigh odds: people, and institutes that publish."""
        line = self.lines[at]
        signals = line.cues.table.signals
        first = [i for i, word in enumerate(line.words) if word.is_word][:_NEAR_START]
        return (
            (before.weighing and any(starts_with(line.words, i, signals.hedges) for i in first))
            or (bool(first) and bool(starts_with(line.words, first[0], signals.connectives)))
            or any(
                _is_parenthetic(line, i) and starts_with(line.words, i, signals.connectives)
                for i in first[1:]
            )
        )

    def _whole_quotes(self, at: int, report: Report) -> tuple[Span, ...]:
        """The report's content, with the quotations that it opens or closes taken whole (rule 6)."""
        sentence = self.sentences[at]
        content = list(report.content)
        for span in self.lines[at].speech:
            beyond = span.start < sentence.start or span.end > sentence.end
            inner = span.start < report.span.start and report.span.end < span.end and not report.postposed
            touched = any(part.start < span.end and span.start < part.end for part in report.content)
            if beyond and touched and not inner:
                content.append(span)
        if report.open_after and at + 1 < len(self.sentences):
            content.extend(span for span in self.lines[at + 1].speech[:1] if span.start >= sentence.end)
        return tuple(content)


def _is_full_name(name: str) -> bool:
    return " " in name and name[:1].isupper()


def _is_parenthetic(line: Line, at: int) -> bool:
    after = line.words[at + 1] if at + 1 < len(line.words) else None
    return at > 0 and line.words[at - 1].text == "," and after is not None and after.text == ","


def _covers_report(outer: Report, inner: Report) -> bool:
    """True when `inner` stands in the content of `outer`."""
    return (
        any(part.start <= inner.span.start and inner.span.end <= part.end for part in outer.content)
        or outer.points_back
    )


def _joined(*groups: tuple[AttributionStep, ...]) -> tuple[AttributionStep, ...]:
    return tuple(dict.fromkeys(step for group in groups for step in group))


def _may_be_person(speaker: _Remembered) -> bool:
    """False for a state or its capital, which "he" and "she" never mean."""
    last = speaker.voice.speakers[-1]
    return last.kind == "person" or last.actor is None or state_of_id(last.actor) != last.actor


def _fits(speaker: _Remembered, source: Source) -> bool:
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
