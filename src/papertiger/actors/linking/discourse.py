"""What an article has named so far: the memory that words which point back are resolved against."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from papertiger.actors.actor import Actor
from papertiger.actors.linking.link import Link


@dataclass(frozen=True, slots=True)
class Seen:
    """An actor that was meant somewhere."""

    start: int
    sentence: int
    actor: Actor
    link: Link


@dataclass(slots=True)
class Discourse:
    """Who was meant, in text order."""

    bounds: Sequence[int]
    """Where each sentence begins."""
    seen: list[Seen] = field(default_factory=list)

    def sentence(self, place: int) -> int:
        """The number of the sentence at a place."""
        return bisect_right(self.bounds, place) - 1

    def remember(self, links: Iterable[Link]) -> None:
        """Add what was resolved."""
        self.seen += [
            Seen(link.start, self.sentence(link.start), link.actor, link)
            for link in links
            if link.actor is not None
        ]
        self.seen.sort(key=lambda one: one.start)

    def before(self, place: int, *, back: int | None = None) -> list[Seen]:
        """What was meant before a place; with `back` only within so many sentences before its own."""
        own = self.sentence(place)
        return [
            one for one in self.seen if one.start < place and (back is None or own - one.sentence <= back)
        ]

    def nearest(self, place: int, kinds: frozenset[str], *, back: int) -> list[Seen]:
        """Those of some kinds in the nearest sentence that has any: its own up to the place, then those before it."""
        found = [one for one in self.before(place, back=back) if one.actor.kind in kinds]
        if not found:
            return []
        last = max(one.sentence for one in found)
        return [one for one in found if one.sentence == last]


def only(found: Iterable[Seen]) -> Actor | None:
    """The one actor among them, or None where there is none or more than one."""
    actors = {one.actor.id: one.actor for one in found}
    return next(iter(actors.values())) if len(actors) == 1 else None


def states_of(found: Iterable[Seen]) -> list[str]:
    """The states among them, named or only somebody's, each once, in order."""
    return list(dict.fromkeys(one.link.state for one in found if one.link.state is not None))
