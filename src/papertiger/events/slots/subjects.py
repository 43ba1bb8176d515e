"""Who acts: subjects, agents of passives, subjects shared through control, and subjects of clauses above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.events.scene import Scene
from papertiger.events.slots.filler import BY_CASE, BY_CLAUSE, BY_CONTROL, BY_TREE, Filler
from papertiger.events.slots.judged import GIVING, done_by, judged_for
from papertiger.events.slots.prepositions import governed, prepositional
from papertiger.events.slots.relatives import (
    inverted,
    is_relative,
    participle_of,
    resolve_chain,
    resolve_relative,
)
from papertiger.events.syntax import (
    NOMINAL,
    children,
    clause_head,
    distance,
    feature,
    is_passive,
    preposition,
)

if TYPE_CHECKING:
    from papertiger.events.tree import Token


def subjects(scene: Scene, trigger: Token) -> list[Filler]:
    """Who acts: agent of a passive, else the subject, shared through infinitives, conjuncts and converbs."""
    if trigger.pos_ in {"NOUN", "PROPN"} and not children(trigger, "cop", "nsubj"):
        return grammatical_subjects(scene, trigger.head) if trigger.dep_ == "xcomp" else []
    if participle_of(scene, trigger) is not None:
        return agents(scene, trigger)
    if (is_passive(trigger) and trigger.pos_ != "ADJ") or scene.is_participle(trigger):
        return agents(scene, trigger)
    agent = inverted(trigger)
    if agent is not None:
        return [Filler(c, BY_CASE, "subject of the passive") for c in children(agent, "nsubj")]
    if (
        trigger.pos_ == "ADJ"
        and trigger.dep_.split(":")[0] in {"amod", "acl", "appos"}
        and not children(trigger, "nsubj")
    ):
        return [Filler(trigger.head, BY_TREE, "noun that the adjective describes")]
    return [*grammatical_subjects(scene, trigger), *_by_place(scene, trigger)]


def grammatical_subjects(scene: Scene, trigger: Token, *, depth: int = 0) -> list[Filler]:
    """The nominative subject of a predicate, relative pronouns resolved to their antecedent."""
    own = own_subjects(scene, trigger)
    whom = done_by(scene, trigger, own)
    if whom:
        return whom
    if own:
        return [Filler(resolve_relative(c), BY_TREE, "subject") for c in own]
    if depth > 4:  # noqa: PLR2004 - deeper control chains are parse errors
        return []
    relation = trigger.dep_.split(":")[0]
    if trigger.dep_ == "acl:relcl":
        return _headless_relative(scene, trigger)
    if relation == "acl" and feature(trigger, "VerbForm") == "Part" and not is_passive(trigger):
        return [Filler(trigger.head, BY_CASE, "noun that the participle describes")]
    shares = relation in {"xcomp", "conj", "csubj", "parataxis"} or feature(trigger, "VerbForm") in {
        "Inf",
        "Conv",
    }
    if relation in {"conj", "parataxis"} and feature(trigger, "VerbForm") != "Inf":
        nearer = [f for f in _by_order(scene, trigger) if f.token.i > trigger.head.i]
        if nearer:
            return nearer
    if shares and trigger.head.i != trigger.i:
        above = grammatical_subjects(scene, trigger.head, depth=depth + 1)
        return [Filler(f.token, f.score * 0.95, "subject shared with the governing verb") for f in above]
    ordered = _by_order(scene, trigger)
    if not ordered and relation == "ccomp" and not children(trigger, "csubj"):
        above = grammatical_subjects(scene, trigger.head, depth=depth + 1)
        return [
            Filler(f.token, f.score * 0.8, "subject of the reporting verb, dropped in the report")
            for f in above
        ]
    return ordered


def own_subjects(scene: Scene, trigger: Token) -> list[Token]:
    """Subject edges; of a relative pronoun and a named actor the actor acts ("interceptors which Americans send")."""
    own = [c for c in children(trigger, "nsubj") if c.i != trigger.i]
    named = sorted(
        (c for c in own if not is_relative(c)),
        key=lambda c: (feature(c, "Case") == "Acc", distance(c, trigger)),
    )
    return named if len(own) > 1 and named else own


def _by_place(scene: Scene, trigger: Token) -> list[Filler]:
    """A plural verb without a subject: the place speaks ("in the Kremlin they welcomed …")."""
    while trigger.dep_ == "xcomp" and feature(trigger, "VerbForm") == "Inf":
        trigger = trigger.head
    plural = feature(trigger, "Number") == "Plur" and feature(trigger, "VerbForm") in {"Fin", None}
    if not plural or trigger.pos_ not in {"VERB", "AUX", "ADJ"}:
        return []
    wanted = scene.lexicon.vocabulary.slots.get("in_state", ())
    near = [*children(trigger, "obl", "nmod"), *_before(trigger)]
    places = [c for c in near if c.i in scene.mention_at and governed(scene, c, wanted)]
    return [Filler(c, BY_CLAUSE, "place whose people act") for c in places]


def _before(verb: Token) -> list[Token]:
    """The word right before a verb, where the tree hung it on another word of the clause: "talks with X *in the Kremlin* value …"."""
    word = verb.nbor(-1) if verb.i else verb
    inside = word.head.i < word.i and clause_head(word).i == clause_head(verb).i
    return [word] if inside and word.dep_ == "nmod" else []


def _headless_relative(scene: Scene, trigger: Token) -> list[Filler]:
    """The relative pronoun went astray in the tree: the antecedent is the noun that the clause hangs on."""
    head = resolve_chain(trigger)
    return (
        [Filler(head, BY_CASE, "noun that the relative clause describes")]
        if head.pos_ in NOMINAL
        else _by_order(scene, trigger)
    )


def _by_order(scene: Scene, trigger: Token) -> list[Filler]:
    """No subject edge: the nearest actor before the predicate in its clause that can be nominative."""
    clause = clause_head(trigger)
    for candidate in reversed(scene.doc[: trigger.i]):
        if (
            candidate.text in {",", ";", ":", "—", "–"}
            and distance(candidate, trigger) > 1
            and _new_clause(scene, candidate)
        ):
            break
        mention = scene.mention_at.get(candidate.i)
        if mention is None or mention.form == "adjective" or mention.actor.kind in {"outlet", "system"}:
            continue
        home = clause_head(candidate).i == clause.i or clause.head.i == candidate.i
        if (
            candidate.dep_ == "nsubj"
            and candidate.head.i != trigger.i
            and children(candidate.head, "nsubj")
            and clause_head(candidate).i != clause.i
        ):
            break  # the subject of another verb
        if feature(candidate, "Case") in {"Nom", None} and not preposition(candidate) and home:
            return [Filler(candidate, BY_CLAUSE, "nearest possible subject before the verb")]
    return []


def _new_clause(scene: Scene, comma: Token) -> bool:
    after = scene.doc[comma.i + 1] if comma.i + 1 < len(scene.doc) else None
    return after is not None and (after.pos_ in {"SCONJ", "CCONJ"} or feature(after, "PronType") == "Rel")


def agents(scene: Scene, trigger: Token) -> list[Filler]:
    """The agent of a passive, participle or nominalisation: bare instrumental, or the language's ``by`` phrase."""
    found = [
        Filler(c, BY_TREE, "agent in the instrumental")
        for c in children(trigger, "obl", "nmod", "obj", "iobj", "xcomp")
        if feature(c, "Case") == "Ins" and not preposition(c)
    ]
    found += [Filler(c, BY_TREE, "agent") for c in trigger.children if c.dep_ == "obl:agent"]
    agent = inverted(trigger)
    return (
        [*found, Filler(agent, BY_CASE, "agent that the tree made the predicate")]
        if agent is not None
        else found
    )


