"""The base form of a name that is no person's: its head and the adjectives before it go into the nominative.

What follows stays as it is: "Міністерству оборони Німеччини" → "Міністерство оборони Німеччини".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from papertiger.language.names.readings import PERSONAL, Reading, by_rule, cased, readings_of
from papertiger.language.names.tables import classes, name_table

if TYPE_CHECKING:
    from papertiger.language.names.forms import Hint
    from papertiger.language.names.words import WordFacts

_ACRONYM = re.compile(r"([^\W\d_a-zа-яіїєґё]{2,})[’'-]?[а-яіїєґ]{1,3}")
"""An acronym with an ending: "МОЗу"."""
_NUMBERED = re.compile(r"(.*[^\W\d])([-–]\d+)")
"""A word with a number on it: "потоку-2"."""
_ADJECTIVES = {"A", "Surn"}


class _Chosen(NamedTuple):
    """The head in the nominative, and what adjectives must agree with."""

    number: str
    gender: str
    case: str
    base: str


def phrase(words: Sequence[WordFacts], kind: str | None, language: str, hint: Hint) -> tuple[list[str], int]:
    """Forms of a place's or organisation's name, and its head."""
    forms = [word.text for word in words]
    lowers, tails = _without_numbers(words)
    tables = [_readings(word, lower, language) for word, lower in zip(words, lowers, strict=True)]
    head = _head(words, tables)
    if head is None:
        return forms, 0
    word = words[head]
    before = [i for i in range(head) if words[i].word and not words[i].latin]
    acronym = _ACRONYM.fullmatch(word.text)
    if acronym is not None or (word.shape == "XX" and not hint.shouted):
        if acronym is not None and word.shape != "XX":
            forms[head] = acronym[1]
        _adjectives_alone(forms, words, tables, before, hint)
        return forms, head
    chosen = _choose(words[head], lowers[head], tables, before, head, kind, language, hint)
    if chosen is None:
        return forms, head
    forms[head] = cased(word.shape, chosen.base) + tails[head]
    for i in before:
        if (base := _agreeing(tables[i], chosen)) is not None:
            forms[i] = cased(words[i].shape, base)
    return forms, head


def _without_numbers(words: Sequence[WordFacts]) -> tuple[list[str], list[str]]:
    """The words in lower case and the numbers that hang on them."""
    matches = [_NUMBERED.fullmatch(word.text) for word in words]
    lowers = [m[1].lower() if m else word.lower for m, word in zip(matches, words, strict=True)]
    return lowers, [m[2] if m else "" for m in matches]


def _readings(word: WordFacts, lower: str, language: str) -> list[Reading]:
    """Readings of a word of a name that is no person's."""
    if not word.word or word.latin:
        return []
    found = readings_of(lower, language)
    return [r for r in found if r.known] or list(found)


def _head(words: Sequence[WordFacts], tables: Sequence[Sequence[Reading]]) -> int | None:
    """The first noun; an adjective is passed over when a noun or acronym that it goes with follows."""
    for i, word in enumerate(words):
        if not word.word:
            if i and word.shape not in "-–—":
                break
            continue
        if word.latin:
            return None
        is_adjective = any(r.name == "A" for r in tables[i]) or (not tables[i] and "ADJ" in word.common)
        following = i + 1 < len(words) and (words[i + 1].shape == "XX" or _agree(tables[i], tables[i + 1]))
        if not (is_adjective and following):
            return i
    return None


def _agree(adjective: Sequence[Reading], noun: Sequence[Reading]) -> bool:
    """Whether a word can be an adjective of the next, in case and number and, in the singular, gender."""
    return any(
        a.name == "A"
        and (a.case, a.number) == (n.case, n.number)
        and (n.number == "plur" or a.gender in {n.gender, ""} or not n.gender)
        for a in adjective
        for n in noun
    )


def _agreeing(table: Sequence[Reading], head: _Chosen) -> str | None:
    """The nominative of an adjective of the head."""
    found = [r for r in table if r.name in _ADJECTIVES and (r.case, r.number) == (head.case, head.number)]
    found = [r for r in found if head.number == "plur" or r.gender in {head.gender, ""}] or found
    return found[0].base if found else None


def _adjectives_alone(
    forms: list[str],
    words: Sequence[WordFacts],
    tables: Sequence[Sequence[Reading]],
    before: Sequence[int],
    hint: Hint,
) -> None:
    """Put adjectives before an acronym into the nominative, in place: the acronym doesn't show its gender."""
    for i in before:
        found = [r for r in tables[i] if r.name == "A" and r.number == "sing"]
        found = [r for r in found if r.case == hint.case] or found
        found.sort(key=lambda r: r.gender == "neut")
        if found:
            forms[i] = cased(words[i].shape, found[0].base)


def _choose(
    word: WordFacts,
    lower: str,
    tables: Sequence[Sequence[Reading]],
    before: Sequence[int],
    head: int,
    kind: str | None,
    language: str,
    hint: Hint,
) -> _Chosen | None:
    """The head in the nominative; None where it stays as it is."""
    preferred = {"LOC": "Geox", "ORG": "Orgn"}.get(kind or "", "")
    listed = classes(language)

    def points(r: Reading) -> float:
        total = 1.2 * (r.case == hint.case) + 0.3 * (r.case == "Nom") + 0.8 * (r.name == preferred)
        total += 0.4 * (r.number == "sing") + 0.3 * r.known + 0.2 * (r.base in listed)
        total -= 0.6 * (r.name in PERSONAL) + 0.3 * r.animate + 0.9 * (r.name == "A")
        if hint.after_preposition and r.case == "Nom":
            total -= 1.0
        if not hint.after_preposition and r.case == "Loc":
            total -= 0.5
        return total + sum(1.5 * _goes_with(tables[i], r) for i in before)

    known = [r for r in tables[head] if r.known]
    if known:
        r = max(known, key=points)
        return _Chosen(r.number, r.gender, r.case, r.base)
    return _unknown(lower, tables[head], language, hint) if word.shape in {"Xx", "9"} else None


def _goes_with(adjective: Sequence[Reading], noun: Reading) -> bool:
    return any(
        (a.case, a.number) == (noun.case, noun.number)
        and (noun.number == "plur" or a.gender in {noun.gender, ""})
        for a in adjective
        if a.name in _ADJECTIVES
    )


def _unknown(lower: str, table: Sequence[Reading], language: str, hint: Hint) -> _Chosen | None:
    """A head that the dictionary doesn't list: by rule where the sentence shows a case other than the nominative."""
    if hint.case in {"", "Nom"} and not hint.after_preposition:
        return None
    if "-" in lower:  # the last half is inflected
        first, _, last = lower.rpartition("-")
        known = [r for r in readings_of(last, language) if r.known and r.case == hint.case and r.name != "A"]
        if known:
            return _Chosen(known[0].number, known[0].gender, known[0].case, f"{first}-{known[0].base}")
    found = by_rule(lower, name_table(language).nominative.place)
    if found is not None:
        return _Chosen("sing", "", hint.case, found)
    if lower[-1:] in "оеэуюиіёє" and hint.case not in {"Loc", "Dat", "Gen"}:
        return None
    guesses = [
        r for r in table if r.case == hint.case and r.number == "sing" and r.name != "A" and not r.animate
    ]
    return (
        _Chosen(guesses[0].number, guesses[0].gender, guesses[0].case, guesses[0].base) if guesses else None
    )
