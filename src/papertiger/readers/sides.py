"""When two claims of one sentence are the same: predicate and both sides, a side being a state, a bloc or a movement.

By this gold claims are scored, and two readers of one article agree or not.
"""

from __future__ import annotations

from collections.abc import Iterator

from papertiger.actors import actor_of
from papertiger.events import Party
from papertiger.records import ClaimRecord

EITHER_WAY = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Events between two that may be listed in either direction."""

Key = tuple[str, str | None, str | None]
"""Predicate, subject, object: what makes two claims of one sentence the same."""

_BLOCS = {
    "org:european-commission": "org:eu",
    "org:european-parliament": "org:eu",
    "org:european-council": "org:eu",
}
"""Bodies that act for a bloc, which is named in their place."""


def key_of(record: ClaimRecord) -> Key:
    """Predicate and both sides, as the gold writes them."""
    return (
        record.predicate,
        _side(record.subject, record.subject_state),
        _side(record.object, record.object_state),
    )


def side_of(party: Party | None) -> str | None:
    """The side that a party stands on, as the gold writes it."""
    return _side(party.actor, party.state) if party is not None else None


def ways_of(key: Key) -> Iterator[Key]:
    """The key, the other way round where either direction will do, and with the states of movements that belong to one."""
    predicate, subject, target = key
    for way in dict.fromkeys([(subject, target), (_stated(subject), _stated(target))]):
        yield predicate, *way
        if predicate in EITHER_WAY and target is not None:
            yield predicate, way[1], way[0]


def _side(actor: str | None, state: str | None) -> str | None:
    return state or _BLOCS.get(actor or "", actor)


def _stated(side: str | None) -> str | None:
    """The state that a movement belongs to, if it has one (``group:hamas``: PSE), else the side itself."""
    if side is None or not side.startswith("group:"):
        return side
    known = actor_of(side)
    return known.state if known is not None and known.state else side
