"""A table of attribution cues, inflected and indexed for matching."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from papertiger.datafiles import load_table
from papertiger.sourcing.spans.tables import SpanTable

if TYPE_CHECKING:
    from spacy.tokens import Token

_DATA = Path(__file__).parent / "data"
_VOWELS = "aeiou"
_DOUBLING = 3
"""Shortest verb that may double its last letter ("beg", "begging")."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A table with an index of verb forms."""

    table: SpanTable
    verbs: Mapping[str, frozenset[str]]
    """Printed form → lemmas listed for it."""
    irregular: Mapping[str, str]
    """Irregular form → its lemma, listed or not."""
    nouns: frozenset[str]
    adjectives: frozenset[str]
    takes: Mapping[str, frozenset[str]]
    """Verb lemma → the lists of `Verbs` that hold it."""

    def lemma(self, form: str, lemma: str) -> str:
        """The listed lemma of a verb form; the parser's own where none is listed."""
        found = self.verbs.get(form.lower())
        if not found:
            return lemma
        return lemma if lemma in found else min(found)

    def has(self, form: str, lemma: str, kind: str) -> bool:
        """Whether the verb stands in list `kind`."""
        return kind in self.takes.get(self.lemma(form, lemma), ())

    def plain(self, verb: Token) -> str:
        """The lemma of any verb that a construction of the table may hold."""
        return self.irregular.get(verb.lower_, verb.lemma_)

    def noun(self, noun: Token) -> str:
        """The lemma of a noun that the table lists, tried by its plain form first."""
        return noun.lower_ if noun.lower_ in self.nouns else noun.lemma_.lower()

    def prepositions(self, form: str, lemma: str) -> tuple[str, ...]:
        """The prepositions that bring in what the verb is about."""
        return self.table.verbs.about.get(self.lemma(form, lemma), ())


@cache
def lexicon(language: str) -> Lexicon | None:
    """The cues of `language`; None where it has no table.

    Raises:
        DataFileError: the table breaks its schema.
    """
    path = _DATA / f"{language}.yaml"
    return compiled(load_table(path, SpanTable)) if path.exists() else None


def compiled(table: SpanTable) -> Lexicon:
    """The index of a table."""
    takes: dict[str, set[str]] = {}
    a = table.adjectives
    for name in type(table.verbs).model_fields:
        for lemma in getattr(table.verbs, name):
            takes.setdefault(lemma, set()).add(name.rstrip("_"))
    forms: dict[str, set[str]] = {}
    for lemma in takes:
        for form in (lemma, *_forms(lemma, table.forms.get(lemma, ()))):
            forms.setdefault(form, set()).add(lemma)
    return Lexicon(
        table,
        {form: frozenset(lemmas) for form, lemmas in forms.items()},
        {form: lemma for lemma, irregular in table.forms.items() for form in irregular},
        frozenset({*table.nouns.clause, *table.nouns.infinitive, *table.nouns.about}),
        frozenset({*a.clause, *a.infinitive, *a.impersonal, *a.about}),
        {lemma: frozenset(names) for lemma, names in takes.items()},
    )


def _forms(lemma: str, irregular: Iterable[str]) -> Iterable[str]:
    """Inflected forms of a verb of regular spelling, with the irregular ones beside them."""
    yield from irregular
    stem = lemma
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        stem = lemma[:-1]
    elif lemma.endswith("y") and lemma[-2] not in _VOWELS:
        yield from (f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing")
        return
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        yield f"{lemma}es"
    yield from (f"{lemma}s", f"{stem}ed", f"{stem}ing")
    if lemma.endswith("ee"):
        yield f"{lemma}d"
    if _may_double(lemma):
        yield from (f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing")


def _may_double(lemma: str) -> bool:
    """A last consonant after one vowel, which is doubled in some verbs; wrong forms do no harm, as nobody prints them."""
    return (
        len(lemma) >= _DOUBLING
        and lemma[-1] not in f"{_VOWELS}wxy"
        and lemma[-2] in _VOWELS
        and lemma[-3] not in _VOWELS
    )
