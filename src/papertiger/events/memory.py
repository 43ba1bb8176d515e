"""What a sentence leaves behind for those after it, once it has been read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from papertiger.actors.actor import Mention
from papertiger.events.claim import CodedClaim, Party
from papertiger.events.discourse import Discourse, Past
from papertiger.events.mentioned import from_mention
from papertiger.events.parties import parties
from papertiger.events.scene import Scene
from papertiger.events.statements import Reading

REQUESTS = frozenset({"requested", "REQUEST"})
"""Predicates of asking, as support and as event."""


def remember_claims(discourse: Discourse, readings: Iterable[Reading]) -> None:
    """Keep who wages war on whom, and who received from whom."""
    for reading in readings:
        if reading.object is None:
            continue
        for party in reading.subject.parties:
            if reading.evoked.frame.id == "war":
                discourse.wars[party.state or party.actor] = reading.object.parties[0]
            if reading.evoked.frame.family == "support":
                discourse.receivers[party.state or party.actor] = list(reading.object.parties)


def remember_exchanges(discourse: Discourse, claims: Iterable[CodedClaim]) -> None:
    """Keep who had to do with whom, and who asked whom for something."""
    for claim in claims:
        if claim.subject is None or claim.object is None:
            continue
        discourse.pairs.append((claim.subject, claim.object))
        if claim.predicate in REQUESTS:
            discourse.request = claim.subject, claim.object


def remember_mentions(discourse: Discourse, mentions: Sequence[Mention]) -> None:
    """Keep the parties and the system that the sentence names."""
    for mention in mentions:
        if mention.actor.kind == "system" and mention.actor.domain:
            discourse.system_domain = mention.actor.domain
        elif mention.actor.kind in {"state", "person"}:
            discourse.mentioned.append(from_mention(mention))


def remember_subjects(discourse: Discourse, scene_in: Callable[[Discourse], Scene | None]) -> None:
    """Keep the sentence for pronouns to come: its subjects are found when one asks, in the discourse of here and now."""
    speaker = discourse.speaker
    mentioned, subjects = len(discourse.mentioned), len(discourse.subjects)

    def find() -> list[Party]:
        scene = scene_in(discourse.at(speaker, mentioned, subjects))
        return [p for p in _subjects(scene) if p.state] if scene is not None else []

    discourse.subjects.append(Past(find))


def _subjects(scene: Scene) -> list[Party]:
    """Every party that is a subject somewhere in the sentence, in text order."""
    return [p for t in scene.doc if t.dep_.split(":")[0] == "nsubj" for p in parties(scene, t)]
