"""Unlisted verbs that report because a clause of verb and speaker alone is set off inside a sentence ("Рейсов, прогнозирует глава порта, станет меньше").

A clause that holds nothing but a verb without its object and a living subject, a pronoun or a body's inside can hardly say anything
else: what is forecast or recorded is the sentence around it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from papertiger.language.morphology import parse
from papertiger.sourcing.clauses.contents import only_adverbs
from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.shapes import is_verb
from papertiger.sourcing.who.view import field_of

_SPEAKING = frozenset({"bodies", "publications", "voices", "press", "staff", "offices", "professions"})
"""Fields of nouns for whoever can speak, living or not."""


def in_parenthesis(line: Line, at: int) -> bool:
    """Whether the clause of the verb at `at` is verb and speaker alone, between commas or at the end of its sentence."""
    start, close = line.clause_start(at), line.clause_end(at + 1)
    if start == 0 or not (line.words[start - 1].text == "," or line.words[start - 1].is_dash):
        return False
    inside = close < len(line.words) and (line.words[close].text == "," or line.words[close].is_dash)
    ends = not any(word.is_word for word in line.words[close:])
    if not only_adverbs(line, start, at) or not (inside or ends) or not _holds_statement(line, start, close):
        return False
    if at + 2 == close and line.words[at + 1].norm in line.cues.table.pronouns:
        return True
    return takes_object(line.words[at].norm, line.cues.language) and _is_speaker(line, at + 1, close)


def _holds_statement(line: Line, start: int, close: int) -> bool:
    """Whether the words around the clause have a predicate, or are more than a few."""
    around = (*line.words[: start - 1], *line.words[close:])
    return any(is_verb(word) for word in around) or sum(word.is_word for word in around) > 2  # noqa: PLR2004 - a subject and an object


def _is_speaker(line: Line, at: int, close: int) -> bool:
    """Whether a living subject, a body, or the inside of one is all that stands from `at` to `close`."""
    within = at < close and line.words[at].norm in line.cues.table.grammar.within
    phrase = find_phrase(line.words[:close], at + within, "Loc" if within else "Nom", line.cues)
    if phrase is None or not all(word.is_capital for word in line.words[phrase.end : close]):
        return False
    head = line.words[phrase.head]
    named = head.is_capital or head.is_quote
    return phrase.animate or named or field_of(head, line.cues) in _SPEAKING


@lru_cache(maxsize=20_000)
def takes_object(word: str, language: str) -> bool:
    """True for a verb form that the dictionary calls transitive; False where a dictionary does not tell."""
    first: Any = next(iter(parse(word, language)), None)
    return first is not None and "tran" in str(first.tag)
