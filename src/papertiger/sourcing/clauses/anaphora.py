"""Openings that point back to what was just told: listed ones ("Об этом") and nouns for it behind a demonstrative ("С таким заявлением")."""

from __future__ import annotations

from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.who.view import field_of
from papertiger.sourcing.words import Word, starts_with


def points_back(line: Line, at: int) -> int:
    """Number of words from `at` on that point back; 0 when none do."""
    return starts_with(line.words, at, line.cues.table.signals.anaphora) or noun_for_it(line, at)


def noun_for_it(line: Line, at: int) -> int:
    """Number of words of "such a statement", in any case and behind a preposition; 0 where something else stands."""
    grammar, words = line.cues.table.grammar, line.words
    place = at
    if place < len(words) and any(r.pos == "ADP" for r in words[place].readings[:1]):
        place += 1
    if place + 1 >= len(words):
        return 0
    if not _is_any(words[place], grammar.demonstratives):
        about = (
            starts_with(words, place + 1, line.cues.table.signals.anaphora) if _is_told(line, place) else 0
        )
        return place + 1 + about - at if about else 0  # "Слухи об этом развеял посол"
    place += 1
    if any(r.pos == "PART" for r in words[place].readings[:1]):
        place += 1  # "такой же"
    return place + 1 - at if place < len(words) and _is_told(line, place) else 0


def _is_told(line: Line, place: int) -> bool:
    """Whether the word is a noun for what was told."""
    word, grammar = line.words[place], line.cues.table.grammar
    listed = _is_any(word, (*grammar.stances, *grammar.told))
    return listed or field_of(word, line.cues) == "utterances"


def _is_any(word: Word, lemmas: tuple[str, ...]) -> bool:
    return any(r.lemma in lemmas for r in word.readings)
