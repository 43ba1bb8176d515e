"""Crises: tests born of one war or crisis hang together, and so do those that one report alone tells of (one story is one cluster)."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from papertiger.reliability.proposing.dates import label
from papertiger.reliability.proposing.drafts import Draft
from papertiger.reliability.proposing.occasions import Occasion


@dataclass(slots=True, eq=False)
class _Run:
    begin: int
    end: int


class Crises:
    """The crises of one client: runs of what befell it with no gap of more than `days`."""

    def __init__(self, client: str, befell: Sequence[Occasion], days: int) -> None:
        """Requests and silences join a run up to `days` from it, or stand for themselves."""
        self._client, self._days = client, days
        self._runs: list[_Run] = []
        self._others: list[_Run] = []
        for begin, end in sorted(span for one in befell if (span := _span(one)) is not None):
            if self._runs and begin - self._runs[-1].end <= days:
                self._runs[-1].end = max(self._runs[-1].end, end)
            else:
                self._runs.append(_Run(begin, end))

    def join(self, others: Iterable[Occasion]) -> None:
        """Give each occasion that fell into no run one of its own, the earliest first."""
        for begin, end in sorted(span for one in others if (span := _span(one)) is not None):
            if self._near(self._runs, begin, end) is None and self._near(self._others, begin, end) is None:
                self._others.append(_Run(begin, end))

    def of(self, one: Occasion) -> str:
        """Name of the crisis: the client, and the month in which it began."""
        span = _span(one)
        if span is None:
            return f"{self._client}-undated"
        run = self._near(self._runs, *span) or self._near(self._others, *span) or _Run(*span)
        return f"{self._client}-{label(run.begin, run.begin)}"

    def first(self, befell: Sequence[Occasion]) -> list[Occasion]:
        """Of each kind the occasion with which it came into a crisis."""
        found: dict[tuple[str, str], Occasion] = {}
        dated = [one for one in befell if _span(one) is not None]
        for one in sorted(dated, key=lambda one: (_span(one), one.id)):
            found.setdefault((self.of(one), one.kind), one)
        return list(found.values())

    def _near(self, runs: list[_Run], begin: int, end: int) -> _Run | None:
        near = [
            (gap, n)
            for n, r in enumerate(runs)
            if (gap := max(begin - r.end, r.begin - end, 0)) <= self._days
        ]
        return runs[min(near)[1]] if near else None


def _span(one: Occasion) -> tuple[int, int] | None:
    begin = one.first if one.first is not None else one.last
    return None if begin is None or one.last is None else (begin, one.last)


def one_story(drafts: Iterable[Draft]) -> None:
    """Put tests that one and the same origin alone tells of into one crisis, where it tells of more than one."""
    told: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if len(draft.origins) == 1:
            told[next(iter(draft.origins))].append(draft)
    for origin, alone in told.items():
        if len({draft.crisis for draft in alone}) > 1:
            digest = hashlib.sha256(origin.encode()).hexdigest()[:12]
            for draft in alone:
                draft.crisis = f"origin-{digest}"
