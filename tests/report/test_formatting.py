"""Dates, numbers, lists and plural forms in three languages."""

from __future__ import annotations

from datetime import date

import pytest

from papertiger.report.formatting import alphabetical, counted, day, interval, listed, number, per_cent
from papertiger.report.languages import Language, own_name

SPACE = "\u00a0"
UK = {"one": "твердження", "few": "твердження", "many": "тверджень", "other": "твердження"}
RU = {"one": "утверждение", "few": "утверждения", "many": "утверждений", "other": "утверждения"}
EN = {"one": "claim", "other": "claims"}


@pytest.mark.parametrize(
    ("language", "forms", "said"),
    [
        ("en", EN, "0 claims|1 claim|2 claims|5 claims|11 claims|21 claims|22 claims|25 claims|1.5 claims"),
        (
            "uk",
            UK,
            "0 тверджень|1 твердження|2 твердження|5 тверджень|11 тверджень|21 твердження|22 твердження|25 тверджень|1,5 твердження",
        ),
        (
            "ru",
            RU,
            "0 утверждений|1 утверждение|2 утверждения|5 утверждений|11 утверждений|21 утверждение|22 утверждения|25 утверждений|1,5 утверждения",
        ),
    ],
)
def test_a_counted_thing_takes_the_form_of_its_number(
    language: Language, forms: dict[str, str], said: str
) -> None:
    numbers = (0, 1, 2, 5, 11, 21, 22, 25, 1.5)
    assert "|".join(counted(one, forms, language) for one in numbers) == said


def test_a_form_may_say_where_its_number_stands() -> None:
    forms = {
        "one": "прочитано {number} статтю",
        "few": "прочитано {number} статті",
        "other": "прочитано {number} статті",
    }
    assert counted(3, forms, "uk") == "прочитано 3 статті"


@pytest.mark.parametrize(
    ("language", "when", "said"),
    [
        ("en", "2026-01-14", "14 January 2026"),
        ("uk", "2026-01-14", "14 січня 2026 р."),
        ("ru", date(2026, 1, 14), "14 января 2026 г."),
        ("uk", "2026-01-14T10:30:00Z", "14 січня 2026 р."),
        ("ru", "2026-01", "январь 2026 г."),
        ("en", "2026", "2026"),
        ("en", "2026-02-31", "2026-02-31"),
        ("uk", "2026-01/2026-02", "2026-01/2026-02"),
        ("uk", "2026-01-14/2026-01-20", "2026-01-14/2026-01-20"),
        ("ru", "без даты", "без даты"),
    ],
)
def test_a_date_is_said_in_words_as_far_as_it_is_known(language: Language, when: str, said: str) -> None:
    assert " ".join(day(when, language).split()) == said


def test_numbers_have_the_marks_of_their_language() -> None:
    assert number(12345.678) == "12,345.678"
    assert number(12345.678, "uk", decimals=1) == f"12{SPACE}345,7"
    assert per_cent(0.351, "ru", decimals=1) == f"35,1{SPACE}%"
    assert interval(0.1, 0.45, "uk") == f"10–45{SPACE}%"


def test_lists_end_with_the_and_of_their_language() -> None:
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["а", "б", "в"], "ru") == "а, б и в"
    assert listed(["а"], "uk") == "а"
    assert listed([], "uk") == ""


def test_languages_call_themselves_by_their_own_names() -> None:
    assert [own_name(one) for one in ("en", "uk", "ru")] == ["English", "Українська", "Русский"]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("uk", ["Ємен", "Індія", "Іран", "Їна", "Йорданія", "Куба", "Таджикистан", "Росія", "ґава", "гора"]),
        ("ru", ["Ёлка", "Ереван", "Жуть", "Яма", "Армения"]),
        ("en", ["zebra", "Armenia", "Åland"]),
    ],
)
def test_names_stand_in_the_order_of_the_language(language: Language, names: list[str]) -> None:
    right = {
        "uk": ["гора", "ґава", "Ємен", "Індія", "Іран", "Їна", "Йорданія", "Куба", "Росія", "Таджикистан"],
        "ru": ["Армения", "Ереван", "Ёлка", "Жуть", "Яма"],
        "en": ["Armenia", "zebra", "Åland"],
    }

    assert sorted(names, key=lambda one: alphabetical(one, language)) == right[language]
