"""Every data file of words says the same in all languages: same keys, same places to fill in, nothing left in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import yaml

from papertiger.report.formatting import locale
from papertiger.report.languages import DATA, LANGUAGES, Language

AREAS = sorted(path.stem for path in (DATA / "en").glob("*.yaml"))
CATEGORIES = {"zero", "one", "two", "few", "many", "other"}
PLACE = re.compile(r"\{(\w*)[^{}]*\}")
CODE = re.compile(r"`[^`]*`|\{[^{}]*\}|--[a-z]+|(docs/)?[a-z-]+\.(md|yaml)")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9_'’-]*")
NAMES = frozenset(
    re.findall(
        r"\S+",
        """papertiger PLOVER ASSAULT COERCE sha256 J P I D L S CES ATOP Archigos
        Berkemeier Fuhrmann Leeds Long Mitchell Anac Donahue Crescenzi LeVeck Narang Savun
        simulate explain scenario sensitivity FILE HTML L0 L1 L2 L3
        partnerships distance networks commitments rows exposure meta step_months domains ensemble""",
    )
)
"""What is written in Latin letters in all languages."""
IDS = re.compile(r"^simulating\.(.*\.)?(unit|names\.\d+|name|by|brief|compared\.\d+|headline\.\d+)$")
"""Places that hold ids, not words."""
CYRILLIC = {"uk": "ЁёЪъЫыЭэ", "ru": "ІіЇїЄєҐґ’"}
"""Letters that a language does not have."""

TABLES = [(area, language) for area in AREAS for language in LANGUAGES if language != "en"]


def table(area: str, language: str) -> Any:  # noqa: ANN401 - what the file holds
    return yaml.load((DATA / language / f"{area}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - strings only


def is_forms(value: object) -> bool:
    """Whether a table holds the plural forms of one thing."""
    return isinstance(value, dict) and "other" in value and set(value) <= CATEGORIES


def all_leaves(area: str, language: str) -> Iterator[tuple[str, list[str]]]:
    """Leaves of a file, each with the area before its path."""
    return leaves(table(area, language), (area,))


def leaves(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """Dotted path of every text → the text, or all plural forms of a counted thing."""
    if is_forms(value):
        yield ".".join(path), list(value.values())  # type: ignore[attr-defined]
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, str(number)))
    else:
        yield ".".join(path), [str(value)]


def test_every_language_has_every_file() -> None:
    for first, second in pairwise(LANGUAGES):
        names = [sorted(path.name for path in (DATA / one).glob("*")) for one in (first, second)]
        assert names[0] == names[1]
    assert AREAS


@pytest.mark.parametrize(("area", "language"), TABLES)
def test_all_languages_say_the_same_things(area: str, language: str) -> None:
    assert [path for path, _ in leaves(table(area, language))] == [
        path for path, _ in leaves(table(area, "en"))
    ]


@pytest.mark.parametrize(("area", "language"), TABLES)
def test_all_languages_fill_in_the_same_places(area: str, language: str) -> None:
    english = dict(all_leaves(area, "en"))
    for path, texts in all_leaves(area, language):
        # Of a counted thing a language may say where its number stands, or leave it in front.
        free = {"number"} if len(texts) > 1 else set()
        wanted = set(PLACE.findall(english[path][-1])) - free
        for text in texts:
            assert set(PLACE.findall(text)) - free == wanted, f"{path}: {text}"


@pytest.mark.parametrize(("area", "language"), TABLES)
def test_nothing_is_left_in_another_language(area: str, language: str) -> None:
    for path, texts in all_leaves(area, language):
        for text in texts:
            plain = CODE.sub(" ", text)
            if IDS.search(path):
                continue
            odd = [word for word in LATIN.findall(plain) if word not in NAMES]
            odd += [letter for letter in CYRILLIC[language] if letter in plain]
            assert not odd, f"{path}: {text}"


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_counted_things_have_the_plural_forms_of_their_language(area: str, language: Language) -> None:
    wanted = {*locale(language).plural_form.tags, "other"}

    def check(value: object, path: str) -> None:
        if is_forms(value):
            assert set(value) == wanted, path  # type: ignore[call-overload]
        elif isinstance(value, dict):
            for key, inner in value.items():
                check(inner, f"{path}.{key}")

    check(table(area, language), area)


def test_no_comment_or_text_says_two_blanks_in_a_row() -> None:
    for area, language in ((area, language) for area in AREAS for language in LANGUAGES):
        for path, texts in all_leaves(area, language):
            assert all("  " not in text for text in texts), f"{language}/{area}: {path}"
