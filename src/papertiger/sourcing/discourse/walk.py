"""One walk over the sentences of an article, by the rules of this package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from papertiger.news.article import Span
from papertiger.records import AttributionStep
from papertiger.sourcing.clauses.report import Report, depth
from papertiger.sourcing.discourse.backward import Backward
from papertiger.sourcing.discourse.drawing import draw, last_outlet
from papertiger.sourcing.discourse.passage import Passage
from papertiger.sourcing.discourse.people import People
from papertiger.sourcing.discourse.pronouns import Pronouns, Told
from papertiger.sourcing.discourse.retelling import Retelling
from papertiger.sourcing.discourse.silent import Silent
from papertiger.sourcing.discourse.speakers import Speakers
from papertiger.sourcing.discourse.turns import Turns
from papertiger.sourcing.discourse.voice import Reading, Statement, Voice, covers_report, joined
from papertiger.sourcing.who.view import Source


@dataclass(slots=True)
class Discourse:
    """One walk over the sentences of an article."""

    passage: Passage
    retelling: Retelling
    people: People
    speakers: Speakers
    pronouns: Pronouns
    silent: Silent
    backward: Backward
    turns: Turns
    reading: Reading

    @classmethod
    def of(cls, passage: Passage, own: frozenset[str]) -> Discourse:
        """A walk that has not begun; `own` are names and actor ids of the article's own outlet, casefolded."""
        people, retelling, reading = People(passage), Retelling(passage, own), Reading([], [])
        speakers = Speakers(passage, people)
        pronouns = Pronouns(passage, speakers)
        silent = Silent(passage, retelling, speakers, pronouns, reading)
        backward = Backward(passage, retelling, reading)
        return cls(
            passage,
            retelling,
            people,
            speakers,
            pronouns,
            silent,
            backward,
            Turns(passage, people.met),
            reading,
        )

    def read(self) -> Reading:
        """Walk all sentences."""
        for at in range(len(self.passage.sentences)):
            self.people.meet(at)
            if self.retelling.open_sentence(at):
                self.speakers.forget()
            self.reading.base.append(self.silent.voice(at))
            self._speak(at)
            self.turns.take(at, self.reading)
        self.backward.close_gaps()
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
            if report.points_back or self.backward.closes_lead(at, report):
                self.backward.give_back(at, report, voice)
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
        voice = self.pronouns.previous(at, source, told, prefix)
        voice = voice or (Voice(prefix, source.steps, *told) if source.steps else None)
        return replace(voice, outlets=joined(voice.outlets, media)) if voice is not None else None

    def _last_outlets(self) -> tuple[AttributionStep, ...]:
        """The outlets named last: "the newspaper" that somebody spoke to is one of which the article has told already."""
        found = (s.voice.outlets for s in reversed(self.reading.statements) if s.voice.outlets)
        return next(found, ())[-1:]

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
