"""Quoted speech: where in the frozen text somebody's words stand between quotation marks.

A quotation may run over several sentences and paragraphs; a name in quotation marks ("Газпром") or a scare quote is no
speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from papertiger.news.article import Paragraph, Span
from papertiger.sourcing.words import CLOSE_QUOTES, OPEN_QUOTES, PLAIN_QUOTES

_SHORTEST_SPEECH = 4
"""Words; anything shorter between quotation marks is a name or a borrowed word."""
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_MARK = re.compile(f"[{OPEN_QUOTES}{CLOSE_QUOTES}{PLAIN_QUOTES}]")
_TURN = re.compile(r"[–—-]\s+(?=[^\W\d_])")
_BREAK = re.compile(r"(?<![,.!?…])([,.!?…]++)\s++[–—-](?=\s)")
"""Where speech and the narrator's words meet in a dialogue ("— Так, — сказав він. — Але не тут.")."""
_SENTENCE_MARK = re.compile(r"[.!?…,;:]")


def speech_spans(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Span, ...]:
    """Outermost quotations that hold speech, marks included, in order; consecutive open paragraphs are one."""
    spans: list[Span] = []
    unclosed = False
    for paragraph in paragraphs:
        if paragraph.kind != "body":
            unclosed = False
            continue
        turn = list(_turn(text, paragraph))
        if turn:
            spans += turn
            unclosed = False
            continue
        found = list(_paragraph_quotes(text, paragraph))
        for start, end, closed in found:
            if unclosed and spans and start == _first_mark(text, paragraph):
                spans[-1] = Span(spans[-1].start, end)
            elif _is_speech(text, start, end):
                spans.append(Span(start, end))
            else:
                continue
            unclosed = not closed
    return tuple(spans)


def _turn(text: str, paragraph: Paragraph) -> Iterator[Span]:
    """The speech of a paragraph that a dash opens, the narrator's words between dashes left out; nothing for an item of a list."""
    opening = _TURN.match(text, paragraph.start, paragraph.end)
    if opening is None or text[paragraph.end - 1] not in ".!?…»”":
        return
    start: int | None = paragraph.start
    for mark in _BREAK.finditer(text, opening.end(), paragraph.end):
        if start is not None:
            yield Span(start, mark.end(1))
        start = mark.end(1) if start is None else None
    if start is not None:
        yield Span(start, paragraph.end)


def _first_mark(text: str, paragraph: Paragraph) -> int:
    """Position of the first character of the paragraph that is no space or dash."""
    place = paragraph.start
    while place < paragraph.end and text[place] in " \t\u00a0-–—":
        place += 1
    return place


def _paragraph_quotes(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int, bool]]:
    """Outermost quotations of one paragraph: start, end, and whether the mark was closed."""
    depth, start = 0, paragraph.start
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        place, character = match.start(), match[0]
        if _opens(text, place, depth, paragraph):
            if depth == 0:
                start = place
            depth += 1
        elif (
            depth
            and (character in CLOSE_QUOTES or character in PLAIN_QUOTES)
            and not _apostrophe(text, place)
        ):
            depth -= 1
            if depth == 0:
                yield start, place + 1, True
    if depth:
        yield start, paragraph.end, False


def _opens(text: str, place: int, depth: int, paragraph: Paragraph) -> bool:
    character = text[place]
    before = text[place - 1] if place > paragraph.start else " "
    after = text[place + 1] if place + 1 < paragraph.end else " "
    if character in "«„":
        return True
    if character in OPEN_QUOTES or character in PLAIN_QUOTES:
        leads = not before.isalnum() and before not in ".,!?…»”" and (after.isalnum() or after in "«„“…(")
        return leads and not (character == "“" and depth and text[place - 1] in ".,!?…")
    return False


def _apostrophe(text: str, place: int) -> bool:
    inside = 0 < place < len(text) - 1
    return inside and text[place] == "’" and text[place - 1].isalnum() and text[place + 1].isalnum()


def _is_speech(text: str, start: int, end: int) -> bool:
    """True for a quotation long enough to be a statement, or one with a sentence mark of its own."""
    inner = text[start + 1 : end - 1]
    words = len(_WORD.findall(inner))
    after = text[end : end + 2]
    introduced = text[:start].rstrip()[-1:] == ":"
    comma = words > 1 and (after[:1] in {",", " "} and text[end : end + 4].strip(" ,")[:1] in {"-", "–", "—"})
    return words >= _SHORTEST_SPEECH or (
        words > 1 and (introduced or bool(comma) or bool(_SENTENCE_MARK.search(inner[-1:])))
    )
