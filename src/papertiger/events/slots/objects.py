"""What is acted on, who receives, and what modifies a noun: bare cases, double objects, adjectives, possessives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.events.scene import Scene
from papertiger.events.slots.filler import BY_CASE, BY_CLAUSE, BY_TREE, Filler, Resolver
from papertiger.events.slots.relatives import inverted, is_relative, participle_of, resolve_relative
from papertiger.events.slots.subjects import own_subjects
from papertiger.events.syntax import (
    NOMINAL,
    children,
    clause_head,
    feature,
    is_passive,
    left_edge,
    preposition,
)

if TYPE_CHECKING:
    from papertiger.events.tree import Token

CASE_RELATIONS = {
    "Dat": ("iobj", "obl", "nmod", "obj", "det"),
    "Gen": ("nmod", "obl", "flat"),
    "Ins": ("obl", "nmod", "xcomp", "obj", "iobj"),
}
"""Relations under which the parser puts a bare phrase of a case."""


def objects(scene: Scene, trigger: Token) -> list[Filler]:
    """What is acted on: direct object, subject of a passive, the noun a passive participle describes."""
    agent = inverted(trigger)
    if agent is not None:
        return [Filler(c, BY_CASE, "subject of the passive") for c in children(agent, "nsubj")]
    described = participle_of(scene, trigger)
    if described is not None:
        return [Filler(described, BY_TREE, "noun that the participle describes")]
    if (is_passive(trigger) or scene.is_participle(trigger)) and not (
        children(trigger, "obj") and children(trigger, "nsubj:pass")
    ):
        found = [
            Filler(resolve_relative(c), BY_TREE, "subject of the passive") for c in children(trigger, "nsubj")
        ]
        found += [Filler(c, BY_TREE, "object of the impersonal") for c in children(trigger, "obj")]
        if found:
            return found
    direct = [Filler(resolve_relative(c), BY_TREE, "object") for c in children(trigger, "obj")]
    after = [f for f in direct if f.token.i > trigger.i]
    if feature(trigger, "VerbForm") == "Inf" and after:
        direct = after  # an object before an infinitive that has one after it belongs to another verb
    direct = direct or _raised(trigger) or _bare_accusative(trigger)
    direct += second_subjects(scene, trigger)
    counted = [
        Filler(d, BY_CASE, "counted object")
        for f in direct
        for d in children(f.token, "nmod")
        if f.token.pos_ in {"NUM", "NOUN"} and feature(d, "Case") == "Gen" and not preposition(d)
    ]
    direct += _described(scene, trigger, direct)
    shared = (
        objects(scene, trigger.head)
        if not direct and trigger.dep_ == "conj" and trigger.head.pos_ == trigger.pos_
        else []
    )
    quantities = [Filler(c, BY_CASE, "counted object") for c in _quantities(scene, trigger)]
    counted += [
        Filler(d, BY_CASE, "counted object")
        for f in quantities
        for d in children(f.token, "nmod")
        if feature(d, "Case") == "Gen" and not preposition(d)
    ]
    return direct + counted + quantities + shared


def _described(scene: Scene, trigger: Token, direct: list[Filler]) -> list[Filler]:
    """The noun that a relative clause without an object describes; beside a state too: "the radars that it promised *Armenia*"."""
    own = own_subjects(scene, trigger)
    if trigger.dep_ != "acl:relcl" or not own or not all(_is_state(scene, f.token) for f in direct):
        return []
    taken = children(trigger, "nsubj", "obj", "iobj", "obl") if direct else own
    if any(is_relative(c) for c in taken):
        return []
    return [Filler(trigger.head, BY_CASE, "noun that the relative clause describes")]


def _is_state(scene: Scene, token: Token) -> bool:
    mention = scene.mention_at.get(token.i)
    return mention is not None and mention.actor.kind == "state" and mention.form != "adjective"


def _raised(trigger: Token) -> list[Filler]:
    """Object of the governing verb that the tree gave to its infinitive: "obliges *Russia* to defend Armenia"."""
    inside = [c for v in children(trigger, "xcomp") for c in children(v, "obj") if trigger.i < c.i < v.i]
    return [Filler(c, BY_CASE, "object before the infinitive") for c in inside]


def _bare_accusative(trigger: Token) -> list[Filler]:
    """A noun (or its numeral) in the accusative without a preposition under a verb without an object, called an oblique."""
    bare = [
        c
        for c in children(trigger, "obl")
        if not preposition(c) and any(feature(t, "Case") == "Acc" for t in (c, *children(c, "nummod")))
    ]
    return [Filler(c, BY_CASE, "bare accusative") for c in bare if trigger.pos_ == "VERB"]


def _quantities(scene: Scene, trigger: Token) -> list[Token]:
    """Objects behind a word of quantity that looks like a preposition: "bought *over 80 per cent of* its gas"."""
    words = scene.lexicon.vocabulary.quantity
    return [c for c in children(trigger, "obl", "nmod") if preposition(c) in words and children(c, "nummod")]


def second_subjects(scene: Scene, trigger: Token) -> list[Filler]:
    """A verb with two subject edges: the one that is no actor and can be accusative is the object."""
    own = [c for c in children(trigger, "nsubj") if not is_relative(c)]
    if len(own) < 2:  # noqa: PLR2004 - one subject is just that
        return []
    acting = {
        c.i
        for c in own
        if c.i in scene.mention_at or any(g.i in scene.mention_at for g in children(c, "amod", "nmod"))
    }
    return [
        Filler(c, BY_CASE, "second subject, taken as object")
        for c in own
        if c.i not in acting and "Acc" in scene.cases(c)
    ]


def second_objects(scene: Scene, trigger: Token) -> list[Token]:
    """Nouns of the lexicon that stand bare right behind the object, called obliques: "gave the country *no support*"."""
    ends = {_end(c) for c in children(trigger, "obj") if c.i > trigger.i and not feature(c, "Case")}
    bare = [c for c in children(trigger, "obl") if c.dep_ == "obl" and not preposition(c)]
    return [
        c
        for c in bare
        if not scene.cases(c) and min(t.i for t in c.subtree) - 1 in ends and scene.noun_classes(c)
    ]


def _double_object(scene: Scene, trigger: Token) -> list[Filler]:
    """The receiver of "was given three radars" and of "give Moldova missiles" read as one name."""
    kept = children(trigger, "obj")
    if (
        (len(kept) > 1 or (kept and second_objects(scene, trigger)))
        and kept[0].i > trigger.i
        and not feature(kept[0], "Case")
    ):
        return [Filler(kept[0], BY_CASE, "first of two objects")]
    if kept and children(trigger, "nsubj:pass"):
        return [
            Filler(c, BY_TREE, "receiver as subject of the passive") for c in children(trigger, "nsubj:pass")
        ]
    return []


def _name_in_object(scene: Scene, trigger: Token) -> list[Filler]:
    """A state's own name right after the verb and inside its object is the receiver, not a kind of missile."""
    after = scene.doc[trigger.i + 1] if trigger.i + 1 < len(scene.doc) else None
    mention = scene.mention_at.get(after.i) if after is not None else None
    if (
        after is None
        or mention is None
        or mention.form != "name"
        or after.dep_.split(":")[0] not in {"compound", "nmod"}
        or feature(after, "Case")
    ):
        return []
    inside = any(a.i == trigger.i for a in (after.head.head, after.head.head.head))
    return (
        [Filler(after, BY_CASE, "name between verb and object")]
        if inside and after.dep_ != "nmod:poss"
        else []
    )


