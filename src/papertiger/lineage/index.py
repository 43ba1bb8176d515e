"""Finding the articles that a new one may share an origin with, without looking at all of them.

Articles lie in shards, one a week of publication; a new one is looked up in the shards of the window only, by three keys:
bands of its MinHash signature (near-duplicate text; Broder 1997, Leskovec et al. 2020, ch. 3), its first names and figures,
and a bottom-k sample of its other features (Cohen & Kaplan 2007: similar articles sample the same ones). What it takes grows
with how many articles share a key, not with how many there are; a key that too many share is no longer looked at. Shards
that have not been used for long leave memory, and come back from the store when an article of their week turns up.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from papertiger.lineage.evidence import Verdict, judge
from papertiger.lineage.fingerprint import Fingerprint
from papertiger.lineage.shard import Key, Places, Shard, keys_of
from papertiger.lineage.sieve import Sieve
from papertiger.lineage.vocabulary import weights

LEAST = 0.5
"""Confidence at which two articles are linked."""
_LEAST_LOG_ODDS = math.log(LEAST / (1 - LEAST))
KEPT = 8
"""Links that an article keeps, the surest first: a clone needs no link to every other clone."""
JUDGED = 40
"""Candidates that are compared in full, those with most shared keys first."""
RESIDENT = 100_000
"""Articles in memory, about 4 kB each with their keys; see `Index`."""
_WEEK = 7
_NOBODY = np.empty(0, np.intp)

Week = int | None
"""A week since 0001-01-01; None for undated articles."""
Loader = Callable[[Week], Iterable[Fingerprint]]
"""The stored articles of a week."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two articles that share an origin, as the evidence says; `first` is the key that sorts lower."""

    first: str
    second: str
    verdict: Verdict


class Index:
    """Articles by what they may be found by; joins one after the other, in any order.

    Args:
        load: gives the stored articles of a week; called once for each week that is looked at, and again when the week has
            left memory.
        resident: articles to keep in memory at most, the weeks of the newest lookup apart.
    """

    def __init__(self, load: Loader = lambda _: (), resident: int = RESIDENT) -> None:
        self._load = load
        self._resident = resident
        self._shards: OrderedDict[Week, Shard] = OrderedDict()
        self._sieve = Sieve()

    def join(self, one: Fingerprint) -> tuple[Link, ...]:
        """Add an article; the links to those it shares an origin with, the surest first."""
        keys = keys_of(one)
        found = self._links(one, keys)
        self._shard(week_of(one)).add(one, keys)
        self._evict(set(self._near(one)))
        return found

    def links(self, one: Fingerprint) -> tuple[Link, ...]:
        """The links that an article would have, without adding it."""
        return self._links(one, keys_of(one))

    def candidates(self, one: Fingerprint) -> list[Fingerprint]:
        """The articles worth comparing with: those that share most keys."""
        return self._candidates(one, keys_of(one))

    def _links(self, one: Fingerprint, keys: Sequence[Key]) -> tuple[Link, ...]:
        found: list[Link] = []
        for bound, other in self._sieve.worth(one, self._candidates(one, keys), _LEAST_LOG_ODDS):
            # Nobody below can come among the surest, of which there are enough.
            if len(found) >= KEPT and bound < found[KEPT - 1].verdict.log_odds:
                break
            verdict = judge(one, other)
            if verdict.confidence >= LEAST:
                found.append(Link(min(one.key, other.key), max(one.key, other.key), verdict))
                found.sort(key=_surest)
        return tuple(found[:KEPT])

    def _candidates(self, one: Fingerprint, keys: Sequence[Key]) -> list[Fingerprint]:
        days = weights().window_days
        met = [
            shard.meeting(one, keys, days) for week in self._near(one) if (shard := self._shard(week)).entries
        ]
        counts = np.concatenate([m.counts for m in met]) if met else _NOBODY
        if len(counts) <= JUDGED:
            return [m.shard.entries[at] for m in met for at in m.places.tolist()]
        beginnings = np.concatenate([m.shard.beginnings(m.places) for m in met])
        chosen = _foremost(counts, beginnings, JUDGED)
        ends = np.cumsum([len(m.places) for m in met])
        found: list[tuple[int, Fingerprint]] = []
        for m, end in zip(met, ends.tolist(), strict=True):
            inside = chosen[(chosen < end) & (chosen >= end - len(m.places))] - end
            shared = zip(m.counts[inside].tolist(), m.places[inside].tolist(), strict=True)
            found += [(number, m.shard.entries[at]) for number, at in shared]
        if len(found) > JUDGED:
            found.sort(key=lambda pair: (-pair[0], pair[1].key))
        return [other for _, other in found[:JUDGED]]

    def _near(self, one: Fingerprint) -> list[Week]:
        """The weeks to look at: those of the window and the undated; for an undated article all that are in memory."""
        if one.day is None:
            return list(self._shards) or [None]
        days = weights().window_days
        weeks: list[Week] = list(range((one.day - days) // _WEEK, (one.day + days) // _WEEK + 1))
        return [*weeks, None]

    def _shard(self, week: Week) -> Shard:
        shard = self._shards.get(week)
        if shard is None:
            shard = self._shards[week] = Shard()
            for one in self._load(week):
                shard.add(one)
        self._shards.move_to_end(week)
        return shard

    def _evict(self, kept: set[Week]) -> None:
        size = sum(len(shard.entries) for shard in self._shards.values())
        for week in list(self._shards):
            if size <= self._resident:
                break
            if week not in kept:
                size -= len(self._shards.pop(week).entries)


def _foremost(counts: Places, beginnings: npt.NDArray[np.uint64], wanted: int) -> Places:
    """Where the highest counts are; of equal ones those that sort first; more than wanted only where these do not tell."""
    least = np.partition(counts, -wanted)[-wanted]
    above, level = np.flatnonzero(counts > least), np.flatnonzero(counts == least)
    last = wanted - len(above) - 1
    return np.concatenate([above, level[beginnings[level] <= np.partition(beginnings[level], last)[last]]])


def _surest(link: Link) -> tuple[float, str, str]:
    return (-link.verdict.log_odds, link.first, link.second)


def week_of(one: Fingerprint) -> Week:
    """The week that an article lies in."""
    return one.day // _WEEK if one.day is not None else None
