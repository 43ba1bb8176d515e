"""The cue tables of a language, inflected and indexed for matching.

A table is a YAML file, ``data/<language>.yaml``; its fields are documented in `tables`. Adding a language to sourcing is
adding one file: the rules in this stage name no words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from papertiger.datafiles import load_table
from papertiger.language.morphology import LANGUAGES, normalise, parse, readings
from papertiger.sourcing.tables import CueTable, Nouns, Opening, VerbClass

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One finite (or converb) form of a speech verb."""

    lemma: str
    kind: VerbClass
    number: str | None = None
    gender: str | None = None
    converb: bool = False
    recalling: bool = False
    """Imperfective past: after "як" it points to an earlier report ("Як пояснював експерт")."""
    before: int = 0
    """Words of a fixed wording that stand before its last one, which is where the form is found ("made clear")."""
    by_place: bool = False
    """True for a verb that no list holds and that reports by where it stands."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A cue of one or more words, ready to match; ``_`` matches a possessive."""

    words: tuple[str, ...]
    opening: Opening


@dataclass(frozen=True, slots=True)
class Cues:
    """A cue table, inflected and indexed for matching."""

    language: str
    table: CueTable
    verbs: Mapping[str, VerbForm]
    openings: Mapping[str, tuple[Phrase, ...]]
    citing: Mapping[str, tuple[Phrase, ...]]
    media: Mapping[str, tuple[Phrase, ...]]
    speaking: frozenset[str]
    """Lemmas of the speech verbs, in a language with a dictionary."""
    heads: Mapping[str, str]
    """Lemma of a source noun (or fixed phrase of lemmas) → the field of `Nouns` it comes from; mastheads and firms by their capital."""


@cache
def cues(language: str) -> Cues:
    """The cues of `language`; a language without a table reads with the English one.

    Raises:
        DataFileError: the table breaks its schema.
    """
    path = _DATA / f"{language}.yaml"
    if not path.exists():
        return cues("en")
    table = load_table(path, CueTable)
    verbs = _verb_forms(table, language)
    return Cues(
        language=language,
        table=table,
        verbs=verbs,
        openings=_index(table.openings),
        citing=_index(table.citing),
        media=_index(table.media),
        speaking=frozenset(form.lemma for form in verbs.values()) if language in LANGUAGES else frozenset(),
        heads=_heads(table.nouns, language),
    )


_PRECEDENCE = (
    "interlocutors",
    "press",
    "staff",
    "publications",
    "texts",
    "utterances",
    "documents",
    "officials",
    "voices",
    "offices",
    "professions",
    "bystanders",
    "bodies",
    "publishers",
    "peoples",
)
"""A noun listed in several fields is read by the first: its rule falls back on the later ones itself."""


def _heads(nouns: Nouns, language: str) -> Mapping[str, str]:
    """Source nouns by lemma; a fixed phrase by the lemmas of its words, as a reader of inflected text meets them."""
    heads: dict[str, str] = {}
    for field in _PRECEDENCE:
        for noun in getattr(nouns, field):
            words = normalise(noun).split()
            lemmas = [_base(word, language) for word in words] if len(words) > 1 else words
            heads.setdefault(" ".join(lemmas), field)
    heads.update((noun.capitalize(), "publications") for noun in nouns.mastheads)
    heads.update((noun.capitalize(), "bodies") for noun in nouns.firms)
    return heads


def _base(word: str, language: str) -> str:
    found = readings(word, language)
    return found[0].lemma if found else word


def _index(openings: Iterable[Opening]) -> Mapping[str, tuple[Phrase, ...]]:
    """Phrases by their first word, longest first, so that the first match is the fullest."""
    index: dict[str, list[Phrase]] = {}
    for opening in openings:
        words = tuple(normalise(opening.words).split())
        index.setdefault(words[0], []).append(Phrase(words, opening))
    return {first: tuple(sorted(found, key=lambda p: -len(p.words))) for first, found in index.items()}


def _verb_forms(table: CueTable, language: str) -> Mapping[str, VerbForm]:
    forms: dict[str, VerbForm] = {}
    for kind, entries in table.verbs.items():
        for entry in entries:
            for form, verb in _forms_of(entry, kind, language):
                forms.setdefault(form, verb)
    for word in table.predicatives:
        forms.setdefault(
            normalise(word), VerbForm(normalise(word), "opine", *_short_agreement(word, language))
        )
    return forms


def _forms_of(entry: str, kind: VerbClass, language: str) -> Iterable[tuple[str, VerbForm]]:
    """The forms of one entry: listed ones as they are, a lone lemma through the dictionary."""
    words = normalise(entry).split()
    if len(words) > 1 or language not in LANGUAGES:
        for word in words:
            yield word, VerbForm(words[0], kind)
        return
    candidates: list[Any] = list(parse(words[0], language))
    for candidate in candidates:
        # One infinitive can be two verbs of two aspects, with present forms only in one of them.
        if str(candidate.tag.POS) in {"VERB", "INFN"} and candidate.normal_form == words[0]:
            for form in candidate.lexeme:
                verb = _finite(form.tag, words[0], kind)
                if verb is not None:
                    yield from ((spelling, verb) for spelling in _spellings(str(form.word)))


def _spellings(word: str) -> set[str]:
    """The word as Russian texts print it: with and without the dots of ё."""
    return {word, word.replace("ё", "е")}


_NUMBERS = {"sing": "Sing", "plur": "Plur"}
_GENDERS = {"masc": "Masc", "femn": "Fem", "neut": "Neut"}


def _finite(tag: object, lemma: str, kind: VerbClass) -> VerbForm | None:
    """The form that a dictionary tag describes when a narrator can use it: third person present, past, or converb."""
    grammemes = str(tag).replace(" ", ",").split(",")
    if "GRND" in grammemes:
        return VerbForm(lemma, kind, converb=True)
    past = "past" in grammemes
    if "VERB" not in grammemes or "futr" in grammemes or not (past or "3per" in grammemes):
        return None
    number = next((_NUMBERS[g] for g in grammemes if g in _NUMBERS), None)
    gender = next((_GENDERS[g] for g in grammemes if g in _GENDERS), None)
    return VerbForm(
        lemma, kind, number or ("Sing" if gender else None), gender, recalling=past and "impf" in grammemes
    )


def _short_agreement(word: str, language: str) -> tuple[str | None, str | None]:
    """Number and gender of a predicative adjective form."""
    found = readings(word, language)
    return (found[0].number, found[0].gender) if found else (None, None)
