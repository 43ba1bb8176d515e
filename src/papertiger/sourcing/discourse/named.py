"""Who is named in a sentence of a language without cases, whether they speak or not: a run of capitals that is a person's full name."""

from __future__ import annotations

from collections.abc import Iterator

from papertiger.records import AttributionStep
from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.sources import resolve

_FULL = 2
"""Capitalised words of a full name at least."""


def named_people(line: Line) -> Iterator[AttributionStep]:
    """The people whom the sentence names in full, in order."""
    place = 0
    while place < len(line.words):
        end = _run(line, place)
        if end - place < _FULL:
            place = max(end, place + 1)
            continue
        phrase = find_phrase(line.words[:end], place, None, line.cues)
        source = resolve(line.words[:end], phrase, line.mentions, line.cues) if phrase is not None else None
        step = source.steps[-1] if source is not None and source.steps else None
        if step is not None and step.kind == "person" and not step.anonymous and " " in step.name:
            yield step
        place = end


def _run(line: Line, at: int) -> int:
    """Index after the capitalised words, initials and particles that start at `at`."""
    grammar, place = line.cues.table.grammar, at
    if not line.words[at].is_capital or (at == 0 and line.words[at].norm in grammar.nobody):
        return at
    while place < len(line.words):
        word = line.words[place]
        before = line.words[place - 1] if place > at else None
        dot = (
            word.text == "."
            and before is not None
            and (before.norm in grammar.titles or len(before.text) == 1)
        )
        if not (word.is_capital or dot or (place > at and word.norm in grammar.particles)):
            break
        place += 1
    return place
