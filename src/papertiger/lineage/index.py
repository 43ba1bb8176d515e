"""Finding the articles that a new one may share an origin with, without looking at all of them.

Articles lie in shards, one a week of publication; a new one is looked up in the shards of the window only, by three keys:
bands of its MinHash signature (near-duplicate text; Broder 1997, Leskovec et al. 2020, ch. 3), its first names and figures,
and a bottom-k sample of its other features (Cohen & Kaplan 2007: similar articles sample the same ones). What it takes grows
with how many articles share a key, not with how many there are; a key that too many share is no longer looked at. Shards
that have not been used for long leave memory, and come back from the store when an article of their week turns up.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from papertiger.lineage.evidence import Verdict, judge, sources
from papertiger.lineage.features import KINDS, SHIFT
from papertiger.lineage.fingerprint import PERMUTATIONS, Fingerprint
from papertiger.lineage.vocabulary import weights

ROWS = 3
"""Numbers of a signature in one band."""
BANDS = PERMUTATIONS // ROWS
NAMED, SAMPLED = 20, 12
"""Names and figures, and other features, by which an article is looked up."""
CROWD = 400
"""Articles of a week that share a key, beyond which it says nothing."""
LEAST = 0.5
"""Confidence at which two articles are linked."""
KEPT = 8
"""Links that an article keeps, the surest first: a clone needs no link to every other clone."""
JUDGED = 40
"""Candidates that are compared in full, those with most shared keys first."""
RESIDENT = 100_000
"""Articles in memory, about 4 kB each with their keys; see `Index`."""
_WEEK = 7
_NAMING = frozenset(KINDS.index(kind) for kind in ("person", "body", "number", "name"))
_OTHER = frozenset(KINDS.index(kind) for kind in ("concept", "word"))

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


@dataclass(slots=True)
class _Shard:
    entries: list[Fingerprint] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    places: dict[object, list[int]] = field(default_factory=dict)
    """Key to look up → places in `entries`."""

    def add(self, one: Fingerprint) -> None:
        if one.key in self.keys:
            return
        self.keys.add(one.key)
        at = len(self.entries)
        self.entries.append(one)
        for key in keys_of(one):
            here = self.places.setdefault(key, [])
            if len(here) <= CROWD:
                here.append(at)


def keys_of(one: Fingerprint) -> Iterator[object]:
    """The keys by which an article is found."""
    bands = one.signature.reshape(BANDS, ROWS).astype(np.uint64)
    mixed = (bands[:, 0] * np.uint64(0x9E3779B1) ^ bands[:, 1] * np.uint64(0x85EBCA77)) ^ (
        bands[:, 2] << np.uint64(17)
    )
    yield from ((number, band) for number, band in enumerate(mixed.tolist()))
    yield from named_keys(one)
    own = {o.id for o in sources(one)} | {one.outlet.id}
    yield from own


def named_keys(one: Fingerprint) -> list[int]:
    """The features by which an article is found: its first names and figures, and a bottom-k sample of the rest."""
    values = one.features.tolist()
    named = [v for v in values if v >> SHIFT in _NAMING][:NAMED]
    # The hash of a feature is as good as random, so the smallest are a sample that does not depend on the article.
    rest = sorted((v & ((1 << SHIFT) - 1), v) for v in values if v >> SHIFT in _OTHER)[:SAMPLED]
    return named + [v for _, v in rest]


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
        self._shards: OrderedDict[Week, _Shard] = OrderedDict()

    def join(self, one: Fingerprint) -> tuple[Link, ...]:
        """Add an article; the links to those it shares an origin with, the surest first."""
        found = self.links(one)
        self._shard(week_of(one)).add(one)
        self._evict(set(self._near(one)))
        return found

    def links(self, one: Fingerprint) -> tuple[Link, ...]:
        """The links that an article would have, without adding it."""
        links: list[Link] = []
        for other in self.candidates(one):
            verdict = judge(one, other)
            if verdict.confidence >= LEAST:
                links.append(Link(min(one.key, other.key), max(one.key, other.key), verdict))
        links.sort(key=lambda link: (-link.verdict.log_odds, link.first, link.second))
        return tuple(links[:KEPT])

    def candidates(self, one: Fingerprint) -> list[Fingerprint]:
        """The articles worth comparing with, those that share most keys first."""
        keys = list(keys_of(one))
        window = weights().window_days
        found: list[tuple[int, Fingerprint]] = []
        for week in self._near(one):
            shard = self._shard(week)
            hits: Counter[int] = Counter()
            for key in keys:
                here = shard.places.get(key)
                if here is not None and len(here) <= CROWD:
                    hits.update(here)
            found += [(n, shard.entries[at]) for at, n in hits.items() if n > 1]
        found = [(n, other) for n, other in found if other.key != one.key and _within(one, other, window)]
        found.sort(key=lambda pair: (-pair[0], pair[1].key))
        return [other for _, other in found[:JUDGED]]

    def _near(self, one: Fingerprint) -> list[Week]:
        """The weeks to look at: those of the window and the undated; for an undated article all that are in memory."""
        if one.day is None:
            return list(self._shards) or [None]
        days = weights().window_days
        weeks: list[Week] = list(range((one.day - days) // _WEEK, (one.day + days) // _WEEK + 1))
        return [*weeks, None]

    def _shard(self, week: Week) -> _Shard:
        shard = self._shards.get(week)
        if shard is None:
            shard = self._shards[week] = _Shard()
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


def _within(one: Fingerprint, other: Fingerprint, days: int) -> bool:
    return one.moment is None or other.moment is None or abs(one.moment - other.moment) <= days


def week_of(one: Fingerprint) -> Week:
    """The week that an article lies in."""
    return one.day // _WEEK if one.day is not None else None
