"""Names of speakers as a chain prints them: the words of the text, in the nominative where the dictionary can tell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from papertiger.language.morphology import LANGUAGES, normalise, parse
from papertiger.sourcing.words import QUOTES, Word

_CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
_GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
_PERSONAL = ("Surn", "Name", "Patr")
_NOMINAL = frozenset({"NOUN", "ADJF", "PRTF", "NUMR"})


def printed(words: Sequence[Word]) -> str:
    """The words as they stand in the text, their spacing restored from positions."""
    parts = [word.text + (" " if after.start > word.end else "") for word, after in pairwise(words)]
    return "".join(parts) + words[-1].text if words else ""


def nominative(words: Sequence[Word], case: str | None, *, agreeing: int, personal: bool = False) -> str:
    """The name with its first `agreeing` words put into the nominative; the rest are complements and stay.

    Args:
        words: the words of the name.
        case: UD case they stand in; None or ``Nom`` leaves everything as printed.
        agreeing: how many words, from the first, agree in that case.
        personal: prefer readings as given name, patronymic, surname.
    """
    if case in (None, "Nom"):
        return printed(words)
    gender = _gender(words[:agreeing], case) if personal else _head_gender(words[:agreeing], case)
    texts = [
        to_nominative(word.text, word.language, case or "", gender, personal)
        if place < agreeing
        else word.text
        for place, word in enumerate(words)
    ]
    gaps = [" " if after.start > word.end else "" for word, after in pairwise(words)]
    return "".join(text + gap for text, gap in zip(texts, [*gaps, ""], strict=True))


def _gender(words: Sequence[Word], case: str | None) -> str | None:
    """Gender of the first given name among `words`: it decides what a surname's form stands for."""
    for word in words:
        for reading in word.readings:
            if (
                reading.pos == "PROPN"
                and reading.animacy == "Anim"
                and reading.case == case
                and reading.gender
            ):
                return reading.gender
    return None


def _head_gender(words: Sequence[Word], case: str | None) -> str | None:
    """Gender of the noun that the words before it agree with: "американського" alone may be masculine or neuter."""
    if len(words) < 2:  # noqa: PLR2004 - a lone word agrees with nothing
        return None
    found = words[-1].reading(case, ("NOUN",))
    return found.gender if found is not None and found.number != "Plur" else None


@lru_cache(maxsize=20_000)
def to_nominative(
    text: str, language: str, case: str, gender: str | None = None, personal: bool = False
) -> str:
    """One word in the nominative of its number, its capitals kept; as printed where the dictionary has no such reading."""
    if language not in LANGUAGES or not text[0].isalpha() or text[0].isascii():
        return text
    wanted = _CASES.get(case, "")
    parses: list[Any] = list(parse(normalise(text), language))
    candidates = [p for p in parses if str(p.tag.POS) in _NOMINAL and str(p.tag.case) == wanted]
    if not candidates and personal and case == "Acc":
        # The accusative of a living being is its genitive; a surname that the dictionary guesses may lack it.
        candidates = [p for p in parses if str(p.tag.POS) in _NOMINAL and str(p.tag.case) == _CASES["Gen"]]
    if not candidates:
        # Nouns whose case the dictionary leaves out ("глави") have one base form.
        uncased = [p for p in parses if str(p.tag.POS) == "NOUN" and p.tag.case is None and p.is_known]
        return _recased(text, str(uncased[0].normal_form)) if uncased else text
    best = max(candidates, key=lambda p: _fit(p, gender, personal))
    form = best.inflect({"nomn", *_agreement(best.tag)}) or best.inflect({"nomn"})
    if form is None:
        return text
    # Some nouns of the Ukrainian dictionary lack the nominative singular: their base form is it.
    shifted = str(form.tag.number) == "plur" != str(best.tag.number)
    return _recased(text, str(best.normal_form) if shifted else str(form.word))


def _agreement(tag: Any) -> set[str]:  # noqa: ANN401 - pymorphy3 has no types
    """Number of a reading; the Ukrainian dictionary writes the singular as gender alone."""
    return {str(value) for value in (tag.number or tag.gender,) if value}


def _fit(candidate: Any, gender: str | None, personal: bool) -> float:  # noqa: ANN401 - pymorphy3 has no types
    tag = str(candidate.tag)
    score = float(candidate.score)
    if personal:
        score += 2 * any(name in tag for name in _PERSONAL)
    if gender is not None:
        score += 2 * (_GENDERS.get(gender, "?") in tag)
    return score


def _recased(text: str, form: str) -> str:
    if text.isupper() and len(text) > 1:
        return text if normalise(text) == form else form.upper()
    if not text[0].isupper():
        return form
    return "-".join(
        part[:1].upper() + part[1:] if old[:1].isupper() else part
        for part, old in zip(form.split("-"), _padded(text.split("-"), form.count("-") + 1), strict=True)
    )


def _padded(parts: list[str], length: int) -> list[str]:
    return (parts + parts[-1:] * length)[:length]


def without_quotes(words: Sequence[Word]) -> list[Word]:
    """The words with quotation marks left out."""
    return [word for word in words if word.text not in QUOTES]
