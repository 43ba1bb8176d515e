"""Origin collapse: the reports of a cell by the independent observations that they are.

Reports that descend from one report are one observation. What one named speaker says in public within some days is one too, however
many newsrooms were there: the rule by which `papertiger.lineage` counts origins of claims.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import pairwise, product

import numpy as np

from papertiger.lineage.claims import SAME_STATEMENT_DAYS
from papertiger.reliability.cases import OUTCOMES, Report
from papertiger.reliability.measuring.settings import Measurement

Statement = tuple[str, str]
"""A named speaker, and the outcome that is said to be likeliest."""


def by_origin(reports: Iterable[Report]) -> dict[str, tuple[Report, ...]]:
    """The reports of one cell by independent origin, in order of its name; within one by content, so that the order given does not matter."""
    return {origin: tuple(sorted(same, key=_order)) for origin, same in collapsed(list(reports)).items()}


def collapsed(reports: Sequence[Report]) -> dict[str, list[Report]]:
    """As `by_origin`, but within an origin in the order given: what is said by it does not depend on that."""
    same = _same_statements(reports)
    found: dict[str, list[Report]] = {}
    for report in reports:
        origin = report.origin
        if same and (key := statement(report)):
            origin = same[key, origin]
        found.setdefault(origin, []).append(report)
    return dict(sorted(found.items()))


def statement(report: Report) -> Statement | None:
    """What a named speaker says; None for the nameless and for outlets."""
    if report.anonymous or not report.speaker:
        return None
    return report.speaker.casefold(), max(OUTCOMES, key=lambda outcome: getattr(report.says, outcome))


def _order(report: Report) -> tuple[str, ...]:
    return (
        report.origin,
        report.article,
        report.published or "",
        report.claim or report.source or "",
        report.why,
    )


def _same_statements(reports: Sequence[Report]) -> dict[tuple[Statement, str], str]:
    """(Statement, origin) → the origin that it counts under: one for statements that follow each other within some days.

    Each origin stands at the day of its first report: later copies of one would bridge the gap to the next.
    """
    if not any(report.speaker for report in reports):
        return {}
    days: dict[Statement, dict[str, int]] = {}
    for report in reports:
        if key := statement(report):
            at = date.fromisoformat(report.published).toordinal() if report.published else 0
            origins = days.setdefault(key, {})
            before = origins.get(report.origin, 0)
            origins[report.origin] = min(at, before) if at and before else at or before
    known = {report.origin for report in reports if statement(report) is None}
    found: dict[tuple[Statement, str], str] = {}
    for key, origins in sorted(days.items()):
        for group in _runs(origins):
            under = next((origin for origin in group if origin in known), group[0])
            known.add(under)
            found |= {(key, origin): under for origin in group}
    return found


def _runs(days: Mapping[str, int]) -> Iterator[list[str]]:
    """Origins in order of their day, cut where more than some days pass; undated ones (0) join the first."""
    ordered = sorted(days, key=lambda origin: (days[origin], origin))
    group = [ordered[0]]
    for before, after in pairwise(ordered):
        if days[before] and days[after] - days[before] > SAME_STATEMENT_DAYS:
            yield group
            group = []
        group.append(after)
    yield group


def leavers(reports: Sequence[Report], gone: AbstractSet[str]) -> list[Report]:
    """The reports as they are if these articles have left their family: with an origin of their own, the article."""
    return [r.model_copy(update={"origin": r.article}) if r.article in gone else r for r in reports]


def partitions(
    reports: Sequence[Report], membership: Mapping[str, float] | None, settings: Measurement
) -> list[tuple[float, frozenset[str]]]:
    """Who may have left the family: (weight, articles gone), weights summing to 1.

    All combinations where there are no more than `settings.draws`; else that many draws, stratified and seeded by the
    articles' keys, so that neither order nor other reports change them.

    Args:
        reports: of one cell.
        membership: article → probability that it descends from its family's origin; by default what the reports say.
        settings: from which probability on it counts as certain, and the number of draws.
    """
    doubtful = _doubtful(reports, membership, settings.certain.value)
    draws = settings.draws.value
    if 2 ** len(doubtful) <= draws:
        return list(_combinations(doubtful))
    stays = {article: _uniforms(article, draws) < p for article, p in doubtful.items()}
    gone = [frozenset(a for a, stay in stays.items() if not stay[draw]) for draw in range(draws)]
    return [(1 / draws, one) for one in gone]


def _doubtful(
    reports: Sequence[Report], membership: Mapping[str, float] | None, certain: float
) -> dict[str, float]:
    """Article → probability, for those that might leave and would change something by it; in order of their keys."""
    found: dict[str, float] = {}
    for report in reports:
        p = report.membership if membership is None else membership.get(report.article, 1.0)
        if report.article != report.origin and p < certain:
            found[report.article] = min(p, found.get(report.article, 1.0))
    return dict(sorted(found.items()))


def _combinations(doubtful: Mapping[str, float]) -> Iterator[tuple[float, frozenset[str]]]:
    for stays in product((True, False), repeat=len(doubtful)):
        weight, gone = 1.0, []
        for (article, p), stay in zip(doubtful.items(), stays, strict=True):
            weight *= p if stay else 1 - p
            gone += [] if stay else [article]
        if weight > 0:
            yield weight, frozenset(gone)


def _uniforms(article: str, draws: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """One number in each `draws`-th part of 0 to 1, in an order of the article's own."""
    seed = int.from_bytes(hashlib.sha256(article.encode()).digest()[:8], "big")
    rng = np.random.default_rng(seed)
    return (rng.permutation(draws) + rng.random(draws)) / draws
