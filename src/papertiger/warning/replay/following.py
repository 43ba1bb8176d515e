"""The sources that a synthetic watch follows: their habits, what they give day by day, and when they stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from papertiger.warning.replay.cast import Outlet
from papertiger.warning.replay.plan import Plan
from papertiger.warning.replay.told import Planted
from papertiger.warning.values import SourceDay

Array = NDArray[np.float64]
Counts = NDArray[np.int64]

_WEEKENDS = (0.15, 0.8, 1.0)
"""How much of their weekday number sources publish at weekends."""
_WIDE = 0.2
"""Share of outages that take most sources at once (a cut line, a blocked country), not one."""


@dataclass(frozen=True, slots=True)
class Down:
    """An outage of one source: first and last day, and whether it still answers while giving nothing new."""

    source: int
    first: int
    last: int
    answers: bool


class Following:
    """Sources, which outlets come through each, and when each was down."""

    def __init__(
        self, outlets: Sequence[Outlet], plan: Plan, rng: np.random.Generator, numbers: Iterator[int]
    ) -> None:
        self._plan = plan
        direct = plan.sources - plan.aggregators
        order = rng.permutation(len(outlets))
        self.source_of = np.empty(len(outlets), dtype=np.int64)
        """Outlet number → source number."""
        self.source_of[order[:direct]] = np.arange(direct)
        self.source_of[order[direct:]] = rng.integers(direct, plan.sources, len(outlets) - direct)
        self.names = tuple(
            f"feed:{outlets[order[number]].id.removeprefix('outlet:')}"
            if number < direct
            else f"feed:aggregator-{number - direct + 1}"
            for number in range(plan.sources)
        )
        middle = np.where(np.arange(plan.sources) < direct, 8.0, 50.0)
        usual = middle * np.exp(rng.normal(0.0, 0.8, plan.sources))
        weekend: Array = np.asarray(rng.choice(_WEEKENDS, plan.sources))
        is_weekend = ((np.arange(plan.span) + plan.start.weekday()) % 7) >= 5  # noqa: PLR2004 - Saturday
        rates = usual[:, None] * np.where(is_weekend[None], weekend[:, None], 1.0)
        # Days on which there is much or little news for everybody, as after an attack or in holidays.
        busy = np.exp(rng.normal(0.0, 0.15, plan.span))
        self.other: Counts = np.asarray(rng.poisson(rates * busy), dtype=np.int64)
        """Articles without any indication, by source and day of publication."""
        self.looks: Counts = np.repeat(rng.choice([4, 12, 24, 48], plan.sources)[:, None], plan.span, axis=1)
        fails = rng.choice([0.001, 0.01, 0.05], plan.sources, p=[0.6, 0.3, 0.1])
        self._answers: Counts = np.asarray(rng.binomial(self.looks, 1 - fails[:, None]), dtype=np.int64)
        self.downs, self.planted = _outages(plan, rng, numbers, self.names)
        self.known: Counts = np.repeat(np.arange(plan.span)[None], plan.sources, axis=0)
        """Day on which what a source published on a day is seen, by source and day of publication."""
        for down in self.downs:
            self.known[down.source, down.first : down.last + 1] = down.last + 1
            if not down.answers:
                self._answers[down.source, down.first : down.last + 1] = 0

    def days(self, with_claims: Counts) -> list[SourceDay]:
        """What each source gave each day; `with_claims` are its new articles with indications, by source and day on which they were seen."""
        new = with_claims.copy()
        seen = self.seen_others()
        np.add.at(new, seen[:2], seen[3])
        return [
            SourceDay(
                source=name,
                day=self._plan.day(day),
                looks=int(self.looks[number, day]),
                answers=int(self._answers[number, day]),
                items=int(new[number, day]),
            )
            for number, name in sorted(enumerate(self.names), key=lambda pair: pair[1])
            for day in range(self._plan.span)
        ]

    def seen_others(self) -> tuple[Counts, Counts, Counts, Counts]:
        """Articles without indication as rows: source, day on which they were seen, day of publication, number."""
        held_up = self.known > np.arange(self._plan.span)
        number: Counts = np.where(
            held_up, np.round(self.other * (1 - self._plan.lost)).astype(np.int64), self.other
        )
        source, day = np.nonzero((self.known < self._plan.span) & (number > 0))
        return source, self.known[source, day], day, number[source, day]

    def gets(self, source: int, day: int, chance: float) -> int | None:
        """Day on which an article of that source and day is seen; None where it is lost. `chance` is the article's own, 0 to 1."""
        known = int(self.known[source, day])
        if known == day:
            return day
        return None if chance < self._plan.lost or known >= self._plan.span else known


def _outages(
    plan: Plan, rng: np.random.Generator, numbers: Iterator[int], names: Sequence[str]
) -> tuple[list[Down], list[Planted]]:
    """Outages of one source (2 to 10 days, a third of them answering without anything new) and of most sources (2 to 5 days)."""
    busy: set[tuple[int, int]] = set()
    downs: list[Down] = []
    planted: list[Planted] = []
    wide = round(_WIDE * plan.outages)
    for at in range(plan.outages):
        most = at < wide
        length = int(rng.integers(2, 6 if most else 11))
        while True:
            first = plan.history + int(rng.integers(0, plan.days - length))
            share = rng.uniform(0.6, 0.95)
            many = max(2, round(share * plan.sources)) if most else 1
            hit = rng.choice(plan.sources, many, replace=False)
            # A month between two outages of one source, so that each can be told from the other.
            days = range(first - 30, first + length + 30)
            if not any((int(source), day) in busy for source in hit for day in days):
                break
        answers = not most and at % 3 == 0
        busy |= {(int(source), day) for source in hit for day in range(first, first + length)}
        downs += [Down(int(source), first, first + length - 1, answers) for source in hit]
        about = tuple(sorted(names[source] for source in hit))
        facts = {"sources": float(many), "answers": float(answers)}
        planted.append(Planted(next(numbers), "outage", about, first, first + length - 1, facts=facts))
    return downs, planted
