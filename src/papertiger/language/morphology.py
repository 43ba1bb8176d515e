"""Dictionary morphology of Ukrainian and Russian words: readings in UD terms, and the lemma of a word in its sentence.

pymorphy3 lists every reading of a word form; the pipeline predicts which part of speech and features hold in the
sentence. Together they give better lemmas than either alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table

if TYPE_CHECKING:
    import pymorphy3

LANGUAGES = ("uk", "ru")
"""Languages that have a dictionary."""

LANGUAGE_KEY = "papertiger_language"
"""Key of a spaCy ``Doc.user_data`` that holds the text's language, for pipelines that serve several."""

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "\u0301": None, "\u00ad": None})
"""The dictionary writes the plain apostrophe; stress marks and soft hyphens are no part of a word."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One dictionary reading of a word form, in UD values; None where the reading says nothing."""

    pos: str
    lemma: str
    case: str | None = None
    number: str | None = None
    gender: str | None = None
    animacy: str | None = None
    person: str | None = None
    """"1", "2", "3", or "0" for the impersonal form in -но, -то."""
    tense: str | None = None
    voice: str | None = None
    form: str | None = None
    """``Inf``, ``Part`` or ``Conv`` for the non-finite forms of a verb; the Ukrainian dictionary calls participles ADJ."""
    known: bool = True
    """False when the dictionary guessed from the ending."""


class Tag(Protocol):
    """What this package reads of pymorphy3's tags; every attribute is a grammeme or None."""

    POS: str | None
    case: str | None
    number: str | None
    gender: str | None
    person: str | None
    tense: str | None
    mood: str | None
    aspect: str | None
    grammemes: frozenset[str]


class Parse(Protocol):
    """What this package reads of pymorphy3's parses."""

    tag: Tag
    normal_form: str
    is_known: bool
    score: float
    """Probability of the reading given the form, where the dictionary knows it; the Ukrainian one does not."""


class _Grammemes(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    pos: Mapping[str, str]
    form: Mapping[str, str]
    case: Mapping[str, str]
    number: Mapping[str, str]
    gender: Mapping[str, str]
    animacy: Mapping[str, str]
    person: Mapping[str, str]
    tense: Mapping[str, str]
    voice: Mapping[str, str]
    names: frozenset[str]
    sources: Mapping[str, frozenset[str]]


def normalise(word: str) -> str:
    """`word` as the dictionary writes it: lower case, plain apostrophe, no stress marks."""
    return word.lower().translate(_APOSTROPHES)


def readings(word: str, language: str) -> tuple[Reading, ...]:
    """Dictionary readings of `word`; () for a language without a dictionary.

    Russian ones come likeliest first; the Ukrainian dictionary knows no frequencies. Names come after common words.
    """
    return _readings(normalise(word), language) if language in LANGUAGES else ()


def is_known(word: str, language: str) -> bool:
    """Whether the dictionary of a language has `word`: what `Reading.known` says of all its readings, without guessing any, which takes long."""
    return language in LANGUAGES and bool(_dictionary(language).word_is_known(normalise(word)))


def lemma_of(word: str, language: str, pos: str, features: Mapping[str, str]) -> str:
    """Lower-case lemma of `word`, given its UD part of speech and features in the sentence."""
    if language not in LANGUAGES:
        return word.lower()
    return _lemma(
        normalise(word), language, pos, features.get("Case"), features.get("Number"), features.get("Gender")
    )


@lru_cache(maxsize=200_000)
def _lemma(
    word: str, language: str, pos: str, case: str | None, number: str | None, gender: str | None
) -> str:
    parses = parse(word, language)
    if not parses:
        return word
    table = grammemes()
    sources = table.sources.get(pos, frozenset())

    def agreement(candidate: Parse) -> int:
        tag = candidate.tag
        return (
            3 * (str(tag.POS) in sources)
            + (case is not None and table.case.get(tag.case or "") == case)
            + (number is not None and table.number.get(tag.number or "") == number)
            + (gender is not None and table.gender.get(tag.gender or "") == gender)
        )

    return max(parses, key=agreement).normal_form


@lru_cache(maxsize=50_000)
def _readings(word: str, language: str) -> tuple[Reading, ...]:
    found = dict.fromkeys(_reading(candidate) for candidate in parse(word, language))
    return tuple(sorted(found, key=lambda reading: reading.pos == "PROPN"))


def _reading(candidate: Parse) -> Reading:
    """A pymorphy3 parse as a `Reading`."""
    table, tag = grammemes(), candidate.tag
    pos = table.pos.get(str(tag.POS), "X")
    if pos == "NOUN" and not table.names.isdisjoint(tag.grammemes):
        pos = "PROPN"
    gender, number = _value(table.gender, tag), _value(table.number, tag)
    return Reading(
        pos=pos,
        lemma=candidate.normal_form,
        case=_value(table.case, tag),
        # The Ukrainian dictionary does not mark the singular, but only the singular has gender.
        number="Sing" if number is None and gender else number,
        gender=gender,
        animacy=_value(table.animacy, tag),
        person=_value(table.person, tag),
        tense=_value(table.tense, tag),
        voice=_value(table.voice, tag),
        form=_value(table.form, tag),
        known=candidate.is_known,
    )


def _value(table: Mapping[str, str], tag: Tag) -> str | None:
    """UD value of the grammeme of `tag` that `table` lists."""
    return next((table[grammeme] for grammeme in sorted(tag.grammemes) if grammeme in table), None)


def parse(word: str, language: str) -> list[Parse]:
    """pymorphy3's own parses of a normalised word, for the few callers that need its tags."""
    parses: list[Parse] = _dictionary(language).parse(word)
    return parses


def opened(language: str) -> pymorphy3.MorphAnalyzer:
    """pymorphy3's own analyser, for who walks its paradigms; only for `LANGUAGES`."""
    return _dictionary(language)


@cache
def _dictionary(language: str) -> pymorphy3.MorphAnalyzer:
    """The dictionary of one language: 0.2 s and 20 MB, so it is opened when first asked for."""
    import pymorphy3  # noqa: PLC0415 - as above

    return pymorphy3.MorphAnalyzer(lang=language)


@cache
def grammemes() -> _Grammemes:
    """The table that maps dictionary grammemes to UD values."""
    return load_table(Path(__file__).parent / "data" / "grammemes.yaml", _Grammemes)
