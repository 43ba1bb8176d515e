"""Base forms of English words by rule and by a table of irregular forms, with no sentence to go by.

The rules and the forms are data (``en/data/inflections.yaml``). A form that may stand under several words is given all of them,
likeliest first: "leaves" is *leave* and *leaf*, "building" *build* and *building*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from papertiger.datafiles import load_table

_FILE = Path(__file__).parent / "en" / "data" / "inflections.yaml"
_VOWELS = frozenset("aeiouy")
_SHORTEST_PLURAL = 4
"""Letters; "gas", "yes" and "was" are no plurals."""

_Words = Annotated[
    tuple[str, ...], BeforeValidator(lambda text: text.split() if isinstance(text, str) else text)
]
"""Words separated by blanks in the file."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    irregular: Mapping[str, _Words]
    own: _Words
    unchanged: _Words
    compared: _Words
    plural: Mapping[str, tuple[str, ...]]
    stems: Mapping[str, tuple[str, ...]]
    spelling: Mapping[str, str]
    spelling_endings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Rules:
    """The table turned round: from forms to base forms."""

    table: _Table
    irregular: Mapping[str, tuple[str, ...]]
    own: frozenset[str]
    unchanged: frozenset[str]
    compared: frozenset[str]


def english_base_forms(word: str) -> tuple[str, ...]:
    """Base forms of a lower-case English word, likeliest first; the word itself where no rule speaks.

    Spellings are made one: "defences" gives *defense*.
    """
    rules = _rules()
    return tuple(dict.fromkeys(_one_spelling(base, rules.table) for base in _bases(word, rules)))


def _bases(word: str, rules: _Rules) -> Iterable[str]:
    if word in rules.unchanged:
        return (word,)
    if found := rules.irregular.get(word):
        return (*found, word) if word in rules.own else found
    if word.endswith("s"):
        return _of_plural(word, rules)
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and not _VOWELS.isdisjoint(stem):
            # "building" and "meeting" are nouns too, and have plurals of their own.
            return (*_of_stem(stem, rules), *((word,) if ending == "ing" else ()))
    for ending in ("er", "est"):
        stem = word.removesuffix(ending)
        if stem != word:
            found = tuple(base for base in (*_of_stem(stem, rules), stem + "e") if base in rules.compared)
            if found:
                return found
    return (word,)


def _of_plural(word: str, rules: _Rules) -> tuple[str, ...]:
    """What -s was added to: a noun or a verb."""
    if len(word) < _SHORTEST_PLURAL:
        return (word,)
    ending, instead = _longest(word, rules.table.plural)
    stem = word[: len(word) - len(ending)]
    return tuple(stem + addition for addition in instead)


def _of_stem(stem: str, rules: _Rules) -> tuple[str, ...]:
    """What -ed, -ing, -er or -est was added to, of which `stem` remains."""
    _, instead = _longest(stem, rules.table.stems)
    return tuple(stem[:-1] + change[1:] if change.startswith("-") else stem + change for change in instead)


def _longest(word: str, table: Mapping[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    """The longest ending of `word` that `table` lists, and what it says of it."""
    ending = next(word[i:] for i in range(len(word) + 1) if word[i:] in table)
    return ending, table[ending]


def _one_spelling(word: str, table: _Table) -> str:
    if word in table.spelling:
        return table.spelling[word]
    for ending, instead in table.spelling_endings.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    return word


@cache
def _rules() -> _Rules:
    table = load_table(_FILE, _Table)
    irregular: dict[str, tuple[str, ...]] = {}
    for base, forms in table.irregular.items():
        for form in forms:
            irregular[form] = (*irregular.get(form, ()), base)
    return _Rules(
        table, irregular, frozenset(table.own), frozenset(table.unchanged), frozenset(table.compared)
    )