def bare_case(case: str) -> Resolver:
    """A resolver for phrases in one case without a preposition."""

    def resolver(scene: Scene, trigger: Token) -> list[Filler]:
        found = [
            f for c in children(trigger, *CASE_RELATIONS[case]) if (f := _in_case(scene, c, case)) is not None
        ]
        if case == "Dat":
            return _receivers(scene, trigger, found)
        agent = inverted(trigger) if case == "Ins" else None
        if agent is not None:
            found.append(Filler(agent, BY_CASE, "instrumental that the tree made the predicate"))
        return found

    return resolver


def _in_case(scene: Scene, child: Token, case: str) -> Filler | None:
    """A dependent as a phrase in `case`, as surely as tag, relation and dictionary say so."""
    if preposition(child) or child.pos_ not in NOMINAL:
        return None
    tagged, relation = feature(child, "Case"), child.dep_.split(":")[0]
    if tagged == case or (case == "Dat" and relation == "iobj"):
        return Filler(child, BY_TREE, f"bare {case.lower()}")
    if case == "Gen" and relation in {"nmod", "flat"} and tagged is None:
        return Filler(child, BY_CASE, "bare dependent")
    return Filler(child, BY_CLAUSE, f"can be {case.lower()}") if case in scene.cases(child) else None


def _receivers(scene: Scene, trigger: Token, bare: list[Filler]) -> list[Filler]:
    """Datives, and what stands for one: first of two objects, a dative deeper in the phrase or of the verb above."""
    found = [*_double_object(scene, trigger), *_name_in_object(scene, trigger), *bare]
    if all(f.score < BY_CASE for f in found):
        found += [
            Filler(c, BY_CASE, "dative behind the phrase")
            for c in _datives_above(trigger)
            if left_edge(c) == _end(trigger) + 1 and c.i < trigger.head.i
        ]
    if found:
        # Of two names in a row the second receives: "the aid of Russia to Syria" without prepositions.
        return sorted(found, key=lambda f: (-f.score, -f.token.i)) if len(found) > 1 else found
    clause = clause_head(trigger).i
    for token in trigger.subtree:
        dative = feature(token, "Case") == "Dat" and token.pos_ in NOMINAL and not preposition(token)
        if token.i > trigger.i and dative and clause_head(token).i == clause:
            return [Filler(token, BY_CLAUSE, "dative inside the phrase")]
    if trigger.dep_.split(":")[0] not in {"nsubj", "obj"}:
        return []
    return [Filler(c, BY_CASE, "dative of the governing verb") for c in _datives_above(trigger)]


