"""The words of the interface, one folder a language: ``data/interface/uk/review.yaml`` holds ``review.title`` and so on.

Every language has the same keys with the same placeholders, and for what is counted every plural form that the language has
(CLDR plural rules, by babel). Checked when the words are loaded.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from pydantic import RootModel

from papertiger.datafiles import Lines, load_table, read_text
from papertiger.errors import DataFileError
from papertiger.report.formatting import alphabetical
from papertiger.report.languages import LANGUAGES, is_language

FOLDER = Path(__file__).parent / "data" / "interface"
DEFAULT = "en"
"""Language in which the words are written first, and which is shown to whoever asks for none that we have."""
_OTHER = "other"


class _Words(RootModel[dict[str, Any]]):
    """One file: keys within keys, down to texts."""


@dataclass(frozen=True)
class Interface:
    """The words of one language."""

    code: str
    """BCP 47."""
    words: Mapping[str, str | Mapping[str, str]]
    """Dotted key → text with ``{placeholders}``, or plural category → text."""
    locale: Locale

    def text(self, key: str, **values: object) -> str:
        """The text of a key with its placeholders filled in; KeyError for one that is not there, which a test would have shown."""
        found = self.words[key]
        if not isinstance(found, str):
            raise KeyError(f"{key} is counted; ask with a number")
        return found.format(**values) if values else found

    def counted(self, key: str, number: float, **values: object) -> str:
        """The text of a key for `number` things, which stands in it as ``{number}``."""
        forms = self.words[key]
        if isinstance(forms, str):
            raise KeyError(f"{key} is not counted; ask without a number")
        form = forms.get(self.locale.plural_form(number), forms[_OTHER])
        return form.format(number=self.number(number), **values)

    def order(self, name: str) -> tuple[str, str]:
        """What a name is ordered by in a list: the language's own alphabet."""
        return alphabetical(name, self.code if is_language(self.code) else LANGUAGES[0])

    def has(self, key: str) -> bool:
        """Whether there is such a key."""
        return key in self.words

    def number(self, value: float) -> str:
        """A number as the language writes it."""
        return str(format_decimal(value, locale=self.locale))

    def per_cent(self, share: float) -> str:
        """A share as whole per cent."""
        return str(format_percent(share, locale=self.locale))

    def day(self, iso: str | None) -> str:
        """A date, or the month or year where no more is known; as it is where it is no ISO date, empty for None."""
        from datetime import date, datetime  # noqa: PLC0415 - small

        text = iso or ""
        try:
            if len(text) > len("2026-01-31"):
                return str(format_datetime(datetime.fromisoformat(text), "medium", locale=self.locale))
            if len(text) == len("2026-01"):
                return str(format_date(date.fromisoformat(f"{text}-01"), "LLLL y", locale=self.locale))
            return str(format_date(date.fromisoformat(text), "medium", locale=self.locale))
        except ValueError:
            return text


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that the interface is written in, the default first."""
    found = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
    return (DEFAULT, *(code for code in found if code != DEFAULT))


@cache
def interface(code: str) -> Interface:
    """The words of a language; raises DataFileError where files, keys or placeholders differ from those of the default."""
    words: dict[str, str | Mapping[str, str]] = {}
    try:
        locale = Locale.parse(code)
    except (ValueError, UnknownLocaleError):
        raise DataFileError(
            str(FOLDER / code), None, "no such language; name the folder by its code"
        ) from None
    for path in sorted((FOLDER / code).glob("*.yaml")):
        words |= _flat(path, load_table(path, _Words).root, (path.stem,), locale)
    if code != DEFAULT:
        _compare(code, words, interface(DEFAULT).words)
    return Interface(code, words, locale)


def _flat(
    path: Path, inside: Mapping[str, Any], above: tuple[str, ...], locale: Locale
) -> dict[str, str | Mapping[str, str]]:
    found: dict[str, str | Mapping[str, str]] = {}
    for key, value in inside.items():
        at = (*above, key)
        if isinstance(value, str):
            found[".".join(at)] = value
        elif isinstance(value, Mapping) and _OTHER in value:
            if set(value) != set(locale.plural_form.tags) | {_OTHER}:
                wanted = ", ".join(sorted(set(locale.plural_form.tags) | {_OTHER}))
                raise _wrong(path, at, f"{locale.language} counts in {wanted}; give each, and no other")
            found[".".join(at)] = {str(form): str(text) for form, text in value.items()}
        elif isinstance(value, Mapping):
            found |= _flat(path, value, at, locale)
        else:
            raise _wrong(path, at, "neither a text nor texts by key")
    return found


def _compare(
    code: str, words: Mapping[str, str | Mapping[str, str]], wanted: Mapping[str, str | Mapping[str, str]]
) -> None:
    for key in sorted(words.keys() ^ wanted.keys()):
        lacking = code if key not in words else DEFAULT
        raise DataFileError(
            str(FOLDER / lacking / f"{key.partition('.')[0]}.yaml"),
            None,
            f"{key} is missing; every language has the same keys",
        )
    for key, text in words.items():
        if _holes(text) != _holes(wanted[key]):
            path = FOLDER / code / f"{key.partition('.')[0]}.yaml"
            raise _wrong(path, tuple(key.split(".")), f"other placeholders than in {DEFAULT}: {key}")


def _holes(text: str | Mapping[str, str]) -> set[str]:
    texts = [text] if isinstance(text, str) else list(text.values())
    return {name for one in texts for _, name, *_ in string.Formatter().parse(one) if name is not None}


def _wrong(path: Path, at: tuple[str, ...], problem: str) -> DataFileError:
    return DataFileError(str(path), Lines(read_text(path)).of(*at[1:]), problem)


def preferred(query: Mapping[str, str], cookies: Mapping[str, str], headers: Mapping[str, str]) -> str:
    """The language of an answer: asked for in the address, chosen before, or the browser's first one that we have."""
    known = languages()
    for chosen in (query.get("language"), cookies.get("papertiger-language")):
        if chosen in known:
            return str(chosen)
    for one in headers.get("accept-language", "").split(","):
        code = one.partition(";")[0].strip().partition("-")[0].lower()
        if code in known:
            return code
    return DEFAULT
