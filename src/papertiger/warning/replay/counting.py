"""Other ways to count the same news: every article as a report of its own, and reprints that the lineage fails to join."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

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


def _recounted(world: World, origin: Callable[[Printed, int], str]) -> World:
    printed = tuple(
        replace(one, indication=replace(one.indication, origin=origin(one, at)))
        for at, one in enumerate(world.printed)
    )
    return replace(world, printed=printed)