def control(scene: Scene, trigger: Token) -> list[Filler]:
    """Subject of the predicate that governs a nominalisation through light verbs ("take part in providing …")."""
    step = trigger
    for _ in range(4):
        if step.head.i == step.i:
            break
        judged = judged_for(scene, step)
        if judged:
            return judged
        step = step.head
        if step.pos_ in {"VERB", "AUX"} or children(step, "nsubj", "cop"):
            found = grammatical_subjects(scene, step)
            return [Filler(f.token, f.score * BY_CONTROL, "subject of the governing verb") for f in found]
    return []


def matrix(scene: Scene, trigger: Token) -> list[Filler]:
    """Subject of the clause above, nearest first: who complains of, suffers from or looks at what the clause says."""
    found: list[Filler] = []
    clause = clause_head(trigger)
    step = clause if trigger.i != clause.i and trigger.pos_ in {"NOUN", "PROPN"} else clause.head
    for _ in range(4):
        step = clause_head(step)
        found += [
            Filler(f.token, BY_CLAUSE, "subject of the clause above")
            for f in grammatical_subjects(scene, step) or _experiencers(step)
        ]
        if step.head.i == step.i:
            break
        step = step.head
    return [f for f in found if f.token.i != trigger.i]


def _experiencers(verb: Token) -> list[Filler]:
    """Whom a verb without a subject befalls: "*Лидерам Сирии* пришлось убедиться"."""
    found = [c for c in children(verb, "iobj") if feature(c, "Case") == "Dat" and not preposition(c)]
    return [Filler(c, BY_CASE, "whom it befalls") for c in found]


