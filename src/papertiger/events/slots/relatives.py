"""What a relative pronoun or a participle points to, wherever the tree hung it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.events.scene import Scene
from papertiger.events.syntax import NOMINAL, ancestors, children, feature

if TYPE_CHECKING:
    from papertiger.events.tree import Token


def is_relative(token: Token) -> bool:
    """Whether a token is a relative (or interrogative) pronoun."""
    return feature(token, "PronType") in {"Rel", "Int"}


def resolve_relative(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token stands for itself."""
    kind = feature(token, "PronType")
    if kind == "Dem" or (kind not in {"Rel", "Int"} and token.pos_ != "DET"):
        return token
    for step in (token, *ancestors(token)):
        if step.dep_ in {"acl:relcl", "acl"}:
            return step.head
    return token


def resolve_chain(trigger: Token) -> Token:
    """A relative clause may hang on the relative pronoun itself, which again stands in a relative clause."""
    head = trigger.head
    for _ in range(3):
        if feature(head, "PronType") in {"Rel", "Int"} or head.pos_ == "DET":
            head = resolve_relative(head) if resolve_relative(head).i != head.i else head.head
    return head


def inverted(trigger: Token) -> Token | None:
    """The agent of a passive that the tree took for the predicate ("the town was seized by *troops*"), or None."""
    head = trigger.head
    swapped = trigger.dep_ == "amod" and feature(head, "Case") == "Ins" and feature(trigger, "Case") == "Nom"
    return head if swapped and children(head, "nsubj") else None


def participle_of(scene: Scene, trigger: Token) -> Token | None:
    """The noun that a passive participle describes ("the aid provided by …"), or None."""
    if trigger.dep_.split(":")[0] not in {"amod", "acl"} or trigger.dep_ == "acl:relcl":
        return None
    passive = (
        scene.is_participle(trigger)
        or feature(trigger, "Voice") == "Pass"
        or (feature(trigger, "VerbForm") == "Part" and feature(trigger, "Tense") == "Past")
    )
    has_subject = bool(children(trigger, "nsubj"))
    return trigger.head if passive and not has_subject and trigger.head.pos_ in NOMINAL else None
