"""Some 250 articles in three languages for a small replay: bodies of a synthetic archive, with sentences that the reader reads put in.

Reports, reprints, retellings and translations are those of `archive.stories`; `sentences.yaml` says what is put in. So origins must be found by the
lineage from whole texts, and claims by the reader, before a watch sees anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import yaml
from archive.stories import Archive, Draft
from archive.words import Lexicon
from archive.writing import written

DAYS = 150
START = date(2025, 9, 1)
FORCE = 140
"""Number of the day of force."""
RISE = (108, 139)
"""First and last day of the rise before it."""
STORM = 90


@dataclass(frozen=True, slots=True)
class Composed:
    """An article as a row of JSONL, and what it truly is."""

    row: dict[str, str]
    story: str
    """ordinary, rising, storm, talker or force."""
    family: int
    """True family."""


def composed(seed: int = 1) -> list[Composed]:
    """All articles, by day; the same seed gives the same articles."""
    texts = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
    archive, rng = Archive(seed), np.random.default_rng((seed, 9))
    found = [
        _composed(draft, story, archive.lexicon, texts, rng)
        for family, (story, day, copies) in enumerate(_stories(rng))
        for draft in archive.told(np.random.default_rng((seed, 8, family)), family, day, copies)
        if draft.day < DAYS
    ]
    return sorted(found, key=lambda one: (one.row["published"], one.row["url"]))


def _stories(rng: np.random.Generator) -> Iterator[tuple[str, float, int]]:
    """Story, day and number of reprints and retellings of each report."""
    for day in rng.uniform(0, DAYS - 1, 60):
        yield "ordinary", float(day), 0
    for day in rng.uniform(0, DAYS - 1, 20):
        yield "talker", float(day), int(rng.poisson(1.0))
    # Two in the quiet months, then a rise: more days near its end than at its beginning.
    first, last = RISE
    for day in (20.0, 70.0, *(first + (last - first) * rng.uniform(0, 1, 12) ** 0.6)):
        yield "rising", float(day), int(rng.poisson(3.0))
    yield "storm", float(STORM), 60
    for _ in range(3):
        yield "force", float(FORCE), 4


def _composed(
    draft: Draft, story: str, lexicon: Lexicon, texts: dict[str, Any], rng: np.random.Generator
) -> Composed:
    article = written(draft, lexicon).article
    title, *paragraphs = (article.text[one.start : one.end] for one in article.paragraphs)
    if story != "ordinary":
        paragraphs.insert(1, _sentence(draft, story, texts, rng))
    day = datetime.combine(START, datetime.min.time()) + timedelta(days=draft.day)
    row = {
        "title": title,
        "outlet": lexicon.outlets[draft.outlet].names["own"],
        "published": day.isoformat(timespec="seconds") + "Z",
        "url": f"https://{lexicon.outlets[draft.outlet].site}/{draft.family}-{draft.number}",
        "language": draft.language,
        "text": "\n\n".join([*paragraphs, texts["closing"][draft.language]]),
    }
    return Composed(row, story, draft.family)


def _sentence(draft: Draft, story: str, texts: dict[str, Any], rng: np.random.Generator) -> str:
    """A first report and its reprints have the same wording; retellings and translations one of their own."""
    parties = texts["parties"]["rising" if story == "force" else story]
    choice = texts["force" if story == "force" else "threat"][draft.language]
    at = draft.family if draft.kind in {"original", "reprint"} else int(rng.integers(len(choice)))
    words = {
        role: SimpleNamespace(**texts["words"][actor][draft.language]) for role, actor in parties.items()
    }
    return str(choice[at % len(choice)].format(**words))
