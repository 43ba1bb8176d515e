"""Reasons for what was read and for grades, in other languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import papertiger
from papertiger.report.languages import Language
from papertiger.report.told import told

PACKAGE = Path(papertiger.__file__).parent
OTHERS: tuple[Language, ...] = ("uk", "ru")


def table(path: str) -> Any:  # noqa: ANN401 - what the file holds
    return yaml.load((PACKAGE / path).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - strings only


def under(key: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - tables within tables
    """All texts that stand under a key."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from ([inner] if name == key else under(key, inner))
    elif isinstance(value, list):
        for inner in value:
            yield from under(key, inner)


@pytest.mark.parametrize("language", OTHERS)
def test_every_default_grade_and_every_frame_is_explained_in_the_language(language: Language) -> None:
    texts = [
        *under("why", table("sourcing/data/standing/grades.yaml")),
        *under("doc", table("events/data/frames.yaml")),
    ]
    assert len(texts) > 80
    for text in texts:
        assert told(language, "reasons").say(text) != text


@pytest.mark.parametrize(
    ("text", "section", "said"),
    [
        (
            "inverted reporting clause: inside a body: an institution",
            "speaking",
            "слова автора після мови або всередині неї: у складі установи: установа",
        ),
        (
            "reporting clause before its content: a pronoun, here МИД России",
            "speaking",
            "слова автора перед його мовою: займенник, тут — МИД России",
        ),
        (
            "from_whom: from_whom phrase after the trigger",
            "slots",
            "from_whom: зворот «from_whom» після ключового слова",
        ),
        (
            "annotated sentences speak against it: confidence 0.07, below 0.50",
            "slots",
            "розмічені речення свідчать проти: упевненість 0,07, менша за 0,50",
        ),
        ("'it' points to 'Russia': name of the state", "slots", "«it» вказує на «Russia»: назва держави"),
    ],
)
def test_a_reason_is_said_with_what_it_was_filled_with(text: str, section: str, said: str) -> None:
    assert told("uk", "reasons").say(text, "reasons", section) == said
