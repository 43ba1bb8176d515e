"""Drafts at their places in the text, and which of those that overlap are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from papertiger.news.article import Span
from papertiger.sourcing.spans.pieces import Pieces, cut, size, touch, within

_OWN = frozenset({"clause"})
"""Constructions that are attributions of their own in a relative clause of a source."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An attribution found, with its places in the text."""

    kind: str
    sentence: int
    """Index in the list of sentences."""
    source: Pieces
    cue: Pieces
    content: Pieces
    pronoun: Pieces = ()
    """The relative pronoun before the cue, where there is one."""

    @property
    def start(self) -> int:
        """Where its cue begins."""
        return self.cue[0].start


def outermost(placed: Sequence[Placed]) -> list[Placed]:
    """Those whose cue stands in the content of none that is kept, and no two with the same cue.

    An attribution inside another's content is part of what that one's source says. What stands inside another's source is
    an attribution of its own, and the source gives up those words.
    """
    left = sorted(placed, key=lambda p: (-size(p.content), p.start))
    kept: list[Placed] = []
    while left:
        one = next((p for p in left if not any(_holds(o, p) for o in left if o is not p)), left[0])
        left = [p for p in left if p is not one and not _holds(one, p) and not touch(p.cue, one.cue)]
        kept.append(one)
    return [_cleared(p, [o for o in kept if o is not p]) for p in kept if not _lost(p, kept)]


def _holds(one: Placed, other: Placed) -> bool:
    if touch(other.cue, one.content):
        return True
    return touch(other.cue, one.source) and not (
        other.pronoun and other.kind in _OWN and within(other.pronoun, one.source)
    )


def _lost(one: Placed, kept: Sequence[Placed]) -> bool:
    """Whether nothing of the content is left beside the others."""
    return not _cleared(one, [o for o in kept if o is not one]).content


def _cleared(one: Placed, others: Sequence[Placed]) -> Placed:
    """Without the words of other cues, and of other contents that are smaller."""
    holes = [
        s
        for o in others
        if o.sentence == one.sentence or touch(o.cue, one.content)
        for s in (*o.cue, *(o.content if size(o.content) < size(one.content) else ()))
    ]
    source = one.source
    for other in others:
        if other.pronoun and touch(other.cue, source):
            source = tuple(
                Span(s.start, min(s.end, other.pronoun[0].start))
                for s in source
                if s.start < other.pronoun[0].start
            )
    if one.pronoun:
        source = one.pronoun
    return replace(
        one,
        source=source,
        content=cut(one.content, holes),
    )
