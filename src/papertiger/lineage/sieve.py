"""Which candidates are worth weighing in full: an upper bound of the evidence on many pairs at once.

Most candidates share a few keys by chance, and weighing a pair takes long beside telling so. What can be told of forty of them
together by a handful of NumPy calls is told first: shared features by a table of their hashes (two of one hash only make the
bound higher), signatures, gap, language. The order of what is shared and quotations are taken for as good as they could be. A pair
whose bound stays below the threshold would have stayed below it when weighed, so no link is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from papertiger.lineage.evidence import FEW, FULL, LEAST_SIZE, overlap
from papertiger.lineage.features import KINDS, NAMES, NUMBERS, SHIFT, kind_weights
from papertiger.lineage.fingerprint import PERMUTATIONS, Facts, Fingerprint, Floats
from papertiger.lineage.stated import mends, stated
from papertiger.lineage.vocabulary import weights

_BITS = 16
"""Bits of a feature by which it is looked up: of a hundred features, another meets one by chance once in 650."""
_MASK = np.uint32((1 << _BITS) - 1)
_HERE, _IN_LEAD, _IN_THEIR_LEAD, _KIND, _PAIR = 1, 2, 4, 8, 64
"""A shared feature as a number: where it stands, of which kind it is, in which pair."""
_SLACK = 1e-6
"""Log-odds by which sums in another order may differ."""
_KNOWN = (
    "text",
    "topic",
    "contained",
    "lead",
    "numbers",
    "names",
    "gap",
    "outlet",
    "language",
    "own reporting",
)
_AT_BEST = ("order", "quotes", "owner")
"""Kinds of evidence that are told, and that are taken for as good as they could be."""
_ONE_OF, _APART = ("retells", "same source", "mentions"), ("other source", "source elsewhere")
"""What two articles say of their sources: one of the first at most."""


Candidates = tuple[Fingerprint, Sequence[Fingerprint]]
"""An article and those that it may share an origin with."""


class Sieve:
    """Sorts candidates out; keeps a table, so that one serves for many articles, one call after the other."""

    def __init__(self) -> None:
        self._table = np.zeros(1 << _BITS, np.uint8)

    def worth(self, asked: Sequence[Candidates], least: float) -> list[list[tuple[float, Fingerprint]]]:
        """For each article, those of its candidates whose log-odds with it may reach `least`; all that do are among them.

        The most hopeful come first, each after what its log-odds cannot exceed.
        """
        found: list[list[tuple[float, Fingerprint]]] = [[] for _ in asked]
        others = [other for _, those in asked for other in those]
        if not others:
            return found
        pairs = np.repeat(np.arange(len(asked)), [len(those) for _, those in asked])
        mine = Facts(*np.array([one.facts for one, _ in asked])[pairs].T)
        theirs = Facts(*np.concatenate([other.facts for other in others]).reshape(len(others), -1).T)
        bounds = self._bounds(asked, others, pairs, mine, theirs) + _SLACK
        fewer = np.minimum(mine.claims, theirs.claims)
        claimed = _weight("claims") * fewer / (fewer + 1)
        strangers = np.array([o.outlets.isdisjoint(one.outlets) for one, those in asked for o in those])
        said = np.where(strangers, _strangers(mine, theirs), _most_said(mine, theirs))
        for at in (bounds + said + np.maximum(claimed, 0) >= least).nonzero()[0].tolist():
            number, other = int(pairs[at]), others[at]
            one = asked[number][0]
            bound = float(bounds[at] + (said[at] if strangers[at] else _said(one, other)))
            if claimed[at]:
                bound += _weight("claims") * overlap(one.claims, other.claims)
            if bound >= least:
                found[number].append((bound, other))
        for those in found:
            those.sort(key=lambda pair: -pair[0])
        return found

    def _bounds(
        self,
        asked: Sequence[Candidates],
        others: Sequence[Fingerprint],
        pairs: npt.NDArray[np.intp],
        mine: Facts[Floats],
        theirs: Facts[Floats],
    ) -> Floats:
        """What the log-odds of each pair cannot exceed, sources, notices and claims apart."""
        told, size, in_my_lead, in_lead, numbers, names = self._told(asked, others, theirs)
        my_size, their_size = np.maximum(mine.size, _SLACK), np.maximum(theirs.size, _SLACK)
        signatures = np.concatenate([other.signature for other in others]).reshape(-1, PERMUTATIONS)
        same = signatures == np.array([one.signature for one, _ in asked])[pairs]
        same_outlet = theirs.outlet == mine.outlet
        amounts = np.empty((len(_KNOWN) + len(_AT_BEST), len(others)))
        amounts[0] = np.count_nonzero(same, axis=1) / PERMUTATIONS
        amounts[1] = size / np.sqrt(my_size * their_size)
        amounts[2] = size / np.maximum(np.minimum(my_size, their_size), LEAST_SIZE)
        # At most all of it: two features of one hash may count twice.
        amounts[3] = np.minimum(0.5, in_my_lead / np.maximum(2 * mine.lead_size, _SLACK))
        amounts[3] += np.minimum(0.5, in_lead / np.maximum(2 * theirs.lead_size, _SLACK))
        amounts[4] = numbers / (np.minimum(theirs.numbers, mine.numbers) + 1)
        amounts[5] = names / (np.minimum(theirs.names, mine.names) + 1)
        amounts[6] = np.log1p(np.nan_to_num(np.abs(theirs.moment - mine.moment), nan=weights().window_days))
        amounts[7] = same_outlet
        amounts[8] = theirs.language != mine.language
        amounts[9] = theirs.own * mine.own
        amounts[10] = np.minimum(1, told / FULL) * (told >= FEW)
        amounts[11] = np.where(theirs.quotes < mine.quotes, theirs.quoted, mine.quoted)
        amounts[12] = ~same_outlet
        return _weights() @ amounts + weights().intercept

    def _told(
        self, asked: Sequence[Candidates], others: Sequence[Fingerprint], theirs: Facts[Floats]
    ) -> Floats:
        """Shared features of each pair, at least as many as there are; rows as in `_columns`."""
        found = np.concatenate([other.features for other in others])
        sought, marks = (found & _MASK).astype(np.intp), np.empty(len(found), np.uint8)
        ends = theirs.features.cumsum().astype(np.intp)
        table, start, number = self._table, 0, 0
        for one, those in asked:
            if those:
                number += len(those)
                end = int(ends[number - 1])
                mine = one.features & _MASK
                table[mine] = _HERE
                table[mine[: one.lead]] = _HERE | _IN_LEAD
                table.take(sought[start:end], out=marks[start:end], mode="clip")
                table[mine] = 0
                start = end
        at = marks.nonzero()[0]
        pair = ends.searchsorted(at, "right")
        in_lead = at < (ends - theirs.features + theirs.lead)[pair]
        code = pair * _PAIR + ((found[at] >> SHIFT) * _KIND + marks[at]) + in_lead * _IN_THEIR_LEAD
        counts = np.bincount(code, minlength=_PAIR * len(others)).reshape(-1, _PAIR)
        return _columns() @ counts.T


@cache
def _columns() -> Floats:
    """What a shared feature counts by its number without the pair: one, its weight, that in either lead, figure, name."""
    number = np.arange(_PAIR)
    kind = number // _KIND
    weight = kind_weights()[np.minimum(kind, len(KINDS) - 1)]
    in_lead, in_their_lead = ((number & bit) > 0 for bit in (_IN_LEAD, _IN_THEIR_LEAD))
    of_kind = [np.isin(kind, kinds) for kinds in (NUMBERS, NAMES)]
    return np.array([np.ones(_PAIR), weight, weight * in_lead, weight * in_their_lead, *of_kind])


@cache
def _weights() -> Floats:
    """Log-odds of the kinds of evidence; none below zero for what is only the best that could be."""
    table = weights().evidence
    return np.array([*(table.get(k, 0) for k in _KNOWN), *(max(0, table.get(k, 0)) for k in _AT_BEST)])


def _strangers(mine: Facts[Floats], theirs: Facts[Floats]) -> Floats:
    """What it adds that articles name sources, none of which has to do with the other article."""
    number = mine.sourced + theirs.sourced
    table: Floats = np.array([0.0, _weight("source elsewhere"), _weight("other source")])
    return table[number.astype(np.intp)]


def _most_said(mine: Facts[Floats], theirs: Facts[Floats]) -> Floats:
    """The most that sources and notices can add: an article retells another, names its source or cites it, or none of it."""
    said = max(0.0, *map(_weight, _ONE_OF)) + sum(max(0.0, _weight(kind)) for kind in _APART)
    most: Floats = said + max(0.0, _weight("notice")) * (theirs.notice != mine.notice)
    return most


def _said(one: Fingerprint, other: Fingerprint) -> float:
    """Log-odds by what both say of their sources, own reporting apart, and by notices."""
    found = stated(one, other)
    notice = mends(one, other) or mends(other, one)
    return sum(_weight(kind) * found[kind] for kind in (*_ONE_OF, *_APART)) + _weight("notice") * notice


def _weight(kind: str) -> float:
    return weights().evidence.get(kind, 0.0)