def _datives_above(noun: Token) -> list[Token]:
    """Receivers of the verb that governs a noun; one right behind the phrase may be the noun's ("after India's aid *to X*")."""
    governed = noun.pos_ in {"NOUN", "PROPN"} and noun.head.pos_ in {"VERB", "AUX"}
    return [c for c in children(noun.head, "iobj") if not preposition(c)] if governed else []


def _end(noun: Token) -> int:
    """Index of the last token of a phrase."""
    return max(t.i for t in noun.subtree)


def modifiers(scene: Scene, trigger: Token) -> list[Filler]:
    """Adjectival and possessive dependents ("Russian support", "its aid", "US strikes")."""
    found = []
    for child in trigger.children:
        relation = child.dep_.split(":")[0]
        mention = scene.mention_at.get(child.i)
        if (
            relation == "compound"
            and trigger.head.i == child.i - 1
            and mention is not None
            and mention.form == "name"
        ):
            continue  # "give Moldova missiles": the name is the verb's receiver
        if (
            relation in {"amod", "compound"}
            and mention is not None
            and mention.actor.kind not in {"outlet", "system"}
        ):
            found.append(Filler(child, BY_TREE, "adjective"))
        elif child.dep_ == "nmod:poss" or (relation == "det" and feature(child, "Poss") == "Yes"):
            found.append(Filler(child, BY_TREE, "possessive"))
    return found


def nominal_modifiers(scene: Scene, trigger: Token) -> list[Filler]:
    """What kind of thing it is: "*security* pact", "*mutual defence* treaty", «*оборонний* договір»."""
    first = [
        c
        for c in children(trigger, "compound", "amod", "nmod")
        if c.i not in scene.mention_at and not preposition(c)
    ]
    second = [g for c in first for g in children(c, "compound")]
    return [Filler(c, BY_CASE, "modifier") for c in (*first, *second)]


def possessive(scene: Scene, trigger: Token) -> list[Filler]:
    """Possessive pronouns only."""
    return [
        Filler(c, BY_TREE, "possessive")
        for c in trigger.children
        if feature(c, "Poss") == "Yes" or c.dep_ == "nmod:poss"
    ]
