"""Attribution that stands after what it attributes: "Про це повідомляє X", the outlet that closes a lead, the speaker on both sides of a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from papertiger.records import AttributionStep
from papertiger.sourcing.clauses.report import Report
from papertiger.sourcing.discourse.passage import Passage
from papertiger.sourcing.discourse.people import NEAR
from papertiger.sourcing.discourse.retelling import Retelling
from papertiger.sourcing.discourse.voice import Reading, Statement, Voice
from papertiger.sourcing.who.view import state_of_id
from papertiger.sourcing.words import starts_with


@dataclass(slots=True)
class Backward:
    """Gives sentences that were read already to whoever turns out to say them (rule 4)."""

    passage: Passage
    retelling: Retelling
    reading: Reading

    def give_back(self, at: int, report: Report, voice: Voice) -> None:
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

    def closes_lead(self, at: int, report: Report) -> bool:
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

    def close_gaps(self) -> None:
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
