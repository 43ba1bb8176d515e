"""Claims, explanations and briefs as lines for a terminal or a pipe.

Colour comes from an `Ink`, which is plain unless the caller says that a terminal is listening. All text from articles
passes through `visible`, so that none of it can move the cursor.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from papertiger.ledger.asked import StoredClaim
from papertiger.records import AttributionStep, ClaimRecord
from papertiger.report.briefing.document import Aside
from papertiger.report.evidence import Voice, line, said, step
from papertiger.report.explainwords import ExplainWords, explain_words
from papertiger.report.formatting import number
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.model import Brief, Evidence, Partnership, Tally
from papertiger.report.standing import standing_lines
from papertiger.report.told import told
from papertiger.report.visible import clipped, counted, one_line, visible

SHORT = 10
"""Characters of a claim id that are shown; `explain` takes any unique beginning."""
NARROW, WIDE = 60, 110
"""Bounds on the width of running text, in characters."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Puts ANSI styles around text, or leaves it alone."""

    colour: bool = False

    def bold(self, text: str) -> str:
        """Emphasis."""
        return self._wrapped(text, "1")

    def dim(self, text: str) -> str:
        """Of less weight."""
        return self._wrapped(text, "2")

    def accent(self, text: str) -> str:
        """Identifiers and headings."""
        return self._wrapped(text, "36")

    def mark(self, text: str) -> str:
        """The quote in its context; in brackets where there is no colour."""
        return self._wrapped(text, "30;43") if self.colour else f"»{text}«"

    def _wrapped(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def claim_lines(records: Iterable[ClaimRecord], voice: Voice, ink: Ink, width: int) -> Iterator[str]:
    """Three lines a claim: identity and content, who says so, and the quote clipped to `width`; a fourth where only a language model read it.

    In English the content stands in ids, as filters take them; in other languages as a plain sentence.
    """
    room = max(width, NARROW) - SHORT - 2
    indent = " " * (SHORT + 2)
    for record in records:
        date = one_line((record.article.published or "")[:10]) or explain_words(voice.language).undated
        content = formula(record) if voice.language == DEFAULT else said(line(record, voice))
        yield f"{ink.accent(record.id[:SHORT])}  {ink.dim(f'{date:<10}')}  {ink.bold(one_line(content))}"
        yield indent + clipped(chain_text(record.attribution, voice.words.anonymous), room)
        yield indent + ink.dim(f"“{clipped(record.quote.exact, room - 2)}”")
        if mark := voice.words.mark(record):
            yield indent + ink.bold(mark)


def formula(record: ClaimRecord) -> str:
    """The claim in ids: ``RUS → VEN insufficient · air_defence · asserted``."""
    over = f" over {record.over}" if record.over else ""
    parts = [f"{record.subject or '?'} → {record.object or '?'}{over} {record.predicate}"]
    if record.family != "event" or record.domain != "unspecified":
        parts.append(record.domain)
    parts.append(record.modality)
    if record.polarity == "negated":
        parts.append("negated")
    if record.mode:
        parts.append(record.mode)
    return " · ".join(parts)


def chain_text(chain: Iterable[AttributionStep], anonymous: str) -> str:
    """``Outlet › Bloomberg › officials (VEN, anonymous)``."""
    shown = []
    for one in chain:
        notes = [note for note in (one.actor or "", anonymous if one.anonymous else "") if note]
        shown.append(one.name + (f" ({', '.join(notes)})" if notes else ""))
    return " › ".join(shown)


def explain_lines(
    stored: StoredClaim, voice: Voice, ink: Ink, width: int, beside: Iterable[str] = ()
) -> Iterator[str]:
    """One claim with its sentence in context and how every field was reached; lines `beside` the sentence stand under it."""
    record, room = stored.record, min(max(width, NARROW), WIDE)
    words, told_in = line(record, voice), explain_words(voice.language)
    reasons = told(voice.language, "reasons")
    names = lambda place, value: voice.name(value) if place in {"actor", "client"} else value  # noqa: E731
    yield f"{ink.accent(record.id)}"
    yield from (ink.bold(one) for one in textwrap.wrap(one_line(f"{said(words)}."), room))
    yield f"{one_line(formula(record))}  ({words.modality_label}, {words.polarity_label})"
    if words.mark:
        yield ink.bold(words.mark)
    yield from _heading(ink, told_in.titles.text)
    excerpt = stored.excerpt
    yield f"…{visible(excerpt.before)}{ink.mark(visible(excerpt.exact))}{visible(excerpt.after)}…"
    yield from beside
    yield from _heading(ink, told_in.titles.said)
    for place, one in enumerate(record.attribution, start=1):
        shown = step(one, voice)
        notes = ", ".join(
            n for n in (shown.kind, shown.of, voice.words.anonymous if shown.anonymous else "") if n
        )
        yield one_line(f"{place}. {shown.name} ({notes})")
    yield from standing_lines(record, voice.language)
    yield from _heading(ink, told_in.titles.fields)
    for why in stored.explanation:
        matched = "  [" + ", ".join(one_line(word) for word in why.words) + "]" if why.words else ""
        yield f"{ink.bold(one_line(why.field))} = {one_line(why.value)}{ink.accent(matched)}"
        because = one_line(reasons.say(why.why, *_sections(why.field), of=names))
        yield from textwrap.wrap(because, room, initial_indent="    ", subsequent_indent="    ")
    if not stored.explanation:
        yield told_in.no_reasons
    yield from _provenance(stored, told_in, voice.language, ink)


def _sections(field: str) -> tuple[str, str]:
    """Where reasons for the value of a field stand among the words of reasons."""
    return ("reasons", "speaking" if field == "attribution" else "slots")


def _provenance(stored: StoredClaim, words: ExplainWords, language: Language, ink: Ink) -> Iterator[str]:
    record, article, coder = stored.record, stored.article, stored.record.coder
    yield from _heading(ink, words.titles.source)
    rows = {
        "article": article.title or words.untitled,
        "outlet": article.outlet or words.not_known,
        "published": article.published or words.not_known,
        "address": article.url or words.none,
        "read_from": words.read_from.format(path=article.path, at=article.read_at),
        "language": article.language,
        "text": words.characters.format(
            digest=article.sha256, start=record.quote.start, end=record.quote.end
        ),
        "read_by": words.read_by.format(
            reader=coder.reader,
            version=coder.version,
            frame=coder.frame or words.none,
            confidence=number(record.confidence, language, decimals=2),
        ),
        "configuration": coder.config,
        "version": str(record.version) if stored.stands else words.stands_not.format(version=record.version),
    }
    if (review := record.review) is not None:
        rows["review"] = words.reviewed.format(decision=review.decision, by=review.by, at=review.at)
    labels = words.source.model_dump()
    wide = max(map(len, labels.values())) + 1
    for name, value in rows.items():
        yield f"{ink.dim(f'{labels[name]:<{wide}}')}{one_line(value)}"


def brief_lines(brief: Brief, ink: Ink, width: int, *, quotes: int = 3) -> Iterator[str]:
    """The brief in short: what was read, then each partnership with up to `quotes` pieces of evidence a domain."""
    room = min(max(width, NARROW), WIDE)
    figures = brief.figures
    yield ink.bold("Security partnerships in the news")
    span = one_line(f", published {brief.first} to {brief.last}") if brief.first else ""
    read = counted(brief.articles_read, "article")
    yield f"{read} ({_tallies(brief.languages)}) from {counted(len(brief.outlets), 'named outlet')}{span}"
    held = (
        f": {_tallies(brief.families)}; {counted(figures.independent_origins, 'independent origin')}; "
        f"{figures.anonymous} with an anonymous speaker"
        if figures.claims
        else ""
    )
    yield f"{counted(figures.claims, 'claim')}{held}"
    if brief.scope.chosen:
        yield one_line(f"Only {brief.scope.chosen}")
    for partnership in brief.partnerships:
        yield from _partnership(partnership, ink, room, quotes)
    for title, groups in (("Priorities and constraints", brief.standings), ("Other events", brief.events)):
        if groups:
            yield from _heading(ink, title)
        for group in groups:
            yield one_line(f"{group.label}")
            yield from _evidence(group.evidence, ink, room, quotes)
    yield ""
    yield from textwrap.wrap(f"Note: {brief.caveats[0]}", room)


def summary_lines(sentences: Iterable[str], ink: Ink, width: int) -> Iterator[str]:
    """The sentences that sum a brief up, a paragraph each, and a blank line after them."""
    room = min(max(width, NARROW), WIDE)
    for sentence in sentences:
        yield from textwrap.wrap(one_line(sentence), room, initial_indent="• ", subsequent_indent="  ")
    yield ink.dim("")


def aside_lines(aside: Aside | None, ink: Ink, width: int, *, quotes: int = 3) -> Iterator[str]:
    """What no number of a brief counts, for only a language model read it."""
    if aside is not None:
        yield from _heading(ink, aside.said)
        yield from _evidence(aside.evidence, ink, min(max(width, NARROW), WIDE), quotes)


def overview_lines(brief: Brief, ink: Ink) -> Iterator[str]:
    """One line a partnership: how many claims of how many independent origins, in which domains."""
    names = [one_line(f"{one.patron} → {one.client}") for one in brief.partnerships]
    room = max(map(len, names), default=0)
    yield ink.bold("Partnerships, in alphabetical order (claims, independent origins)")
    for name, one in zip(names, brief.partnerships, strict=True):
        domains = ", ".join(section.label for section in one.sections)
        yield f"  {ink.accent(f'{name:<{room}}')}  {one.figures.claims:>4} {one.figures.independent_origins:>4}  {ink.dim(domains)}"
    outside = sum(len(group.evidence) for group in (*brief.standings, *brief.events))
    if outside:
        yield ink.dim(f"  and {outside} quotes about other events, priorities and constraints")


def _partnership(partnership: Partnership, ink: Ink, room: int, quotes: int) -> Iterator[str]:
    yield from _heading(ink, f"{partnership.patron} → {partnership.client}")
    for section in partnership.sections:
        yield one_line(section.label)
        yield from _evidence(section.evidence, ink, room, quotes)
    if partnership.events:
        yield "events between them"
        yield from _evidence(partnership.events, ink, room, quotes)


def _evidence(evidence: tuple[Evidence, ...], ink: Ink, room: int, quotes: int) -> Iterator[str]:
    for piece in evidence[:quotes]:
        for claim in piece.claims:
            told = f"{said(claim)} [{claim.mark}]" if claim.mark else said(claim)
            yield from textwrap.wrap(one_line(told), room, initial_indent="  • ", subsequent_indent="    ")
        speakers = " › ".join(s.name + (" (anonymous)" if s.anonymous else "") for s in piece.chain)
        yield ink.dim(f"    {clipped(f'{piece.published}  {speakers}', room - 4)}")
        yield ink.dim(f"    “{clipped(piece.exact, room - 6)}”")
    if len(evidence) > quotes:
        yield ink.dim(f"    … and {len(evidence) - quotes} more")


def _tallies(tallies: Iterable[Tally]) -> str:
    return ", ".join(f"{tally.number} {one_line(tally.name)}" for tally in tallies) or "none"


def _heading(ink: Ink, title: str) -> Iterator[str]:
    yield ""
    yield ink.accent(one_line(title))
