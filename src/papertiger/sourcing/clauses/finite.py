"""Where a clause has a finite verb, in a language without a dictionary: listed forms, and the endings of a regular past."""

from __future__ import annotations

from papertiger.sourcing.clauses.report import Line


def is_clause(line: Line, start: int, end: int) -> bool:
    """Whether a finite verb stands between `start` and `end`, as far as forms tell: a listed one, or a past in -ed.

    A relative clause has no say in it: its verb is not the sentence's. Nor has a participle before its noun ("a loaded gun").
    """
    grammar = line.cues.table.grammar
    for at in range(start, end):
        word = line.words[at]
        if word.norm in grammar.relative and at > start:
            return False
        if not word.is_word or word.is_capital:
            continue
        auxiliary = word.norm in grammar.auxiliaries and word.norm not in grammar.adverbs
        if word.norm in grammar.finite or auxiliary or (at > start and is_regular_past(line, at)):
            return True
    return False


def is_regular_past(line: Line, at: int) -> bool:
    """Whether word `at` looks like a regular past ("landed") and is no participle before a noun ("a loaded gun")."""
    grammar, word = line.cues.table.grammar, line.words[at]
    if not grammar.past or not word.norm.endswith(grammar.past) or word.norm in grammar.participles:
        return False
    return at == 0 or line.words[at - 1].norm not in (*grammar.articles, *grammar.linkers)
