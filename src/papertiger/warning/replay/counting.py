"""Other ways to count the same news: every article as a report of its own, reprints that the lineage fails to join; and no more than is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from papertiger.warning.replay.printing import Printed
from papertiger.warning.replay.world import World


def as_articles(world: World) -> World:
    """The same world in which every article counts, as if each were an independent report."""
    return _recounted(world, lambda one, _: one.indication.article)


def with_strays(world: World, share: float, seed: int = 1) -> World:
    """The same world in which that share of the reprints is not joined to its origin, and passes for an origin of its own.

    The first article of an origin is never a stray.
    """
    draws = np.random.default_rng((world.plan.seed, seed)).random(len(world.printed))
    seen: set[str] = set()

    def origin(one: Printed, at: int) -> str:
        own = one.indication.origin
        if own not in seen or draws[at] >= share:
            seen.add(own)
            return own
        return one.indication.article

    return _recounted(world, origin)


def without_reprints(world: World) -> World:
    """The same world without articles that no rule would count: those of an origin of which an earlier article was known already.

    An article that becomes known late, but was published before all known ones, stays. Coverage and numbers of articles stay as they are. What rules
    count is the same; only the retellings that they list are not there.
    """
    first: dict[str, tuple[date, str]] = {}
    kept = []
    for one in world.printed:
        key = one.indication.day, one.indication.claim
        before = first.get(one.indication.origin)
        if before is None or key < before:
            first[one.indication.origin] = key
            kept.append(one)
    return _left_with(world, kept)


def of_predicates(world: World, predicates: Collection[str]) -> World:
    """The same world with claims of these predicates only, for rules that look at no others; all articles are still counted."""
    return _left_with(world, [one for one in world.printed if one.indication.predicate in predicates])


def _left_with(world: World, kept: Sequence[Printed]) -> World:
    """Articles that are not kept become articles without an indication."""

    def days(printed: Iterable[Printed]) -> Counter[tuple[int, int]]:
        return Counter((one.known, (one.indication.day - world.plan.start).days) for one in printed)

    left_out = days(world.printed) - days(kept)
    others = sorted([*world.others, *((*when, number) for when, number in left_out.items())])
    return replace(world, printed=tuple(kept), others=tuple(others))


def _recounted(world: World, origin: Callable[[Printed, int], str]) -> World:
    printed = tuple(
        replace(one, indication=replace(one.indication, origin=origin(one, at)))
        for at, one in enumerate(world.printed)
    )
    return replace(world, printed=printed)