def described_subject(scene: Scene, trigger: Token) -> list[Filler]:
    """Subject of a predicate adjective, never an agent, though the tagger may see a passive in it."""
    agent = inverted(trigger)
    if agent is not None:
        return [Filler(c, BY_CASE, "subject of the passive") for c in children(agent, "nsubj")]
    if (
        trigger.dep_.split(":")[0] in {"amod", "acl", "appos"}
        and trigger.dep_ != "acl:relcl"
        and not children(trigger, "nsubj")
    ):
        return [Filler(trigger.head, BY_TREE, "noun that the adjective describes")]
    return grammatical_subjects(scene, trigger)


def givers(scene: Scene, trigger: Token) -> list[Filler]:
    """Who gave or promised the theme, told by a participle or relative clause: "the aid *Japan* promised"."""
    sellers = scene.lexicon.vocabulary.slots.get("from_whom", ())
    found = [
        f
        for verb in _given_by(scene, trigger)
        for f in (subjects(scene, verb) or prepositional(scene, verb, sellers, "from_whom"))
    ]
    return [Filler(f.token, f.score * BY_CASE, f.why) for f in found if f.token.i != trigger.i]


def receivers(scene: Scene, trigger: Token) -> list[Filler]:
    """Who was to get the theme, told by a participle or relative clause: "the system supplied *to Iran*"."""
    slots = scene.lexicon.vocabulary.slots
    found = []
    for verb in _given_by(scene, trigger):
        bare = [
            c
            for c in children(verb, "iobj", "obl", "nmod")
            if feature(c, "Case") == "Dat" and not preposition(c)
        ]
        # English: "the tanks promised *Ukraine*"; the theme itself is the other object.
        if feature(trigger, "Case") is None:
            bare += [c for c in children(verb, "iobj", "obj") if c.i in scene.mention_at]
        found += [Filler(c, BY_CASE, "receiver in the clause on the theme") for c in bare]
        found += prepositional(scene, verb, slots.get("to", ()) + slots.get("for", ()), "to")
    return found


def _given_by(scene: Scene, trigger: Token) -> list[Token]:
    """Verbs and participles of giving or promising that describe the trigger or a noun inside its phrase."""
    nouns = [trigger, *children(trigger, "nmod", "appos", "flat", "conj")]
    described = [c for n in nouns for c in children(n, "amod", "acl", "acl:relcl")]
    return [c for c in described if scene.is_participle(c) or not GIVING.isdisjoint(scene.verb_classes(c))]
