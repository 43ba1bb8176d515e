"""The schema of a language's ``dates.yaml`` and the word forms that it lists."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from papertiger.datafiles import load_table
from papertiger.errors import PapertigerError

_LANGUAGES = Path(__file__).parent.parent
_MARKS = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "\u0301": None, "\u00ad": None})
_FORM = re.compile(r"(?P<stem>[^~()]*)(?:~(?P<paradigm>\w+)|\((?P<endings>[^()]*)\))?")


def normalise(word: str) -> str:
    """`word` as the tables write it: lower case, plain apostrophe, no stress marks or soft hyphens."""
    return word.lower().translate(_MARKS)


def _split(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


Forms = Annotated[tuple[str, ...], BeforeValidator(_split)]
"""Word forms, divided by blanks. ``stem(a|b)`` is two forms, ``stem~name`` one for each ending of that paradigm."""


class Table(BaseModel):
    """The whole of ``dates.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    endings: Mapping[str, Forms] = {}
    """Paradigm → endings; ``0`` is the empty one."""
    ordinals: Forms
    """What makes a figure an ordinal, as in 5-го, 5th."""
    days: Forms = ()
    """Those ordinals that may be a day of the month alone, as in "on the 5th"; class ``DAYN``."""
    plurals: Forms
    """What makes a round figure a decade, as in 1990-х, 1990s."""
    words: Mapping[str, Mapping[float, Forms]]
    """Word class → value → forms. The names of classes are in capitals."""
    capitals: Forms = ()
    """Forms that count only with a capital: may, march."""
    names: Forms = ()
    """Forms that mean something else too, so that alone they're no date; class ``<X>_BARE`` lacks them."""
    alone: Mapping[str, str] = {}
    """Word class → how its words may be written where nothing else marks them as a time: ``any`` or ``lower``."""
    past: Forms = ()
    """Endings of verbs that tell of the past; none where a language's verbs show it otherwise."""
    hints: Forms = ()
    """Where there is no `past`: endings of many of the verbs of the past, though not of all."""
    rules: Mapping[str, tuple[str, ...]]
    """Symbol → constructions, as `grammar` explains them. ``TIME`` is what is looked for."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A language's table with its word forms spelt out."""

    table: Table
    classes: Mapping[str, Mapping[str, float]]
    """Form → its classes and their values."""
    capitals: frozenset[str]
    names: frozenset[str]
    literals: frozenset[str]
    """Words that constructions name outright."""


@cache
def vocabulary(language: str) -> Vocabulary | None:
    """The vocabulary of a language, None for one that has no ``dates.yaml``.

    Raises:
        DataFileError: the file is no valid table.
    """
    path = _LANGUAGES / language / "data" / "dates.yaml"
    if not language.isalpha() or not path.is_file():
        return None
    table = load_table(path, Table)
    classes: dict[str, dict[str, float]] = {}
    for name, values in table.words.items():
        for value, forms in values.items():
            for form in spelt_out(forms, table.endings):
                classes.setdefault(form, {})[name] = value
    capitals, names = (frozenset(spelt_out(forms, table.endings)) for forms in (table.capitals, table.names))
    literals = frozenset(
        word
        for lines in table.rules.values()
        for line in lines
        for element in line.partition("->")[0].split()
        for word in element.rstrip("?").split("|")
        if word[1:] == word[1:].lower()
        and (word[0] == word[0].lower() or word[1:].isalpha())
        and word not in {"^", "$"}
    )
    return Vocabulary(table, classes, capitals, names, literals)


def looks_past(text: str, language: str) -> tuple[bool, bool]:
    """Whether `text` has a word with the ending of a past verb; and whether it can't be said that it has none."""
    words = vocabulary(language)
    endings = (words.table.past or words.table.hints) if words else ()
    if words is None or not endings:
        return True, True
    seen = any(normalise(word) not in words.classes for word in _past(endings).findall(text))
    return seen, seen or not words.table.past


@cache
def _past(endings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b[^\W\d_]{{0,40}}(?:{'|'.join(endings)})\b", re.IGNORECASE)


def spelt_out(forms: tuple[str, ...], endings: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Every form that the compact `forms` stand for."""
    return list(itertools.chain.from_iterable(_forms(form, endings) for form in forms))


def _forms(form: str, endings: Mapping[str, tuple[str, ...]]) -> list[str]:
    match = _FORM.fullmatch(form)
    if match is None or (match["paradigm"] and match["paradigm"] not in endings):
        raise PapertigerError(f"dates.yaml: {form!r} is no form")
    stem = normalise(match["stem"])
    if match["paradigm"]:
        return [stem + ("" if ending == "0" else ending) for ending in endings[match["paradigm"]]]
    if match["endings"] is not None:
        return [stem + ending for ending in match["endings"].split("|")]
    return [stem]
