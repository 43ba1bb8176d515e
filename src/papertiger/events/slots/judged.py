"""Who has done what somebody is praised, blamed or punished for, and what somebody is brought to: the object of the verb above."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from papertiger.events.scene import Scene
from papertiger.events.slots.filler import BY_CONTROL, Filler
from papertiger.events.slots.prepositions import governed
from papertiger.events.syntax import children, feature, is_passive

if TYPE_CHECKING:
    from papertiger.events.tree import Token

GIVING = frozenset({"give", "promise"})
"""Noun classes whose words name giving or promising."""


def done_by(scene: Scene, trigger: Token, own: Sequence[Token]) -> list[Filler]:
    """The object of the verb above, where that has done what the trigger says. `own`: the trigger's subjects, of which only a pronoun leaves room for it."""
    if own and not all(_is_personal(c) for c in own):
        return []
    return judged_for(scene, trigger) or ([] if own else _brought_to(scene, trigger))


def judged_for(scene: Scene, trigger: Token) -> list[Filler]:
    """Whom the verb above praises, blames or punishes for it: "condemned *Russia* for selling", "обвинила *Россию* в поставках"."""
    if trigger.dep_ == "acl" and trigger.head.pos_ in {"PRON", "DET"}:
        trigger = trigger.head  # "за *те*, що вона передала"
    verb = trigger.head
    if verb.i == trigger.i or verb.pos_ not in {"VERB", "AUX"}:
        return []
    classes = scene.verb_classes(verb)
    frames = scene.lexicon.frames
    kinds = {kind for name in classes & frames.keys() for kind in frames[name].judges}
    if GIVING & classes or not _is_charge(scene, trigger, kinds):
        return []
    if is_passive(verb):
        whom = children(verb, "nsubj")
    else:
        whom = [c for c in children(verb, "obj", "iobj") if c.i != trigger.i]
    return [Filler(c, BY_CONTROL, "who is judged for it") for c in whom if _is_actor(scene, c)][:1]


def _brought_to(scene: Scene, trigger: Token) -> list[Filler]:
    """Whom the verb above brings to do it, or lets do it: "persuaded *Norway* to send", "дозволила *Росії* завдати"."""
    verb = trigger.head
    if trigger.dep_ != "xcomp" or feature(trigger, "VerbForm") != "Inf" or is_passive(verb):
        return []
    vocabulary = scene.lexicon.vocabulary
    permits = scene.has(verb, vocabulary.permitting)
    if not permits and not scene.has(verb, vocabulary.bringing):
        return []
    cases = {"Dat", "Acc", None} if permits else {"Acc", None}
    whom = [
        c
        for c in children(verb, "obj", "iobj")
        if verb.i < c.i < trigger.i and feature(c, "Case") in cases and _is_actor(scene, c)
    ]
    return [Filler(c, BY_CONTROL, "who is brought to do it") for c in whom[:1]]


def _is_charge(scene: Scene, trigger: Token, kinds: Collection[str]) -> bool:
    """Whether a clause or noun says, in one of these ways, what somebody is praised or blamed for."""
    charges = scene.lexicon.vocabulary.charges
    wanted = tuple(word for kind in kinds for word in charges.get(kind, ()))
    relation = trigger.dep_.split(":")[0]
    if trigger.pos_ in {"VERB", "AUX"}:
        return relation in {"advcl", "acl", "ccomp"} and any(
            c.lower_ in wanted for c in children(trigger, "mark", "case")
        )
    return relation in {"obl", "nmod"} and governed(scene, trigger, wanted)


def _is_personal(subject: Token) -> bool:
    """Whether a subject is a personal pronoun: who is thanked "за те, що *вона* передала" has done it."""
    return subject.pos_ == "PRON" and feature(subject, "Person") == "3"


def _is_actor(scene: Scene, token: Token) -> bool:
    return token.i in scene.mention_at or any(c.i in scene.mention_at for c in children(token, "amod"))
