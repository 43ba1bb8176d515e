"""Words that point back, in passages written apart from the program: what is resolved must be right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from papertiger.actors import knowledge_base
from papertiger.actors.linking import Around, Linker
from papertiger.language import split
from papertiger.news.article import Paragraph

TABLE = Path(__file__).parent / "references.yaml"
PRECISION = 0.97
"""Of the expressions that are resolved, how many must be right; unresolved is better than wrong."""
RECALL = 0.7
"""Of those that a reader resolves, how many are resolved rightly."""
_MARKS = re.compile(r"\[\[(.+?)\]\]")


@dataclass(frozen=True)
class Outcome:
    """One row with what was found."""

    row: str
    wanted: str | None
    found: str | None
    how: str


@cache
def outcomes() -> tuple[Outcome, ...]:
    """Every row, resolved."""
    found = []
    for row in yaml.safe_load(TABLE.read_text(encoding="utf-8"))["passages"]:
        marked = _MARKS.search(row["text"])
        assert marked is not None, row["text"]
        text = row["text"].replace("[[", "").replace("]]", "")
        start, end = marked.start(), marked.start() + len(marked[1])
        language = row["language"]
        sentences = split(text, [Paragraph(0, len(text), "body")], language)
        day = date.fromisoformat(str(row["on"])) if "on" in row else None
        links = Linker(knowledge_base(), language).link(
            text,
            on=day,
            sentences=[s.start for s in sentences],
            around=Around(row.get("outlet_state")),
        )
        here = [link for link in links if link.start <= start and end <= link.end]
        here = here or [link for link in links if start <= link.start and link.end <= end]
        link = min(here, key=lambda one: one.end - one.start, default=None)
        actor = link.actor.id if link is not None and link.actor is not None else None
        found.append(Outcome(f"{language} {row['text']}", row["actor"], actor, link.how if link else ""))
    return tuple(found)


def test_what_is_resolved_is_right() -> None:
    """Precision over all expressions that get an actor, those that mean nobody included."""
    resolved = [one for one in outcomes() if one.found is not None]
    wrong = [one for one in resolved if one.found != one.wanted]
    precision = 1 - len(wrong) / len(resolved)
    shown = "\n".join(f"{one.row}: {one.found}, not {one.wanted} ({one.how})" for one in wrong)
    assert precision >= PRECISION, f"precision {precision:.3f} of {len(resolved)}; wrong:\n{shown}"


def test_most_of_what_can_be_told_is_resolved() -> None:
    """Recall over the expressions that mean an actor."""
    telling = [one for one in outcomes() if one.wanted is not None]
    missed = [one for one in telling if one.found is None]
    recall = sum(one.found == one.wanted for one in telling) / len(telling)
    shown = "\n".join(f"{one.row}: missed {one.wanted}" for one in missed)
    assert recall >= RECALL, f"recall {recall:.3f} of {len(telling)}; missed:\n{shown}"


@pytest.mark.parametrize(("language", "least"), [("uk", 66), ("ru", 66), ("en", 66)])
def test_there_are_enough_passages(language: str, least: int) -> None:
    """Two hundred passages at least, in all three languages."""
    assert sum(one.row.startswith(language) for one in outcomes()) >= least
