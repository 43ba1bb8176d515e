"""Senses: classes of words that say what is going on between two parties, finer and looser than frames.

A frame reads a claim off a sentence by itself, so its words must be sure. A sense only adds weight in the trained layer, so that
its words may be many and ambiguous ("cut", "hold", "call"). `data/senses/senses.yaml` says what the senses are, in no
language; `data/senses/<language>.yaml` lists their words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from papertiger.datafiles import load_table
from papertiger.errors import DataFileError
from papertiger.events.lexicon import Table, Words

DATA = Path(__file__).parents[1] / "data" / "senses"


class Sense(Table):
    """What the words of a sense have in common."""

    id: str
    doc: str
    category: str | None = None
    """The PLOVER category or the predicate that its words mostly speak of."""
    topic: bool = False
    """Whether its words only say what the sentence is about: the layer weighs how many of them there are."""


class SenseTable(Table):
    """The whole of ``senses.yaml``."""

    senses: tuple[Sense, ...]


class SenseWords(Table):
    """Words of one sense in one language, lemmas; ``_`` for the space inside a word."""

    verbs: Words = ()
    nouns: Words = ()
    adjectives: Words = ()


class SenseVocabulary(Table):
    """The whole of ``<language>.yaml``."""

    language: str
    senses: dict[str, SenseWords]


@dataclass(slots=True)
class Senses:
    """The senses of one language, by word."""

    categories: dict[str, str]
    """Sense → category, where it has one."""
    verb: dict[str, tuple[str, ...]] = field(default_factory=dict)
    noun: dict[str, tuple[str, ...]] = field(default_factory=dict)
    adjective: dict[str, tuple[str, ...]] = field(default_factory=dict)
    topics: dict[str, frozenset[str]] = field(default_factory=dict)
    """Topic → its nouns."""
    runs: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    """First word → (words in a row, sense)."""


@cache
def senses(language: str) -> Senses:
    """The senses of a language; raises DataFileError naming file and line when a data file is wrong."""
    table_of_senses = load_table(DATA / "senses.yaml", SenseTable).senses
    known = {s.id: s.category for s in table_of_senses}
    topics = {s.id for s in table_of_senses if s.topic}
    path = DATA / f"{language}.yaml"
    found = Senses({name: category for name, category in known.items() if category})
    for name, words in load_table(path, SenseVocabulary).senses.items():
        if name not in known:
            raise DataFileError(
                str(path), None, f"no sense {name!r}; senses.yaml has: {', '.join(sorted(known))}"
            )
        if name in topics:
            found.topics[name] = frozenset(words.nouns)
            continue
        for listed, table in (
            (words.verbs, found.verb),
            (words.nouns, found.noun),
            (words.adjectives, found.adjective),
        ):
            for word in listed:
                if " " in word:
                    parts = tuple(word.split(" "))
                    found.runs.setdefault(parts[0], []).append((parts, name))
                else:
                    table[word] = (*table.get(word, ()), name)
    return found
