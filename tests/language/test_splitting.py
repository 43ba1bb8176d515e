"""Sentence splitting on passages as news prints them: the tables in ``data/splitting_<language>.yaml``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

DATA = Path(__file__).parent / "data"
LANGUAGES = ("uk", "ru", "en")
LEAST = 80
"""Passages a language."""
LEAST_SPEECH = 25
HARD = {
    # First line of a passage → why it is not cut right.
    "The case went to the U.N.": "only syntax tells a subject after the stop from the second half of a name",
}


def passages(language: str) -> list[tuple[str, str]]:
    """Every passage with its category."""
    table = yaml.safe_load((DATA / f"splitting_{language}.yaml").read_text(encoding="utf-8"))
    return [(kind, text) for kind, found in table.items() for text in found]


def rows() -> list[object]:
    found: list[object] = []
    for language in LANGUAGES:
        for kind, text in passages(language):
            first = text.splitlines()[0]
            marks = [pytest.mark.xfail(reason=HARD[first])] if first in HARD else []
            found.append(pytest.param(language, text, id=f"{language}-{kind}-{first[:40]}", marks=marks))
    return found


@pytest.mark.parametrize(("language", "passage"), rows())
def test_a_passage_is_cut_where_its_lines_end(
    cut: Callable[[str, str], list[str]], language: str, passage: str
) -> None:
    lines = passage.strip().splitlines()
    text = "".join(line[1:] if line.startswith("+") else f" {line}" for line in lines).strip()

    assert cut(text, language) == [line.removeprefix("+") for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_large_enough(language: str) -> None:
    found = passages(language)

    assert len(found) >= LEAST
    assert sum(kind == "speech" and len(text.splitlines()) > 1 for kind, text in found) >= LEAST_SPEECH
