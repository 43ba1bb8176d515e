"""Finding the articles that a new one may share an origin with, without looking at all of them.

Articles lie in shards, one a fortnight of publication; a new one is looked up in the shards of the window only, by three keys:
bands of its MinHash signature (near-duplicate text; Broder 1997, Leskovec et al. 2020, ch. 3), its first names and figures,
and a bottom-k sample of its other features (Cohen & Kaplan 2007: similar articles sample the same ones). What it takes grows
with how many articles share a key, not with how many there are; a key that too many share is no longer looked at. Shards
that have not been used for long leave memory, and come back from the store when an article of their days turns up.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
import numpy.typing as npt

from papertiger.lineage.evidence import Verdict, judge
from papertiger.lineage.fingerprint import Fingerprint
from papertiger.lineage.shard import Key, Places, Shard, keys_of
from papertiger.lineage.sieve import Candidates, Sieve
from papertiger.lineage.vocabulary import weights

LEAST = 0.5
"""Confidence at which two articles are linked."""
_LEAST_LOG_ODDS = math.log(LEAST / (1 - LEAST))
KEPT = 8
"""Links that an article keeps, the surest first: a clone needs no link to every other clone."""
JUDGED = 30
"""Candidates that are compared in full, those with most shared keys first."""
GROUP = 32
"""Articles whose candidates are weighed together."""
RESIDENT = 100_000
"""Articles in memory, about 4 kB each with their keys; see `Index`."""
_WEEK, _WEEKS = 7, 2
"""Days of a week, and weeks in a shard: few large shards are looked up faster than many small ones."""
_DAYS = _WEEK * _WEEKS

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
        load: gives the stored articles of a week; called once for each week of a shard that is looked at, and again when
            that has left memory.
        resident: articles to keep in memory at most, the shards of the newest lookup apart.
    """

    def __init__(self, load: Loader = lambda _: (), resident: int = RESIDENT) -> None:
        self._load = load
        self._resident = resident
        self._shards: OrderedDict[int | None, Shard] = OrderedDict()
        self._sieve = Sieve()

    def join(self, one: Fingerprint) -> tuple[Link, ...]:
        """Add an article; the links to those it shares an origin with, the surest first."""
        return next(self.join_all((one,)))

    def join_all(self, many: Iterable[Fingerprint]) -> Iterator[tuple[Link, ...]]:
        """Add articles one after the other; the links of each, as `join` gives them.

        Each is compared with those before it, but weighed together with some others, which costs less.
        """
        rest = iter(many)
        while group := list(islice(rest, GROUP)):
            asked = [(one, self._add(one)) for one in group]
            links = self._weighed(asked)
            # None of a group goes before its links are handed out: the store that gives it back may not have it before.
            self._evict({number for one in group for number in self._near(one)})
            yield from links

    def links(self, one: Fingerprint) -> tuple[Link, ...]:
        """The links that an article would have, without adding it."""
        return self._weighed([(one, self.candidates(one))])[0]

    def candidates(self, one: Fingerprint) -> list[Fingerprint]:
        """The articles worth comparing with: those that share most keys."""
        return self._candidates(one, keys_of(one))

    def _add(self, one: Fingerprint) -> list[Fingerprint]:
        """Add an article; the articles worth comparing with."""
        keys = keys_of(one)
        found = self._candidates(one, keys)
        self._shard(one.day // _DAYS if one.day is not None else None).add(one, keys)
        return found

    def _weighed(self, asked: Sequence[Candidates]) -> list[tuple[Link, ...]]:
        """The links of each article to its candidates."""
        hopeful = self._sieve.worth(asked, _LEAST_LOG_ODDS)
        return [_links(one, those) for (one, _), those in zip(asked, hopeful, strict=True)]

    def _candidates(self, one: Fingerprint, keys: Sequence[Key]) -> list[Fingerprint]:
        days = weights().window_days
        met = [
            shard.meeting(one, keys, days)
            for number in self._near(one)
            if (shard := self._shard(number)).entries
        ]
        if not met:
            return []
        counts = np.concatenate([m.counts for m in met])
        places = np.concatenate([m.places for m in met])
        which = np.repeat(np.arange(len(met)), [len(m.places) for m in met])
        if len(counts) > JUDGED:
            foremost = (counts >= np.partition(counts, -JUDGED)[-JUDGED]).nonzero()[0]
            counts, places, which = counts[foremost], places[foremost], which[foremost]
        if len(counts) > JUDGED:
            parts = [m.shard.beginnings(places[which == number]) for number, m in enumerate(met)]
            foremost = _foremost(counts, np.concatenate(parts), JUDGED)
            counts, places, which = counts[foremost], places[foremost], which[foremost]
        found = [
            met[number].shard.entries[at] for number, at in zip(which.tolist(), places.tolist(), strict=True)
        ]
        if len(found) > JUDGED:
            by_key = sorted(zip((-counts).tolist(), (other.key for other in found), found, strict=True))
            found = [other for _, _, other in by_key[:JUDGED]]
        return found

    def _near(self, one: Fingerprint) -> list[int | None]:
        """The shards to look at: those of the window and the undated; for an undated article all that are in memory."""
        if one.day is None:
            return list(self._shards) or [None]
        days = weights().window_days
        return [*range((one.day - days) // _DAYS, (one.day + days) // _DAYS + 1), None]

    def _shard(self, number: int | None) -> Shard:
        shard = self._shards.get(number)
        if shard is None:
            shard = self._shards[number] = Shard()
            weeks = [None] if number is None else range(number * _WEEKS, (number + 1) * _WEEKS)
            for one in chain.from_iterable(map(self._load, weeks)):
                shard.add(one)
        self._shards.move_to_end(number)
        return shard

    def _evict(self, kept: set[int | None]) -> None:
        size = sum(len(shard.entries) for shard in self._shards.values())
        for number in list(self._shards):
            if size <= self._resident:
                break
            if number not in kept:
                size -= len(self._shards.pop(number).entries)


def _foremost(counts: Places, beginnings: npt.NDArray[np.uint64], wanted: int) -> Places:
    """Places of the highest counts, of equal ones of those that sort first; more than wanted only where these do not tell."""
    order = np.lexsort((beginnings, -counts))
    last = order[wanted - 1]
    found: Places = ((counts > counts[last]) | (beginnings <= beginnings[last])).nonzero()[0]
    return found


def _links(one: Fingerprint, hopeful: Iterable[tuple[float, Fingerprint]]) -> tuple[Link, ...]:
    """The surest links of an article to candidates, of which the most hopeful come first."""
    found: list[Link] = []
    for bound, other in hopeful:
        # Nobody from here on can come among the surest, of which there are enough.
        if len(found) >= KEPT and bound < found[KEPT - 1].verdict.log_odds:
            break
        verdict = judge(one, other)
        if verdict.confidence >= LEAST:
            found.append(Link(min(one.key, other.key), max(one.key, other.key), verdict))
            found.sort(key=_surest)
    return tuple(found[:KEPT])


def _surest(link: Link) -> tuple[float, str, str]:
    return (-link.verdict.log_odds, link.first, link.second)


def week_of(one: Fingerprint) -> Week:
    """The week that an article lies in."""
    return one.day // _WEEK if one.day is not None else None
