"""Reports without a speech verb: "за словами X", "з посиланням на Y", "йдеться в статті"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from papertiger.news.article import Span
from papertiger.sourcing.clauses.accounts import account_at
from papertiger.sourcing.clauses.addressees import as_called, picked_at
from papertiger.sourcing.clauses.heard import addressed_outlet
from papertiger.sourcing.clauses.report import Line, Report, spans
from papertiger.sourcing.clauses.subjects import subject_within
from papertiger.sourcing.cues import Phrase as CuePhrase
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.shapes import is_verb
from papertiger.sourcing.who.sources import resolve
from papertiger.sourcing.who.view import Source, outlet_step
from papertiger.sourcing.words import match_phrase

_CASE_FALLBACKS = ("Gen", "Nom", "Acc", "Loc", "Dat", "Ins")
_LONGEST_HEADLINE_SOURCE = 8
"""Tokens before the colon (after the dash) of a headline that can still name who speaks."""


def opening_reports(line: Line) -> Iterator[Report]:
    """Reports by "за словами X", "на його думку", "according to X"."""
    openings = line.cues.openings
    for at, word in enumerate(line.words):
        account = account_at(line, at)
        if account is not None:
            report = _opening(line, at, account.cue, account.end, account.possessive)
            if report is not None:
                yield report
                continue
        named = _by_name(line, at)
        if named is not None:
            yield named
        if word.norm not in openings:
            continue
        found = match_phrase(line.words, at, openings, line.cues.table.possessives)
        if found is None:
            continue
        cue, after, possessive = found
        report = _opening(line, at, cue, after, possessive)
        if report is not None:
            yield report


def _opening(line: Line, at: int, cue: CuePhrase, after: int, possessive: str | None) -> Report | None:
    if possessive is not None:
        owner = line.cues.table.possessives[possessive]
        source: Source | None = _owner_before(line, at, owner.number) or Source(
            relative="speaker", number=owner.number, gender=owner.gender, words=possessive, why="a possessive"
        )
        end = after
    else:
        source, end = source_at(line, after, cue.opening.case)
    if source is None:
        return None
    close = line.clause_end(end)
    initial = _opens_content(line, at)
    if initial:
        # "За словами X росіяни …": no comma, so the content starts right after the source.
        start = (
            close
            if close < len(line.words)
            and line.words[close].text in {",", ":"}
            and close - end < _LONGEST_HEADLINE_SOURCE
            else end
        )
        content = spans(line.after(start))
        close = start
    else:
        content = spans(line.before(at), line.after(end))
    if not content:
        return None
    return Report(
        source=source,
        span=line.place(at, max(end, after)),
        content=content,
        cue=" ".join(word.text for word in line.words[at:after]),
        rule="according-to phrase",
        postposed=not initial,
        explicit=possessive is None,
    )


def _by_name(line: Line, at: int) -> Report | None:
    """Such as "Там, по Фидану, всё решат выборы": a preposition and a person, set off by commas."""
    account = next((a for a in line.cues.table.accounts if a.preposition == line.words[at].norm), None)
    opens = at > 0 and line.words[at - 1].text == ","
    if account is None or not opens or at + 2 >= len(line.words) or not line.words[at + 1].is_capital:
        return None
    source, end = source_at(line, at + 1, account.case)
    last = source.steps[-1] if source is not None and source.steps else None
    closes = end < len(line.words) and line.words[end].text == "," and not line.words[end - 1].text.isupper()
    if source is None or last is None or not closes or not _is_person(line, at + 1, end, account.case):
        return None
    content = spans(line.before(at), line.after(end))
    why = "according-to phrase"
    return Report(source, line.place(at, end), content, line.words[at].text, why, postposed=True)


def _is_person(line: Line, start: int, end: int, case: str) -> bool:
    """Whether the words are a personal name in `case`, or a capitalised noun for a person that the dictionary guesses."""
    names = [r for word in line.words[start:end] for r in word.readings if r.case == case]
    return any(r.pos == "PROPN" and r.animacy == "Anim" for r in names) and not any(
        m.actor.kind != "person" and m.start <= line.words[start].start < m.end for m in line.mentions
    )


def _owner_before(line: Line, at: int, number: str | None) -> Source | None:
    """The named subject of the same sentence that a possessive points back to ("Міністр X не погодився: на його думку, …")."""
    if at == 0 or not any(is_verb(word) for word in line.words[:at]):
        return None
    subject = subject_within(line, 0, at, VerbForm("", "say", number))
    if subject is None or not subject.explicit or not subject.source.steps:
        return None
    last = subject.source.steps[-1]
    return subject.source if last.kind in {"person", "group"} and not last.anonymous else None


def _opens_content(line: Line, at: int) -> bool:
    """True at the start of the sentence, of a quotation, or of a content clause."""
    behind = at
    while at > 0 and line.words[at - 1].norm in (
        *line.cues.table.grammar.conjunctions,
        *line.cues.table.grammar.contrast,
        *line.cues.table.grammar.adverbs,
    ):
        at -= 1
    if (
        at < behind
        and line.words[at].norm in line.cues.table.grammar.contrast
        and line.words[at - 1].text == ","
    ):
        return True  # "По словам X, A, а по словам Y, B"
    return (
        at == 0
        or line.words[at - 1].text in {":", "(", ";"}
        or line.words[at - 1].is_quote
        or (at == 1 and not line.words[0].is_word)
    )


def source_at(
    line: Line, at: int, case: str | None, *, publishing: bool = False
) -> tuple[Source | None, int]:
    """The source phrase at `at` in `case`, or in whichever case gives one; and the index after it."""
    while case and at < len(line.words) - 1 and _is_particle(line, at):
        at += 1
    if case and at < len(line.words) and line.words[at].norm in line.cues.table.grammar.relative:
        return None, at
    picked = picked_at(line, at) if case else None
    if picked is not None:
        return picked, at + 3
    for wanted in dict.fromkeys((case, *_CASE_FALLBACKS) if case else (None,)):
        phrase = find_phrase(line.words, at, wanted, line.cues)
        source = (
            resolve(line.words, phrase, line.mentions, line.cues, publishing=publishing) if phrase else None
        )
        if phrase is not None and source is not None:
            return source, phrase.end
    return None, at


def _is_particle(line: Line, at: int) -> bool:
    """True for "же", "самого" between the cue and whom it names."""
    word = line.words[at]
    return word.norm in line.cues.table.grammar.self_ or bool(
        word.readings and word.readings[0].pos == "PART"
    )


def cited(line: Line) -> list[tuple[Source, Span, str]]:
    """Sources that the sentence cites ("з посиланням на Y"): source, place of the phrase, its words."""
    return list(_complements(line, line.cues.citing))


def media(line: Line) -> list[tuple[Source, Span, str]]:
    """Outlets that somebody spoke to ("в інтерв'ю Y"): source, place of the phrase, its words."""
    found = [
        found for found in _complements(line, line.cues.media) if found[0].is_outlet or found[0].relative
    ]
    return [*found, *_addressed(line)] if not line.cues.table.grammar.within else found


def _addressed(line: Line) -> Iterator[tuple[Source, Span, str]]:
    """Outlets that no list knows behind the same phrases."""
    for at, word in enumerate(line.words):
        found = match_phrase(line.words, at, line.cues.media, {}) if word.norm in line.cues.media else None
        if found is not None:
            source, end = addressed_outlet(line, found[1])
            if source is not None:
                yield source, line.place(at, end), " ".join(w.text for w in line.words[at : found[1]])


def _complements(
    line: Line, index: Mapping[str, tuple[CuePhrase, ...]]
) -> Iterator[tuple[Source, Span, str]]:
    for at, word in enumerate(line.words):
        found = match_phrase(line.words, at, index, {}) if word.norm in index else None
        if found is None:
            continue
        cue, after, _ = found
        while after < len(line.words) and line.words[after].norm in line.cues.table.possessives:
            after += 1
        source, end = source_at(line, after, cue.opening.case, publishing=True)
        if source is not None:
            called = as_called(line.words[after:end]) if line.words[after].is_quote else None
            if called is not None and source.is_outlet and source.outlet_ids in {(), (None,)}:
                source = replace(source, steps=(outlet_step(called),), words=called)
            yield source, line.place(at, end), " ".join(word.text for word in line.words[at:after])
