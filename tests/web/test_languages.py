"""The interface's words: the same in every language, and none of them English by mistake."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from papertiger.errors import DataFileError
from papertiger.web import languages
from papertiger.web.languages import interface, preferred

LATIN = re.compile(r"[A-Za-z]{3,}")
KNOWN = re.compile(
    r"papertiger|--[a-z-]+|#token=|\b(?:HTML|PDF|CSV|JSONL?|WARC|Chromium|Chrome|Edge|API|PLOVER|Admiralty|TOML|Parquet|GraphML|GeoJSON|STIX|Ctrl-C|Ctrl|Natural Earth|serve|lineage|read|"
    r"SHA-256|UTC|HTTP|RSS|Atom|FollowTheMoney|schema\.org|PROV|Enter|Esc|Tab|Shift|NumPyro|Sobol|Morris|Beta|http|https|URL|EDTF|ICD|bayes|YAML|MB|VEN|Mac|Krippendorff|Cicchetti|Feinstein|review)\b"
)


def test_every_language_has_every_word() -> None:
    assert languages.languages()[0] == "en"
    assert {"en", "uk", "ru"} <= set(languages.languages())
    english = interface("en").words
    for code in languages.languages():
        assert (
            interface(code).words.keys() == english.keys()
        )  # and `interface` compares placeholders and plural forms


@pytest.mark.parametrize("code", ["uk", "ru"])
def test_no_english_is_left(code: str) -> None:
    left = {}
    for key, text in interface(code).words.items():
        for one in [text] if isinstance(text, str) else text.values():
            bare = "".join(literal for literal, *_ in string.Formatter().parse(one))
            if found := LATIN.findall(KNOWN.sub(" ", bare)):
                left[key] = found
    assert not left


@pytest.mark.parametrize(
    ("code", "number", "said"),
    [
        ("en", 1, "1 claim"),
        ("en", 0, "0 claims"),
        ("uk", 1, "1 твердження"),
        ("uk", 5, "5 тверджень"),
        ("uk", 22, "22 твердження"),
        ("uk", 11, "11 тверджень"),
        ("uk", 1.5, "1,5 твердження"),
        ("ru", 21, "21 утверждение"),
        ("ru", 1000000, "1\xa0000\xa0000 утверждений"),
    ],
)
def test_numbers_take_the_form_that_the_language_asks_for(code: str, number: float, said: str) -> None:
    assert interface(code).counted("base.claims", number) == said


def test_dates_are_written_as_the_language_does_and_kept_where_they_are_none() -> None:
    uk = interface("uk")
    assert uk.day("2026-01-14") == "14 січ. 2026\u202fр."
    assert uk.day("2026-01") == "січень 2026"
    assert uk.day("2026") == "2026"
    assert uk.day("хтозна-коли") == "хтозна-коли"
    assert uk.day(None) == ""


@pytest.mark.parametrize(
    ("query", "cookies", "headers", "chosen"),
    [
        ({"language": "ru"}, {"papertiger-language": "uk"}, {"accept-language": "en"}, "ru"),
        ({"language": "xx"}, {"papertiger-language": "uk"}, {"accept-language": "en"}, "uk"),
        ({}, {}, {"accept-language": "fr-FR,fr;q=0.9,uk-UA;q=0.8,en;q=0.7"}, "uk"),
        ({}, {}, {"accept-language": "fr"}, "en"),
        ({}, {"papertiger-language": "../../etc"}, {}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_then_chosen_then_the_browsers(
    query: dict[str, str], cookies: dict[str, str], headers: dict[str, str], chosen: str
) -> None:
    assert preferred(query, cookies, headers) == chosen


@pytest.mark.parametrize(
    ("english", "ukrainian", "line", "says"),
    [
        ("title: Claims\n", "tytle: Твердження\n", None, "x.title is missing"),
        ("title: Of {name}\n", "# перший рядок\ntitle: Від {nam}\n", 2, "other placeholders"),
        ("n: {one: a, other: b}\n", "n: {one: а, other: б}\n", 1, "counts in few, many, one, other"),
        ("title: [a]\n", "title: a\n", 1, "neither a text nor texts"),
    ],
)
def test_a_file_that_differs_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, english: str, ukrainian: str, line: int | None, says: str
) -> None:
    for code, text in (("en", english), ("uk", ukrainian)):
        (tmp_path / code).mkdir()
        (tmp_path / code / "x.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    interface.cache_clear()
    try:
        with pytest.raises(DataFileError, match=re.escape(says)) as raised:
            interface("uk")
        assert raised.value.line == line
    finally:
        interface.cache_clear()


@pytest.mark.parametrize(
    ("code", "names"),
    [
        (
            "uk",
            [
                "Алжир",
                "Білорусь",
                "Буркіна-Фасо",
                "Єгипет",
                "Іран",
                "Об'єднані Арабські Емірати",
                "Ямайка",
                "NATO",
            ],
        ),
        ("ru", ["Ёлка", "Жизнь", "Индия"]),
        ("en", ["Cuba", "Czechia", "Åland"]),
    ],
)
def test_names_are_ordered_by_the_alphabet_of_the_language(code: str, names: list[str]) -> None:
    assert sorted(names, key=interface(code).order) == names
