"""Dates, numbers, lists and plural forms as a language writes them, by the data of the Unicode CLDR (through babel)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from papertiger.report.languages import DEFAULT, Language

if TYPE_CHECKING:
    from babel import Locale

Forms = Mapping[str, str]
"""A counted thing by CLDR plural category (``one``, ``few``, ``many``, ``other``); ``other`` is always there."""

_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")


@cache
def locale(language: Language) -> Locale:
    """Babel's data of a language. English is British: the day stands before the month."""
    from babel import Locale  # noqa: PLC0415 - reads its data files, which no `--help` needs

    return Locale.parse("en_GB" if language == "en" else language)


def day(when: date | str, language: Language = DEFAULT) -> str:
    """A date in words: ``14 January 2026``, ``14 січня 2026 р.``; a month or a year where the text names no day.

    Args:
        when: a date, or ISO text: ``2026-01-14``, ``2026-01`` or ``2026``; a time of day after it is dropped.
        language: the language to write it in.

    Other text (an EDTF interval, "undated") comes back as it is.
    """
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - as above

    if isinstance(when, date):
        return format_date(when, "long", locale=locale(language))
    try:
        if found := _DAY.fullmatch(when):
            return format_date(date(*map(int, found.groups())), "long", locale=locale(language))
        if found := _MONTH.fullmatch(when):
            return format_skeleton("yMMMM", date(int(found[1]), int(found[2]), 1), locale=locale(language))
    except ValueError:  # no such day
        return when
    return when


def number(value: float, language: Language = DEFAULT, *, decimals: int | None = None) -> str:
    """A number with the language's marks for thousands and decimals: ``12,345.6``, ``12 345,6``.

    Args:
        value: the number.
        language: the language to write it in.
        decimals: so many digits after the decimal mark, neither more nor fewer; None writes up to three, as needed.
    """
    from babel.numbers import format_decimal  # noqa: PLC0415 - as above

    if decimals is None:
        return format_decimal(value, format="#,##0.###", locale=locale(language))
    # Rounded as Python rounds, so that a figure is the same wherever it is printed.
    pattern = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    return format_decimal(Decimal(f"{value:.{decimals}f}"), format=pattern, locale=locale(language))


def written(number_: str, language: Language = DEFAULT) -> str:
    """A number that is rounded and written already, with the decimal mark of the language: ``0.35``, ``0,35``."""
    return number_ if language == "en" else number_.replace(".", ",")


def decimals_within(text: str, language: Language = DEFAULT) -> str:
    """A line whose numbers are written already, with the decimal mark of the language."""
    return text if language == "en" else _POINT.sub(",", text)


def per_cent(share: float, language: Language = DEFAULT, *, decimals: int = 0) -> str:
    """A share of 1 in per cent, the sign set apart by a no-break space (ISO 80000-1): ``35 %``."""
    return f"{number(100 * share, language, decimals=decimals)}\u00a0%"


def interval(low: float, high: float, language: Language = DEFAULT, *, decimals: int = 0) -> str:
    """Two shares of 1 as a range in per cent: ``10–45 %``."""
    ends = (number(100 * share, language, decimals=decimals) for share in (low, high))
    return f"{'–'.join(ends)}\u00a0%"


def listed(parts: Sequence[str], language: Language = DEFAULT) -> str:
    """``a``, ``a and b``, ``a, b and c``; ``a, b і c`` in Ukrainian; empty for nothing."""
    from babel.lists import format_list  # noqa: PLC0415 - as above

    return format_list(list(parts), locale=locale(language)) if parts else ""


def plural(value: float, forms: Forms, language: Language = DEFAULT) -> str:
    """The form of a counted thing that goes with a number, by CLDR plural category: ``твердження`` for 2, ``тверджень`` for 5."""
    category = locale(language).plural_form(value)
    return forms.get(category, forms["other"])


def counted(value: float, forms: Forms, language: Language = DEFAULT) -> str:
    """A number with what is counted: ``1 claim``, ``2 claims``, ``5 тверджень``, ``1,5 твердження``.

    Args:
        value: how many.
        forms: the counted thing by plural category, as data files hold it. A form may hold ``{number}`` where the
            number does not come first.
        language: the language of `forms`.
    """
    form, shown = plural(value, forms, language), number(value, language)
    return form.format(number=shown) if "{number}" in form else f"{shown} {form}"


_ALPHABETS: Mapping[Language, str] = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}
"""Letters in the order of the language's dictionaries. That of Unicode has і, ї, є, ґ and ё after я, and their capitals before А."""


@cache
def _places(language: Language) -> dict[int, str]:
    """Letter → a character that sorts where the language has the letter: before all letters of other alphabets."""
    first = ord("A")
    return {ord(letter): chr(first + place) for place, letter in enumerate(_ALPHABETS[language])}


def alphabetical(text: str, language: Language = DEFAULT) -> tuple[str, str]:
    """The key by which a list of names is in the alphabetical order of a language: its own letters first, signs and digits before them."""
    folded = text.casefold()
    return folded.translate(_places(language)), folded
