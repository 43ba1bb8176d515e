"""Actors by an id that may be unknown, as records and data files hold them."""

from __future__ import annotations

from papertiger.actors.actor import Actor
from papertiger.actors.knowledge import knowledge_base


def actor_of(actor_id: str | None) -> Actor | None:
    """The actor with that id; None without an id, and for one that the actor file does not know."""
    try:
        return knowledge_base().get(actor_id) if actor_id else None
    except KeyError:
        return None
