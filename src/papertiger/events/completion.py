"""Roles that a sentence leaves out, or gives to the same party twice: who else can fill them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.events.parties import main_state
from papertiger.events.roles import (
    MAIN_SCORE,
    Evoked,
    Role,
    asked_before,
    collective,
    counterpart,
    elliptic_receiver,
    leftover,
    other_party,
    resolve,
    speaker_as_giver,
)

if TYPE_CHECKING:
    from papertiger.events.scene import Scene

ASKING = frozenset({"request", "demand"})
"""Frames whose nouns name what can be turned down."""
ANSWERED = 0.6
"""Score of both roles of an answer to the latest request."""


def complete(
    scene: Scene, evoked: Evoked, source: Role | None, target: Role | None
) -> tuple[Role | None, Role | None]:
    """Roles that the sentence leaves out, where the frame allows reading them from elsewhere."""
    frame = evoked.frame
    elliptic = frame.elliptic and (evoked.pos != "noun" or frame.elliptic_noun)
    source = source or collective(target)
    if frame.symmetric and source is not None and target is None and len(source.parties) > 1:
        return source, source
    if source is None and target is not None and elliptic:
        source = speaker_as_giver(scene, target)
    if target is None and source is not None and elliptic and frame.elliptic_object:
        target = (
            (frame.id == "request" and asked_before(scene, source))
            or leftover(scene, evoked, source)
            or elliptic_receiver(scene, source)
        )
    if source is None and target is None and frame.answers:
        source, target = _answered(scene, evoked)
    if target is None and source is not None:
        target = _told_before(scene, evoked, source)
    if scene.loose and not frame.internal:
        if source is None and target is not None:
            source = other_party(scene, evoked, target)
        elif target is None and source is not None:
            target = other_party(scene, evoked, source)
    if frame.internal:
        main = main_state(scene, evoked.token) if source is None and target is None else []
        source = source or (
            Role(tuple(main), MAIN_SCORE, "the state that the article is about") if main else None
        )
        target = target or source
    return source, target


def disentangle(scene: Scene, evoked: Evoked, source: Role, target: Role) -> tuple[Role | None, Role | None]:
    """Both roles fell on the same party: keep the better reading, look for another party for the other role."""
    if evoked.frame.symmetric and len({p.actor for p in (*source.parties, *target.parties)}) > 1:
        return source, target
    other_target = resolve(scene, evoked, evoked.slots.object, source.parties)
    if other_target is not None and (target.score <= source.score or evoked.frame.elliptic):
        return source, other_target
    other_source = resolve(scene, evoked, evoked.slots.subject, target.parties)
    if other_source is not None:
        return other_source, target
    if other_target is not None:
        return source, other_target
    return (source, None) if source.score >= target.score else (None, target)


def _answered(scene: Scene, evoked: Evoked) -> tuple[Role | None, Role | None]:
    """Both sides of "the request was turned down", which names neither: who was asked last, and who had asked."""
    theme = evoked.theme
    request = scene.discourse.request
    if theme is None or request is None or not any(e.frame in ASKING for e in scene.noun_entries(theme)):
        return None, None
    asker, asked = request
    why = "the request in the sentences before"
    return Role((asked,), ANSWERED, why), Role((asker,), ANSWERED, why)


def _told_before(scene: Scene, evoked: Evoked, source: Role) -> Role | None:
    """The object that the article has told: the enemy of a war, the other side of what is answered."""
    if evoked.frame.id == "war" and (enemy := _war_of(scene, source)) is not None:
        return enemy
    return counterpart(scene, source) if evoked.frame.answers else None


def _war_of(scene: Scene, source: Role) -> Role | None:
    for party in source.parties:
        enemy = scene.discourse.wars.get(party.state or party.actor)
        if enemy is not None:
            return Role((enemy,), 0.6, "the war that the article spoke of")
    return None
