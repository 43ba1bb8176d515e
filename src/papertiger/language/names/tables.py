"""The words and endings of one language that tell names apart, from ``<language>/data/names.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from papertiger.datafiles import load_table


class Words(BaseModel):
    """Lists of lemmas in lower case; the data files say what each is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    role: frozenset[str] = frozenset()
    organisation: frozenset[str] = frozenset()
    institution: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    speech: frozenset[str] = frozenset()
    place_preposition: frozenset[str] = frozenset()
    motion_preposition: frozenset[str] = frozenset()
    calendar: frozenset[str] = frozenset()
    no_name: frozenset[str] = frozenset()
    particle: frozenset[str] = frozenset()
    connector: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    organisation_prefix: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    place_name: frozenset[str] = frozenset()
    direction: frozenset[str] = frozenset()


class Endings(BaseModel):
    """Endings that surnames and names of places have, inflected forms among them."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    role: tuple[str, ...] = ()
    surname: tuple[str, ...] = ()
    place: tuple[str, ...] = ()


Rules = tuple[tuple[str, str], ...]
"""Ending → ending of the base form; the first that fits holds."""


class Nominative(BaseModel):
    """Rules for names that the dictionary does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    man: Rules = ()
    woman: Rules = ()
    place: Rules = ()


class NameTable(BaseModel):
    """The whole of one language's ``names.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    words: Words = Field(default_factory=Words)
    endings: Endings = Field(default_factory=Endings)
    nominative: Nominative = Field(default_factory=Nominative)


@cache
def name_table(language: str) -> NameTable:
    """The table of `language`; an empty one where the language has none.

    Raises:
        DataFileError: the file breaks its schema.
    """
    path = Path(__file__).parents[1] / language / "data" / "names.yaml"
    if not language.isalpha() or not path.is_file():
        return NameTable()
    return load_table(path, NameTable)


@cache
def classes(language: str) -> Mapping[str, frozenset[str]]:
    """Lemma → the lists that it is in."""
    found: dict[str, set[str]] = {}
    words = name_table(language).words
    for field in type(words).model_fields:
        if field == "organisation_prefix":
            continue
        for lemma in getattr(words, field):
            found.setdefault(lemma, set()).add(field)
    return {lemma: frozenset(lists) for lemma, lists in found.items()}
