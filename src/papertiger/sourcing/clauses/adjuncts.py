"""What stands between a verb and its subject: adverbs and prepositional phrases ("заявив у вівторок у Києві міністр")."""

from __future__ import annotations

from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.who.phrases import find_phrase

PHRASES_SKIPPED = 2
"""Adverbial phrases between a verb and the subject after it ("заявив у вівторок у Києві міністр")."""


def after_adverbials(line: Line, place: int) -> int:
    """Index after adverbs and up to two prepositional phrases."""
    for _ in range(PHRASES_SKIPPED + 1):
        while place < len(line.words) and _is_adverb(line, place):
            place += 1
        after = after_prepositional(line, place)
        if after == place:
            break
        place = after
    return place


def _is_adverb(line: Line, place: int) -> bool:
    word = line.words[place]
    return word.norm in line.cues.table.grammar.adverbs and not any(r.pos == "ADP" for r in word.readings)


def after_prepositional(line: Line, place: int) -> int:
    """Index after the prepositional phrase at `place`; `place` itself when none starts there."""
    if place + 1 >= len(line.words) or not any(r.pos == "ADP" for r in line.words[place].readings):
        return place
    for case in ("Loc", "Acc", "Gen", "Ins", "Dat"):
        phrase = find_phrase(line.words, place + 1, case, line.cues)
        if phrase is not None:
            return phrase.core
    return place
