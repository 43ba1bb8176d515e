"""Which occasion a report or a request speaks of: a promised day, what befell the client, or what it asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from papertiger.records import Domain
from papertiger.reliability.proposing.facts import Fact
from papertiger.reliability.proposing.occasions import Occasion
from papertiger.reliability.proposing.tables import Rules
from papertiger.reliability.proposing.undertakings import Undertaking


class Timeline:
    """Occasions by the support that they call on, in order of time."""

    def __init__(self, occasions: Iterable[Occasion], rules: Rules) -> None:
        self._rules = rules
        self._found = list(occasions)
        self._articles: dict[str, list[int]] = defaultdict(list)
        for n, one in enumerate(self._found):
            for article in one.articles:
                self._articles[article].append(n)
        dated = [(begin, n) for n, one in enumerate(self._found) if (begin := one.begin) is not None]
        self._dated: dict[Domain, list[tuple[int, int, int]]] = {}
        for domain in rules.windows:
            calling = [(b, n, likely) for b, n in dated if (likely := self._likely(n, domain)) is not None]
            self._dated[domain] = sorted(calling)
        self._longest = max(
            (one.last - b for b, n in dated if (one := self._found[n]).last is not None), default=0
        )

    def told_of(self, fact: Fact, domain: Domain) -> Occasion | None:
        """What a report speaks of: an occasion that the same article tells of, else the last that called on such support."""
        reach = self._rules.days.reach.days
        if fact.dated:
            reach = max(self._rules.windows[domain].days, self._rules.days.crisis.days)
        day = fact.day
        bucket, article = self._rules.days.undated.days, fact.article
        best: tuple[bool, int, int, int, int] | None = None
        for n, likely in self._near(fact, domain, reach, 0):
            one = self._found[n]
            same, begin, last = article in one.articles, one.begin, one.last
            if day is None or begin is None or last is None:
                gap = 0 if same else None
            elif day < begin:
                gap = 0 if same and not fact.dated else None
            else:
                gap = day - last if day > last else 0
            if gap is not None and (same or gap <= reach):
                rank = not same, gap // bucket, likely, gap, n
                best = rank if best is None or rank < best else best
        return self._found[best[-1]] if best else None

    def called(self, asked: Fact) -> Occasion | None:
        """What befell the client and was known when a request was told whose call it is; None where it stands alone."""
        days = self._rules.days
        domain, day = asked.claim.domain, asked.day
        ranked = []
        for n, likely in self._near(asked, domain, days.call_after.days, days.call_before.days):
            one = self._found[n]
            if asked.told is not None and (one.told is None or one.told > asked.told):
                continue
            same, begin = asked.article in one.articles, one.begin
            gap = 0 if day is None or begin is None else day - begin
            if same or (
                begin is not None
                and day is not None
                and -days.call_before.days <= gap <= days.call_after.days
            ):
                ranked.append((not same, abs(gap) // days.undated.days, likely, abs(gap), n))
        return self._found[min(ranked)[-1]] if ranked else None

    def _near(self, fact: Fact, domain: Domain, before: int, after: int) -> Iterator[tuple[int, int]]:
        """Occasions that the same article tells of or that began in the days around it, and how readily they call on such support."""
        day, same = fact.day, self._articles.get(fact.article, ())
        for n in same:
            likely = self._likely(n, domain)
            if likely is not None:
                yield n, likely
        if day is not None:
            known = self._dated[domain]
            low = bisect_left(known, (day - before - self._longest, -1, -1))
            high = bisect_right(known, (day + after, len(self._found), 0))
            for _, n, likely in known[low:high]:
                yield n, likely

    def _likely(self, n: int, domain: Domain) -> int | None:
        """Rank of an occasion among those that call on such support, 0 a request for it; None where it does not."""
        one = self._found[n]
        if one.domain is not None:
            return 0 if one.domain == domain or "unspecified" in {one.domain, domain} else None
        kinds = self._rules.occasions[domain]
        return next((n for n, kind in enumerate(kinds, 1) if kind == one.kind), None)


class Promises:
    """Promises that name their day, by what was promised."""

    def __init__(self, due: Sequence[tuple[Undertaking, Occasion]], rules: Rules) -> None:
        self._rules = rules
        self._due: dict[str, list[tuple[Undertaking, Occasion]]] = defaultdict(list)
        for one, occasion in due:
            self._due[one.obligation].append((one, occasion))

    def told_of(self, fact: Fact, domain: Domain) -> tuple[Undertaking, Occasion] | None:
        """The promise whose day a report is about: told after that day; of what came, also before it."""
        if fact.claim.predicate in self._rules.not_of_dates:
            return None
        came = fact.claim.predicate in self._rules.before and fact.claim.polarity == "affirmed"
        due, day = self._due.get(domain, ()), fact.day
        fitting = []
        for n, (_, occasion) in enumerate(due):
            last, begin = occasion.last, occasion.begin
            if last is None or begin is None:
                continue
            if day is None:
                if fact.article in occasion.articles:
                    fitting.append((0, n))
                continue
            since = min(begin, occasion.told if occasion.told is not None else begin) if came else last
            if since <= day and day - last <= self._rules.windows[domain].days:
                fitting.append((abs(day - last), n))
        return due[min(fitting)[1]] if fitting else None
