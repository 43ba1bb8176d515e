"""Origin collapse: the reports of a cell by the independent observations that they are.

Reports that descend from one report are one observation. What one named speaker says in public within some days is one too, however
many newsrooms were there: the rule by which `papertiger.lineage` counts origins of claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from papertiger.lineage.claims import SAME_STATEMENT_DAYS
from papertiger.reliability.cases import OUTCOMES, Report

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
