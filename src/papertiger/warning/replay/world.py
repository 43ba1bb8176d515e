"""A synthetic world: all its news, and what was known of it on each day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import count

import numpy as np

from papertiger.warning.replay import chatter, speaking, storms
from papertiger.warning.replay.cast import Cast
from papertiger.warning.replay.chatter import Asked
from papertiger.warning.replay.following import Following
from papertiger.warning.replay.plan import Plan
from papertiger.warning.replay.printing import Press, Printed
from papertiger.warning.replay.told import Planted
from papertiger.warning.values import Call, Evidence, Indication, SourceDay

_PARTS = (
    "cast",
    "quiet",
    "talkers",
    "build-ups",
    "risers",
    "wars",
    "storms",
    "chatter",
    "partners",
    "said",
    "sources",
    "press",
)
"""Each part has random numbers of its own: a change of one leaves the others as they were."""


@dataclass(frozen=True)
class World:
    """All news of a world with what was planted in it."""

    plan: Plan
    printed: tuple[Printed, ...]
    """By day on which it was known, then by day of publication and claim."""
    coverage: tuple[SourceDay, ...]
    """By source, then by day."""
    others: tuple[tuple[int, int, int], ...]
    """Articles without indication: day on which they were known, day of publication, number."""
    asked: tuple[Asked, ...]
    planted: tuple[Planted, ...]

    @cached_property
    def origins_of(self) -> Mapping[str, int]:
        """Claim → number of what it was planted for; absent for the background."""
        return {one.indication.claim: one.planted for one in self.printed if one.planted is not None}

    def evidence(self, upto: date) -> Evidence:
        """All that was known at the end of that day."""
        day = (upto - self.plan.start).days
        known = self.printed[: bisect_right(self.printed, day, key=lambda one: one.known)]
        articles: dict[date, int] = defaultdict(int)
        for one in known:
            articles[one.indication.day] += 1
        for seen, published, number in self.others:
            if seen <= day:
                articles[self.plan.day(published)] += number
        return Evidence(
            upto=upto,
            indications=tuple(sorted((one.indication for one in known), key=_order)),
            coverage=tuple(one for one in self.coverage if one.day <= upto),
            articles=dict(sorted(articles.items())),
            calls=self.calls(day),
        )

    def evenings(self, part: range | None = None) -> Iterator[Evidence]:
        """The evidence of each day on which the watch is kept, as `evidence` gives it, without beginning anew each day.

        `part` asks for some of them only: numbers from 0, the first day of the watch.
        """
        plan = self.plan
        indications: list[Indication] = []
        articles: dict[date, int] = defaultdict(int)
        sources = _by_source(self.coverage)
        at = others = 0
        for day in range(plan.history + plan.days):
            new = []
            while at < len(self.printed) and self.printed[at].known <= day:
                new.append(self.printed[at].indication)
                articles[self.printed[at].indication.day] += 1
                at += 1
            while others < len(self.others) and self.others[others][0] <= day:
                articles[plan.day(self.others[others][1])] += self.others[others][2]
                others += 1
            if new:  # only what is newer than the oldest of them is sorted again
                tail = bisect_left(indications, min(map(_order, new)), key=_order)
                indications[tail:] = sorted([*indications[tail:], *new], key=_order)
            if day >= plan.history and (part is None or day - plan.history in part):
                yield Evidence(
                    upto=plan.day(day),
                    indications=tuple(indications),
                    coverage=tuple(one for days in sources for one in days[: day + 1]),
                    articles=dict(sorted(articles.items())),
                    calls=self.calls(day),
                )

    def calls(self, day: int) -> tuple[Call, ...]:
        """Calls known by that day, each as answered or not as was known then."""
        return tuple(
            replace(one.call, answered=one.answer is not None and one.answer <= day)
            for one in self.asked
            if one.day <= day
        )


def world(plan: Plan) -> World:
    """Make a world; the same plan gives the same world.

    Raises:
        PapertigerError: the actor files have too few pairs of states for the plan.
    """
    streams = np.random.SeedSequence(plan.seed).spawn(len(_PARTS))
    rng = {part: np.random.default_rng(stream) for part, stream in zip(_PARTS, streams, strict=True)}
    cast, numbers = Cast(plan.first, rng["cast"]), count()
    built, forced, build_ups = speaking.rising(cast, plan, rng["build-ups"], numbers, forced=True)
    rose, _, risers = speaking.rising(cast, plan, rng["risers"], numbers, forced=False)
    talking, talkers = speaking.talkers(cast, plan, rng["talkers"], numbers)
    fighting, fought, wars = speaking.wars(cast, plan, rng["wars"], numbers)
    quiet = speaking.quiet(cast, plan, rng["quiet"])
    supported, asked, silences = chatter.partnerships(cast, plan, rng["partners"], numbers)
    ordinary = chatter.chatter(cast, plan, rng["chatter"])
    said = speaking.said((*built, *rose, *talking, *fighting, *quiet), plan, rng["said"])
    events = [*forced, *fought, *supported, *ordinary, *said]
    # Last, so that a world without storms is the same world otherwise.
    stormed, all_storms = storms.storms(cast, plan, rng["storms"], numbers)
    events += stormed
    following = Following(cast.outlets, plan, rng["sources"], numbers)
    printed = list(Press(cast.outlets, following, plan, rng["press"]).prints(events))
    printed.sort(key=lambda one: (one.known, *_order(one.indication)))
    with_claims = np.zeros((plan.sources, plan.span), dtype=np.int64)
    for one in printed:
        with_claims[one.source, one.known] += 1
    _, seen, published, number = following.seen_others()
    return World(
        plan=plan,
        printed=tuple(printed),
        coverage=tuple(following.days(with_claims)),
        others=tuple(sorted(zip(seen.tolist(), published.tolist(), number.tolist(), strict=True))),
        asked=tuple(asked),
        planted=(*build_ups, *risers, *talkers, *wars, *all_storms, *silences, *following.planted),
    )


def _by_source(coverage: Sequence[SourceDay]) -> list[list[SourceDay]]:
    found: dict[str, list[SourceDay]] = {}
    for one in coverage:
        found.setdefault(one.source, []).append(one)
    return list(found.values())


def _order(indication: Indication) -> tuple[date, str]:
    return indication.day, indication.claim
