"""Which outlet somebody spoke to, in a language without cases: by its shape, or in the phrase that opens the sentence."""

from __future__ import annotations

from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.who.shapes import is_acronym
from papertiger.sourcing.who.view import Source, outlet_step

_LONGEST = 4
"""Words of an outlet's name."""


def addressed_outlet(line: Line, at: int) -> tuple[Source | None, int]:
    """The outlet whose name stands at `at` behind "told" or "an interview with", and the index after it.

    Names of people and bodies stand there, too. An outlet shows by a word for publication, or by capitals that no actor bears
    ("told RNZ", "told Cadena SER").
    """
    grammar, nouns = line.cues.table.grammar, line.cues.table.nouns
    while at < len(line.words) and line.words[at].norm in grammar.articles:
        at += 1
    end = at
    while (
        end < len(line.words)
        and end - at < _LONGEST
        and line.words[end].is_word
        and line.words[end].is_capital
    ):
        end += 1
    words = line.words[at:end]
    if not words or any(m.start < words[-1].end and words[0].start < m.end for m in line.mentions):
        return None, at
    listed = {*nouns.mastheads, *nouns.publications, *line.cues.table.outlet_words}
    if not (any(w.norm in listed for w in words) or is_acronym(words[-1])):
        return None, at
    name = " ".join(w.text for w in words)
    return Source(
        (outlet_step(name),), words=name, why="the outlet that was spoken to", outlet_ids=(None,)
    ), end


def opens_sentence(line: Line, place: int) -> bool:
    """Whether the phrase at code point `place` stands in the adjunct that opens the sentence ("Speaking to CNN on Tuesday, …")."""
    at = next((i for i, w in enumerate(line.words) if w.start >= place), 0)
    close = line.clause_end(at)
    closed = close < len(line.words) and line.words[close].text == ","
    return not line.cues.table.grammar.within and closed and line.clause_start(at) == 0
