"""Shared helpers of the language tests: a text as one paragraph, and a parsed sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from papertiger.language import Sentence, analyser, split
from papertiger.news.article import Paragraph
from papertiger.settings import Settings

Parse = Callable[[str, str], Sentence]


def one_paragraph(text: str, kind: str = "body") -> list[Paragraph]:
    return [Paragraph(0, len(text), kind)]


@pytest.fixture
def cut() -> Callable[[str, str], list[str]]:
    """The sentences of one paragraph, as strings."""
    return lambda text, language: [s.text for s in split(text, one_paragraph(text), language)]


@pytest.fixture
def parse() -> Parse:
    """One parsed sentence, not split."""

    def parse_one(text: str, language: str) -> Sentence:
        sentence = Sentence(0, 0, 0, len(text), text, "body")
        analyser(language, Settings()).parse([sentence])
        return sentence

    return parse_one
