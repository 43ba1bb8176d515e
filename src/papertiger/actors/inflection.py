"""Forms of a name in all cases, from the endings of a language's data file.

A rule gives, for the ending of the nominative, all endings that may stand in its place; the rule with the longest
matching ending decides. Whole forms are made and matched as whole words, so "Куба" yields "Кубою" and never
"кубок". A rule may be too generous ("Україної"): a form that nobody writes costs nothing.
"""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field

_ACRONYM = re.compile(r"[^a-zа-яіїєґ]*")
_INFLECTED_SCRIPT = re.compile(r"[а-яёіїєґ'’ʼ]+", re.IGNORECASE)


class EndingRule(BaseModel):
    """One row of an inflection table."""

    model_config = ConfigDict(extra="forbid")

    end: str
    """Ending of the nominative that the rule applies to; empty for any word."""
    forms: list[str] = Field(min_length=1)
    """Endings that replace it, the nominative included."""


class Inflection(BaseModel):
    """All rules of one language, by the class of word."""

    model_config = ConfigDict(extra="forbid")

    scripted: bool = True
    """True when only Cyrillic words inflect; false for English, where Latin ones do."""
    name: list[EndingRule]
    """Names of places and bodies, and the adjectives inside them."""
    person: list[EndingRule] = []
    """First names and surnames; rules of `name` apply where none of these is longer."""
    adjective: list[EndingRule]
    demonym: list[EndingRule]
    """Singular and plural together."""
    combining: list[EndingRule] = []
    """From an adjective to the first half of a compound: "російський" → "російсько"."""

    @cached_property
    def _tables(self) -> dict[str, dict[str, list[str]]]:
        base = _by_ending(self.name)
        return {
            "name": base,
            "person": {**base, **_by_ending(self.person)},
            "adjective": _by_ending(self.adjective),
            "demonym": _by_ending(self.demonym),
            "combining": _by_ending(self.combining),
        }

    def forms(self, word: str, word_class: str) -> list[str]:
        """All forms of one word, itself first; acronyms and words of another script stay as they are."""
        if _ACRONYM.fullmatch(word) or (self.scripted and not _INFLECTED_SCRIPT.fullmatch(word)):
            return [word]
        return [word, *self.replaced(word, word_class)]

    def replaced(self, word: str, word_class: str) -> list[str]:
        """The word with its ending replaced as the longest matching rule says; empty when no rule matches."""
        table = self._tables[word_class]
        for length in range(min(len(word), 6), -1, -1):
            endings = table.get(word[len(word) - length :].lower())
            if endings is not None:
                return [word[: len(word) - length] + ending for ending in endings]
        return []


def _by_ending(rules: list[EndingRule]) -> dict[str, list[str]]:
    return {rule.end: rule.forms for rule in rules}
