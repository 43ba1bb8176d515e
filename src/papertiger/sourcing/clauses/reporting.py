"""All reports of one sentence: the finders together, citations and media attached, neighbours told apart."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from papertiger.actors import Mention
from papertiger.language.sentence import Sentence
from papertiger.news.article import Span
from papertiger.sourcing.clauses.asides import opening_reports
from papertiger.sourcing.clauses.citations import with_citations, with_media
from papertiger.sourcing.clauses.genitives import genitive_reports
from papertiger.sourcing.clauses.impersonal import impersonal_reports
from papertiger.sourcing.clauses.mixed import mixed_reports
from papertiger.sourcing.clauses.places import place_reports
from papertiger.sourcing.clauses.report import Line, Report
from papertiger.sourcing.clauses.verbs import verb_reports
from papertiger.sourcing.cues import Cues
from papertiger.sourcing.who.view import Source, outlet_step
from papertiger.sourcing.words import tokenize


def make_line(sentence: Sentence, mentions: Sequence[Mention], speech: Sequence[Span], cues: Cues) -> Line:
    """The sentence with its words, mentions and the quotations that touch it."""
    # Quotations are in order and do not overlap, so those that touch a sentence lie side by side.
    first = bisect_right(speech, sentence.start, key=lambda span: span.end)
    last = bisect_left(speech, sentence.end, key=lambda span: span.start)
    touching = speech[first:last]
    words = tokenize(sentence.text, sentence.start, cues.language)
    return Line(words, sentence.start, sentence.end, sentence.kind, mentions, cues, touching)


def find_reports(line: Line) -> tuple[Report, ...]:
    """The reports of the sentence in the order of their clauses."""
    if not line.words:
        return ()
    found = [
        *opening_reports(line),
        *genitive_reports(line),
        *verb_reports(line),
        *impersonal_reports(line),
        *place_reports(line),
    ]
    found = _without_doubles(sorted(found, key=lambda r: (r.span.start, -r.span.end)))
    found = sorted([*found, *mixed_reports(line, found)], key=lambda r: r.span.start)
    found = with_citations(line, found)
    found = [with_media(line, report) for report in found]
    return tuple(_bounded(line, found))


def _without_doubles(found: list[Report]) -> list[Report]:
    """Of reports whose clauses overlap, the one with the explicit source, else the first."""
    kept: list[Report] = []
    for report in found:
        rival = next(
            (k for k in kept if report.span.start < k.span.end and k.span.start < report.span.end), None
        )
        if rival is None:
            kept.append(report)
        elif report.explicit and not rival.explicit:
            kept[kept.index(rival)] = report
    return kept


def same_outlets(reports: Sequence[tuple[Report, ...]]) -> list[tuple[Report, ...]]:
    """The reports of an article, with a name that is an outlet's anywhere in it an outlet's everywhere."""
    sources = [source for here in reports for r in here for source in (r.source, *r.media)]
    known = {s.name.casefold() for source in sources for s in source.steps if s.kind == "outlet"}
    return [tuple(replace(r, source=_as_outlet(r.source, known)) for r in here) for here in reports]


def _as_outlet(source: Source, known: set[str]) -> Source:
    """`source`, turned into an outlet when its only step is a group that goes by the name of one."""
    if (
        len(source.steps) != 1
        or source.steps[0].kind != "group"
        or source.steps[0].name.casefold() not in known
    ):
        return source
    return replace(source, steps=(outlet_step(source.steps[0].name),), outlet_ids=(source.steps[0].actor,))


def _bounded(line: Line, found: Sequence[Report]) -> list[Report]:
    """Contents cut where another speaker's statement begins, and short of the clauses that report on them."""
    result = []
    for report in found:
        content = report.content
        for other in found:
            if other is not report:
                content = tuple(part for span in content for part in _cut(line, report, other, span))
        holder = _holder(line, report, found)
        if holder is None:
            result.append(replace(report, content=content))
        else:
            content = tuple(
                part for span in content for outer in holder.content for part in _shared(span, outer)
            )
            result.append(replace(report, content=content, postposed=False))
    return result


def _holder(line: Line, report: Report, found: Sequence[Report]) -> Report | None:
    """The statement that an aside is part of: "X заявив, що, за словами Y, …".

    An outlet, or anybody's speech verb, at the end of the sentence is none of the speaker's words: it reports the whole. In a
    language without cases so does "according to" whoever is named there.
    """
    last = report.span.end >= max(w.end for w in line.words if w.is_word)
    outlet = report.source.is_outlet or report.source.relative == "publication"
    clause = (report.verb is not None and report.explicit) or not line.cues.table.grammar.within
    if not report.postposed or (last and (outlet or clause)):
        return None
    holders = [
        other
        for other in found
        if other is not report
        and not other.postposed
        and other.span.end <= report.span.start
        and _within(report.span, other)
    ]
    return holders[-1] if holders else None


def _within(span: Span, other: Report) -> bool:
    return any(part.start <= span.start and span.end <= part.end for part in other.content)


def _shared(one: Span, other: Span) -> list[Span]:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return [Span(start, end)] if start < end else []


def _cut(line: Line, report: Report, other: Report, span: Span) -> list[Span]:
    starts_inside = span.start < other.span.start < span.end
    if starts_inside and not report.postposed and _contrasts(line, other):
        return [Span(span.start, other.span.start)]
    ended = report.postposed and span.start < other.span.start and not other.postposed
    if ended and report.span.start < other.span.start and _contrasts(line, other):
        # "A, заявив X, а Y повідомив, що B": B is Y's alone.
        return [Span(span.start, min(span.end, other.span.start))] if span.start < other.span.start else []
    return [span]


def _contrasts(line: Line, other: Report) -> bool:
    """True when the clause opens a second statement beside the first ("…, а Y заявив …")."""
    at = next((i for i, word in enumerate(line.words) if word.start >= other.span.start), 0)
    grammar = line.cues.table.grammar
    for place in range(at - 1, max(-1, at - 4), -1):
        word = line.words[place]
        if word.text == ";":
            return True
        if word.norm in grammar.contrast:
            return place > 0 and line.words[place - 1].text in {",", ";", "–", "—"}
        if not word.is_word:
            return False
    return False
