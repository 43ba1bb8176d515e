"""Slots: where in the sentence a role can stand, and which phrases stand there.

Each resolver takes a trigger and returns phrases (by head token) with a score: 1.0 when the tree says so, less when
only case, preposition or word order do. Voice is levelled here, so that ``nsubj`` is always who acts and ``obj`` always
what is acted on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.events.scene import Scene
from papertiger.events.slots.context import (
    clause_theme,
    consequence,
    content_subject,
    nearby_places,
    nearest_after,
    nearest_before,
)
from papertiger.events.slots.filler import BY_CASE, BY_TREE, Filler, Resolver
from papertiger.events.slots.objects import (
    bare_case,
    modifiers,
    nominal_modifiers,
    objects,
    possessive,
    second_objects,
)
from papertiger.events.slots.prepositions import prepositional
from papertiger.events.slots.relatives import participle_of
from papertiger.events.slots.subjects import (
    agents,
    control,
    described_subject,
    givers,
    matrix,
    receivers,
    subjects,
)

if TYPE_CHECKING:
    from papertiger.events.tree import Token

__all__ = ["BY_CASE", "RESOLVERS", "Filler", "fill", "participle_of", "second_objects"]


def fill(scene: Scene, trigger: Token, slot: str) -> list[Filler]:
    """Phrases in `slot` of `trigger`, best first."""
    resolver = RESOLVERS.get(slot)
    prepositions = scene.lexicon.vocabulary.slots.get(slot)
    if resolver is not None:
        # A language without cases realises some of them by prepositions ("of", "to").
        return resolver(scene, trigger) + (
            prepositional(scene, trigger, prepositions, slot) if prepositions else []
        )
    if prepositions is None:
        return []
    found = prepositional(scene, trigger, prepositions, slot)
    if slot == "by":
        found = agents(scene, trigger) + found
    return found


RESOLVERS: dict[str, Resolver] = {
    "nsubj": subjects,
    "obj": objects,
    "dat": bare_case("Dat"),
    "gen": bare_case("Gen"),
    "ins": bare_case("Ins"),
    "amod": modifiers,
    "poss": possessive,
    "preceding": nearest_before,
    "following": nearest_after,
    "place": nearby_places,
    "mod": nominal_modifiers,
    "agent": agents,
    "control": control,
    "head": lambda _scene, trigger: (
        [Filler(trigger.head, BY_TREE, "word that it modifies")] if trigger.head.i != trigger.i else []
    ),
    "matrix": matrix,
    "clause": clause_theme,
    "content": content_subject,
    "consequence.in_state": consequence("in_state"),
    "consequence.gen": consequence(""),
    "described": described_subject,
    "giver": givers,
    "receiver": receivers,
}
