"""How often the reader is right, as persons decided: what a review of claims measures about the machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from papertiger.ledger.reviewing.agreement import KINDS, Seen, decisions
from papertiger.ledger.reviewing.decisions import Review
from papertiger.ledger.reviewing.figures import LEAST, Figure, share, warning


@dataclass(frozen=True, slots=True)
class ReadVersion:
    """A version of a claim that the reader wrote, as far as its figures are told apart."""

    claim: str
    version: int
    family: str
    predicate: str
    language: str
    reader: str
    """Name and version of the reader."""


@dataclass(frozen=True, slots=True)
class Share:
    """How persons decided on some versions."""

    decided: int
    accepted: int
    corrected: int
    """Split and merged ones too."""
    rejected: int
    contested: int
    """Persons decided differently on the same version."""
    right_as_read: Figure
    right_or_repairable: Figure


@dataclass(frozen=True, slots=True)
class Precision:
    """How often the reader is right."""

    at_random: bool
    """Whether the figures are of claims that were drawn at random."""
    share: Share
    by: Mapping[str, Mapping[str, Share]]
    """family, predicate, language, reader → its value → how persons decided on those."""
    everything: Share
    """Of all that was decided, drawn or not."""
    warnings: tuple[str, ...]


GROUPS: Final[Mapping[str, Callable[[ReadVersion], str]]] = {
    "family": lambda one: one.family,
    "predicate": lambda one: one.predicate,
    "language": lambda one: one.language,
    "reader": lambda one: one.reader,
}


def precision_of(
    reviews: Iterable[Review], read: Iterable[ReadVersion], drawn: Collection[str] = ()
) -> Precision:
    """How often the reader is right, from decisions on versions that it wrote.

    Args:
        reviews: of any claims; those on versions that a correction made are left out.
        read: the versions that the reader wrote, at least those that were decided on.
        drawn: ids of claims that were drawn at random (`queue.drawn`). Where there are any, the figures are theirs.
    """
    known = {(one.claim, one.version): one for one in read}
    decided = {seen: _outcome(made) for seen, made in decisions(reviews).items() if seen in known}
    chosen = {seen: outcome for seen, outcome in decided.items() if not drawn or seen[0] in drawn}
    by = {name: _grouped(chosen, known, of) for name, of in GROUPS.items()}
    whole = _share(chosen.values())
    missing = len(set(drawn) - {claim for claim, _ in chosen})
    return Precision(
        bool(drawn), whole, by, _share(decided.values()), tuple(_warnings(whole, len(set(drawn)), missing))
    )


def _outcome(made: Mapping[str, Review]) -> str:
    """accept, correct or reject; ``contested`` where persons decided differently."""
    kinds = {KINDS[review.decision] for review in made.values()}
    return kinds.pop() if len(kinds) == 1 else "contested"


def _grouped(
    decided: Mapping[Seen, str], known: Mapping[Seen, ReadVersion], of: Callable[[ReadVersion], str]
) -> dict[str, Share]:
    groups: dict[str, list[str]] = {}
    for seen, outcome in decided.items():
        groups.setdefault(of(known[seen]), []).append(outcome)
    return {name: _share(groups[name]) for name in sorted(groups)}


def _share(outcomes: Iterable[str]) -> Share:
    counts = Counter(outcomes)
    whole, right, repaired = counts.total(), counts["accept"], counts["correct"]
    return Share(
        decided=whole,
        accepted=right,
        corrected=repaired,
        rejected=counts["reject"],
        contested=counts["contested"],
        right_as_read=share("right_as_read", right, whole),
        right_or_repairable=share("right_or_repairable", right + repaired, whole),
    )


def _warnings(whole: Share, drawn: int, missing: int) -> Iterable[str]:
    if whole.decided < LEAST:
        yield warning("few", decided=whole.decided, least=LEAST)
    if not drawn:
        yield warning("none_drawn")
    if missing:
        yield warning("undecided", missing=missing, drawn=drawn)
    if whole.contested:
        yield warning("contested", contested=whole.contested)
