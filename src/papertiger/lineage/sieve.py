"""Which candidates are worth weighing in full: an upper bound of the evidence on many pairs at once.

Most candidates share a few keys by chance, and weighing a pair takes long beside telling so. What can be told of forty of them
together by a handful of NumPy calls is told first: shared features by a table of their hashes (two of one hash only make the
bound higher), signatures, gap, language. The order of what is shared, quotations and sources are taken for as good as they could
be. A pair whose bound stays below the threshold would have stayed below it when weighed, so no link is lost.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from papertiger.lineage.evidence import FEW, FULL, LEAST_SIZE
from papertiger.lineage.features import KINDS, NAMES, NUMBERS, SHIFT, kind_weights
from papertiger.lineage.fingerprint import PERMUTATIONS, Fingerprint
from papertiger.lineage.stated import mends, stated
from papertiger.lineage.vocabulary import weights

_BITS = 16
"""Bits of a feature by which it is looked up: of a hundred features, another meets one by chance once in 650."""
_MASK = np.uint32((1 << _BITS) - 1)
_HERE, _IN_LEAD = 1, 2
_SLACK = 1e-6
"""Log-odds by which sums in another order may differ."""
_NUMBER, _NAME = (np.isin(np.arange(len(KINDS)), kinds) for kinds in (NUMBERS, NAMES))
_ONE_OF = ("retells", "same source", "mentions")
"""Of these a pair has one at most."""

Floats = npt.NDArray[np.float64]


class Sieve:
    """Sorts candidates out; keeps tables, so that one serves for many articles, one after the other."""

    def __init__(self) -> None:
        self._features = np.zeros(1 << _BITS, np.uint8)
        self._claims = np.zeros(1 << _BITS, np.uint8)

    def worth(self, one: Fingerprint, others: Sequence[Fingerprint], least: float) -> list[Fingerprint]:
        """Those of `others`, in their order, whose log-odds with `one` may reach `least`; all that do are among them."""
        if not others:
            return []
        facts = np.concatenate([other.facts for other in others]).reshape(len(others), -1).T
        mine = one.facts.tolist()
        bounds = self._bounds(one, others, mine, facts)
        said = _best_said(mine, facts)
        least -= _SLACK
        hopeful = np.flatnonzero(bounds + said >= least).tolist()
        return [others[at] for at in hopeful if not said[at] or bounds[at] + _said(one, others[at]) >= least]

    def _bounds(
        self, one: Fingerprint, others: Sequence[Fingerprint], mine: Sequence[float], facts: Floats
    ) -> Floats:
        """What the log-odds of each pair cannot exceed, what they say of their sources and notices apart."""
        size, lead, lead_size, numbers, names, quotes, long_quotes, moments, _, _, own, _ = facts
        my_size, _, my_lead, my_numbers, my_names, my_quotes, my_long_quotes, moment, _, _, my_own, _ = mine
        told = self._told(one, others, lead)
        my_size, size = max(my_size, _SLACK), np.maximum(size, _SLACK)
        signatures = np.concatenate([other.signature for other in others]).reshape(-1, PERMUTATIONS)
        # The quotations of the article with fewer; of either where they have as many.
        quoted = np.maximum(
            np.where(quotes < my_quotes, 0, my_long_quotes), np.where(quotes > my_quotes, 0, long_quotes)
        ) * (np.minimum(quotes, my_quotes) > 0)
        same_outlet = np.array([other.outlet.id == one.outlet.id for other in others])
        known: dict[str, Floats] = {
            "text": (signatures == one.signature).mean(axis=1),
            "topic": told["size"] / np.sqrt(my_size * size),
            "contained": told["size"] / np.maximum(np.minimum(my_size, size), LEAST_SIZE),
            "lead": (_share(told["my lead"], my_lead) + _share(told["their lead"], lead_size)) / 2,
            "numbers": told["numbers"] / (np.minimum(numbers, my_numbers) + 1),
            "names": told["names"] / (np.minimum(names, my_names) + 1),
            "claims": self._claimed(one, others),
            "gap": np.log1p(np.nan_to_num(np.abs(moments - moment))),
            "outlet": same_outlet.astype(float),
            "language": np.array([other.language != one.language for other in others], float),
            "own reporting": own * my_own,
        }
        at_best: dict[str, Floats] = {
            "order": np.where(told["number"] < FEW, 0, np.minimum(1, told["number"] / FULL)),
            "quotes": quoted / (quoted + 1),
            "owner": 1.0 - same_outlet,
        }
        table = weights()
        found = np.full(len(others), table.intercept)
        for kind, amount in known.items():
            found += table.evidence.get(kind, 0) * amount
        for kind, amount in at_best.items():
            found += max(0.0, table.evidence.get(kind, 0)) * amount
        return found

    def _told(self, one: Fingerprint, others: Sequence[Fingerprint], lead: Floats) -> dict[str, Floats]:
        """Shared features of each pair, at least as many as there are: their number and weight, by where and what they are."""
        table, mine = self._features, one.features & _MASK
        table[mine] = _HERE
        table[mine[: one.lead]] |= _IN_LEAD
        found = np.concatenate([other.features for other in others])
        marks = table[found & _MASK]
        table[mine] = 0
        ends = np.cumsum([len(other.features) for other in others])
        at = np.flatnonzero(marks)
        pair = np.searchsorted(ends, at, side="right")
        starts = np.concatenate([[0], ends])
        kind = found[at] >> SHIFT
        weight = kind_weights()[kind]
        in_my_lead = marks[at] > _HERE
        in_their_lead = at - starts[pair] < lead[pair]

        def summed(parts: npt.NDArray[np.generic]) -> Floats:
            return np.bincount(pair, parts, len(others))

        return {
            "number": np.bincount(pair, minlength=len(others)).astype(float),
            "size": summed(weight),
            "my lead": summed(weight * in_my_lead),
            "their lead": summed(weight * in_their_lead),
            "numbers": summed(_NUMBER[kind]),
            "names": summed(_NAME[kind]),
        }

    def _claimed(self, one: Fingerprint, others: Sequence[Fingerprint]) -> Floats:
        """Shared claims, at least as many as there are, as the evidence counts them."""
        sizes = np.array([len(other.claims) for other in others])
        if not len(one.claims) or not sizes.any():
            return np.zeros(len(others))
        mine = one.claims & _MASK
        self._claims[mine] = 1
        marks = self._claims[np.concatenate([other.claims for other in others]) & _MASK]
        self._claims[mine] = 0
        both = np.bincount(np.repeat(np.arange(len(others)), sizes), marks, len(others))
        fewer = np.minimum(sizes, len(one.claims))
        return np.minimum(both, fewer) / (fewer + 1)


def _share(part: Floats, whole: Floats | float) -> Floats:
    """A part of a whole, at most all of it: two features of one hash may count twice."""
    return np.minimum(1.0, part / np.maximum(whole, _SLACK))


def _best_said(mine: Sequence[float], facts: Floats) -> Floats:
    """The most that sources and notices can add to each pair; 0 where neither article says anything of the kind."""
    (*_, sourced, cited, _, notice), (*_, my_sourced, my_cited, _, my_notice) = facts, mine
    most = {
        kind: max(0.0, weights().evidence.get(kind, 0))
        for kind in (*_ONE_OF, "other source", "source elsewhere", "notice")
    }
    one_of = max(most[kind] for kind in _ONE_OF)
    with_source = one_of + most["other source"] + most["source elsewhere"]
    found = np.where(np.maximum(cited, my_cited) > 0, most["mentions"], 0.0)
    found = np.where(np.maximum(sourced, my_sourced) > 0, with_source, found)
    return found + most["notice"] * (notice != my_notice)


def _said(one: Fingerprint, other: Fingerprint) -> float:
    """Log-odds by what both say of their sources, own reporting apart, and by notices."""
    table = weights().evidence
    found = {**stated(one, other), "own reporting": 0, "notice": mends(one, other) or mends(other, one)}
    return sum(table.get(kind, 0) * amount for kind, amount in found.items())
