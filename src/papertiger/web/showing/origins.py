"""Where claims and articles come from: an origin by what claims call it, and a family as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from papertiger.actors import actor_of
from papertiger.lineage import Family, Placed
from papertiger.lineage.provenance import UNLISTED
from papertiger.web.languages import Interface


@dataclass(frozen=True, slots=True)
class Report:
    """The report that a claim descends from."""

    outlet: str
    article: str | None
    """Key of the article; None for a report that is not in the ledger."""


def family_key(origin: str) -> str:
    """What names the family of an origin: the key of an article, or its beginning for a report not in the ledger."""
    return origin.rpartition("@")[2]


def report_of(origin: str, family: Family | None) -> Report:
    """The report that an origin, as claims state it, stands for."""
    outlet, at, _ = origin.rpartition("@")
    if not at:
        named = (
            next((p.member.outlet.name for p in family.articles if p.member.key == origin), "")
            if family
            else ""
        )
        return Report(named, origin)
    known = {family.origin.outlet.id: family.origin.outlet.name} if family else {}
    if family:
        known |= {o.id: o.name for placed in family.articles for o in placed.via}
    actor = actor_of(outlet)
    name = known.get(outlet) or (actor.name if actor else outlet.removeprefix(UNLISTED).replace("-", " "))
    return Report(name, None)


@dataclass(frozen=True, slots=True)
class Teller:
    """An article in the order of its tree."""

    placed: Placed
    depth: int
    """0 for the first report, and for what stands beside it."""
    below: tuple[Teller, ...]


def tree(family: Family) -> tuple[Teller, ...]:
    """The articles of a family under those that they took the report from; those without such an article stand at the top."""
    keys = {placed.member.key for placed in family.articles}
    below: dict[str | None, list[Placed]] = {}
    for placed in family.articles:
        below.setdefault(placed.parent if placed.parent in keys else None, []).append(placed)
    return _tellers(below.get(None, []), below, 0)


def _tellers(
    found: Sequence[Placed], below: Mapping[str | None, Sequence[Placed]], depth: int
) -> tuple[Teller, ...]:
    if depth == _DEEPEST:
        return tuple(Teller(one, depth, ()) for one in _descendants(found, below))
    return tuple(
        Teller(one, depth, _tellers(below.get(one.member.key, ()), below, depth + 1)) for one in found
    )


def _descendants(found: Sequence[Placed], below: Mapping[str | None, Sequence[Placed]]) -> Iterator[Placed]:
    waiting = list(reversed(found))
    while waiting:
        one = waiting.pop()
        yield one
        waiting += reversed(below.get(one.member.key, ()))


_DEEPEST = 60
"""Steps of a tree that are shown under each other; what lies deeper, as where each names the one before, stands on this level."""


def flat(tellers: Sequence[Teller]) -> list[Teller]:
    """All articles of a tree, each before those below it."""
    return [one for top in tellers for one in (top, *flat(top.below))]


def sure(words: Interface, share: float) -> str:
    """A probability as whole per cent, which never says certainty."""
    if share > _CERTAIN:
        return words.text("origins.over", number=words.per_cent(0.99))
    return words.per_cent(share)


_CERTAIN = 0.995
"""Probability from which on whole per cent would say certainty."""


def owners(family: Family) -> dict[str, int]:
    """Owner → how many articles of outlets that state it, of owners with more than one."""
    found: dict[str, int] = {}
    for placed in family.articles:
        if placed.member.outlet.owner:
            found[placed.member.outlet.owner] = found.get(placed.member.outlet.owner, 0) + 1
    return {owner: number for owner, number in found.items() if number > 1}
