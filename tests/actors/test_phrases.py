"""Phrases in context, each with the actor it means: a table a language, written apart from the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from papertiger.actors import knowledge_base
from papertiger.actors.linking import Link, Linker

HERE = Path(__file__).parent
LANGUAGES = tuple(sorted(path.stem.partition("_")[2] for path in HERE.glob("phrases_*.yaml")))
SHARE = 0.98
"""Rows that must be right, in each language."""


@dataclass(frozen=True)
class Row:
    """One phrase; `start` and `end` bound the marked expression."""

    text: str
    start: int
    end: int
    wanted: dict[str, Any]

    @property
    def on(self) -> date | None:
        found = self.wanted.get("on")
        return date.fromisoformat(str(found)) if found else None


def rows(language: str) -> Iterator[Row]:
    """The rows of a table."""
    path = HERE / f"phrases_{language}.yaml"
    for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["phrases"]:
        before, _, rest = entry["text"].partition("[[")
        marked, _, after = rest.partition("]]")
        yield Row(before + marked + after, len(before), len(before) + len(marked), entry)


@cache
def linker(language: str) -> Linker:
    return Linker(knowledge_base(), language)


def meant(row: Row, language: str) -> Link | None:
    """The link of the marked expression: the smallest that covers it, else the largest within it."""
    links = linker(language).link(row.text, on=row.on)
    around = [link for link in links if link.start <= row.start and row.end <= link.end]
    inside = [link for link in links if row.start <= link.start and link.end <= row.end]
    if around:
        return min(around, key=lambda link: link.end - link.start)
    return max(inside, key=lambda link: link.end - link.start, default=None)


def problem(row: Row, language: str) -> str | None:
    """What is wrong with how a row is linked, or None."""
    link = meant(row, language)
    wanted = row.wanted["actor"]
    found = link.actor.id if link is not None and link.actor is not None else None
    if found != wanted:
        return f"{row.wanted['text']} ({row.on}): {found}, not {wanted}" + (f"; {link.how}" if link else "")
    if link is not None and "state" in row.wanted and link.state != row.wanted["state"]:
        return f"{row.wanted['text']}: state {link.state}, not {row.wanted['state']}"
    if link is not None and "role" in row.wanted and link.role != row.wanted["role"]:
        return f"{row.wanted['text']}: {link.role}, not {row.wanted['role']}"
    return None


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_mean_the_right_actor(language: str) -> None:
    """At least 98 in a hundred phrases are linked to the actor, state and role that a reader sees."""
    table = list(rows(language))
    wrong = [found for row in table if (found := problem(row, language))]
    share = 1 - len(wrong) / len(table)
    assert share >= SHARE, f"{share:.3f} of {len(table)} right; wrong:\n" + "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_is_large_enough(language: str) -> None:
    """A share of few rows says little."""
    assert len(list(rows(language))) >= 400
