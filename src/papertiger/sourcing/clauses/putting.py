"""Figures and judgements that somebody puts on something, in a language without cases: "Manila put the damage at $2 million"."""

from __future__ import annotations

import unicodedata

from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.cues import VerbForm


def puts(line: Line, at: int) -> VerbForm | None:
    """The form of a verb that takes an object and a figure ("put the damage at $2m", "sees prices at 60", "sees sales falling")."""
    grammar, words = line.cues.table.grammar, line.words
    if words[at].norm not in grammar.putting:
        return None
    close = line.clause_end(at + 1)
    for place in range(at + 2, close - 1):
        figure = words[place + 1]
        number = figure.text[0].isdigit() or unicodedata.category(figure.text[0]) == "Sc"
        part = figure.norm in grammar.articles and words[place].norm in grammar.figured[:1]  # "at a fifth"
        if words[place].norm in grammar.figured and (number or part):
            return VerbForm(words[at].norm, "say")
    falls = any(_falls(line, place, close) for place in range(at + 2, close))
    return VerbForm(words[at].norm, "say") if falls and words[at].norm in grammar.foreseeing else None


def _falls(line: Line, place: int, close: int) -> bool:
    """Whether a participle that ends its clause, or goes on with a preposition, says what happens ("sales falling by a third")."""
    grammar, word, before = line.cues.table.grammar, line.words[place], line.words[place - 1]
    after = line.words[place + 1].norm if place + 1 < close else ""
    ends = not after or after in grammar.linkers or after in grammar.passive or after in grammar.infinitive
    owned = not before.is_word or before.norm.endswith(grammar.genitive) or before.norm in grammar.articles
    return ends and not owned and not word.is_capital and word.norm.endswith(tuple(grammar.converbs))
