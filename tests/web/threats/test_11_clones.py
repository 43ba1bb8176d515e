"""Threat 11: forty clones of one article, on forty sites, move no figure of an assessment and no number of origins in a brief."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import papertiger
from papertiger.ledger import ClaimFilter
from papertiger.news.article import Article, Metadata
from papertiger.news.loading import load_bytes
from papertiger.workbench.workbench import Workbench

CLONES = 40
SEVERAL = 2
"""Claims that an article must have to be cloned."""
_ENDS = (
    "",
    " — Mirror Daily",
    "\n\nSubscribe to our channel for more.",
    "\n\nRead also: weather for the week ahead",
)


def _figures(bench: Workbench) -> dict[str, Any]:
    """All figures of the assessment of Russia but the number of articles."""
    answer = bench.assess("RUS", as_of="2026-06-01").model_dump(mode="json")
    kept = ("tests", "responses", "pending", "n_eff", "origins", "rate")
    return {group["address"]: {name: group[name] for name in kept} for group in answer["groups"]}


def _origins(bench: Workbench) -> dict[str, Any]:
    """Independent origins of every number of the brief on Russia, and of each of its partnerships."""
    view = bench.brief(ClaimFilter(subject="RUS"))
    return {"all": view.facts["all"].origins} | {name: one.origins for name, one in view.partnerships.items()}


def _original(bench: Workbench) -> Article:
    """The shortest article that several claims on Russia's support were read from."""
    counted: dict[str, int] = {}
    for record in bench.claims(ClaimFilter(subject="RUS")):
        if record.family == "support" and record.predicate in ("withheld", "insufficient", "reduced"):
            key = record.article.sha256
            counted[key] = counted.get(key, 0) + 1
    rows = [one for one in bench.reading.articles() if counted.get(one.sha256, 0) >= SEVERAL]
    row = min(rows, key=lambda one: (one.sentences, one.sha256))
    read = bench.article(row.key)
    return Article(
        read.article.text,
        (),
        Metadata(title=row.title, outlet=row.outlet, published=row.published),
        row.path,
        b"",
    )


def _clone(original: Article, number: int, *, days: int) -> Article:
    """The same text on another site, so many days later, with other furniture around it."""
    text = original.text + _ENDS[number % len(_ENDS)]
    known = replace(
        original.metadata,
        outlet=f"Mirror {number}",
        url=f"https://mirror-{number}.example/story",
        author=f"Correspondent {number}",
        published=(date.fromisoformat(str(original.metadata.published)[:10]) + timedelta(days)).isoformat(),
    )
    (found,) = load_bytes(text.encode(), f"mirror-{number}", known=known)
    assert isinstance(found, Article)
    return found


def test_forty_clones_move_no_figure(ledger_file: Path) -> None:
    with papertiger.open(ledger_file) as bench:
        before, origins = _figures(bench), _origins(bench)
        claims = bench.counts().claims
        original = _original(bench)
        outcome = bench.read([_clone(original, number, days=number % 2) for number in range(CLONES)])
        assert outcome.read == CLONES
        assert bench.counts().claims >= claims + CLONES  # they were read, and say what the original says
        assert _figures(bench) == before
        assert _origins(bench) == origins


def test_forty_clones_of_months_later_count_as_one_or_two(ledger_file: Path) -> None:
    """A known limit: lineage looks back some weeks, so a story printed anew after that begins a family; still one, not forty."""
    with papertiger.open(ledger_file) as bench:
        origins = _origins(bench)
        original = _original(bench)
        bench.read([_clone(original, number, days=90) for number in range(CLONES)])
        assert _origins(bench)["all"] <= origins["all"] + 2
