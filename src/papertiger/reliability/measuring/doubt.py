"""Articles of which it is not certain that they descend from their family's origin: each may leave it, and is an origin of its own then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import product

import numpy as np
from numpy.typing import NDArray

from papertiger.reliability.cases import Report
from papertiger.reliability.measuring.origins import statement

Doubtful = Mapping[str, float]
"""Article → probability that it stays, in order of the articles' keys."""


def doubtful(reports: Sequence[Report], membership: Mapping[str, float] | None, certain: float) -> Doubtful:
    """The articles that might leave and would change something by it.

    Args:
        reports: of one cell.
        membership: article → probability that it descends from its family's origin; by default what the reports say.
        certain: probability from which on there is no doubt.
    """
    found: dict[str, float] = {}
    for report in reports:
        p = report.membership if membership is None else membership.get(report.article, 1.0)
        if report.article != report.origin and p < certain:
            found[report.article] = min(p, found.get(report.article, 1.0))
    return dict(sorted(found.items()))


def apart(reports: Sequence[Report], doubt: Doubtful) -> Doubtful:
    """Those of the doubtful whose leaving touches nothing else, so that each can be weighed on its own, exactly.

    While they stay, the origin's own article speaks; nothing descends from them; and no named speaker ties what they say to other
    reports.
    """
    if not doubt:
        return {}
    speaks = {r.origin for r in reports if r.article == r.origin and statement(r) is None}
    origins = {r.origin for r in reports}
    tied = {r.article for r in reports if r.origin not in speaks or statement(r) is not None}
    return {article: p for article, p in doubt.items() if article not in tied | origins}


def leavers(reports: Sequence[Report], gone: AbstractSet[str]) -> list[Report]:
    """The reports as they are if these articles have left their family: with an origin of their own, the article."""
    return [r.model_copy(update={"origin": r.article}) if r.article in gone else r for r in reports]


def partitions(doubt: Doubtful, draws: int) -> list[tuple[float, frozenset[str]]]:
    """Who may have left: (weight, articles gone), weights summing to 1.

    All combinations where there are no more than `draws`; else that many draws, stratified and seeded by the articles' keys, so
    that neither order nor other reports change them.
    """
    if 2 ** len(doubt) <= draws:
        return list(_combinations(doubt))
    stays = {article: _uniforms(article, draws) < p for article, p in doubt.items()}
    gone = [frozenset(a for a, stay in stays.items() if not stay[draw]) for draw in range(draws)]
    return [(1 / draws, one) for one in gone]


def _combinations(doubt: Doubtful) -> Iterator[tuple[float, frozenset[str]]]:
    for stays in product((True, False), repeat=len(doubt)):
        weight, gone = 1.0, []
        for (article, p), stay in zip(doubt.items(), stays, strict=True):
            weight *= p if stay else 1 - p
            gone += [] if stay else [article]
        if weight > 0:
            yield weight, frozenset(gone)


def _uniforms(article: str, draws: int) -> NDArray[np.float64]:
    """One number in each `draws`-th part of 0 to 1, in an order of the article's own."""
    seed = int.from_bytes(hashlib.sha256(article.encode()).digest()[:8], "big")
    rng = np.random.default_rng(seed)
    return (rng.permutation(draws) + rng.random(draws)) / draws
