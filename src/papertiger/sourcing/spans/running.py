"""Quotations that run over the borders of sentences: follow-up quotations, and those that a colon announces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from papertiger.news.article import Article, Paragraph, Span
from papertiger.sourcing.spans.pieces import Pieces, cut, joined, touch
from papertiger.sourcing.spans.placed import Placed
from papertiger.sourcing.spans.quotations import Quotation

_SPOKEN = frozenset({"clause", "speech", "according", "title"})
_MOST_OUTSIDE = 3
"""Letters that may stand beside the quotations of a sentence which is nothing but quoted."""

_GAP = 40
"""Characters between a cue and a further quotation of its sentence, at most."""
_STOP = re.compile(r"[.;:!?](?=\s)")
_JOINED = re.compile(r",(?: \w{2,4})?\s*$")
"""A comma before a quotation, or a comma and a short word: ', and "…'."""
_LEAD = re.compile(r"(?<=[.!?”\"'] )\w{2,10},?$")
"""One word before a quotation: 'Then, "…"'."""


def with_follow_ups(placed: Sequence[Placed], article: Article, quoted: Sequence[Quotation]) -> list[Placed]:
    """Attributions stretched over the quotations that follow in the same paragraph and have no cue of their own.

    A paragraph that is nothing but a quotation goes on with the last speaker where his own quotation ended the one before.
    """
    found = sorted(placed, key=lambda p: p.start)
    last: int | None = None
    for paragraph in article.paragraphs:
        inside = [q for q in quoted if paragraph.start <= q.start < paragraph.end]
        alone = _is_all_quoted(article.text, paragraph, inside)
        if not alone:
            last = None
        for q in inside:
            owner = next(
                (i for i, p in enumerate(found) if touch(p.content, [q.span]) and not touch(p.cue, [q.span])),
                None,
            )
            if owner is not None:
                last = owner if found[owner].kind in _SPOKEN else None
                continue
            speaker = _speaker_before(found, q, paragraph, inside) if not alone else last
            if speaker is None:
                speaker = last
            if speaker is None:
                continue
            own = found[speaker]
            if not (
                alone or _goes_on(article.text, q, own) or _sentence_is_quoted(article.text, q, paragraph)
            ):
                continue
            found[speaker] = replace(own, content=joined([*own.content, q.span], article.text))
            last = speaker
    return found


def elsewhere(cue: Pieces, source: Pieces, article: Article, quoted: Sequence[Quotation]) -> Pieces:
    """What is said in another sentence: the quotation right before a cue and its source, or what a colon announces."""
    start = min(s.start for s in (*cue, *source))
    before = next((q for q in quoted if q.end <= start and not article.text[q.end : start].strip(" ")), None)
    said = before.span if before is not None else _announced(cue[-1], article, quoted)
    return () if said is None else (said,)


def _announced(cue: Span, article: Article, quoted: Sequence[Quotation]) -> Span | None:
    """What a cue with a colon at the end of its paragraph announces: the quotation that opens the next, or all of it."""
    text = article.text
    rest = next((p for p in article.paragraphs if p.start >= cue.end), None)
    if rest is None or text[cue.end : rest.start].strip() or text[cue.end - 1] != ":":
        return None
    opening = next((q for q in quoted if q.start == rest.start), None)
    return opening.span if opening is not None else Span(rest.start, rest.end)


def _speaker_before(
    found: Sequence[Placed], q: Quotation, paragraph: Paragraph, quoted: Sequence[Quotation]
) -> int | None:
    """The last who spoke in the paragraph before a quotation."""
    spoke = [
        i
        for i, p in enumerate(found)
        if p.kind in _SPOKEN
        and paragraph.start <= p.start < q.start
        and not any(touch(p.cue, [o.span]) for o in quoted)
    ]
    quoting = [i for i in spoke if touch(found[i].content, [o.span for o in quoted])]
    either = quoting or spoke
    return either[-1] if either else None


def _is_all_quoted(text: str, paragraph: Paragraph, inside: Sequence[Quotation]) -> bool:
    outside = cut([_as_span(paragraph)], [q.span for q in inside])
    return bool(inside) and sum(c.isalnum() for s in outside for c in text[s.start : s.end]) <= _MOST_OUTSIDE


def _as_span(paragraph: Paragraph) -> Span:
    return Span(paragraph.start, paragraph.end)


def _goes_on(text: str, q: Quotation, own: Placed) -> bool:
    """Whether nothing but a mark stands between a cue (or its source) and the quotation: ', he said, "…'."""
    ends = [s.end for s in (*own.cue, *own.source) if s.end <= q.start]
    gap = text[max(ends) : q.start] if ends else ""
    near = len(gap) <= _GAP and not _STOP.search(gap) and _JOINED.search(gap)
    return bool(ends) and (bool(near) or not any(c.isalnum() for c in gap))


def _sentence_is_quoted(text: str, q: Quotation, paragraph: Paragraph) -> bool:
    """Whether a quotation begins after a full stop, and ends with one."""
    before = text[paragraph.start : q.start].rstrip()
    inner = text[q.start : q.end].rstrip("\"”'» ")
    short = _LEAD.search(before)
    if short:
        before = before[: short.start()].rstrip()
    return (not before or before[-1] in ".!?”\"':") and inner[-1:] in ".!?…,—-"
