"""The base form of a person's name: its words are put into the nominative together.

They share gender and case, so "Світлани" decides that "Тихановської" is a woman's surname.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from papertiger.language.names.readings import PERSONAL, Reading, by_rule, cased, readings_of
from papertiger.language.names.tables import name_table
from papertiger.language.names.words import surname_ending

if TYPE_CHECKING:
    from papertiger.language.names.forms import Hint
    from papertiger.language.names.words import WordFacts

_CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
_VOWELS = "аеиоуыэюяіїєёaeiouy"
_UNDECLINED = "еиоуыэюіїєё"
"""Last letters that only a word of one form, or an inflected one, has."""
_INSTRUMENTAL = ("ом", "ем", "єм", "ым", "им")


class _Person(NamedTuple):
    """What is known of the words of a name."""

    words: Sequence[WordFacts]
    names: list[int]
    """Places of its words that are inflected; the last is taken for the surname."""
    tables: dict[int, list[Reading]]
    language: str


def person(words: Sequence[WordFacts], language: str, hint: Hint) -> tuple[list[str], int]:
    """Forms of a person's name in the nominative, and its head: the first word."""
    names = [
        i for i, word in enumerate(words) if word.word and not word.latin and word.shape in {"Xx", "XX", "xX"}
    ]
    forms = [word.text for word in words]
    if not names:
        return forms, 0
    given = _Person(words, names, {i: _readings(words[i].lower, language) for i in names}, language)
    gender, case = _agreement(given, hint)
    for i in names:
        base = _base(words[i].lower, given.tables[i], gender, case, language, last=i == names[-1])
        forms[i] = cased(words[i].shape, base)
    return forms, names[0]


def _readings(lower: str, language: str) -> list[Reading]:
    """Readings of a word as part of a person's name, in the singular."""
    found = [r for r in readings_of(lower, language) if r.number == "sing"]
    known = [r for r in found if r.known and r.name in PERSONAL]
    if known:
        return known
    guessed = [r for r in found if r.name == "Surn" and not r.known]
    return guessed if surname_ending(lower, language) else []


def _agreement(given: _Person, hint: Hint) -> tuple[str, str]:
    """Gender and case that most of the words can share."""

    def points(option: tuple[str, str]) -> float:
        gender, case = option
        total = 0.35 * (case == "Nom") + 0.8 * (case == hint.case) + 0.05 * (gender == "masc")
        if hint.after_preposition and case == "Nom":
            total -= 0.6
        if not hint.after_preposition and case == "Loc":
            total -= 1.0
        for i in given.names:
            lower = given.words[i].lower
            total += _fit(
                given.tables[i], gender, case, lower, given.language, is_surname=i == given.names[-1]
            )
        return total

    return max(((gender, case) for gender in ("masc", "femn") for case in _CASES), key=points)


def _fit(
    table: Sequence[Reading], gender: str, case: str, lower: str, language: str, *, is_surname: bool
) -> float:
    """How well a word goes with a gender and case."""
    guessed = _guess(lower, gender, case, language)
    if not table:
        return guessed
    best = 0.8 * guessed
    if case == "Nom" and any(r.known for r in table):  # a surname may be one of another language all the same
        best = 0.15 if is_surname else -0.2
    for r in table:
        if r.gender not in {gender, "", "ms-f"} or (r.case != case and not r.fixed):
            continue
        weight = 1.0 if r.known else 0.8
        weight += 0.3 * (r.name == "Surn" if is_surname else r.name in {"Name", "Patr"})
        best = max(best, weight - (0.25 if r.fixed else 0.0))
    return best


def _guess(lower: str, gender: str, case: str, language: str) -> float:
    """How well a word that no dictionary knows goes with a gender and case."""
    if case == "Nom":
        return 0.5
    if (
        lower[-1:] not in _VOWELS
    ):  # a woman's surname in a consonant has one form, a man's in the nominative only
        return 0.4 if gender == "femn" or (case == "Ins" and lower.endswith(_INSTRUMENTAL)) else 0.0
    rules = name_table(language).nominative
    return 0.4 if by_rule(lower, rules.man if gender == "masc" else rules.woman) is not None else 0.3


def _base(lower: str, table: Sequence[Reading], gender: str, case: str, language: str, *, last: bool) -> str:
    """The nominative of one word of a person's name."""
    fitting = [r for r in table if r.gender in {gender, "", "ms-f"} and (r.case == case or r.fixed)]
    fitting.sort(key=lambda r: (r.known, (r.name == "Surn") == last, not r.fixed), reverse=True)
    if fitting:
        return fitting[0].base
    if case == "Nom" or any(r.known and r.case == "Nom" and r.gender == gender for r in table):
        return lower
    if "-" in lower:
        halves = lower.split("-")
        return "-".join(
            _base(half, _readings(half, language), gender, case, language, last=last) for half in halves
        )
    rules = name_table(language).nominative
    found = by_rule(lower, rules.man if gender == "masc" else rules.woman)
    return lower if found is None else found
