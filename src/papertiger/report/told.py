"""What stages below say in English, said in another language.

Answers of an assessment, and what a reader explains of its claims, are kept, exported and compared in English, whatever language they
are shown in. Their texts come from data files and few patterns of those stages; ``data/LANGUAGE/answers.yaml`` and ``reasons.yaml`` hold
them under the same keys in every language, with {places} for what they are filled with. A text is looked for among the English ones, whole or as a pattern, and what it was filled with is said in the same way. What
nobody but its author can say otherwise (a person's reason, an own priors file) comes back as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from papertiger.datafiles import parsed, read_text
from papertiger.report.formatting import counted
from papertiger.report.languages import DEFAULT, Language, words_file

_PLACE = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"\d+\.\d+")
_YEARS = re.compile(r"(\d{4})-(\d{4})")

Say = Callable[[str, str], str]
"""Name of a place and what it is filled with → that in the language, where the caller knows better."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """An English text with places, and the same in the language: one text, or plural forms of one."""

    english: re.Pattern[str]
    own: str | Mapping[str, str]


class Told:
    """Texts of one area in one language."""

    def __init__(self, language: Language, english: Mapping[str, Any], own: Mapping[str, Any]) -> None:
        self.language = language
        self._english, self._own = english, own

    @cached_property
    def _whole(self) -> dict[str, str]:
        """English text without places → the same in the language."""
        found = {
            english: own
            for _, english, own in _pairs(self._english, self._own)
            if isinstance(own, str) and not _PLACE.search(english)
        }
        # Within a longer sentence they stand without their full stop.
        return {english.rstrip("."): own.rstrip(".") for english, own in found.items()} | found

    @cache  # noqa: B019 - one object a language lives as long as the program
    def _patterns(self, section: str) -> tuple[_Pattern, ...]:
        pairs = [
            (english, own)
            for path, english, own in _pairs(self._english, self._own)
            if path.split(".")[0] == section and _PLACE.search(english)
        ]
        # The longest first: what a shorter one would swallow into a place, a longer one tells apart.
        return tuple(
            _Pattern(_compiled(english), own)
            for english, own in sorted(pairs, key=lambda pair: -len(pair[0]))
        )

    def say(self, text: str, *sections: str, of: Say | None = None, **instead: str) -> str:
        """A text in the language.

        Args:
            text: as it is kept.
            sections: parts of the file whose patterns it may be made from; without one, it is looked for as a whole only.
            of: says what a place is filled with, where the caller knows: names of actors by id, for one.
            instead: what is put into places whatever they were filled with.
        """
        if self.language == DEFAULT:
            return text
        if (own := self._whole.get(text)) is not None:
            return own
        for section in sections:
            for pattern in self._patterns(section):
                if found := pattern.english.fullmatch(text):
                    filled = {
                        name: self._filled(name, value, sections, of)
                        for name, value in found.groupdict().items()
                    } | instead
                    if isinstance(pattern.own, str):
                        return pattern.own.format(**filled)
                    return counted(int(found["number"]), pattern.own, self.language)
        return text

    def _filled(self, name: str, value: str, sections: tuple[str, ...], of: Say | None) -> str:
        known = of(name, value) if of is not None else value
        if known != value:
            return known
        if _NUMBER.fullmatch(value):
            return value.replace(".", ",")
        if years := _YEARS.fullmatch(value):
            return "–".join(years.groups())
        return self.say(value, *sections, of=of)


def _pairs(english: Any, own: Any, path: str = "") -> Iterator[tuple[str, str, str | Mapping[str, str]]]:  # noqa: ANN401 - tables within tables
    """Dotted path, English text, and the same in the language; of a counted thing every English form with all forms."""
    if isinstance(english, str):
        yield path, english, own
    elif "other" in english:
        yield from ((path, form, own) for form in english.values())
    else:
        for key, inner in english.items():
            yield from _pairs(inner, own[key], f"{path}.{key}" if path else key)


def _compiled(english: str) -> re.Pattern[str]:
    """An expression for a text with places; the last place may hold anything, the others as little as fits."""
    parts = re.split(r"\{(\w+)\}", english)
    return re.compile(
        "".join(re.escape(part) if n % 2 == 0 else f"(?P<{part}>.+?)" for n, part in enumerate(parts)),
        re.DOTALL,
    )


@cache
def told(language: Language = DEFAULT, area: str = "answers") -> Told:
    """Texts of an area (answers, reasons) in a language; raises DataFileError where its file is damaged."""
    english, own = (_table(area, one) for one in (DEFAULT, language))
    return Told(language, english, own)


def _table(area: str, language: Language) -> dict[str, Any]:
    path = words_file(area, language)
    table: dict[str, Any] = parsed(str(path), read_text(path))
    return table
