"""Expressions of time become EDTF; tables of sentences say which, and what is none."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.language.dates import Kind, TimeExpression, expressions
from papertiger.language.dates.words import vocabulary

LANGUAGES = ("uk", "ru", "en")
PUBLISHED = date(2026, 3, 12)  # a Thursday

FAILS: Mapping[tuple[str, str], str] = {}
"""(language, sentence) → why it can't be read yet; each stays unresolved."""


AHEAD = {"true": True, "false": False, "null": None}


class Group(BaseModel):
    """Sentences of one day of publication."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    published: str
    ahead: Literal["true", "false", "null"] = "false"
    rows: str


class Groups(BaseModel):
    """The whole of ``dates_<language>.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Row:
    language: str
    text: str
    published: date | None
    ahead: bool | None
    wanted: tuple[tuple[str, str | None], ...]


@cache
def rows(language: str) -> tuple[Row, ...]:
    table = load_table(Path(__file__).parent / "data" / f"dates_{language}.yaml", Groups)
    return tuple(_rows(language, table))


def _rows(language: str, table: Groups) -> Iterator[Row]:
    for group in table.groups:
        published = None if group.published == "null" else date.fromisoformat(group.published)
        for line in group.rows.splitlines():
            text, *wanted = line.split(" | ")
            pairs = [pair.rpartition(" = ") for pair in wanted]
            found = tuple((words, None if edtf == "?" else edtf) for words, _, edtf in pairs)
            yield Row(language, text, published, AHEAD[group.ahead], found)


ALL = [row for language in LANGUAGES for row in rows(language)]
CASES = [
    pytest.param(
        row,
        id=f"{row.language}-{number}",
        marks=[pytest.mark.xfail(strict=True, reason=FAILS[key])] if key in FAILS else [],
    )
    for number, row in enumerate(ALL)
    for key in [(row.language, row.text)]
]


def read(row: Row) -> tuple[TimeExpression, ...]:
    return expressions(row.text, row.language, row.published, ahead=row.ahead)


@pytest.mark.parametrize("row", CASES)
def test_the_expressions_of_a_sentence_are_found_and_counted(row: Row) -> None:
    assert tuple((e.words, e.edtf) for e in read(row)) == row.wanted


def test_each_language_has_enough_expressions() -> None:
    for language in LANGUAGES:
        assert sum(len(row.wanted) for row in rows(language)) >= 350


EDTF_UNIT = r"\d{3}[\dX](?:-\d\d(?:-\d\d)?)?~?|\d\dXX"
EDTF = re.compile(
    rf"(?:{EDTF_UNIT})|(?:{EDTF_UNIT}|\.\.)/(?:{EDTF_UNIT}|\.\.)|\{{(?:{EDTF_UNIT})(?:,(?:{EDTF_UNIT}))+\}}"
)


def scrambled(language: str, seed: int) -> Iterator[str]:
    """Texts of the language's words of time, figures and marks in no order at all."""
    words = vocabulary(language)
    assert words is not None
    odd = [
        *[
            "0",
            "1",
            "5",
            "31",
            "32",
            "99",
            "2024",
            "99999",
            "5-го",
            "5th",
            "1990-х",
            "1990s",
            "II",
            "XX",
            "'",
            ",",
            ".",
            "-",
            "–",
            "/",
            "(",
            ")",
            ":",
            "%",
            "№",
            "%%",
        ]
    ]
    pool = [
        *sorted(words.classes),
        *sorted(words.literals),
        *odd,
        "\n\n",
        "\u0301",
        "31.12.9999",
        "2024-02-30",
        "00.00.0000",
    ]
    pick = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(400):
        yield pick.choice(["", " "]).join(pick.choices(pool, k=pick.randint(1, 14)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("published", [PUBLISHED, date(1, 1, 1), date(9999, 12, 31), None])
def test_any_words_of_time_are_read_without_failing(language: str, published: date | None) -> None:
    for text in scrambled(language, seed=7):
        for ahead in (False, True, None):
            end = 0
            for found in expressions(text, language, published, ahead=ahead):
                assert end <= found.start < found.end
                assert text[found.start : found.end] == found.words
                assert (found.edtf is not None) == (found.kind in {Kind.ABSOLUTE, Kind.RELATIVE})
                assert found.edtf is None or EDTF.fullmatch(found.edtf), (text, found)
                end = found.end


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_time_grows_with_the_length_of_the_text_only(language: str) -> None:
    text = " ".join(scrambled(language, seed=11))

    def once(copies: int) -> float:
        before = time.process_time()
        expressions(" ".join([text] * copies), language, PUBLISHED)
        return time.process_time() - before

    def spent(copies: int) -> float:
        """The least of three: what else the machine does only adds."""
        return min(once(copies) for _ in range(3))

    once(1)
    assert spent(8) < 8 * 4 * max(spent(1), 0.01)
