"""The articles of some days, and the keys under which each is found.

A key leads to places in the shard as packed 32-bit numbers, not as a list: what a new article meets is then counted by NumPy in
one go, and the many keys that only one article has share one small object.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from papertiger.lineage.features import KINDS, SHIFT
from papertiger.lineage.fingerprint import Fingerprint
from papertiger.lineage.stated import sources

ROWS = 3
"""Numbers of a signature in one band."""
BANDS = 14
"""Bands by which an article is looked up. A copy meets in nearly all of them, a text that shares half of its shingles in some with
probability 0.85, and most of what is left by its names and figures."""
NAMED, SAMPLED = 20, 12
"""Names and figures, and other features, by which an article is looked up."""
CROWD = 800
"""Articles of a shard that share a key, beyond which it says nothing."""
_PLACE = np.dtype(np.uint32)
_FULL, _CROWDED = CROWD * _PLACE.itemsize, b""
_NAMING = np.array([kind in {"person", "body", "number", "name"} for kind in KINDS])
_OTHER = np.array([kind in {"concept", "word"} for kind in KINDS])
_BEGINNING = 8
"""Bytes of a key that are compared first."""
_LEAST_SHARED = 2
"""Keys that two articles must share: one alone is chance."""

Key = int | str
Places = npt.NDArray[np.intp]


class Met(NamedTuple):
    """Articles of a shard that share keys with another one."""

    shard: Shard
    places: Places
    """Where in its entries they are."""
    counts: Places
    """How many keys each shares."""


class Shard:
    """Articles of some days, each once, in the order in which they were added."""

    def __init__(self) -> None:
        self.entries: list[Fingerprint] = []
        self._keys: set[str] = set()
        self._places: dict[Key, bytes | bytearray] = {}
        """Key to look up → places in `entries`; none where too many share it."""
        self._first, self._last = math.inf, -math.inf
        """Moments of the first and the last dated article."""
        self._moments: npt.NDArray[np.float64] = np.empty(0)
        self._beginnings: npt.NDArray[np.uint64] = np.empty(0, np.uint64)

    def add(self, one: Fingerprint, keys: Sequence[Key] | None = None) -> None:
        """Add an article, unless it is there.

        Args:
            one: the article.
            keys: its `keys_of`, where they are known.
        """
        if one.key in self._keys:
            return
        self._keys.add(one.key)
        at = len(self.entries)
        self.entries.append(one)
        self._note(at, one)
        place, places = _PLACE.type(at).tobytes(), self._places
        for key in keys_of(one) if keys is None else keys:
            here = places.get(key)
            if here is None:
                places[key] = place
            elif len(here) == _FULL:
                places[key] = _CROWDED
            elif type(here) is bytearray:
                here += place
            elif here:
                places[key] = bytearray(here + place)

    def _note(self, at: int, one: Fingerprint) -> None:
        if at == len(self._moments):
            more = max(16, at // 2)
            self._moments = np.concatenate([self._moments, np.full(more, np.nan)])
            self._beginnings = np.concatenate([self._beginnings, np.zeros(more, np.uint64)])
        self._moments[at] = np.nan if one.moment is None else one.moment
        if one.moment is not None:
            self._first, self._last = min(self._first, one.moment), max(self._last, one.moment)
        first = one.key.encode("utf-8", "surrogatepass")[:_BEGINNING]
        self._beginnings[at] = int.from_bytes(first.ljust(_BEGINNING, b"\0"), "big")

    def meeting(self, one: Fingerprint, keys: Sequence[Key], days: int) -> Met:
        """The articles that share keys with another one and were published within some days of it, itself apart.

        Args:
            one: the article.
            keys: its `keys_of`.
            days: how far apart two dated articles may be.
        """
        found = b"".join(filter(None, map(self._places.get, keys)))
        counts = np.bincount(np.frombuffer(found, _PLACE))
        at = (counts >= _LEAST_SHARED).nonzero()[0]
        moment = one.moment
        if moment is not None and (moment - self._first > days or self._last - moment > days):
            at = at[~(np.abs(self._moments[at] - moment) > days)]  # one without a date is within
        if one.key in self._keys:
            at = at[[self.entries[place].key != one.key for place in at.tolist()]]
        return Met(self, at, counts[at])

    def beginnings(self, places: Places) -> npt.NDArray[np.uint64]:
        """Numbers that sort as the keys of the articles in those places do, but where those begin alike."""
        return self._beginnings[places]


def keys_of(one: Fingerprint) -> list[Key]:
    """The keys by which an article is found: bands of its signature, features, and the outlets involved."""
    bands = one.signature[: BANDS * ROWS].reshape(BANDS, ROWS).astype(np.uint64)
    mixed = (bands[:, 0] * np.uint64(0x9E3779B1) ^ bands[:, 1] * np.uint64(0x85EBCA77)) ^ (
        bands[:, 2] << np.uint64(17)
    )
    # Below zero, so that no band is a feature.
    keys: list[Key] = [~(band << 6 | number) for number, band in enumerate(mixed.tolist())]
    keys += named_keys(one)
    keys += {o.id for o in sources(one)} | {one.outlet.id}
    return keys


def named_keys(one: Fingerprint) -> list[int]:
    """The features by which an article is found: its first names and figures, and a bottom-k sample of the rest."""
    kinds = one.features >> SHIFT
    named = one.features[_NAMING[kinds]][:NAMED]
    # The hash of a feature is as good as random, so the smallest are a sample that does not depend on the article.
    rest = one.features[_OTHER[kinds]]
    hashes = (rest & np.uint32((1 << SHIFT) - 1)).astype(np.uint64) << np.uint64(32) | rest
    sampled = np.sort(hashes)[:SAMPLED] & np.uint64(0xFFFFFFFF)
    return named.tolist() + sampled.tolist()  # type: ignore[no-any-return]
