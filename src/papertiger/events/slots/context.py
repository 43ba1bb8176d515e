"""Complements and neighbours: content clauses, places of consequence, the nearest actor before or after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.events.scene import Scene
from papertiger.events.slots.filler import BY_CASE, BY_CLAUSE, BY_TREE, FAR, Filler, Resolver
from papertiger.events.slots.prepositions import governed
from papertiger.events.slots.subjects import grammatical_subjects
from papertiger.events.syntax import NOMINAL, PREDICATES, children, clause_head, feature, preposition

if TYPE_CHECKING:
    from papertiger.events.tree import Token


def clause_theme(scene: Scene, trigger: Token) -> list[Filler]:
    """Verbs (or nouns) that complement the trigger: "refused *to supply*"."""
    found = [
        Filler(c, BY_TREE, "complement")
        for c in children(trigger, "xcomp", "ccomp", "csubj", "acl", "advcl")
        if c.pos_ in PREDICATES and not _is_condition(scene, c)
    ]
    more = [Filler(d, BY_CASE, "complement") for f in found for d in children(f.token, "xcomp")]
    swapped = not found and feature(trigger.head, "VerbForm") == "Inf" and trigger.head.i == trigger.i + 1
    return [Filler(trigger.head, BY_CLAUSE, "infinitive that follows")] if swapped else found + more


def _is_condition(scene: Scene, clause: Token) -> bool:
    """Whether a clause says on what condition: what is promised "*if* Iran attacks" is not the attack."""
    words = scene.lexicon.vocabulary.modal.conditional
    return clause.dep_ == "advcl" and any(scene.has(m, words) for m in children(clause, "mark"))


def content_subject(scene: Scene, trigger: Token) -> list[Filler]:
    """Subject of the content clause: outraged *that X did …*."""
    found: list[Filler] = []
    for step in (trigger, *children(trigger, "obl", "obj", "nmod")):
        for clause in children(step, "ccomp", "acl", "advcl", "csubj"):
            found += grammatical_subjects(scene, clause)
    return [Filler(f.token, f.score * 0.9, "subject of the content clause") for f in found]


def nearest_after(scene: Scene, trigger: Token) -> list[Filler]:
    """The nearest phrase after the trigger that can be accusative or dative and names somebody, wherever the tree put it."""
    found = []
    for token in scene.doc[trigger.i + 1 : trigger.i + 1 + FAR]:
        if token.pos_ in {"VERB", "SCONJ"} or token.text in {";", ":"}:
            break
        fits = not scene.cases(token) or {"Acc", "Dat"} & scene.cases(token)
        named = token.i in scene.mention_at or any(c.i in scene.mention_at for c in children(token, "amod"))
        if (
            token.pos_ in NOMINAL
            and fits
            and named
            and not preposition(token)
            and feature(token, "Case") not in {"Gen", "Ins", "Loc", "Nom"}
        ):
            found.append(Filler(token, 0.6, "nearest phrase after the verb"))
    return found[:1]


def nearby_places(scene: Scene, trigger: Token) -> list[Filler]:
    """States named by a place after the trigger in its clause: what is struck near Damascus is struck in Syria."""
    clause = clause_head(trigger).i
    found = [
        t
        for t in scene.doc[trigger.i + 1 :]
        if (m := scene.mention_at.get(t.i)) is not None
        and m.actor.kind == "state"
        and m.form in {"name", "metonym", "place"}
        if clause_head(t).i == clause and (preposition(t) or preposition(t.head))
    ]
    return [Filler(t, 0.6, "place named after it") for t in found[:1]]


def nearest_before(scene: Scene, trigger: Token) -> list[Filler]:
    """The nearest actor named before the trigger, wherever the tree put it."""
    for candidate in reversed(scene.doc[: trigger.i]):
        mention = scene.mention_at.get(candidate.i)
        if (
            mention is not None
            and mention.form != "adjective"
            and mention.actor.kind not in {"outlet", "system"}
        ):
            return [Filler(candidate, 0.5, "nearest actor before it")]
    return []


def consequence(slot: str) -> Resolver:
    """Slot of the subtree of the trigger's verb: the blackout that an attack led to tells whom it hit."""

    def resolver(scene: Scene, trigger: Token) -> list[Filler]:
        if trigger.dep_.split(":")[0] != "nsubj":
            return []
        inside = [t for t in trigger.head.subtree if t.i > trigger.head.i and t.pos_ in NOMINAL]
        wanted = scene.lexicon.vocabulary.slots.get(slot, ())
        hits = [t for t in inside if (governed(scene, t, wanted) if wanted else feature(t, "Case") == "Gen")]
        return [Filler(t, 0.7, "place of the consequence") for t in hits]

    return resolver
