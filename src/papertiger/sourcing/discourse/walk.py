"""One walk over the sentences of an article, by the rules of this package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from papertiger.news.article import Span
from papertiger.records import AttributionStep
from papertiger.sourcing.clauses.drawing import draw, last_outlet
from papertiger.sourcing.clauses.report import Report, depth
from papertiger.sourcing.discourse.continuing import goes_on
from papertiger.sourcing.discourse.passage import Passage, is_parenthetic
from papertiger.sourcing.discourse.retelling import Retelling
from papertiger.sourcing.discourse.shifted import is_reported
from papertiger.sourcing.discourse.speakers import NEAR, Remembered, Speakers, Told
from papertiger.sourcing.discourse.turns import Turns
from papertiger.sourcing.discourse.voice import Reading, Statement, Voice, covers_report, joined
from papertiger.sourcing.who.view import Source, state_of_id
from papertiger.sourcing.words import starts_with

_NEAR_START = 3
"""Words at the start of a sentence among which a connective or hedge ties it to the one before."""


@dataclass(slots=True)
class Discourse:
    """One walk over the sentences of an article."""

    passage: Passage
    retelling: Retelling
    speakers: Speakers
    turns: Turns
    reading: Reading = field(default_factory=lambda: Reading([], []))

    @classmethod
    def of(cls, passage: Passage, own: frozenset[str]) -> Discourse:
        """A walk that has not begun; `own` are names and actor ids of the article's own outlet, casefolded."""
        speakers = Speakers(passage)
        return cls(passage, Retelling(passage, own), speakers, Turns(passage, speakers.met))

    def read(self) -> Reading:
        """Walk all sentences."""
        for at in range(len(self.passage.sentences)):
            self.speakers.meet(at)
            if self.retelling.open_sentence(at):
                self.speakers.forget()
            self.reading.base.append(self._base(at))
            self._speak(at)
            self.turns.take(at, self.reading)
        self._close_gaps()
        return self.reading

    def _speak(self, at: int) -> None:
        """Resolve the reports of a sentence, outlets first, because speakers stand under them."""
        for report in self.passage.reports[at]:
            if report.draws is not None:
                self._draw(at, report.source, report.draws)
        reports = [report for report in self.passage.reports[at] if report.draws is None]
        carriers = sorted((r for r in reports if self.retelling.outlets_of(r.source)), key=depth)
        for report in carriers:
            self.retelling.take_over(at, self.retelling.nested(report, carriers), report)
        for report in reports:
            voice = self._resolve(at, report, carriers)
            if voice is None:
                continue
            if report.points_back or self._closes_lead(at, report):
                self._give_back(at, report, voice)
            self.reading.statements.append(Statement(at, voice, report, self._whole_quotes(at, report)))
            self.speakers.remember(at, report, voice)

    def _draw(self, at: int, source: Source, outlet: Source) -> None:
        """Let what an outlet draws on stand behind it in what was retold before ("Агентство посилається на двох чиновників")."""
        named = self.retelling.outlets_of(outlet)
        name = named[-1].name if named else last_outlet(self.reading.statements)
        outlets = self.retelling.outlets_of(source)
        speakers = tuple(step for step in source.steps if step.kind != "outlet")
        draw(self.reading, at, name, (outlets, speakers))
        self.retelling.draw(name, outlets)

    def _resolve(self, at: int, report: Report, carriers: Sequence[Report]) -> Voice | None:
        source = report.source
        why, words = f"{report.rule}: {source.why}", (report.cue, source.words)
        media = tuple(step for source_ in report.media for step in self.retelling.outlets_of(source_))
        caseless = not self.passage.lines[at].cues.table.grammar.within
        if caseless and not media and any(source_.relative == "publication" for source_ in report.media):
            media = self._last_outlets()
        if source.relative == "speaker":
            return self._spoken_before(at, source, (why, words), media)
        text = self.speakers.text_before(at, source)
        if text is not None:
            return replace(text, why=why, words=words)
        own_outlets = self.retelling.outlets_of(source)
        if source.is_outlet and not own_outlets and not report.media:
            # "Як нагадує «…»" of the article's own outlet: its own words, whatever it retells otherwise.
            return Voice((), (), why, words)
        speakers = tuple(
            self.speakers.known(step, source, at)
            for step in source.steps
            if step.kind != "outlet" and step.name.casefold() not in self.retelling.own
        )
        if speakers and self.passage.told_us(at, report):
            return Voice((), speakers, why, words)
        if own_outlets:
            outlets = self.retelling.prefix_for(self.retelling.nested(report, carriers), at)
        else:
            around = [c for c in carriers if covers_report(c, report)]
            outlets = (
                self.retelling.nested(around[-1], carriers)
                if around
                else self.retelling.prefix(at, named=report.explicit)
            )
        if not outlets and speakers and not (caseless and media):
            outlets = self.speakers.told_with(at, speakers[-1])
        outlets = joined(outlets, media)
        if caseless and not outlets and source.relative == "publication" and report.explicit:
            outlets = self._last_outlets()
        if (
            not outlets
            and not speakers
            and source.relative in {"publication", "text"}
            and not report.explicit
        ):
            return None
        return Voice(outlets, speakers, why, words)

    def _spoken_before(
        self, at: int, source: Source, told: Told, media: tuple[AttributionStep, ...]
    ) -> Voice | None:
        """Whoever a pronoun or a missing subject stands for, under the outlets that were spoken to."""
        prefix = self.retelling.prefix(at)
        voice = self.speakers.previous(at, source, told, prefix)
        voice = voice or (Voice(prefix, source.steps, *told) if source.steps else None)
        return replace(voice, outlets=joined(voice.outlets, media)) if voice is not None else None

    def _last_outlets(self) -> tuple[AttributionStep, ...]:
        """The outlets named last: "the newspaper" that somebody spoke to is one of which the article has told already."""
        found = (s.voice.outlets for s in reversed(self.reading.statements) if s.voice.outlets)
        return next(found, ())[-1:]

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
        sentence = self.passage.sentences[at]
        lead = next((s.paragraph for s in self.passage.sentences if s.kind == "body"), -1)
        if sentence.paragraph != lead or self.passage.starts_paragraph(at) or not report.postposed:
            return False
        line = self.passage.lines[at]
        if starts_with(line.words, 0, line.cues.table.grammar.about[:1]):
            return False
        ends = at + 1 >= len(self.passage.sentences) or self.passage.sentences[at + 1].paragraph != lead
        silent = not any(self.passage.reports[place] for place in self._told_before(at))
        return ends and silent and report.source.is_outlet and bool(self.retelling.outlets_of(report.source))

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
        if self.passage.starts_paragraph(at) and (start < 0 or self.passage.sentences[start].kind != "body"):
            return []
        found: list[int] = []
        while (
            start >= 0 and self.passage.sentences[start].paragraph == self.passage.sentences[at - 1].paragraph
        ):
            if any(report.points_back for report in self.passage.reports[start]):
                break
            found.append(start)
            start -= 1
        return found[::-1]

    def _close_gaps(self) -> None:
        """Give sentences without a cue between two statements of one speaker in a paragraph to that speaker.

        "X розповів, що … Другий ремонтують. …, уточнив він": what stands between is his account too.
        """
        last: dict[int, Statement] = {}
        for statement in self.reading.statements:
            if not statement.voice.speakers or self.passage.sentences[statement.sentence].kind != "body":
                continue
            paragraph = self.passage.sentences[statement.sentence].paragraph
            before = last.get(paragraph)
            last[paragraph] = statement
            if before is None or before.voice.speakers[-1] != statement.voice.speakers[-1]:
                continue
            if statement.report.explicit and statement.voice.speakers[-1].anonymous:
                continue
            gap = range(before.sentence + 1, statement.sentence)
            if len(gap) > NEAR or any(self.passage.reports[at] or self.passage.own_voice(at) for at in gap):
                continue
            for at in gap:
                if not self.reading.base[at].speakers:
                    voice = before.voice
                    why = "stands between two statements of the speaker"
                    self.reading.base[at] = Voice(voice.outlets, voice.speakers, why, voice.words)

    def _base(self, at: int) -> Voice:
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
                "goes on with what the speaker before says",
                before.voice.words,
            )
        same = before is not None and self._same_paragraph(at, before)
        if before is not None and same and is_reported(self.passage, at, before.sentence):
            why = "goes on with the account that the sentence before closes"
            return Voice(before.voice.outlets, before.voice.speakers, why, before.voice.words)
        return self._hearsay(at) or self._account(at) or outlet

    def _hearsay(self, at: int) -> Voice | None:
        """The voice of whoever the sentence before is about, when this one opens as their words ("Мовляв, …", "Дескать, …")."""
        line = self.passage.lines[at]
        if not starts_with(line.words, 0, line.cues.table.signals.hearsay) or self.passage.starts_paragraph(
            at
        ):
            return None
        before = self.speakers.right_before(at, self.reading.base, self.retelling.outside)
        person = None if before is not None else self.speakers.actor_before(at)
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
        why = "goes on with the account of the sentence before"
        return Voice(before.voice.outlets, before.voice.speakers, why, before.voice.words)

    def _person_beside(self, at: int) -> AttributionStep | None:
        """The person whom the sentence before a quotation without a cue is about, else the one after it."""
        quoted = Source(relative="speaker", words="“…”")
        before = self.speakers.named_before(at, quoted)
        if before is not None or at + 1 >= len(self.passage.sentences):
            return before
        return self.speakers.named_before(at + 2, quoted) if not self.passage.reports[at + 1] else None

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

    def _whole_quotes(self, at: int, report: Report) -> tuple[Span, ...]:
        """The report's content, with the quotations that it opens or closes taken whole (rule 6)."""
        sentence = self.passage.sentences[at]
        content = list(report.content)
        for span in self.passage.lines[at].speech:
            beyond = span.start < sentence.start or span.end > sentence.end
            inner = span.start < report.span.start and report.span.end < span.end and not report.postposed
            touched = any(part.start < span.end and span.start < part.end for part in report.content)
            if beyond and touched and not inner:
                content.append(span)
        if report.open_after and at + 1 < len(self.passage.sentences):
            content.extend(
                span for span in self.passage.lines[at + 1].speech[:1] if span.start >= sentence.end
            )
        return tuple(content)
