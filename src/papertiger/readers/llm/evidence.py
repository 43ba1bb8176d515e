"""Whether words say anything of the kind that a claim is: a word of a fitting sense, or one that evokes a fitting frame.

A model that points at "handed over twelve howitzers" for a claim that support was withheld points at words that are there and say
another thing. The senses (`papertiger.events.layer.senses`) are loose on purpose: what they let through may still be wrong, what
they refuse has not one word for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from pydantic import model_validator

from papertiger.datafiles import load_table
from papertiger.events import Dictionary, Lexicon, lexicon
from papertiger.events.layer.senses import Senses, senses
from papertiger.events.lexicon import Entry
from papertiger.readers.hostile import Table
from papertiger.readers.llm.instructions import DATA
from papertiger.records import PREDICATES

_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_CONTRACTED = re.compile(r"n['’]t\Z")


class _Evidence(Table):
    """The whole of ``evidence.yaml``."""

    predicates: dict[str, tuple[str, ...]]
    """Predicate → senses whose words can say it; or, where it has none of its own, any word may."""
    kin: dict[str, tuple[str, ...]]
    """Predicate → predicates whose frames' words can say it too."""
    ahead: dict[str, tuple[str, ...]]
    """The same, for what is still to come: who "will train" somebody pledges it."""

    @model_validator(mode="after")
    def _whole(self) -> _Evidence:
        known = {name for names in PREDICATES.values() for name in names}
        if wrong := known ^ self.predicates.keys():
            raise ValueError(f"predicates: {', '.join(sorted(wrong))} on one side only")
        for table in (self.kin, self.ahead):
            if wrong := (set(table) | {name for names in table.values() for name in names}) - known:
                raise ValueError(f"no predicate {', '.join(sorted(wrong))}")
        return self


@dataclass(frozen=True, slots=True)
class Meant:
    """What kinds of words can say a predicate."""

    predicate: str
    senses: frozenset[str]
    kin: frozenset[str]
    """Predicates whose frames' words can say it too."""
    kin_senses: frozenset[str]
    """Their senses, but for those that are its own."""
    ahead: tuple[str, ...]
    """Predicates whose words can say it of what is still to come."""


@cache
def meant(predicate: str) -> Meant:
    """What kinds of words can say a predicate; raises KeyError for one that is none."""
    table = _table()
    senses, kin = frozenset(table.predicates[predicate]), frozenset(table.kin.get(predicate, ()))
    theirs = frozenset(sense for name in kin for sense in table.predicates[name])
    return Meant(predicate, senses, kin, theirs - senses, table.ahead.get(predicate, ()))


def says(predicate: str, words: str, language: str, *, negated: bool, ahead: bool = False) -> bool:
    """Whether some word among `words` can say that `predicate` holds.

    Args:
        predicate: of the claim.
        words: that are said to make it.
        language: of the sentence.
        negated: whether the sentence negates anything: "handed over" says that support was given, and that it was withheld only
            beside a "not".
        ahead: whether it is still to come.
    """
    table = _table()
    fitting = frozenset(table.predicates[predicate])
    own = {predicate, *table.kin.get(predicate, ())}
    if ahead:
        own.update(table.ahead.get(predicate, ()))
        fitting = fitting.union(*(table.predicates[name] for name in table.ahead.get(predicate, ())))
    lemmas = [_lemmas(found.group().lower(), language) for found in _WORD.finditer(words)]
    known, loose = lexicon(language), senses(language)
    if any(fitting.intersection(_senses(lemma, loose)) for here in lemmas for lemma in here):
        return True
    if any(sense in fitting for sense in _runs(lemmas, loose)):
        return True
    every = frozenset().union(*lemmas)
    entries = [*(entry for lemma in every for entry in _entries(lemma, language)), *_phrases(lemmas, known)]
    return any(
        own & _predicates(known, entry, negated) and _complete(known, entry, every) for entry in entries
    )


