"""Source phrases: the noun phrase that names who speaks, found by case (or, without cases, by its edges).

No tree is used: trees of Ukrainian news err exactly at the openings that matter ("За словами …,", "Як пише …,").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from papertiger.language.morphology import LANGUAGES, Reading
from papertiger.sourcing.cues import Cues
from papertiger.sourcing.who.cores import core_end, named_after_complement
from papertiger.sourcing.who.edged import edged
from papertiger.sourcing.who.fitting import as_noun, bare_name, continues, head_reading, modifies
from papertiger.sourcing.who.shapes import (
    Phrase,
    is_acronym,
    is_verb,
    quoted_name,
)
from papertiger.sourcing.who.tails import tail_end
from papertiger.sourcing.words import Word

_LONGEST_COMPLEMENT = 6
"""Words from a participle to the noun that it belongs to."""


def find_phrase(words: Sequence[Word], at: int, case: str | None, cues: Cues) -> Phrase | None:
    """The source phrase that starts at `at` and stands in `case`; None when no noun phrase starts there."""
    if at >= len(words):
        return None
    return _cased(words, at, case or "Nom", cues) if cues.language in LANGUAGES else edged(words, at, cues)


def _cased(words: Sequence[Word], at: int, case: str, cues: Cues) -> Phrase | None:
    if case in {"Nom", "Acc"} and _counts(words[at], cues):
        counted = _cased(words, at + 1, "Gen", cues) if at + 1 < len(words) else None
        if counted is not None and (counted.number == "Plur" or _is_paucal(words[at], cues)):
            # "три источника": a singular that counts; as it stands it is a name, put into the nominative it is none.
            stands = "Nom" if counted.number == "Sing" else counted.case
            return replace(counted, start=at, number="Plur", case=stands)
    member = _partitive(words, at, cues) if case == "Nom" else None
    if member is not None:
        return member
    head = _modifiers_end(words, at, case, cues)
    if head >= len(words) or words[head].norm in cues.table.grammar.subordinators:
        return None
    reading = head_reading(words[head], case) or as_noun(words[head], case, cues)
    quoted = quoted_name(words, head)
    if reading is None and not quoted and not bare_name(words[head], case):
        return None
    core = core_end(words, quoted or head + 1, case, cues)
    core = named_after_complement(words, head, core, case, cues)
    # The dictionary guesses the number of acronyms and knows none of foreign and quoted names.
    number, gender = (None, None) if is_acronym(words[head]) else _agreement(reading)
    animate = reading is not None and (reading.animacy == "Anim" or reading.pos == "ADJ")
    phrase = Phrase(at, core, core, head, case, number, gender, animate)
    phrase = _coordinated(words, phrase, case, cues)
    return replace(phrase, end=tail_end(words, phrase.core, cues))


def _partitive(words: Sequence[Word], at: int, cues: Cues) -> Phrase | None:
    """Such as "один із посадовців", "двоє з аналітиків": one phrase, printed as it stands, in the number of its first word."""
    grammar = cues.table.grammar
    if (
        at + 2 >= len(words)
        or words[at].norm not in grammar.members
        or words[at + 1].norm not in grammar.out_of
    ):
        return None
    inner = _cased(words, at + 2, "Gen", cues) or _freed(words, at + 2)
    if inner is None or inner.number != "Plur":
        return None
    return replace(inner, start=at, case="Nom", number=grammar.members[words[at].norm], gender=None)


def _freed(words: Sequence[Word], at: int) -> Phrase | None:
    """A lone adjective or participle that stands for people ("один зі звільнених")."""
    found = words[at].reading("Gen", ("ADJ", "VERB"))
    ends = at + 1 >= len(words) or not words[at + 1].is_word
    if found is None or found.number != "Plur" or not ends or words[at].is_capital:
        return None
    return Phrase(at, at + 1, at + 1, at, "Gen", "Plur", None, animate=True)


def _counts(word: Word, cues: Cues) -> bool:
    """True for a quantity that takes its noun in the genitive ("кілька", "сім", "5")."""
    numeral = bool(word.readings) and word.readings[0].pos == "NUM"
    return numeral or word.text.isdigit() or word.norm in cues.table.grammar.quantities


def _is_paucal(word: Word, cues: Cues) -> bool:
    """True for two, three, four, which in Russian take the genitive singular ("три источника")."""
    paucal = cues.table.grammar.paucal
    return word.norm in paucal or (
        bool(word.readings) and word.readings[0].pos == "NUM" and word.readings[0].lemma in paucal
    )


def _modifiers_end(words: Sequence[Word], at: int, case: str, cues: Cues) -> int:
    """Index of the head: the first word after agreeing modifiers."""
    place = at
    while place + 1 < len(words) and words[place].is_word:
        word, following = words[place], words[place + 1]
        if not (
            modifies(word, case)
            or word.norm in cues.table.grammar.articles
            or word.norm in cues.table.possessives
        ):
            break
        inner = _after_participle(words, place, case)
        if inner:
            place = inner
            continue
        opens_head = following.is_word or (following.is_quote and quoted_name(words, place + 1))
        noun = head_reading(word, case)
        person = noun is not None and noun.animacy == "Anim" and is_acronym(following)
        noun_first = noun is not None and (person or not continues(following, case))
        if not opens_head or noun_first:
            break
        place += 1
    return place


def _after_participle(words: Sequence[Word], at: int, case: str) -> int:
    """Index of the noun behind a participle and its complements ("прибывший в Киев министр"); 0 where it has none."""
    participle = words[at].reading(case, ("VERB",))
    if participle is None or participle.form != "Part" or words[at].readings[0].form != "Part":
        return 0
    for place in range(at + 1, min(len(words), at + _LONGEST_COMPLEMENT)):
        word = words[place]
        if not word.is_word and not word.is_quote:
            return 0
        found = head_reading(word, case)
        fits = found is not None and word.readings[0] == found and found.number == participle.number
        if found is not None and fits and (found.animacy == "Anim" or case == "Loc") and not word.is_capital:
            return place if place > at + 1 else 0
        if is_verb(word) and not word.is_capital:
            return 0
    return 0


def _coordinated(words: Sequence[Word], phrase: Phrase, case: str, cues: Cues) -> Phrase:
    """`phrase` with a second speaker joined to it ("Туск і Макрон"); the pair is plural."""
    place = phrase.core
    if place + 1 >= len(words) or words[place].norm not in cues.table.grammar.conjunctions:
        return phrase
    head = _modifiers_end(words, place + 1, case, cues)
    if head >= len(words) or not (head_reading(words[head], case) or words[head].is_latin):
        return phrase
    core = core_end(words, head + 1, case, cues)
    return replace(phrase, core=core, end=core, number="Plur", gender=None)


def _agreement(reading: Reading | None) -> tuple[str | None, str | None]:
    if reading is None:
        return None, None
    return reading.number or ("Sing" if reading.gender else None), reading.gender
