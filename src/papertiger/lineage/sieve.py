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

from papertiger.lineage.evidence import FEW, FULL, LEAST_SIZE
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
    "claims",
    "gap",
    "outlet",
    "language",
    "own reporting",
)
_AT_BEST = ("order", "quotes", "owner")
"""Kinds of evidence that are told, and that are taken for as good as they could be."""
_ONE_OF, _APART = ("retells", "same source", "mentions"), ("other source", "source elsewhere")
"""What two articles say of their sources: one of the first at most."""


class Sieve:
    """Sorts candidates out; keeps tables, so that one serves for many articles, one after the other."""

    def __init__(self) -> None:
        self._features = np.zeros(1 << _BITS, np.uint8)
        self._claims = np.zeros(1 << _BITS, np.uint8)

    def worth(
        self, one: Fingerprint, others: Sequence[Fingerprint], least: float
    ) -> list[tuple[float, Fingerprint]]:
        """Those of `others` whose log-odds with `one` may reach `least`, the most hopeful first, with what each cannot exceed."""
        if not others:
            return []
        mine = Facts(*one.facts.tolist())
        theirs = Facts(*np.concatenate([other.facts for other in others]).reshape(len(others), -1).T)
        bounds = self._bounds(one, others, mine, theirs)
        strangers = np.array([one.outlets.isdisjoint(other.outlets) for other in others])
        most = bounds + np.where(strangers, _strangers(mine, theirs), _most_said(mine, theirs)) + _SLACK
        found: list[tuple[float, Fingerprint]] = []
        for at in (most >= least).nonzero()[0].tolist():
            other = others[at]
            bound = float(most[at] if strangers[at] else bounds[at] + _said(one, other) + _SLACK)
            if bound >= least:
                found.append((bound, other))
        found.sort(key=lambda pair: -pair[0])
        return found

    def _bounds(
        self, one: Fingerprint, others: Sequence[Fingerprint], mine: Facts[float], theirs: Facts[Floats]
    ) -> Floats:
        """What the log-odds of each pair cannot exceed, what they say of their sources and notices apart."""
        told, size, in_my_lead, in_lead, numbers, names = self._told(one, others, theirs)
        my_size, their_size = max(mine.size, _SLACK), np.maximum(theirs.size, _SLACK)
        signatures = np.concatenate([other.signature for other in others]).reshape(-1, PERMUTATIONS)
        same_outlet = theirs.outlet == mine.outlet
        amounts = np.empty((len(_KNOWN) + len(_AT_BEST), len(others)))
        amounts[0] = np.count_nonzero(signatures == one.signature, axis=1) / PERMUTATIONS
        amounts[1] = size / np.sqrt(my_size * their_size)
        amounts[2] = size / np.maximum(np.minimum(my_size, their_size), LEAST_SIZE)
        # At most all of it: two features of one hash may count twice.
        amounts[3] = np.minimum(0.5, in_my_lead / max(2 * mine.lead_size, _SLACK))
        amounts[3] += np.minimum(0.5, in_lead / np.maximum(2 * theirs.lead_size, _SLACK))
        amounts[4] = numbers / (np.minimum(theirs.numbers, mine.numbers) + 1)
        amounts[5] = names / (np.minimum(theirs.names, mine.names) + 1)
        amounts[6] = self._claimed(one, others)
        amounts[7] = np.log1p(np.nan_to_num(np.abs(theirs.moment - mine.moment)))
        amounts[8] = same_outlet
        amounts[9] = theirs.language != mine.language
        amounts[10] = theirs.own * mine.own
        amounts[11] = np.minimum(1, told / FULL) * (told >= FEW)
        amounts[12] = np.where(theirs.quotes < mine.quotes, theirs.quoted, mine.quoted)
        amounts[13] = ~same_outlet
        return _weights() @ amounts + weights().intercept

    def _told(self, one: Fingerprint, others: Sequence[Fingerprint], theirs: Facts[Floats]) -> Floats:
        """Shared features of each pair, at least as many as there are; rows as in `_columns`."""
        table, mine = self._features, one.features & _MASK
        table[mine] = _HERE
        table[mine[: one.lead]] = _HERE | _IN_LEAD
        found = np.concatenate([other.features for other in others])
        marks = table.take(found & _MASK)
        table[mine] = 0
        at = (marks > 0).nonzero()[0]
        ends = theirs.features.cumsum()
        pair = ends.searchsorted(at, "right")
        in_lead = at < (ends - theirs.features + theirs.lead)[pair]
        code = pair * _PAIR + ((found[at] >> SHIFT) * _KIND + marks[at]) + in_lead * _IN_THEIR_LEAD
        counts = np.bincount(code, minlength=_PAIR * len(others)).reshape(-1, _PAIR)
        return _columns() @ counts.T

    def _claimed(self, one: Fingerprint, others: Sequence[Fingerprint]) -> Floats | float:
        """Shared claims, at least as many as there are, as the evidence counts them."""
        if not len(one.claims):
            return 0.0
        sizes = np.array([len(other.claims) for other in others])
        mine = one.claims & _MASK
        self._claims[mine] = 1
        marks = self._claims[np.concatenate([other.claims for other in others]) & _MASK]
        self._claims[mine] = 0
        both = np.bincount(np.repeat(np.arange(len(others)), sizes), marks, len(others))
        fewer = np.minimum(sizes, len(one.claims))
        least: Floats = np.minimum(both, fewer) / (fewer + 1)
        return least


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


def _strangers(mine: Facts[float], theirs: Facts[Floats]) -> Floats:
    """What it adds that articles name sources, none of which has to do with the other article."""
    both, one = _weight("other source"), _weight("source elsewhere")
    return np.where(theirs.sourced > 0, both if mine.sourced else one, one if mine.sourced else 0.0)


def _most_said(mine: Facts[float], theirs: Facts[Floats]) -> Floats:
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