def negations(text: str, language: str) -> list[str]:
    """The words of `text` that negate, as printed, in order: "not", "never", "couldn't", "refuses"."""
    vocabulary = lexicon(language).vocabulary
    cues = {*vocabulary.negation, *vocabulary.negative_verbs}
    words = [found.group() for found in _WORD.finditer(text)]
    return [
        word
        for word in words
        if _CONTRACTED.search(word.lower()) or cues & {word.lower(), *_lemmas(word.lower(), language)}
    ]


def negates(text: str, language: str) -> bool:
    """Whether a word of `text` negates or names a lack or a refusal."""
    if negations(text, language):
        return True
    fitting, loose = frozenset(_table().predicates["withheld"]), senses(language)
    lemmas = [_lemmas(found.group().lower(), language) for found in _WORD.finditer(text)]
    return any(fitting.intersection(_senses(lemma, loose)) for here in lemmas for lemma in here)


@cache
def _table() -> _Evidence:
    return load_table(DATA / "evidence.yaml", _Evidence)


@cache
def dictionary(language: str) -> Dictionary:
    """The word forms of a language, kept for all that look at its words here."""
    return Dictionary(lexicon(language))


def _lemmas(word: str, language: str) -> frozenset[str]:
    """Every lemma that a form can have, itself included, in any word class."""
    parts = word.removesuffix("'s").removesuffix("’s")
    return frozenset({word, parts, *(lemma for lemma, _ in dictionary(language).lemmas(parts))})


def _senses(lemma: str, table: Senses) -> Iterator[str]:
    for words in (table.verb, table.noun, table.adjective):
        yield from words.get(lemma, ())


def _runs(lemmas: Sequence[AbstractSet[str]], table: Senses) -> Iterator[str]:
    """Senses of several words in a row."""
    for at, here in enumerate(lemmas):
        for lemma in here:
            for parts, sense in table.runs.get(lemma, ()):
                if _follows(lemmas, at, parts):
                    yield sense


def _phrases(lemmas: Sequence[AbstractSet[str]], known: Lexicon) -> Iterator[Entry]:
    """Entries of several words in a row that evoke a frame."""
    for at, here in enumerate(lemmas):
        for lemma in here:
            for parts, entry in known.by_phrase.get(lemma, ()):
                if _follows(lemmas, at, parts):
                    yield entry


def _follows(lemmas: Sequence[AbstractSet[str]], at: int, parts: Sequence[str]) -> bool:
    row = lemmas[at : at + len(parts)]
    return len(row) == len(parts) and all(part in here for part, here in zip(parts, row, strict=True))


@cache
def _entries(lemma: str, language: str) -> tuple[Entry, ...]:
    """The entries that a lemma evokes, as whatever part of speech."""
    known = lexicon(language)
    tables = (known.by_verb, known.by_noun, known.by_adjective, known.by_participle)
    return tuple(entry for table in tables for entry in table.get(lemma, ()))


def _complete(known: Lexicon, entry: Entry, lemmas: AbstractSet[str]) -> bool:
    """Whether what the entry asks for besides its word stands there: "send" accuses only with a note of protest."""
    cues = known.vocabulary.cues
    if entry.needs and lemmas.isdisjoint(word for name in entry.needs for word in cues[name]):
        return False
    themes = frozenset(entry.themes or known.frames[entry.frame].themes)
    return not themes or any(themes.intersection(known.classes.get(lemma, ())) for lemma in lemmas)


def _predicates(known: Lexicon, entry: Entry, negated: bool) -> frozenset[str]:
    """All that a frame can mean: by itself and besides; under a negation also what stands for it then."""
    frame = known.frames[entry.frame]
    found = {frame.predicate, *(also.event for also in frame.also)}
    if negated:
        found |= {entry.negated or frame.negated or frame.predicate, *(s.predicate for s in frame.shifts)}
    return frozenset(found)
