"""The frame tables cover the frames: every frame of every language has its sentences, and none stands twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from papertiger.events import languages, lexicon

ENOUGH = 3
"""Sentences that a frame needs in each language."""

MIXED = frozenset({"news", "look-alikes"})
"""The groups that are no frame: longer sentences, and sentences that look like claims and are none."""


def groups(language: str) -> list[dict[str, Any]]:
    text = (Path(__file__).parent / f"frames_{language}.yaml").read_text(encoding="utf-8")
    loaded: list[dict[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)["groups"]  # noqa: S506 - builds strings only
    return loaded


@pytest.mark.parametrize("language", languages())
def test_every_frame_that_a_language_has_words_for_has_sentences(language: str) -> None:
    worded = {entry.frame for entry in lexicon(language).vocabulary.entries}
    told = {group["frame"]: sum("yes" in row for row in group["rows"]) for group in groups(language)}
    assert {frame: told.get(frame, 0) for frame in worded if told.get(frame, 0) < ENOUGH} == {}


@pytest.mark.parametrize("language", languages())
def test_every_frame_has_a_sentence_that_must_not_yield_it(language: str) -> None:
    assert [
        group["frame"] for group in groups(language) if not any("no" in row for row in group["rows"])
    ] == []


@pytest.mark.parametrize("language", languages())
def test_every_language_has_words_for_every_frame(language: str) -> None:
    known = lexicon(language)
    assert set(known.frames) - {entry.frame for entry in known.vocabulary.entries} == set()


@pytest.mark.parametrize("language", languages())
def test_no_sentence_stands_twice(language: str) -> None:
    count = Counter(row["text"] for group in groups(language) for row in group["rows"])
    assert [text for text, times in count.items() if times > 1] == []


@pytest.mark.parametrize("language", languages())
def test_every_group_is_a_frame_or_a_mixed_one(language: str) -> None:
    assert {group["frame"] for group in groups(language)} - {*lexicon(language).frames, *MIXED} == set()
