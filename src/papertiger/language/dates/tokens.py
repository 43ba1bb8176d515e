"""Words, figures and marks of a text, each with the classes that constructions ask for. One pass, linear time.

Figures get their classes here: ``DAY`` (1 to 31), ``NUM`` (up to three digits), ``Y2``, ``Y4`` (1000 to 2199), ``ORDN``
(5-го, 5th), ``DAYN``, ``Y2ORD`` (91-го), ``Y4ORD`` (2024-й), ``DEC4`` and ``DEC2`` (1990-х, 90s), ``DATE`` (figures only), ``CLOCK``, ``ROMAN``. Every word has ``ANY`` too.
A figure that belongs to a name, a sum or a larger number is only ``ODD``: Су-24, $2024, 1,500, 14-річний.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from papertiger.language.dates.words import Vocabulary, normalise, vocabulary

Value = float | str
_MARKS: Mapping[str, str] = {
    **dict.fromkeys("-‑–—−", "DASH"),
    ",": "COMMA",
    ".": "DOT",
    "/": "SLASH",
    "(": "LP",
    ")": "RP",
}
_BEFORE_SUMS = frozenset("$€£₴₽№#+_@&=^*")
_AFTER_SUMS = frozenset("%°‰_@$€£₴₽")
_ROMAN_DIGITS = {"I": 1, "І": 1, "V": 5, "X": 10, "Х": 10}
_ROMAN = re.compile(r"[IІVXХ]{1,6}")
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_FIRST_MODERN, _LAST_MODERN = 1900, 2099
"""``Y4M``: figures that are a year where "1500" would be a number."""
_MOST_DAYS = 31
_SENTENCE_ENDS = frozenset(".!?…")


@dataclass(slots=True)
class Token:
    """A piece of the text, half-open; `classes` are the word classes it has, with their values."""

    start: int
    end: int
    classes: Mapping[str, Value]
    signature: frozenset[str]
    """The names of its classes."""


_END: Mapping[str, Value] = {"STOP": 0}
_ODD: Mapping[str, Value] = {"ODD": 0}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = vocabulary(language)
    suffixes = (
        sorted((*words.table.ordinals, *words.table.plurals), key=len, reverse=True) if words else ["x"]
    )
    return re.compile(
        rf"""
        (?P<date>(?<![\w.+-])\d{{4}}-\d\d-\d\d(?:T[\d:.+Z-]{{0,29}}[\dZ])?(?![\w-])
          |(?<![\w.])(?:\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|\d\d\.\d\d\.\d\d)(?!\w|\.\d)
          |(?<![\w/.])(?:\d{{1,2}}/\d{{1,2}}/\d{{4}}|\d{{4}}/\d{{1,2}}/\d{{1,2}})(?![\w/]))
        |(?P<clock>(?<![\w.:])\d{{1,2}}:\d\d(?::\d\d)?(?![\w:]))
        |(?P<figure>(?:(?<!\w)['’](?=\d\ds))?\d+(?P<long>(?:[.,:]\d+)*))(?:(?:(?<=0)['’])?[-‑]?(?P<suffix>{"|".join(map(re.escape, suffixes))})(?![^\W_]))?
        |(?P<word>[^\W\d_][1-4](?!\w)|[^\W\d_][^\W_\d\u0301\u00ad]*(?:[\u0301\u00ad'’ʼ‘`](?!s\b)[^\W\d_]+)*)
        |(?P<gap>\n[ \t\r]*\n)
        |(?P<mark>[^\w\s]|_)
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def tokens(text: str, language: str) -> list[Token]:
    """All tokens of `text` in order, then one of class ``STOP``; none for a language without a table."""
    words = vocabulary(language)
    if words is None:
        return []
    found = list(_tokens(text, words, _pattern(language)))
    found.append(Token(len(text), len(text), _END, frozenset(_END)))
    return found


def _tokens(text: str, words: Vocabulary, pattern: re.Pattern[str]) -> Iterator[Token]:
    opens = True  # whether a sentence begins here
    before: list[Token] = []
    for match in pattern.finditer(text):
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind == "word":
            classes = _word(match[0], words, opens=opens)
        elif kind == "mark":
            classes = _mark(match[0])
        elif kind == "gap":
            classes = _END
        elif kind == "date":
            classes = {"DATE": match[0]}
        elif kind == "clock":
            classes = {"CLOCK": match[0]}
        else:
            classes = _figure(match, text, before, words)
        token = Token(start, end, classes, frozenset(classes))
        before = [*before[-1:], token]
        opens = kind == "gap" or (
            kind == "mark" and (match[0] in _SENTENCE_ENDS or (opens and match[0] not in ",;"))
        )
        yield token


def _mark(mark: str) -> Mapping[str, Value]:
    name = _MARKS.get(mark)
    if name in {"DASH", "SLASH"}:
        return {name: 0}
    return {name: 0, "STOP": 0} if name else _END


def _word(word: str, words: Vocabulary, *, opens: bool) -> Mapping[str, Value]:
    form = normalise(word)
    known = words.classes.get(form)
    classes: dict[str, Value] = {"ANY": 0, **known} if known else {"ANY": 0}
    if known and form in words.capitals and word[0].islower():
        classes = {"ANY": 0}
    if known and form not in words.names:
        lower = word[0].islower() or opens or (word.isupper() and len(word) > 1)
        for name in known:
            style = words.table.alone.get(name)
            if name in classes and (style == "any" or (style == "lower" and lower)):
                classes[f"{name}_BARE"] = known[name]
    if form in words.literals:
        classes[form] = 0
    if word[0].isupper() and form.capitalize() in words.literals:
        classes[form.capitalize()] = 0
    if _ROMAN.fullmatch(word):
        classes["ROMAN"] = _roman(word)
    if word[0].isupper():
        classes["CAPITAL"] = 0
    return classes


def _roman(word: str) -> int:
    digits = [_ROMAN_DIGITS[letter] for letter in word]
    return sum(-one if one < two else one for one, two in zip(digits, [*digits[1:], 0], strict=True))


def _figure(match: re.Match[str], text: str, before: list[Token], words: Vocabulary) -> Mapping[str, Value]:
    start, end = match.start(), match.end()
    figure = match["figure"].lstrip("'’")
    left, right = text[start - 1 : start], text[end : end + 1]
    if match["long"] or left in _BEFORE_SUMS or left.isalpha() or right in _AFTER_SUMS or right.isalpha():
        return _ODD
    if left and left in "-‑–" and _is_name_before(before, start):
        return _ODD
    suffix = (match["suffix"] or "").lower()
    if not suffix and right and right in "-‑" and text[end + 1 : end + 2].isalpha():
        rest = re.match(r"[^\W\d_]+", text[end + 1 : end + 41])
        if rest is None or normalise(rest[0]) not in words.classes or normalise(rest[0]) in words.names:
            return _ODD
    return _ordinal(figure, suffix, words) if suffix else _cardinal(figure)


def _is_name_before(before: list[Token], start: int) -> bool:
    """Whether a dash right before `start` ties the figure to a word that is none of time: Су-24, Covid-19."""
    if len(before) < 2 or before[1].end != start or before[0].end != before[1].start:  # noqa: PLR2004 - word and dash
        return False
    return not before[0].classes.keys() - {"CAPITAL", "ROMAN", "ANY"}


def _cardinal(figure: str) -> Mapping[str, Value]:
    number, length = int(figure) if len(figure) <= 4 else 0, len(figure)  # noqa: PLR2004 - no year is longer
    classes: dict[str, Value] = {}
    if length <= 2 and 1 <= number <= _MOST_DAYS:  # noqa: PLR2004 - a day of the month
        classes["DAY"] = number
    if length <= 3 and number:  # noqa: PLR2004 - more is no count of days or years
        classes["NUM"] = number
    if length == 2:  # noqa: PLR2004 - 2022/23
        classes["Y2"] = number
    if length == 4 and _FIRST_YEAR <= number <= _LAST_YEAR:  # noqa: PLR2004 - a year
        classes["Y4"] = number
        if _FIRST_MODERN <= number <= _LAST_MODERN:
            classes["Y4M"] = number
    return classes


def _ordinal(figure: str, suffix: str, words: Vocabulary) -> Mapping[str, Value]:
    number, length = int(figure) if len(figure) <= 4 else 0, len(figure)  # noqa: PLR2004 - as above
    classes: dict[str, Value] = {}
    is_decade = suffix in words.table.plurals and number % 10 == 0
    if suffix in words.table.ordinals and not (is_decade and length == 4):  # noqa: PLR2004 - 1990-е is no year
        if length <= 2:  # noqa: PLR2004 - a day or a century
            classes["ORDN"] = number
            if suffix in words.table.days:
                classes["DAYN" if number <= _MOST_DAYS else "Y2ORD"] = number
        elif length == 4 and _FIRST_YEAR <= number <= _LAST_YEAR:  # noqa: PLR2004 - a year
            classes["Y4ORD"] = number
    if is_decade:
        if length == 2:  # noqa: PLR2004 - 90s
            classes["DEC2"] = number
        elif length == 4 and _FIRST_YEAR <= number <= _LAST_YEAR:  # noqa: PLR2004 - 1990s
            classes["DEC4"] = number
    return classes
