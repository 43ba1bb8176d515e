"""The names of a text and the words beside them that lead to an actor, in one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from papertiger.actors.actor import Mention
from papertiger.actors.entry import Match


@dataclass(frozen=True, slots=True)
class Item:
    """A name, or a word such as a title, at its place (half-open code points)."""

    start: int
    end: int
    mention: Mention | None = None
    keys: tuple[str, ...] = ()
    """For a word: everything it may be, ``title:president``."""

    def one(self, group: str) -> str | None:
        """What the word is within a group ("title"), or None."""
        head = f"{group}:"
        return next((key[len(head) :] for key in self.keys if key.startswith(head)), None)

    def is_name(self, *kinds: str) -> bool:
        """Whether it names an actor of one of the kinds."""
        return self.mention is not None and self.mention.actor.kind in kinds


def in_a_row(mentions: Sequence[Mention], words: Sequence[Match]) -> list[Item]:
    """Names and words by place; where they overlap the longer one stands, a name before a word of its length."""
    items = [Item(m.start, m.end, m) for m in mentions]
    items += [Item(m.start, m.end, keys=tuple(e.actor for e in m.entries if e.actor)) for m in words]
    items.sort(key=lambda item: (item.start - item.end, item.mention is None, item.start))
    taken: list[Item] = []
    free = _Free()
    for item in items:
        if free.take(item.start, item.end):
            taken.append(item)  # noqa: PERF401
    return sorted(taken, key=lambda item: item.start)


class _Free:
    """Which places of a text are not taken yet."""

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def take(self, start: int, end: int) -> bool:
        """Take a stretch, unless part of it is taken."""
        stretch = range(start, end)
        if not self._taken.isdisjoint(stretch):
            return False
        self._taken.update(stretch)
        return True
