"""Whether a sentence itself says that something was threatened or said more than once; cues from ``data/repeated.yaml``."""

from __future__ import annotations

import re
from functools import cache
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.datafiles import load_table
from papertiger.warning.watchlists import DATA

BEFORE = 3
"""Words that may stand between an adjective and what was said."""
BESIDE = 4
"""Words that may stand between an adverb and what was said."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Cues(_Entry):
    """The cues of one language, as regular expressions."""

    said: tuple[str, ...]
    adjectives: tuple[str, ...]
    adverbs: tuple[str, ...]
    unless: tuple[str, ...]

    @model_validator(mode="after")
    def _patterns(self) -> Self:
        for name in ("said", "adjectives", "adverbs", "unless"):
            for pattern in getattr(self, name):
                try:
                    re.compile(pattern)
                except re.error as error:
                    raise ValueError(f"{name}: {pattern!r} is no regular expression: {error}") from None
        return self


class Repeated(_Entry):
    """``data/repeated.yaml``."""

    languages: dict[str, Cues]


def says_repeated(quote: str, language: str) -> bool:
    """Whether a sentence says of a threat or statement that it was made more than once; False in a language without cues."""
    compiled = _compiled(language)
    if compiled is None:
        return False
    cues, unless = compiled
    # Punctuation is taken away, an apostrophe and a hyphen within a word are not: "вп'яте", "по-третє".
    words = " ".join(re.findall(r"\w+(?:['-]\w+)*", quote.lower().replace("’", "'")))
    return cues.search(unless.sub(" ∎ ", words)) is not None


@cache
def _compiled(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    cues = load_table(DATA / "repeated.yaml", Repeated).languages.get(language)
    if cues is None:
        return None
    said, adjectives, adverbs = (_any(part) for part in (cues.said, cues.adjectives, cues.adverbs))
    word = r"(?:[\w'-]+ )"
    found = (
        rf"\b{adjectives} {word}{{0,{BEFORE}}}{said}\b"
        rf"|\b{adverbs} {word}{{0,{BESIDE}}}{said}\b"
        rf"|\b{said} {word}{{0,{BESIDE}}}{adverbs}\b"
    )
    return re.compile(found), re.compile(rf"\b{_any(cues.unless)}\b")


def _any(patterns: tuple[str, ...]) -> str:
    return "(?:" + "|".join(f"(?:{pattern})" for pattern in patterns) + ")"
