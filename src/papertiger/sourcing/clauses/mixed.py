"""Words that a sentence quotes without a speech verb: "The minister branded the plan "a bullet in the foot"".

Whoever the clause is about speaks the quoted words, whatever the verb. Names and single quoted words are no speech.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from papertiger.news.article import Span
from papertiger.sourcing.clauses.report import Line, Report
from papertiger.sourcing.clauses.subjects import subject_before
from papertiger.sourcing.cues import VerbForm

_FEWEST = 2
"""Quoted words that are somebody's and no scare quotes."""
_ANY_VERB = VerbForm("", "tag")


def mixed_reports(line: Line, found: Sequence[Report]) -> Iterator[Report]:
    """Reports for quotations inside the sentence that none of those found claims."""
    for first, last in _quoted(line):
        speech = line.place(first, last + 1)
        if not _claimed(speech, found):
            report = _mixed(line, first, last)
            if report is not None:
                yield report


def _quoted(line: Line) -> Iterator[tuple[int, int]]:
    """Indices of the marks around each run of words between quotation marks."""
    marks = [i for i, word in enumerate(line.words) if word.is_quote]
    at = 0
    while at + 1 < len(marks):
        first, last = marks[at], marks[at + 1]
        if last > first + 1:
            yield first, last
            at += 2
        else:
            at += 1


def _claimed(speech: Span, found: Sequence[Report]) -> bool:
    places = [part for report in found for part in (*report.content, report.span)]
    return any(part.start < speech.end and speech.start < part.end for part in places)


def _mixed(line: Line, at: int, last: int) -> Report | None:
    inside = [w for w in line.words[at + 1 : last] if w.is_word]
    if at == 0 or len(inside) < _FEWEST or inside[0].is_capital or not line.words[at - 1].is_word:
        return None
    start = line.clause_start(at - 1)
    subject = subject_before(line, at, _ANY_VERB, start)
    if subject is None or (subject.explicit and not subject.source.steps) or subject.source.is_outlet:
        return None
    speaker = subject.source.steps[-1] if subject.source.steps else None
    if speaker is not None and speaker.kind not in {"person", "group"}:
        return None
    return Report(
        source=subject.source,
        span=line.place(subject.start, max(subject.end, subject.start + 1)),
        content=(line.place(at, last + 1),),
        cue="“…”",
        rule="quoted words of whom the clause is about",
        explicit=subject.explicit,
    )
