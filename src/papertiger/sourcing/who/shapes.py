"""What words are like when a source phrase is looked for: verbs, names, acronyms, quoted names; and the phrase that is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from papertiger.language.morphology import Reading
from papertiger.sourcing.cues import Cues
from papertiger.sourcing.words import Word

_LONGEST_NAME = 7
"""Longest name between quotation marks, in tokens."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source phrase over the words of one sentence; all bounds are word indices, half-open."""

    start: int
    end: int
    """End of the phrase with its tail (place, "знайомий з …")."""
    core: int
    """End of modifiers, head, names and genitive complements: the part that a speaker's name is made of."""
    head: int
    """Index of the head noun (or first word of a bare name)."""
    case: str | None = None
    number: str | None = None
    gender: str | None = None
    animate: bool = False


def is_verb(word: Word) -> bool:
    """True when the likeliest reading is a finite verb form; imperatives, homographs of many nouns, do not count."""
    found = verb_reading(word)
    return found is not None and found.form is None and found.tense is not None


def verb_reading(word: Word) -> Reading | None:
    """The likeliest reading, of a verb; a finite form before the short infinitive that it is spelt like ("радить")."""
    first = word.readings[0] if word.readings else None
    if first is None or first.pos != "VERB":
        return None
    if first.form == "Inf":
        finite = (r for r in word.readings if r.pos == "VERB" and r.form is None and r.tense is not None)
        return next((r for r in finite if r.lemma == first.lemma), first)
    return first


def is_predicate(word: Word) -> bool:
    """True for a finite verb, and for short forms and words such as "нет", "нельзя" that stand in its place."""
    first = word.readings[0] if word.readings else None
    if first is None or is_verb(word):
        return first is not None
    if any(r.pos == "VERB" and r.form is None and r.tense == "Past" for r in word.readings):
        return True  # "пришли" may be an order elsewhere
    short = first.case is None and (first.pos == "ADJ" or (first.pos == "VERB" and first.form == "Part"))
    return short or (first.pos == "ADV" and first.tense is not None)


def is_acronym(word: Word) -> bool:
    """True for a word of two or more capitals; its dictionary readings are guesses."""
    return len(word.text) > 1 and word.text.isupper()


def quoted_name(words: Sequence[Word], at: int) -> int:
    """Index after a name in quotation marks that starts at `at`; 0 when none does."""
    if at >= len(words) or not words[at].is_quote:
        return 0
    for place in range(at + 1, min(len(words), at + 2 + _LONGEST_NAME)):
        if words[place].is_quote:
            inner = words[at + 1 : place]
            return (
                place + 1
                if inner and inner[0].is_word and inner[0].text[0].isalnum() and not inner[0].text.islower()
                else 0
            )
    return 0


def foreign_name(words: Sequence[Word], at: int) -> int:
    """Index after a run of Latin words that starts at `at` with a capital; 0 when none does."""
    place = at
    while place < len(words) and words[place].is_word and words[place].is_latin:
        place += 1
    return place if place > at and words[at].is_capital else 0


def is_given_name(word: Word) -> bool:
    """True for a capitalised word that the dictionary knows as a person's name."""
    parts = word.text.split("-")
    double = len(parts) > 1 and all(part[:1].isupper() and part[1:].islower() for part in parts)
    return word.is_capital and (
        double or any(r.pos == "PROPN" and r.animacy == "Anim" and r.known for r in word.readings)
    )


def is_misread_name(word: Word) -> bool:
    """True for a capital of which the dictionary knows only a form of address, which news never uses ("Лозинко", of "лозинка")."""
    return word.is_capital and bool(word.readings) and all(r.case == "Voc" for r in word.readings)


def initial_dot(words: Sequence[Word], place: int) -> bool:
    """True for the full stop of an initial inside a name ("І. Петренко")."""
    before, after = words[place - 1], words[place + 1] if place + 1 < len(words) else None
    return (
        words[place].text == "."
        and len(before.text) == 1
        and before.is_capital
        and after is not None
        and after.is_capital
    )


def familiar_end(words: Sequence[Word], at: int, cues: Cues) -> int:
    """Index after ", знайоме з позицією …" (with or without the comma), to the next comma or verb; 0 when absent."""
    place = at + 1 if at < len(words) and words[at].text == "," else at
    if place >= len(words) or not is_familiarity(words[place], cues):
        return 0
    while place < len(words) and (words[place].is_word or words[place].is_quote):
        if words[place].norm in cues.verbs or words[place].norm in cues.table.grammar.that[:1]:
            break
        place += 1
    return place


def is_familiarity(word: Word, cues: Cues) -> bool:
    """True for "знайомий", "обізнаний", "familiar" in any form."""
    familiar = cues.table.grammar.familiarity
    return word.norm in familiar or any(
        r.lemma in familiar for r in word.readings if r.pos in {"ADJ", "VERB"}
    )


def is_verbal_noun(words: Sequence[Word], place: int, cues: Cues) -> bool:
    """True for a noun that could be a verb, right before a speech verb ("a parliamentary report concluded")."""
    if words[place].norm not in cues.heads or place == 0:
        return False
    if place + 1 >= len(words):
        # The words were cut off right before the verb whose subject is looked for.
        return True
    following = words[place + 1].norm
    return following in cues.verbs and following not in cues.heads
