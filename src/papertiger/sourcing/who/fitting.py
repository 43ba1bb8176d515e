"""Whether a word can be the head of a source phrase in a case, modify it, or be a name in it."""

from __future__ import annotations

from papertiger.language.morphology import Reading
from papertiger.sourcing.cues import Cues
from papertiger.sourcing.who.shapes import (
    is_acronym,
    is_given_name,
    is_misread_name,
    is_verb,
)
from papertiger.sourcing.words import Word

_MODIFIERS = ("ADJ", "VERB", "NUM", "DET")
"""Parts of speech of agreeing modifiers; a dictionary participle counts as a verb and is checked for its form."""
_HEADS = ("NOUN", "PROPN")
_PEOPLE = frozenset({"professions", "bystanders", "offices", "officials", "voices", "staff"})


def modifies(word: Word, case: str) -> bool:
    """True for an adjective, participle, numeral or determiner in the case, and for figures."""
    if word.norm[-1:].isdigit():
        return True
    found = word.reading(case, _MODIFIERS)
    return found is not None and (found.pos != "VERB" or found.form == "Part")


def continues(word: Word, case: str) -> bool:
    """True when `word` can be, or modify, the head that the word before it modifies."""
    return head_reading(word, case) is not None or modifies(word, case) or bare_name(word, case)


def head_reading(word: Word, case: str) -> Reading | None:
    """The reading under which a word is a noun in the case."""
    letter = len(word.text) == 1
    if (is_verb(word) or letter) and not word.is_capital:
        return None
    return word.reading(case, _HEADS)


def as_noun(word: Word, case: str, cues: Cues) -> Reading | None:
    """The reading of an adjective that the tables list as a noun for people ("его подчинённые", "раненые")."""
    found = word.reading(case, ("ADJ",))
    listed = found is not None and cues.heads.get(found.lemma) in _PEOPLE
    return found if listed and not is_acronym(word) else None


def bare_name(word: Word, case: str) -> bool:
    """True for a name without dictionary readings: Latin letters, or a capitalised word unknown to the dictionary."""
    if not word.is_word or not word.is_capital:
        return word.is_latin and word.is_word
    if word.is_latin or is_acronym(word) or is_misread_name(word):
        return True
    adjective = word.reading(case, ("ADJ",))
    return not word.readings or adjective is not None or (case == "Nom" and _guessed_surname(word))


def _guessed_surname(word: Word) -> bool:
    """True for a capitalised word that the dictionary only guesses ("Левитт"), or knows as a short adjective ("Малинова")."""
    guessed = "." not in word.text and not any(r.known for r in word.readings)
    return guessed or any(r.pos == "ADJ" and r.case is None for r in word.readings)


def may_be_name(word: Word) -> bool:
    """True for a given name, and for a capitalised word that is no noun or adjective of the dictionary ("Эва", "Бату")."""
    common = any(r.known and r.pos in {"NOUN", "ADJ"} for r in word.readings) and not is_acronym(word)
    return is_given_name(word) or not (common or word.is_latin)


def may_be_surname(word: Word) -> bool:
    """True for a capitalised Cyrillic word that is no acronym."""
    return word.is_word and word.is_capital and not word.is_latin and not is_acronym(word)


def unknown_name(word: Word) -> bool:
    """True for a capitalised word that the dictionary knows as nothing but a name."""
    named = word.is_word and word.is_capital and not is_acronym(word)
    return named and not any(r.known and r.pos != "PROPN" for r in word.readings)
