"""What a reporting clause draws on ("со ссылкой на Y", "узнал X от Y") and where its words were said ("в интервью Z")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from papertiger.news.article import Span
from papertiger.sourcing.clauses.asides import cited, media, source_at
from papertiger.sourcing.clauses.heard import opens_sentence
from papertiger.sourcing.clauses.report import Line, Report
from papertiger.sourcing.clauses.subjects import subject_within
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.who.shapes import is_verb
from papertiger.sourcing.who.view import Source, outlet_step

_BESIDE = 2
"""Code points between a reporting clause and the outlet that was spoken to, when the two stand side by side."""
_REACH = 60
"""Code points between a reporting clause and a citation that still belongs to it ("…, повідомляє X у середу з …")."""


def _learnt(line: Line, found: Sequence[Report]) -> list[tuple[Source, Span, str]]:
    """Whom outlets have their news from ("узнал «Интерфакс» от источника"): source, place of the phrase, its words."""
    grammar, told = line.cues.table.grammar, []
    for report in found:
        verb = next((w for w in line.words if report.verb and w.start == report.verb.start), None)
        after = (
            next((i for i, w in enumerate(line.words) if w.start >= report.verb.end), 0) if report.verb else 0
        )
        if verb is None or not {r.lemma for r in verb.readings} & set(grammar.learning):
            continue
        for at in range(after, line.clause_end(after)):
            if line.words[at].norm in grammar.learnt_from:
                source, end = source_at(line, at + 1, "Gen")
                if source is not None and source.steps:
                    told.append((source, line.place(at, end), line.words[at].text))
    return told


def with_citations(line: Line, found: list[Report]) -> list[Report]:
    """The reports with what they draw on: behind the outlet that cites it, or as a report of its own."""
    for source, place, words in [*cited(line), *_learnt(line, found)]:
        host = _host(found, place)
        drawing = _drawing(line, place) if host is None else None
        if drawing is not None:
            rule = "what an outlet draws on"
            found.append(Report(source, line.place(0, len(line.words)), (), words, rule, draws=drawing))
        elif host is None:
            sides = (line_part(line, line.start, place.start), line_part(line, place.end, line.end))
            parts = tuple(side for side in sides if side is not None)
            if parts:
                found.append(
                    Report(source, place, parts, words, "citation", postposed=place.start > line.start)
                )
        elif host.source.is_outlet or host.source.relative == "publication":
            merged = _chained(host.source, source)
            span = Span(min(host.span.start, place.start), max(host.span.end, place.end))
            content = tuple(c for part in host.content for c in _without(part, place))
            at = found.index(host)
            found[at] = replace(
                host,
                source=merged,
                span=span,
                content=content,
                rule=f"{host.rule}, citing",
                cue=f"{host.cue} … {words}",
            )
    return sorted(found, key=lambda r: r.span.start)


def _drawing(line: Line, place: Span) -> Source | None:
    """The outlet that cites somebody with a sentence of its own ("Агентство посилається на двох чиновників")."""
    verb = next(i for i, word in enumerate(line.words) if word.start == place.start)
    if not line.cues.table.grammar.within or not is_verb(line.words[verb]):
        return None
    tells = any(word.is_word and word.start >= place.end for word in line.words)
    if tells or any(is_verb(word) for word in line.words[:verb]):
        return None
    subject = subject_within(line, 0, verb, VerbForm("", "publish"))
    source = subject.source if subject is not None else None
    outlet = source is not None and (source.is_outlet or source.relative == "publication")
    return source if outlet else None


def line_part(line: Line, start: int, end: int) -> Span | None:
    """The words between two frozen-text positions, or None."""
    inside = [i for i, w in enumerate(line.words) if start <= w.start and w.end <= end]
    return line.between(inside[0], inside[-1] + 1) if inside else None


def _host(found: Sequence[Report], place: Span) -> Report | None:
    """The reporting clause that a citation belongs to: the nearest one, an outlet's before others."""
    near = [r for r in found if _distance(r.span, place) <= _REACH]
    return min(
        near,
        key=lambda r: (not (r.source.is_outlet or r.source.relative), _distance(r.span, place)),
        default=None,
    )


def _distance(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _chained(host: Source, source: Source) -> Source:
    """`host` citing `source`."""
    steps = (*host.steps, *(s for s in source.steps if s not in host.steps))
    speaker = source if source.steps and source.steps[-1].kind != "outlet" else host
    return replace(
        host,
        steps=steps,
        number=speaker.number,
        gender=speaker.gender,
        words=f"{host.words} … {source.words}",
        why=f"{host.why}; cites: {source.why}",
        outlet_ids=(*host.outlet_ids, *source.outlet_ids),
    )


def _without(part: Span, hole: Span) -> list[Span]:
    if hole.end <= part.start or part.end <= hole.start:
        return [part]
    sides = [Span(part.start, hole.start), Span(hole.end, part.end)]
    return [side for side in sides if side.end - side.start > 1]


def with_media(line: Line, report: Report) -> Report:
    """`report` with the outlet that a speaker spoke to, when one stands in the reporting clause."""
    if report.source.is_outlet or report.source.relative == "publication":
        return report
    named = [
        source
        for source, place, _ in media(line)
        if (source.is_outlet or not line.cues.table.grammar.within)
        and (_distance(report.span, place) <= _BESIDE or opens_sentence(line, place.start))
    ]
    named = named or [
        Source(
            (outlet_step(m.actor.name),),
            words=m.surface,
            why="the outlet that was spoken to",
            outlet_ids=(m.actor.id,),
        )
        for m in line.mentions
        if m.actor.kind == "outlet" and report.span.start <= m.start and m.end <= report.span.end
    ]
    named = [*report.media, *named]
    known = {step.name for step in report.source.steps}
    fresh = tuple(s for s in named if not s.steps or s.steps[0].name not in known)
    return replace(report, media=fresh) if fresh else report
