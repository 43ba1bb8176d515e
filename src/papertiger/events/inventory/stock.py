"""Everything that the lexicon files say, with the line of each thing: what checking, showing and finding work on.

The reader loads one language at a time and stops at the first mistake. Here all files are read, shipped ones or others
that take their place, and mistakes are collected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from papertiger.datafiles import Lines, look_over, read_text
from papertiger.errors import DataFileError, SettingsError
from papertiger.events.layer.senses import SenseTable, SenseVocabulary
from papertiger.events.lexicon import DATA, Entry, Frame, FrameTable, Slots, Table, Vocabulary

FIELDS = {"verb": "verbs", "noun": "nouns", "adjective": "adjectives", "phrase": "phrases"}
"""How a word evokes a frame → the field of an entry that lists such words."""
_TOP = re.compile(r"^([a-z_]+):", re.MULTILINE)

T = TypeVar("T", bound=Table)


@dataclass(frozen=True)
class Loaded(Generic[T]):
    """One file that holds what it should."""

    path: Path
    table: T

    def line(self, *location: str | int) -> int | None:
        """Line (from 1) of the value that the keys and indices of `location` lead to."""
        return self._lines.of(*location)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(read_text(self.path))


@dataclass
class Inventory:
    """The files of the lexicon; one that is broken is left out, and what is wrong with it is in `broken`."""

    frames: Loaded[FrameTable] | None = None
    senses: Loaded[SenseTable] | None = None
    vocabularies: dict[str, Loaded[Vocabulary]] = field(default_factory=dict)
    """Language → its words."""
    sense_words: dict[str, Loaded[SenseVocabulary]] = field(default_factory=dict)
    broken: list[DataFileError] = field(default_factory=list)
    paths: dict[tuple[str, str], Path] = field(default_factory=dict)
    """Kind and language of each file, broken ones too → where it is."""

    @property
    def languages(self) -> list[str]:
        """Languages that have words, sorted."""
        return sorted(self.vocabularies)

    def frame(self, name: str) -> Frame | None:
        """The frame with that id, or None."""
        table = self.frames.table.frames if self.frames is not None else ()
        return next((frame for frame in table if frame.id == name), None)

    def entries(self, frame: str, language: str) -> list[tuple[int, Entry]]:
        """The entries of a frame in one language, each with its place in the file's list."""
        table = self.vocabularies[language].table
        return [(n, entry) for n, entry in enumerate(table.entries) if entry.frame == frame]


def take_stock(files: Sequence[Path] = ()) -> Inventory:
    """The shipped files, with `files` in the place of those of their kind and language.

    Raises:
        DataFileError: one of `files` is absent, no text, or none of the kinds of file that there are.
        SettingsError: two of them are of one kind and language.
    """
    found = Inventory()
    for path in files:
        kind = kind_of(path)
        if (other := found.paths.get(kind)) is not None:
            raise SettingsError(f"{other} and {path} both hold {' '.join(kind).strip()}; check one at a time")
        _add(found, path, *kind)
    for path in shipped():
        kind = kind_of(path)
        if kind not in found.paths:
            _add(found, path, *kind)
    return found


def shipped() -> list[Path]:
    """The shipped lexicon files."""
    return [
        DATA / "frames.yaml",
        *sorted(DATA.glob("??.yaml")),
        DATA / "senses" / "senses.yaml",
        *sorted((DATA / "senses").glob("??.yaml")),
    ]


def kind_of(path: Path) -> tuple[str, str]:
    """What a file holds, by its top fields (frames, words, senses or sense words), and in which language.

    Raises:
        DataFileError: it is absent, no text, or has none of these fields.
    """
    text = read_text(path)
    tops = set(_TOP.findall(text))
    named = re.search(r"^language:\s*[\"']?([\w-]+)", text, re.MULTILINE)
    language = named[1] if named else path.stem
    if "frames" in tops:
        return "frames", ""
    if "senses" in tops:
        return ("sense words", language) if "language" in tops else ("senses", "")
    if tops & {"entries", "classes", "slots"}:
        return "words", language
    raise DataFileError(
        str(path), None, "no lexicon file: it has none of the fields frames, entries, senses; docs/frames.md"
    )


def _add(found: Inventory, path: Path, kind: str, language: str) -> None:
    """Load one file into the inventory."""
    found.paths[kind, language] = path
    if kind == "frames":
        found.frames = _loaded(path, FrameTable, found)
    elif kind == "senses":
        found.senses = _loaded(path, SenseTable, found)
    elif kind == "words" and (words := _loaded(path, Vocabulary, found)) is not None:
        found.vocabularies[language] = words
    elif kind == "sense words" and (sensed := _loaded(path, SenseVocabulary, found)) is not None:
        found.sense_words[language] = sensed


def _loaded(path: Path, model: type[T], found: Inventory) -> Loaded[T] | None:
    table, wrong = look_over(path, model)
    found.broken += wrong
    return Loaded(path, table) if table is not None else None


def words_of(entry: Entry) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words of an entry by how they evoke its frame: verb, noun, adjective, phrase; empty ones left out."""
    for kind, name in FIELDS.items():
        words: tuple[str, ...] = getattr(entry, name)
        if words:
            yield kind, words


def slots_of(frame: Frame, kind: str, entry: Entry | None = None) -> Slots:
    """Where the roles stand when a word of that kind evokes the frame, with an entry's departures; phrases are nouns."""
    base: Slots = getattr(frame, "noun" if kind == "phrase" else kind)
    if entry is None:
        return base
    return Slots(
        subject=entry.subject or base.subject,
        object=entry.object or base.object,
        over=entry.over or base.over,
    )


def counts(stock: Inventory) -> dict[str, dict[str, int]]:
    """Language → how many frames it has words for, entries, different words of each kind, classes, cues, words by sense."""
    found = {}
    for language in stock.languages:
        table = stock.vocabularies[language].table
        kinds = {
            name: _different(getattr(entry, name) for entry in table.entries) for name in FIELDS.values()
        }
        sensed = stock.sense_words.get(language)
        listed = sensed.table.senses.values() if sensed is not None else ()
        found[language] = {
            "frames": len({entry.frame for entry in table.entries}),
            "entries": len(table.entries),
            "words": sum(kinds.values()),
            **kinds,
            "classes": len({one.id for one in table.classes}),
            "cues": len(table.cues),
            "sense_words": sum(_different([getattr(w, k) for w in listed]) for k in SENSE_FIELDS),
        }
    return found


SENSE_FIELDS = ("verbs", "nouns", "adjectives")
"""The fields of a sense in one language."""


def _different(lists: Iterable[Sequence[str]]) -> int:
    return len({word for words in lists for word in words})
