"""Which occasion a report speaks of: a promised day, what befell the client, or what it asked for."""

from __future__ import annotations

from collections.abc import Sequence

from papertiger.records import Domain
from papertiger.reliability.proposing.facts import Fact
from papertiger.reliability.proposing.occasions import Occasion
from papertiger.reliability.proposing.tables import Rules
from papertiger.reliability.proposing.undertakings import Undertaking


def promised_day(
    fact: Fact, domain: Domain, due: Sequence[tuple[Undertaking, Occasion]], rules: Rules
) -> tuple[Undertaking, Occasion] | None:
    """The dated promise that it speaks of."""
    if fact.claim.predicate in rules.not_of_dates:
        return None
    came = fact.claim.predicate in rules.before and fact.claim.polarity == "affirmed"
    fitting = []
    for n, (one, occasion) in enumerate(due):
        last, day = occasion.last, fact.day
        if one.obligation != domain or last is None:
            continue
        if day is None:
            if fact.article in occasion.articles:
                fitting.append((0, n))
            continue
        begin = occasion.first if occasion.first is not None else last
        since = min(begin, occasion.told if occasion.told is not None else begin) if came else last
        if since <= day and day - last <= rules.windows[domain].days:
            fitting.append((abs(day - last), n))
    return due[min(fitting)[1]] if fitting else None


def occasion_of(fact: Fact, domain: Domain, candidates: Sequence[Occasion], rules: Rules) -> Occasion | None:
    """The occasion that it speaks of: one that the same article tells of, else the last that called on such support."""
    kinds = rules.occasions[domain]
    best: tuple[tuple[bool, int, int, int], int] | None = None
    for n, one in enumerate(candidates):
        if one.domain is None:
            if one.kind not in kinds:
                continue
            likely = kinds.index(one.kind) + 1
        elif one.domain == domain or "unspecified" in {one.domain, domain}:
            likely = 0
        else:
            continue
        gap = _gap(fact, one, domain, rules)
        if gap is None:
            continue
        rank = (fact.article not in one.articles, gap // rules.days.undated.days, likely, gap)
        if best is None or rank < best[0]:
            best = rank, n
    return candidates[best[1]] if best else None


def _gap(fact: Fact, one: Occasion, domain: Domain, rules: Rules) -> int | None:
    """Days from an occasion to what is told; None where it cannot be told of it."""
    same, day = fact.article in one.articles, fact.day
    begin = one.first if one.first is not None else one.last
    if day is None or begin is None or one.last is None:
        return 0 if same else None
    if day < begin:
        return 0 if same and not fact.dated else None
    gap = max(day - one.last, 0)
    reach = rules.days.reach.days
    if fact.dated:
        reach = max(rules.windows[domain].days, rules.days.crisis.days)
    return gap if same or gap <= reach else None
