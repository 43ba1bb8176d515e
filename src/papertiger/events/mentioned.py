"""The parties that actor mentions stand for, and the state that an article is about, before any tree is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from papertiger.actors.actor import Mention
from papertiger.events.claim import Party

ACTING = frozenset({"state", "person", "organisation", "group"})
"""Kinds of actors that can be a party to a claim."""
MAIN_COUNT, MAIN_LEAD = 3, 1.5
"""A state is what the article is about when it is named this often, and this much more than the next one."""


def from_mention(mention: Mention) -> Party:
    """The party of an actor mention."""
    actor = mention.actor
    if actor.acts_for is not None:
        how = f"{mention.how}, {actor.name} held an office of it" if mention.how else "holds an office of it"
        return Party(actor.acts_for, None, mention.start, mention.end, mention.surface, how)
    state = actor.id if actor.kind == "state" else actor.state
    return Party(actor.id, state, mention.start, mention.end, mention.surface, mention.how)


def counts_of(mentions: Iterable[Mention], counts: dict[str, int] | None = None) -> dict[str, int]:
    """State → how often the mentions name it, themselves or through a person or body; added to `counts`."""
    found = counts if counts is not None else {}
    for mention in mentions:
        state = from_mention(mention).state
        if state is not None and mention.actor.kind in {"state", "person", "organisation"}:
            found[state] = found.get(state, 0) + 1
    return found


def most_named(counts: Mapping[str, int], banned: AbstractSet[str] = frozenset()) -> str | None:
    """The state that is named clearly most often, the banned ones left out, or None."""
    ranked = sorted(((n, s) for s, n in counts.items() if s not in banned), reverse=True)
    clear = ranked and ranked[0][0] >= MAIN_COUNT
    if not clear or (len(ranked) > 1 and ranked[0][0] < MAIN_LEAD * ranked[1][0]):
        return None
    return ranked[0][1]
