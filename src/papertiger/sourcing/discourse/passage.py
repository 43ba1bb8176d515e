"""An article as the discourse pass sees it: its sentences, their words, and the reports in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from papertiger.language.sentence import Sentence
from papertiger.sourcing.clauses.report import Line, Report
from papertiger.sourcing.words import starts_with


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences in order, each with its words and reports."""

    sentences: Sequence[Sentence]
    lines: Sequence[Line]
    reports: Sequence[tuple[Report, ...]]

    def starts_paragraph(self, at: int) -> bool:
        """True for the first sentence of a paragraph."""
        return at == 0 or self.sentences[at - 1].paragraph != self.sentences[at].paragraph

    def own_voice(self, at: int) -> bool:
        """True for a sentence that says that the outlet itself speaks ("Нагадаємо")."""
        line = self.lines[at]
        own = line.cues.table.signals.own_voice
        aside = any(
            is_parenthetic(line, i) and starts_with(line.words, i, own) for i in range(1, len(line.words))
        )
        return aside or bool(starts_with(line.words, 0, own))

    def newsroom(self, at: int) -> bool:
        """True for a sentence about who did not answer the newsroom ("The ministry has not commented"), which only it can say."""
        line = self.lines[at]
        cues = line.cues.table.signals.newsroom
        return bool(cues) and any(starts_with(line.words, i, cues) for i in range(len(line.words)))

    def told_us(self, at: int, report: Report) -> bool:
        """True for a reporting clause whose speaker spoke to the article's own outlet ("розповів нашому виданню X")."""
        line = self.lines[at]
        own = line.cues.table.signals.own_paper
        inside = (i for i, w in enumerate(line.words) if report.span.start <= w.start < report.span.end)
        return bool(own) and any(starts_with(line.words, i, own) for i in inside)

    def recalls(self, at: int) -> bool:
        """True for a sentence that recalls an earlier report ("Раніше", "Як пояснював X")."""
        line = self.lines[at]
        recall = starts_with(line.words, 0, line.cues.table.signals.recall)
        return bool(recall) or any(report.recalling for report in self.reports[at])


def is_parenthetic(line: Line, at: int) -> bool:
    """True for a word between two commas."""
    after = line.words[at + 1] if at + 1 < len(line.words) else None
    return at > 0 and line.words[at - 1].text == "," and after is not None and after.text == ","
