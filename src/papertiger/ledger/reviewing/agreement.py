"""How far persons who reviewed the same claims agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from papertiger.ledger.reviewing.alpha import alpha_interval, nominal_alpha
from papertiger.ledger.reviewing.decisions import Review
from papertiger.ledger.reviewing.figures import LEAST, Figure, share, warning
from papertiger.ledger.reviewing.standing import in_time, kept

KINDS: Final[Mapping[str, str]] = {
    "accept": "accept",
    "reject": "reject",
    "correct": "correct",
    "split": "correct",
    "merge": "correct",
}
"""Decision → what it counts as: to split and to merge is to put right what was read."""
Seen = tuple[str, int]
"""A claim and the version of it that was decided on."""
_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far some persons agree."""

    reviewers: tuple[str, ...]
    shared: int
    """Versions that two or more of them decided on."""
    agreement: Figure
    alpha: Figure
    on: Mapping[str, Figure]
    """accept, reject, correct → agreement on that decision."""
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreements:
    """Agreement among all, and between every two who decided on a version in common."""

    everybody: Agreement
    pairs: tuple[Agreement, ...]


def agreements(reviews: Iterable[Review]) -> Agreements:
    """Agreement in `reviews`, of any claims and in any order.

    Of a person who decided on one version several times the last decision counts. Decisions on different versions are
    not compared: who accepts a corrected claim did not judge what was read.
    """
    decided = decisions(reviews)
    names = sorted({name for by_name in decided.values() for name in by_name})
    pairs = (_between(pair, decided) for pair in combinations(names, 2))
    return Agreements(_between(names, decided), tuple(one for one in pairs if one.shared))


def decisions(reviews: Iterable[Review]) -> dict[Seen, dict[str, Review]]:
    """What each person last decided on each version, without what they withdrew; claims in order."""
    stacks = kept(in_time(reviews))
    found: dict[Seen, dict[str, Review]] = {}
    for (claim, reviewer), own in sorted(stacks.items()):
        for review in own:
            found.setdefault((claim, review.version), {})[reviewer] = review
    return dict(sorted(found.items()))


def _between(names: Sequence[str], decided: Mapping[Seen, Mapping[str, Review]]) -> Agreement:
    units = [
        [KINDS[by_name[name].decision] for name in names if name in by_name] for by_name in decided.values()
    ]
    units = [unit for unit in units if len(unit) >= _PAIR]
    paired = [pair for unit in units for pair in combinations(unit, 2)]
    same = sum(one == other for one, other in paired)
    low, high = alpha_interval(units) or (None, None)
    few = () if len(units) >= LEAST else (warning("few_shared", shared=len(units), least=LEAST),)
    return Agreement(
        reviewers=tuple(names),
        shared=len(units),
        # Pairs among three or more persons are not independent, so an interval would be too narrow.
        agreement=share("agreement", same, len(paired), interval=len(names) == _PAIR),
        alpha=Figure("alpha", nominal_alpha(units), low, high, len(units)),
        on={kind: _on(kind, units) for kind in dict.fromkeys(KINDS.values())},
        warnings=few,
    )


def _on(kind: str, units: Iterable[Sequence[str]]) -> Figure:
    made = also = 0
    for unit in units:
        n = Counter(unit)[kind]
        made += n * (len(unit) - 1)
        also += n * (n - 1)
    return share("agreement_on", also, made, interval=False)
