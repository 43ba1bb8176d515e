"""What follows the core of a source phrase: its place and a participial phrase ("в Каракасі", ", знайомі із ситуацією")."""

from __future__ import annotations

from collections.abc import Sequence

from papertiger.sourcing.cues import Cues
from papertiger.sourcing.who.shapes import familiar_end, is_verb, quoted_name
from papertiger.sourcing.words import Word


def tail_end(words: Sequence[Word], at: int, cues: Cues) -> int:
    """Index after the place and the participial phrase that follow the core ("в Каракасі", ", знайомі із ситуацією")."""
    place = at
    while place + 1 < len(words) and words[place].norm in cues.table.grammar.linkers:
        after = _place_end(words, place + 1, cues)
        if after == place + 1:
            break
        place = after
    return familiar_end(words, place, cues) or place


def _quoted_words(words: Sequence[Word], at: int) -> int:
    """Index after one or two words between quotation marks ("депутат от «зелёных»"); 0 when none stand at `at`."""
    if not words[at].is_quote:
        return 0
    close = next((i for i in range(at + 2, min(len(words), at + 4)) if words[i].is_quote), 0)
    return close + 1 if close and all(w.is_word for w in words[at + 1 : close]) else 0


def _place_end(words: Sequence[Word], at: int, cues: Cues) -> int:
    """Index after the noun phrase of whatever case that starts at `at`."""
    place = at
    while place < len(words):
        word = words[place]
        quoted = quoted_name(words, place) or _quoted_words(words, place)
        if quoted:
            place = quoted
            continue
        stops = word.norm in cues.verbs or word.norm in cues.table.grammar.subordinators or is_verb(word)
        if not word.is_word or stops or (word.readings and word.readings[0].pos in {"ADP", "CCONJ", "PART"}):
            break
        place += 1
    return place
