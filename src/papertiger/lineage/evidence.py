"""What speaks for and against two articles having one origin, each piece with its weight.

The pieces add up as log-odds (logistic regression, so that each one's share in the verdict can be shown); weights are in
``data/weights.yaml``, fitted by ``scripts/fit_lineage.py`` on families that the project's developers wrote.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from papertiger.lineage.features import NAMES, NUMBERS, SHIFT, kind_weights
from papertiger.lineage.fingerprint import LEAST_QUOTE, PERMUTATIONS, Facts, Fingerprint, Numbers
from papertiger.lineage.owners import common_owner
from papertiger.lineage.stated import mends, stated, stated_words
from papertiger.lineage.vocabulary import weights

FEW, FULL = 8, 24
"""Shared features below which their order tells nothing, and from which on it tells all it can."""
LEAST_SIZE = 10.0
"""Weighed features below which an article is taken for as long."""
_QUOTE_MATCH = 0.5
"""Weighed share of the shorter quotation's features that another must hold to be the same words."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence that two articles share an origin."""

    kind: str
    amount: float
    """How much of it there is; see ``data/weights.yaml`` for what one unit is."""
    weight: float
    """Log-odds that it adds: positive for one origin, negative against it."""
    words: str = ""
    """What it rests on, where names tell more than a number."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The evidence on a pair of articles and what it comes to."""

    evidence: tuple[Evidence, ...]
    log_odds: float

    @property
    def confidence(self) -> float:
        """Probability of one origin, by the weights."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.log_odds))))


def judge(one: Fingerprint, other: Fingerprint) -> Verdict:
    """Weigh everything that two articles show; the order in which they are given does not matter."""
    amounts = measure(one, other)
    words = stated_words(one, other)
    table = weights()
    found = [
        Evidence(kind, amount, amount * table.evidence[kind], words.get(kind, ""))
        for kind, amount in amounts.items()
        if amount and table.evidence.get(kind)
    ]
    found.sort(key=lambda e: -abs(e.weight))
    return Verdict(tuple(found), table.intercept + sum(e.weight for e in found))


def measure(one: Fingerprint, other: Fingerprint) -> dict[str, float]:
    """How much there is of each kind of evidence; see ``data/weights.yaml`` for their meaning."""
    shared, here, there = _shared(one, other)
    weight = kind_weights()[shared >> SHIFT]
    kinds = (shared >> SHIFT).tolist()
    both = float(weight.sum())
    mine, theirs = Facts(*one.facts.tolist()), Facts(*other.facts.tolist())
    sizes = mine.size or 1.0, theirs.size or 1.0
    dated = one.moment is not None and other.moment is not None
    # One without a date is met with articles of all times, so that it must not pass for one of the same day.
    gap = abs(mine.moment - theirs.moment) if dated else weights().window_days
    same_outlet = one.outlet.id == other.outlet.id
    told = float(weight[: here.searchsorted(one.lead)].sum())
    by_place = there.argsort()
    told_back = float(weight[by_place[: there[by_place].searchsorted(other.lead)]].sum())
    return {
        "text": int(np.count_nonzero(one.signature == other.signature)) / PERMUTATIONS,
        "topic": both / math.sqrt(sizes[0] * sizes[1]),
        "contained": both / max(min(sizes), LEAST_SIZE),
        "lead": (_share(told, mine.lead_size) + _share(told_back, theirs.lead_size)) / 2,
        "order": _order(there.tolist()),
        "numbers": _of_kind(kinds, NUMBERS, min(mine.numbers, theirs.numbers)),
        "names": _of_kind(kinds, NAMES, min(mine.names, theirs.names)),
        "quotes": _quotes(one, other),
        "claims": overlap(one.claims, other.claims),
        "gap": math.log1p(gap),
        "owner": float(not same_outlet and common_owner(one.outlet, other.outlet) is not None),
        "outlet": float(same_outlet),
        "notice": float(mends(one, other) or mends(other, one)),
        "language": float(one.language != other.language),
        **stated(one, other),
    }


def _shared(
    one: Fingerprint, other: Fingerprint
) -> tuple[Numbers, npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Features of both, in the order of the first, and their places in each."""
    (mine, places), (theirs, others) = one.order, other.order
    if not len(mine) or not len(theirs):
        return mine[:0], places[:0], places[:0]
    at = theirs.searchsorted(mine)
    match = theirs.take(at, mode="clip") == mine
    here, there = places[match], others[at[match]]
    by_place = here.argsort()
    here = here[by_place]
    return one.features[here], here, there[by_place]


def _order(there: Sequence[int]) -> float:
    """How far both tell things in one order: 0 as chance would have it, 1 the same, less where little is shared.

    The longest common subsequence against its length in random order, 2√n.

    Args:
        there: places in one article of what both tell, in the order of the other.
    """
    number = len(there)
    if number < FEW:
        return 0.0
    tails: list[int] = []
    for place in there:
        if not tails or place > tails[-1]:
            tails.append(place)
        else:
            tails[bisect_left(tails, place)] = place
    chance = 2 / math.sqrt(number)
    above = (len(tails) / number - chance) / (1 - chance) if chance < 1 else 0.0
    return max(0.0, above) * min(1.0, number / FULL)


def _share(part: float, whole: float) -> float:
    """A part of what may be nothing."""
    return part / whole if whole else 0.0


def _of_kind(shared: Sequence[int], kinds: Sequence[int], fewer: float) -> float:
    """Shared features of some kinds over those of the article that has fewer of them; less where there are few.

    Args:
        shared: kinds of the shared features.
        kinds: the wanted ones.
        fewer: how many of these the article with fewer has.
    """
    return sum(shared.count(kind) for kind in kinds) / (fewer + 1) if fewer else 0.0


def overlap(one: Numbers, other: Numbers) -> float:
    """Shared over all of the smaller, less where there are few."""
    fewer = min(len(one), len(other))
    return len(set(one.tolist()).intersection(other.tolist())) / (fewer + 1) if fewer else 0.0


def _quotes(one: Fingerprint, other: Fingerprint) -> float:
    """Quotations of the article with fewer that the other has too, over their number and one."""
    mine, theirs = sorted((one.quotes, other.quotes), key=len)
    if not mine:
        return 0.0
    mine = tuple(q for q in mine if len(q) >= LEAST_QUOTE)
    sets = [frozenset(p.tolist()) for p in theirs]
    matched = sum(any(_same_words(q, p, words) for p, words in zip(theirs, sets, strict=True)) for q in mine)
    return matched / (len(mine) + 1)


def _same_words(one: Numbers, other: Numbers, others: frozenset[int]) -> bool:
    """Whether two quotations have the same words; `others` are those of the second."""
    if len(other) < LEAST_QUOTE or others.isdisjoint(one.tolist()):
        return False
    fewer, more = (one, others) if len(one) <= len(other) else (other, frozenset(one.tolist()))
    weight = kind_weights()[fewer >> SHIFT]
    both = np.array([value in more for value in fewer.tolist()])
    return float(weight[both].sum()) / (float(weight.sum()) or 1.0) >= _QUOTE_MATCH
