"""Occasions: what befell a client, what it asked for, the day that a promise names; each told by one claim or by many.

Facts are taken in the order in which they were told. The first that tells of something new opens an occasion and fixes its time, by
which its id is made; whatever is told later joins it or opens another, so that news to come changes no id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from papertiger.records import Domain
from papertiger.reliability.cases import Link, Trigger, TriggerKind, case_id
from papertiger.reliability.proposing.dates import label, span
from papertiger.reliability.proposing.facts import Fact, spread, subject_of
from papertiger.reliability.proposing.tables import Rule, Rules, TriggerRule
from papertiger.reliability.proposing.wording import because

LINKS = 25
"""Links that a case keeps of one role, of as many origins as there are."""


@dataclass(slots=True, eq=False)
class Occasion:
    """A trigger in the making."""

    id: str
    target: str
    kind: TriggerKind
    first: int | None
    """The days of the fact that opened it; both None where nothing is known of when."""
    last: int | None
    told: int | None
    """When it was first told."""
    threat: str | None = None
    severity: int = 3
    domain: Domain | None = None
    """What was asked for, or what is said to have come or not; None for what befell the client."""
    silent: bool = False
    """Whether nothing is known that called on support: only what came is told."""
    evidence: list[tuple[Fact, Rule]] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    _narrowest: tuple[int, int, int] | None = None

    def add(self, fact: Fact, rule: Rule) -> None:
        """Take in a fact that tells of it."""
        self.evidence.append((fact, rule))
        self.articles.add(fact.article)
        if fact.first is not None and fact.last is not None:
            days = (fact.last - fact.first, fact.first, fact.last)
            self._narrowest = min(self._narrowest, days) if self._narrowest else days

    @property
    def begin(self) -> int | None:
        """The first of those days that is known."""
        return self.first if self.first is not None else self.last

    @property
    def onset(self) -> tuple[int | None, int | None]:
        """The narrowest days that a dated claim gives; else it began by the day on which it was first told."""
        if self._narrowest is not None:
            return self._narrowest[1:]
        if self.kind == "due_date":
            return self.first, self.last
        return None, self.last

    def record(self) -> Trigger:
        """The trigger as proposed."""
        rules = {id(fact): rule for fact, rule in self.evidence}
        links = tuple(
            Link(
                role="trigger", claim=f.claim.id, rule=rules[id(f)].id, why=because(rules[id(f)].why, f.claim)
            )
            for f in spread([f for f, _ in self.evidence], LINKS)
        )
        first, last = self.onset
        return Trigger(
            id=self.id, target=self.target, threat=self.threat, kind=self.kind, onset=span(first, last),
            severity=self.severity, links=links,
        )  # fmt: skip


class Occasions:
    """Occasions of one sort, opened as facts are told."""

    def __init__(self, days: int, undated: int) -> None:
        """`days` between two that are one; an undated fact joins one of up to `undated` days before."""
        self._days, self._undated = days, undated
        self._found: dict[tuple[str, ...], list[Occasion]] = {}

    def __iter__(self) -> Iterator[Occasion]:
        return (one for of in self._found.values() for one in of)

    def place(
        self, key: tuple[str, ...], fact: Fact, rule: Rule, *, target: str, kind: TriggerKind
    ) -> Occasion:
        """The occasion of that key that a fact tells of; a new one where none fits."""
        known = self._found.setdefault(key, [])
        nearest = min(
            ((gap, n) for n, one in enumerate(known) if (gap := self._gap(one, fact)) is not None),
            default=None,
        )
        if nearest is None:
            first, last = (fact.first, fact.last) if fact.dated else (fact.told, fact.told)
            if last is None and first is not None:
                last = fact.told if fact.told is not None and fact.told >= first else first
            identity = case_id("trigger", target, *key, label(first, last))
            one = Occasion(identity, target, kind, first, last, fact.told)
            known.append(one)
        else:
            one = known[nearest[1]]
        one.add(fact, rule)
        return one

    def _gap(self, one: Occasion, fact: Fact) -> int | None:
        """Days between a fact and an occasion; None where they are two."""
        begin, end = one.begin, one.last
        if begin is None or end is None:
            return None if fact.dated or fact.told is not None else 0
        if fact.dated:
            first = fact.first if fact.first is not None else fact.last
            last = fact.last if fact.last is not None else first
            if first is None or last is None:
                return None
            gap = max(begin - last, first - end, 0)
            return gap if gap <= self._days else None
        if fact.told is None:
            return None
        gap = fact.told - end
        return abs(gap) if -self._days <= gap <= self._undated else None


def perils(client: str, found: Iterable[tuple[Fact, TriggerRule]], rules: Rules) -> list[Occasion]:
    """What befell a client: one occasion a threat, kind and time."""
    occasions = Occasions(rules.days.trigger.days, rules.days.undated.days)
    for fact, rule in found:
        acts = subject_of(fact.claim)
        threat = acts if acts != client else None
        one = occasions.place((threat or "", rule.kind), fact, rule, target=client, kind=rule.kind)
        one.threat = threat
        one.severity = max(one.severity, rule.severity) if len(one.evidence) > 1 else rule.severity
    return list(occasions)
