"""Readings of one word of a name, and its nominative: by the dictionary, or by the tables of ``names.yaml``."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from papertiger.language.morphology import grammemes, normalise, parse
from papertiger.language.names.tables import Rules

PERSONAL = ("Name", "Surn", "Patr")
"""Grammemes of a given name, a surname, a patronymic."""
_NOMINAL = {"NOUN", "ADJF", "PRTF", "NUMR"}
_QUALITY = frozenset({"Qual", "compb", "compr", "super", "Supr", "COMP"})
_SHORT = 3


class Reading(NamedTuple):
    """One way to read a word of a name."""

    case: str
    number: str
    """``sing`` or ``plur``."""
    gender: str
    name: str
    """Grammeme of a name, ``A`` for an adjective, ``N`` for another noun."""
    base: str
    """The nominative of the same number and gender, in lower case."""
    known: bool
    """Whether the dictionary lists the word; False where it guessed from the ending."""
    fixed: bool
    """Whether the word has one form for all cases."""
    animate: bool
    relational: bool
    """Whether it is an adjective that the dictionary knows no degrees of."""


@lru_cache(maxsize=50_000)
def readings_of(lower: str, language: str) -> tuple[Reading, ...]:
    """Nominal readings of a word, guessed ones among them; relational adjectives come before qualities."""
    parses = [each for each in parse(lower, language) if str(each.tag.POS) in _NOMINAL]
    parses.sort(key=lambda each: "Qual" in each.tag.grammemes)
    return tuple(dict.fromkeys(_reading(each) for each in parses))


def _reading(each: Any) -> Reading:  # noqa: ANN401 - a pymorphy3 parse
    tag, pos = each.tag, str(each.tag.POS)
    name = "A" if pos != "NOUN" else "N"
    if pos == "NOUN":
        name = next((g for g in (*PERSONAL, "Geox", "Orgn") if g in tag.grammemes), "N")
    elif "Surn" in tag.grammemes:
        name = "Surn"
    number = "plur" if tag.number == "plur" else "sing"
    return Reading(
        # The Ukrainian dictionary leaves the case out of some nominatives.
        case=grammemes().case.get(tag.case or "nomn", ""),
        number=number,
        gender=tag.gender or "",
        name=name,
        base=_nominative(each, name, number),
        known=bool(each.is_known),
        fixed="Fixd" in tag.grammemes,
        animate="anim" in tag.grammemes,
        relational=name == "A" and not _QUALITY & tag.grammemes,
    )


def _nominative(each: Any, name: str, number: str) -> str:  # noqa: ANN401 - as above
    """The nominative of a parse, in its own number and gender."""
    tag = each.tag
    word: str = each.word
    if "Fixd" in tag.grammemes or tag.case in {None, "nomn"}:
        return word
    if number == "sing" and name not in {"A", "Surn"}:
        return str(each.normal_form)
    wanted = {"nomn", "plur"} if number == "plur" else {"nomn", tag.gender} if tag.gender else {"nomn"}
    inflected = each.inflect(wanted)
    if inflected is None or (number == "sing" and inflected.tag.number == "plur"):
        return str(each.normal_form) if number == "sing" else word
    return str(inflected.word)


def by_rule(lower: str, rules: Rules) -> str | None:
    """The base form by the first rule that fits; None when none does."""
    for ending, base in rules:
        if lower.endswith(ending) and len(lower) > len(ending) + 1:
            return lower[: len(lower) - len(ending)] + base
    return None


def cased(shape: str, base: str) -> str:
    """A lower-case base form, written as its word is."""
    if shape in {"x", "9"}:
        return base
    if shape == "XX":
        return base.upper()
    return "-".join(_capital(part, i) for i, part in enumerate(base.split("-")))


def _capital(part: str, number: int) -> str:
    """A part of a hyphenated word with a capital; short middle ones ("на", "де") stay."""
    if number and len(part) < _SHORT:
        return part
    return part[:1].upper() + part[1:]


def plain(form: str) -> str:
    """A base form as it is compared."""
    return normalise(form).replace("ё", "е")
