"""What speaks for and against two articles having one origin, each piece with its weight.

The pieces add up as log-odds (logistic regression, so that each one's share in the verdict can be shown); weights are in
``data/weights.yaml``, fitted by ``scripts/fit_lineage.py`` on families that the project's developers wrote.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from papertiger.lineage.features import KINDS, SHIFT
from papertiger.lineage.fingerprint import Fingerprint, Numbers
from papertiger.lineage.member import Member
from papertiger.lineage.owners import common_owner
from papertiger.lineage.provenance import Outlet, alike
from papertiger.lineage.vocabulary import weights

_FEW = 8
"""Shared features below which their order tells nothing."""
_QUOTE_MATCH = 0.5
"""Weighed share of the shorter quotation's features that another must hold to be the same words."""
_LEAST_QUOTE = 3
"""Features of a quotation that can be told from others."""


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
    words = _words(one, other)
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
    weight = _kinds()
    both = float(weight[shared >> SHIFT].sum())
    sizes = [float(weight[f.features >> SHIFT].sum()) or 1.0 for f in (one, other)]
    stated = _stated(one, other)
    gap = abs(one.moment - other.moment) if one.moment is not None and other.moment is not None else 0.0
    same_outlet = one.outlet.id == other.outlet.id
    return {
        "text": float(np.mean(one.signature == other.signature)),
        "topic": both / math.sqrt(sizes[0] * sizes[1]),
        "contained": both / max(min(sizes), 10.0),
        "lead": (_lead(one, other) + _lead(other, one)) / 2,
        "order": _order(here, there),
        "numbers": _of_kind(shared, one, other, "number"),
        "names": _of_kind(shared, one, other, "name", "person", "body"),
        "quotes": _quotes(one, other),
        "claims": _overlap(one.claims, other.claims),
        "gap": math.log1p(gap),
        "owner": float(not same_outlet and common_owner(one.outlet, other.outlet) is not None),
        "outlet": float(same_outlet),
        "notice": float(_mends(one, other) or _mends(other, one)),
        "language": float(one.language != other.language),
        **stated,
    }


@cache
def _kinds() -> npt.NDArray[np.float64]:
    """Weight of a feature by its kind."""
    return np.array([weights().features[kind] for kind in KINDS])


def _shared(
    one: Fingerprint, other: Fingerprint
) -> tuple[Numbers, npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Features of both, in the order of the first, and their places in each."""
    (mine, places), (theirs, others) = one.order, other.order
    if not len(mine) or not len(theirs):
        return mine[:0], places[:0], places[:0]
    at = np.minimum(np.searchsorted(theirs, mine), len(theirs) - 1)
    match = theirs[at] == mine
    here, there = places[match], others[at[match]]
    by_place = np.argsort(here)
    return mine[match][by_place], here[by_place], there[by_place]


def _order(here: npt.NDArray[np.intp], there: npt.NDArray[np.intp]) -> float:
    """How far both tell things in one order: 0 as chance would have it, 1 the same, less where little is shared.

    The longest common subsequence against its length in random order, 2√n.
    """
    number = len(here)
    if number < _FEW:
        return 0.0
    tails: list[int] = []
    for place in there.tolist():
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    chance = 2 / math.sqrt(number)
    above = (len(tails) / number - chance) / (1 - chance) if chance < 1 else 0.0
    return max(0.0, above) * min(1.0, number / 24)


def _lead(one: Fingerprint, other: Fingerprint) -> float:
    """Weighed share of one article's headline and lead that the other tells anywhere."""
    lead = one.features[: one.lead]
    weight = _kinds()[lead >> SHIFT]
    total = float(weight.sum())
    return float(weight[np.isin(lead, other.features)].sum()) / total if total else 0.0


def _of_kind(shared: Numbers, one: Fingerprint, other: Fingerprint, *kinds: str) -> float:
    """Shared features of some kinds over those of the article that has fewer; less where there are few."""
    wanted = [KINDS.index(kind) for kind in kinds]
    counts = [int(np.isin(f.features >> SHIFT, wanted).sum()) for f in (one, other)]
    both = int(np.isin(shared >> SHIFT, wanted).sum())
    return both / (min(counts) + 1) if min(counts) else 0.0


def _overlap(one: Numbers, other: Numbers) -> float:
    """Shared over all of the smaller, less where there are few."""
    fewer = min(len(one), len(other))
    return len(np.intersect1d(one, other)) / (fewer + 1) if fewer else 0.0


def _quotes(one: Fingerprint, other: Fingerprint) -> float:
    """Quotations of the article with fewer that the other has too, over their number and one."""
    mine, theirs = sorted((one.quotes, other.quotes), key=len)
    mine = tuple(q for q in mine if len(q) >= _LEAST_QUOTE)
    matched = sum(any(_same_words(q, p) for p in theirs) for q in mine)
    return matched / (len(mine) + 1)


def _same_words(one: Numbers, other: Numbers) -> bool:
    weight = _kinds()
    fewer, more = sorted((one, other), key=len)
    if len(fewer) < _LEAST_QUOTE:
        return False
    sizes = float(weight[fewer >> SHIFT].sum()) or 1.0
    return float(weight[fewer[np.isin(fewer, more)] >> SHIFT].sum()) / sizes >= _QUOTE_MATCH


# --- stated sources ----------------------------------------------------------------------------------------------------


def sources(one: Fingerprint | Member) -> tuple[Outlet, ...]:
    """Where an article says that its report is from: the outlets it retells and its agency tags."""
    return tuple(dict.fromkeys((*one.provenance.chain, *one.provenance.tags)))


def _stated(one: Fingerprint, other: Fingerprint) -> dict[str, float]:
    """What the stated sources say: one retells the other, both retell a third, or each names somebody else."""
    mine, theirs = sources(one), sources(other)
    retells = any(alike(o, one.outlet) for o in theirs) or any(alike(o, other.outlet) for o in mine)
    same = any(alike(o, p) for o in mine for p in theirs)
    mentions = any(
        alike(c.outlet, f.outlet) for f, g in ((one, other), (other, one)) for c in g.provenance.cited
    )
    # One that names its source against one that does not: the silent one may be that source, or a copy.
    apart = bool(mine and theirs) and not retells and not same
    elsewhere = (bool(mine) != bool(theirs)) and not retells
    return {
        "retells": float(retells),
        "same source": float(same and not retells),
        "mentions": float(mentions and not retells and not same),
        "other source": float(apart),
        "source elsewhere": float(elsewhere and not mentions),
        "own reporting": float(one.provenance.own and other.provenance.own),
    }


def _words(one: Fingerprint, other: Fingerprint) -> Mapping[str, str]:
    """Names behind the stated sources and the owner, for showing."""
    mine, theirs = sources(one), sources(other)
    retold = [
        f.outlet.name for f, by in ((one, theirs), (other, mine)) if any(alike(f.outlet, o) for o in by)
    ]
    third = [o.name for o in mine if any(alike(o, p) for p in theirs)]
    others = [_names(mine), _names(theirs)]
    return {
        "retells": ", ".join(retold),
        "same source": ", ".join(third),
        "other source": " / ".join(others) if all(others) else "",
        "owner": common_owner(one.outlet, other.outlet) or "",
    }


def _mends(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether one is a correction or withdrawal by, or about, the outlet of the other."""
    if one.provenance.notice is None or other.provenance.notice is not None:
        return False
    return any(alike(other.outlet, o) for o in (one.outlet, *sources(one)))


def _names(outlets: Sequence[Outlet]) -> str:
    return ", ".join(o.name for o in outlets)
