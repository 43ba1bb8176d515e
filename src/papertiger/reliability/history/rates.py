"""Base rates: how often alliances were honoured in war, each with the definition without which it means nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from papertiger.reliability.history.tables import (
    Coder,
    DataSet,
    Duty,
    Grade,
    Group,
    Pact,
    RateTable,
    Rule,
    Unit,
    shipped,
)

LEVEL = 0.9
"""Of intervals, unless another is asked for."""
FEW = 10
"""Under so many cases a share is rounded to five points: the last digit would be noise."""
_GRADES = {"D": "counted from data", "L": "taken over from the literature"}


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds of a rate, as shares, and the probability that lies between them."""

    low: float
    high: float
    level: float
    method: str


@dataclass(frozen=True, slots=True)
class Definition:
    """What a rate counts; its key says the same in short."""

    unit: Unit
    obligation: Duty
    first: int
    """Year in which the wars begin, and `last` in which they end, both counted in."""
    last: int
    coder: Coder
    rule: Rule
    pact: Pact
    words: str
    """The definition in words, for whoever reads the figure."""

    @property
    def key(self) -> str:
        """Such as ``alliance_war/defence/1945-2003/bf2018/strict``; pacts are added where not all are counted."""
        parts = [self.unit, self.obligation, f"{self.first}-{self.last}", self.coder, self.rule]
        return "/".join(parts if self.pact == "any" else [*parts, self.pact])


@dataclass(frozen=True, slots=True)
class BaseRate:
    """A published rate."""

    definition: Definition
    honoured: int | None
    """Of `due` obligations; None where only the share is published."""
    due: int | None
    share: float
    grade: Grade
    citation: str
    doi: str | None
    compare_with: tuple[str, ...]
    """Obligations of tests that it may be held against."""
    note: str | None = None
    data: DataSet | None = None
    """From which it can be counted again; None where that is not possible here."""

    @property
    def key(self) -> str:
        """The key of its definition."""
        return self.definition.key

    def interval(self, level: float = LEVEL) -> Interval | None:
        """Jeffreys' interval; None where the count is not published."""
        if self.honoured is None or self.due is None:
            return None
        return jeffreys(self.honoured, self.due, level)

    @property
    def figure(self) -> str:
        """The rate itself in words: never to be printed without `definition.words`."""
        if self.honoured is None or self.due is None or (found := self.interval()) is None:
            return f"{100 * self.share:g} % (the count is not published)"
        step = 5 if self.due < FEW else 1
        share, low, high = (step * round(100 * x / step) for x in (self.share, found.low, found.high))
        return f"{self.honoured} of {self.due}, {share} % ({100 * found.level:g} % interval {low}-{high} %)"

    @property
    def text(self) -> str:
        """Figure, definition, source and grade: one line that can be printed as it is."""
        note = f" {self.note}" if self.note else ""
        return f"{self.figure}: {self.definition.words} [{self.citation}; grade {self.grade}: {_GRADES[self.grade]}]{note}"


def jeffreys(honoured: int, due: int, level: float = LEVEL) -> Interval:
    """The equal-tailed interval of a share under Jeffreys' prior, Beta(1/2, 1/2); at 0 and at 1 it reaches the end.

    Brown, Cai and DasGupta (2001), "Interval Estimation for a Binomial Proportion". It takes cases as independent.
    """
    from scipy.special import betaincinv  # noqa: PLC0415 - 100 ms that printing a rate's definition need not pay

    tail = (1 - level) / 2
    a, b = honoured + 0.5, due - honoured + 0.5
    low = 0.0 if honoured == 0 else float(betaincinv(a, b, tail))
    high = 1.0 if honoured == due else float(betaincinv(a, b, 1 - tail))
    return Interval(low, high, level, "Jeffreys")


@cache
def base_rates() -> tuple[BaseRate, ...]:
    """All rates that ship, in the order of the table.

    Raises:
        DataFileError: the table is broken.
    """
    table = shipped()
    return tuple(rate for group in table.groups for rate in _of(group, table))


def _of(group: Group, table: RateTable) -> Iterator[BaseRate]:
    source = table.sources[group.source]
    for obligation, by_years in group.counts.items():
        for years, count in by_years.items():
            first, last = map(int, years.split("-"))
            words = (
                f"obligations {table.obligations[obligation].words} that fell due in wars of {first}-{last} and were honoured; "
                f"unit: {table.units[group.unit]}; {table.pacts[group.pact]}; coder: {table.coders[group.coder]}; "
                f"rule: {table.rules[group.rule]}"
            )
            honoured, due, share = _count(count)
            yield BaseRate(
                Definition(group.unit, obligation, first, last, group.coder, group.rule, group.pact, words),
                honoured,
                due,
                share,
                group.grade,
                source.citation,
                source.doi,
                table.obligations[obligation].compare_with,
                group.note,
                source.file,
            )


def _count(written: str) -> tuple[int | None, int | None, float]:
    """Honoured, due and share from ``12/54`` or ``74.5 %``."""
    if match := re.fullmatch(r"(\d+)/(\d+)", written):
        honoured, due = int(match[1]), int(match[2])
        return honoured, due, honoured / due
    return None, None, float(written.removesuffix(" %")) / 100
