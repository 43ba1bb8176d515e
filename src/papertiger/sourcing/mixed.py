"""Words that a sentence quotes without a speech verb: "The minister branded the plan "a bullet in the foot"".

Whoever the clause is about speaks the quoted words, whatever the verb. Names and single quoted words are no speech.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from papertiger.news.article import Span
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.report import Line, Report
from papertiger.sourcing.subjects import subject_before

_FEWEST = 2
"""Quoted words that are somebody's and no scare quotes."""
_ANY_VERB = VerbForm("", "tag")


def mixed_reports(line: Line, found: Sequence[Report]) -> Iterator[Report]:
    """Reports for quotations inside the sentence that none of those found claims."""
    for speech in line.speech:
        if line.start < speech.start and speech.end <= line.end and not _claimed(speech, found):
            report = _mixed(line, speech)
            if report is not None:
                yield report


def _claimed(speech: Span, found: Sequence[Report]) -> bool:
    places = [part for report in found for part in (*report.content, report.span)]
    return any(part.start < speech.end and speech.start < part.end for part in places)


def _mixed(line: Line, speech: Span) -> Report | None:
    at = next((i for i, w in enumerate(line.words) if w.start >= speech.start), 0)
    inside = [w for w in line.words[at:] if w.end <= speech.end and w.is_word]
    if at == 0 or len(inside) < _FEWEST or inside[0].is_capital or not line.words[at - 1].is_word:
        return None
    start = line.clause_start(at - 1)
    subject = subject_before(line, at, _ANY_VERB, start)
    if subject is None or (subject.explicit and not subject.source.steps) or subject.source.is_outlet:
        return None
    if (
        subject.explicit
        and subject.source.steps[-1].anonymous
        and subject.source.steps[-1].kind == "document"
    ):
        return None
    return Report(
        source=subject.source,
        span=line.place(subject.start, max(subject.end, subject.start + 1)),
        content=(speech,),
        cue="“…”",
        rule="quoted words of whom the clause is about",
        explicit=subject.explicit,
    )
