"""How actors are called in a brief."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

Names = Callable[[str], str]
"""Actor id → name to show."""


@cache
def actor_name(actor_id: str) -> str:
    """English name of an actor; for an id that the knowledge base lacks, the id, with its state's name where it has one.

    A collective actor such as ``RUS:allies`` is shown as "Russia (allies)".
    """
    from papertiger.actors import knowledge_base  # noqa: PLC0415 - reads data files, which no `--help` needs

    known = knowledge_base()
    try:
        return known.get(actor_id).name
    except KeyError:
        pass
    owner, colon, group = actor_id.partition(":")
    try:
        return f"{known.get(owner).name} ({group.replace('_', ' ')})" if colon else actor_id
    except KeyError:
        return actor_id
