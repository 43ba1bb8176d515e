"""All that is wrong with the lexicon files: what breaks their schema, and what the rules find."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from papertiger.events.inventory.entries import entry_faults
from papertiger.events.inventory.fault import Fault, Level
from papertiger.events.inventory.frames import frame_faults
from papertiger.events.inventory.senses import sense_faults, sense_word_faults
from papertiger.events.inventory.stock import Inventory, Loaded
from papertiger.events.inventory.words import word_faults

_CODE = 2
"""Letters of a language code, after which the files of a language are called."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem, and where it is."""

    level: Level
    rule: str
    """Short name of the rule; ``schema`` for what loading alone can tell."""
    file: str
    line: int | None
    about: str
    """Frame, class, cue or sense; empty where the message names a field."""
    problem: str
    """What is wrong, and the cure."""


def findings(stock: Inventory, files: Collection[str] = ()) -> list[Finding]:
    """Everything that is wrong, by file and line. A file that breaks its schema is left out of the other rules.

    Args:
        stock: the files.
        files: paths of those to be told of; all by default. Rules about other files are not run: a large file costs a tenth of a second.
    """

    def told(loaded: Loaded[Any]) -> bool:
        return not files or str(loaded.path) in files

    found = [Finding("error", "schema", one.file, one.line, "", one.problem) for one in stock.broken]
    vocabularies = {language: words.table for language, words in stock.vocabularies.items()}
    frames = stock.frames
    if frames is not None and told(frames):
        found += _placed(frames, frame_faults(frames.table, vocabularies))
    for words in filter(told, stock.vocabularies.values()):
        if frames is not None:
            found += _placed(words, entry_faults(words.table, {one.id: one for one in frames.table.frames}))
        found += _placed(words, word_faults(words.table))
    if stock.senses is not None:
        if told(stock.senses):
            found += _placed(stock.senses, sense_faults(stock.senses.table))
        for sensed in filter(told, stock.sense_words.values()):
            found += _placed(sensed, sense_word_faults(sensed.table, stock.senses.table))
    found += _languages(stock)
    found = [one for one in found if not files or one.file in files]
    return sorted(dict.fromkeys(found), key=lambda one: (one.file, one.line or 0, one.level, one.problem))


def _languages(stock: Inventory) -> Iterator[Finding]:
    """Files that are called after another language than they say, and languages without senses."""
    for (kind, language), path in stock.paths.items():
        if language and len(path.stem) == _CODE and path.stem != language:
            says = f"the file is called {path.name}, but its language is {language!r}; change one of them"
            yield Finding("error", "language", str(path), None, "", f"language: {says}")
        if kind == "words" and ("sense words", language) not in stock.paths:
            says = f"{language!r} has no senses, without which nothing is read; add senses/{language}.yaml"
            yield Finding("error", "language", str(path), None, "", f"language: {says}")


def _placed(loaded: Loaded[Any], faults: Iterable[Fault]) -> Iterator[Finding]:
    for fault in faults:
        line = loaded.line(*fault.where)
        yield Finding(fault.level, fault.rule, str(loaded.path), line, fault.about, fault.problem)
