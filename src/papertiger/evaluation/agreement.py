"""How far two readers agree, claim by claim, on the same sentences.

A claim is what scoring takes it to be: predicate and both sides, once a sentence. Claims read by neither cannot be counted, so no
coefficient over single claims has a chance level. Two that have one stand beside the plain share:

kappa
    Cohen (1960): does a sentence hold a claim at all, as each reader has it.
alpha
    Krippendorff's, over the sets of claims of a sentence with Jaccard's distance (as Passonneau 2006 does for other sets); two
    empty sets agree. Expected disagreement is the mean over all pairs of sets of both readers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from papertiger.readers.sides import EITHER_WAY, Key, key_of, ways_of
from papertiger.records import ClaimRecord


@dataclass(slots=True)
class Group:
    """Claims that both readers read, or that only one did, and how many of them the gold lists."""

    read: int = 0
    right: int = 0

    @property
    def precision(self) -> float | None:
        """Share of them that the gold lists; None where there are none."""
        return self.right / self.read if self.read else None


@dataclass(slots=True)
class Agreement:
    """Two readers on the same sentences."""

    first: str
    second: str
    sentences: int = 0
    both: Group = field(default_factory=Group)
    only_first: Group = field(default_factory=Group)
    only_second: Group = field(default_factory=Group)
    same_stance: int = 0
    """Of the claims that both read, those with the same polarity and modality."""
    same_domain: int = 0
    """Of `with_domain`, those with the same domain."""
    with_domain: int = 0
    """Claims of support and relations that both read."""
    kappa: float | None = None
    alpha: float | None = None

    @property
    def read(self) -> int:
        """Claims that at least one of them read."""
        return self.both.read + self.only_first.read + self.only_second.read

    @property
    def share(self) -> float | None:
        """Claims that both read, of those that at least one did; None where nobody read any."""
        return self.both.read / self.read if self.read else None


def agreement(
    names: tuple[str, str],
    first: Sequence[Sequence[ClaimRecord]],
    second: Sequence[Sequence[ClaimRecord]],
    right: Sequence[frozenset[Key]],
) -> Agreement:
    """Compare what two readers, called `names`, read in the same sentences; `right` has the keys that the gold lists in each."""
    found = Agreement(*names, sentences=len(right))
    sets: tuple[list[frozenset[Key]], list[frozenset[Key]]] = ([], [])
    for one, other, listed in zip(first, second, right, strict=True):
        mine, theirs = _by_way(one), _by_way(other)
        sets[0].append(frozenset(mine))
        sets[1].append(frozenset(theirs))
        for key in mine.keys() | theirs.keys():
            ours, others = mine.get(key, []), theirs.get(key, [])
            group = found.both if ours and others else found.only_first if ours else found.only_second
            group.read += 1
            group.right += any(key_of(record) in listed for record in (*ours, *others))
            if group is found.both:
                _fields(found, ours, others)
    found.kappa = cohens_kappa([(bool(a), bool(b)) for a, b in zip(*sets, strict=True)])
    found.alpha = set_alpha(*sets)
    return found


def _by_way(claims: Sequence[ClaimRecord]) -> dict[Key, list[ClaimRecord]]:
    """The claims, those under one key that hold either way round, or of a movement and the state that it belongs to."""
    found: dict[Key, list[ClaimRecord]] = defaultdict(list)
    for record in claims:
        *_, (predicate, subject, target) = ways_of(key_of(record))
        if predicate in EITHER_WAY and target is not None:
            subject, target = sorted((subject or "", target))
        found[predicate, subject, target].append(record)
    return dict(found)


def _fields(found: Agreement, mine: Sequence[ClaimRecord], theirs: Sequence[ClaimRecord]) -> None:
    """Count what a claim that both read says alike; as in scoring, some record of each suffices."""
    stances = [{(r.polarity, r.modality) for r in side} for side in (mine, theirs)]
    found.same_stance += bool(stances[0] & stances[1])
    if mine[0].family != "event":
        found.with_domain += 1
        found.same_domain += bool({r.domain for r in mine} & {r.domain for r in theirs})


def cohens_kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Agreement of two judges on yes or no beyond what their shares of yes give by chance.

    1 is full agreement, 0 that of chance. None where there is nothing, or where chance alone agrees fully (both always say the
    same one thing), for which it has no value.
    """
    if not pairs:
        return None
    size = len(pairs)
    observed = sum(a == b for a, b in pairs) / size
    first, second = (sum(pair[side] for pair in pairs) / size for side in (0, 1))
    expected = first * second + (1 - first) * (1 - second)
    return None if expected == 1 else (observed - expected) / (1 - expected)


def set_alpha(first: Sequence[frozenset[Key]], second: Sequence[frozenset[Key]]) -> float | None:
    """Krippendorff's alpha of two readers over sets of claims, by Jaccard's distance.

    None for fewer than one sentence, and where all sets are the same, for which it has no value.
    """
    if not first:
        return None
    observed = sum(1 - jaccard(a, b) for a, b in zip(first, second, strict=True)) / len(first)
    expected = _mean_distance(Counter([*first, *second]))
    return None if expected == 0 else 1 - observed / expected


def jaccard(first: frozenset[Key], second: frozenset[Key]) -> float:
    """Share of the claims of two sets that both hold; 1 for two empty ones."""
    return len(first & second) / len(first | second) if first or second else 1.0


def _mean_distance(sets: Counter[frozenset[Key]]) -> float:
    """Mean distance of two sets drawn without putting back. Only sets that share a claim are looked at: all others are 1 apart."""
    holding: dict[Key, list[frozenset[Key]]] = defaultdict(list)
    for one in sets:
        for key in one:
            holding[key].append(one)
    size = sets.total()
    alike = 0.0
    for one, number in sets.items():
        alike += number * (number - 1)
        near = {other for key in one for other in holding[key]} - {one}
        alike += sum(number * sets[other] * jaccard(one, other) for other in near)
    return 1 - alike / (size * (size - 1))
