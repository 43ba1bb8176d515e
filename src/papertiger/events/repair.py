"""Repairs of the tree where the dictionary and the actors know better than the parser.

Ukrainian and Russian trees err in a few regular ways (measured on our own sentences): a state's name is given a common noun as
dependent, two names in a row hang on each other, nominative and accusative of look-alike forms are swapped. Each rule
moves an edge only where a second witness (a known name, a case that the dictionary rules out, word order) says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from papertiger.actors.actor import Mention
from papertiger.events.relatives import attach_relative, person_of_thing
from papertiger.events.subjects import (
    NAMES,
    Cases,
    agreeing_object,
    impersonal,
    latter_subject,
    orphan_subject,
    two_objects,
    two_subjects,
)
from papertiger.events.syntax import children, feature, preposition

if TYPE_CHECKING:
    from papertiger.events.tree import Token, Tree

ADJECTIVES_IN_ROW = 3
FUNCTION = frozenset({"aux", "cop", "mark", "cc"})
"""Relations of function words, which no name or noun has."""
BARE = frozenset({"nmod", "obj", "appos", "flat", "obl", "iobj"})


def repair(
    doc: Tree, mention_at: Mapping[int, Mention], cases: Cases, can_be_verb: Callable[[Token], bool]
) -> None:
    """Move edges of `doc` in place."""
    if not any(t.pos_ in {"VERB", "AUX"} for t in doc):
        _verbless(doc, mention_at, can_be_verb)
    if not any(t.pos_ == "AUX" or feature(t, "VerbForm") == "Fin" for t in doc):
        _participle_first(doc, mention_at, can_be_verb)
    for token in list(doc):
        attach_relative(token)
        _infinitive_first(token)
        _infinitive_on_noun(token, mention_at)
        _after_clause(token)
        _behind_aside(token, cases)
        _noun_no_clause(token)
        _receiver_on_noun(token)
        _no_function_word(token, mention_at)
        _agent_by_preposition(token)
        mention = mention_at.get(token.i)
        if mention is not None and mention.actor.kind == "state" and mention.form in NAMES:
            _free_nouns(token, mention_at, cases)
        if mention is not None and mention.form == "adjective":
            _join_adjective(token)
        if mention is not None and mention.actor.kind == "person":
            person_of_thing(token)
    for token in list(doc):
        if token.pos_ in {"VERB", "AUX"}:
            impersonal(token)
            two_objects(token, mention_at, cases)
            two_subjects(token, mention_at, cases)
            orphan_subject(token, mention_at, cases)
            latter_subject(token)
            agreeing_object(token, mention_at, cases)


def _verbless(doc: Tree, mention_at: Mapping[int, Mention], can_be_verb: Callable[[Token], bool]) -> None:
    """A sentence without any verb, a name, and after it a form that can be one: "Serbia *relies* on …" read as nouns."""
    for token in doc[1:]:
        before = token.nbor(-1)
        named = (
            before.i in mention_at
            and mention_at[before.i].form != "adjective"
            and before.dep_ in {"compound", "amod", "nsubj", "nmod", "flat"}
        )
        if (
            named
            and token.pos_ in {"NOUN", "ADJ", "PROPN"}
            and token.i not in mention_at
            and can_be_verb(token)
        ):
            token.pos_ = "VERB"
            if _after_preposition(token, before):
                return
            if before.head.i == token.i:
                before.dep_ = "nsubj"
            elif token.dep_ == "flat" and token.head.i < token.i:
                _crown(token, token.head)
            return


def _crown(verb: Token, name: Token) -> None:
    """Put a verb that was read as part of a name above that name."""
    verb.head, verb.dep_ = (verb if name.head.i == name.i else name.head), name.dep_
    name.head, name.dep_ = verb, "nsubj"


def _after_preposition(verb: Token, name: Token) -> bool:
    """Give back the preposition of the name before the verb: "funding *for Zambia* dwindled" has the noun before it as subject."""
    cases = [c for c in children(verb, "case") if c.i < name.i]
    noun = verb.head
    if not cases or name.head.i != verb.i or noun.i >= cases[0].i or noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    for case in cases:
        case.head = name
    name.head, name.dep_ = noun, "nmod"
    _crown(verb, noun)
    return True


def _participle_first(
    doc: Tree, mention_at: Mapping[int, Mention], can_be_verb: Callable[[Token], bool]
) -> None:
    """No finite verb, and a participle between a bare name and the noun that both describe: "Colombia *severed* relations"."""
    for verb in doc[1:]:
        name, noun = verb.nbor(-1), verb.head
        mention = mention_at.get(name.i)
        between = verb.dep_ == "amod" and noun.i > verb.i and feature(verb, "VerbForm") == "Part"
        named = mention is not None and mention.actor.kind == "state" and mention.form in NAMES
        if between and named and name.head.i == noun.i and not feature(name, "Case") and can_be_verb(verb):
            _crown(verb, noun)
            noun.dep_ = "obj"
            name.head, name.dep_ = verb, "nsubj"
            return


def _no_function_word(noun: Token, mention_at: Mapping[int, Mention]) -> None:
    """An actor is no auxiliary and no mark: one that the tree calls so is the subject of the next verb that has none."""
    if noun.dep_.split(":")[0] not in FUNCTION or noun.pos_ not in {"NOUN", "PROPN"}:
        return
    mention = mention_at.get(noun.i)
    if mention is None or mention.form == "adjective" or preposition(noun):
        return
    for verb in noun.doc[noun.i + 1 :]:
        if verb.pos_ == "PUNCT":
            return
        if verb.pos_ == "VERB":
            if feature(verb, "VerbForm") == "Fin" and not children(verb, "nsubj", "csubj"):
                noun.head, noun.dep_ = verb, "nsubj"
            return


def _agent_by_preposition(noun: Token) -> None:
    """Of two agents of a passive without case the bare one is what was given: "was given *three radars* by Norway"."""
    if noun.dep_ != "obl:agent" or feature(noun, "Case") or preposition(noun) or noun.head.i > noun.i:
        return
    if any(c.dep_ == "obl:agent" and preposition(c) and not feature(c, "Case") for c in noun.head.children):
        noun.dep_ = "obj"


def _infinitive_first(infinitive: Token) -> None:
    """An infinitive has no subject: that of "France *to return* troops does not plan" belongs to the finite verb after it."""
    if feature(infinitive, "VerbForm") != "Inf" or children(infinitive, "aux", "mark", "cop"):
        return
    subjects = [
        c for c in children(infinitive, "nsubj") if c.i < infinitive.i and feature(c, "Case") == "Nom"
    ]
    finite = [
        c
        for c in children(infinitive, "parataxis", "conj", "ccomp", "advcl")
        if c.i > infinitive.i
        and (feature(c, "VerbForm") == "Fin" or feature(c, "Variant") == "Short")
        and not children(c, "nsubj", "mark", "cc")
        and not any(t.pos_ == "PUNCT" for t in c.doc[infinitive.i : c.i])
    ]
    if not subjects or not finite:
        return
    verb = finite[0]
    above, relation = infinitive.head, infinitive.dep_
    verb.head = verb if above.i == infinitive.i else above
    verb.dep_ = relation
    infinitive.head, infinitive.dep_ = verb, "xcomp"
    for child in (*subjects, *children(infinitive, "punct", "parataxis")):
        child.head = verb


def _infinitive_on_noun(infinitive: Token, mention_at: Mapping[int, Mention]) -> None:
    """An infinitive on a noun is `acl`; on a name that is the subject of a verb after both, it is the verb's."""
    noun = infinitive.head
    if (
        feature(infinitive, "VerbForm") != "Inf"
        or noun.i > infinitive.i
        or noun.pos_ not in {"NOUN", "PROPN"}
    ):
        return
    if infinitive.dep_ == "nmod":
        infinitive.dep_ = "acl"
    mention = mention_at.get(noun.i)
    named = mention is not None and mention.actor.kind == "state" and mention.form in NAMES
    if infinitive.dep_ == "acl" and named and noun.dep_ == "nsubj" and noun.head.i > infinitive.i:
        infinitive.head, infinitive.dep_ = noun.head, "xcomp"


def _receiver_on_noun(receiver: Token) -> None:
    """A dative that the parser itself calls a receiver is a verb's, not a noun's."""
    if receiver.dep_ != "iobj" or feature(receiver, "Case") != "Dat" or preposition(receiver):
        return
    for above in (receiver.head, receiver.head.head, receiver.head.head.head):
        if above.pos_ in {"VERB", "AUX", "ADV"} or above.dep_ in {"ROOT", "conj", "ccomp"}:
            break
    if above.pos_ == "VERB" and above.i != receiver.head.i and not children(above, "iobj"):
        receiver.head = above


def _after_clause(noun: Token) -> None:
    """A preposition phrase behind the comma that closes a clause does not hang on a noun inside that clause."""
    if noun.dep_ != "nmod" or noun.head.i > noun.i or not preposition(noun):
        return
    start = min(t.i for t in noun.subtree)
    comma = noun.doc[start - 1]
    clause = comma.head
    closed = comma.text == "," and clause.dep_.split(":")[0] in {"acl", "advcl"} and clause.i < start
    inside = any(a.i == clause.i for a in noun.head.ancestors)
    if closed and inside and clause.head.i < clause.i:
        above = clause.head
        outer = above if above.pos_ in {"VERB", "AUX"} or above.head.i < noun.i else above.head
        if outer.i > noun.i:
            noun.head, noun.dep_ = outer, "obl"


def _behind_aside(noun: Token, cases: Cases) -> None:
    """A bare genitive behind the comma that closes an opening aside is the verb's: "by his account, *no radars* came"."""
    if noun.dep_ != "nmod" or preposition(noun):
        return
    aside = noun.head
    while aside.dep_ == "nmod" and aside.head.i < aside.i:
        aside = aside.head
    verb = aside.head
    if not aside.i < noun.i < verb.i or verb.pos_ != "VERB" or not preposition(aside):
        return
    start = min(t.i for t in noun.subtree)
    inside = noun.doc[aside.i : start - 1]
    closed = noun.doc[start - 1].text == "," and start - 1 > aside.i
    alone = not any(t.dep_ == "conj" or t.text == "," for t in inside)
    if closed and alone and aside.dep_ in {"parataxis", "obl", "discourse", "advmod"}:
        noun.head, noun.dep_ = verb, _relation(noun, verb, cases)


def _noun_no_clause(noun: Token) -> None:
    """A bare noun called a clause beside a clause that lacks a subject is that subject: "*the radars that …* have not come, X said"."""
    above = noun.head
    if noun.dep_ != "ccomp" or noun.pos_ not in {"NOUN", "PROPN"} or children(noun, "cop", "nsubj"):
        return
    for verb in children(above, "ccomp"):
        bare = verb.pos_ in {"VERB", "AUX"} and not children(verb, "nsubj", "csubj", "mark")
        if bare and noun.i < verb.i < above.i:
            noun.head, noun.dep_ = verb, "nsubj"
            return


def _join_adjective(adjective: Token) -> None:
    """A state's adjective right before a noun that agrees with it describes that noun, wherever it was hung."""
    for step in range(1, ADJECTIVES_IN_ROW + 1):
        if adjective.i + step >= len(adjective.doc):
            return
        noun = adjective.nbor(step)
        if noun.pos_ == "ADJ":
            continue
        agrees = feature(adjective, "Case") and all(
            feature(noun, f) == feature(adjective, f) for f in ("Case", "Number")
        )
        stray = adjective.dep_ not in {"amod", "conj", "ROOT"} or (
            adjective.dep_ == "amod" and adjective.head.i > noun.i
        )
        if noun.pos_ in {"NOUN", "PROPN"} and agrees and stray and noun.head.i != adjective.i:
            adjective.head = noun
            adjective.dep_ = "amod"
        return


def _free_nouns(name: Token, mention_at: Mapping[int, Mention], cases: Cases) -> None:
    """A state's name governs no common noun and no second name: its dependents go to its own head."""
    head = name.head
    if head.i == name.i:
        return
    for child in list(name.children):
        bare = child.dep_.split(":")[0] in BARE and not preposition(child) and child.i > name.i
        own = mention_at.get(child.i) is mention_at.get(name.i)
        listed = child.i > 0 and child.nbor(-1).text in {",", "("}
        if not bare or own or listed or child.pos_ not in {"NOUN", "PROPN"}:
            continue
        child.head = head
        child.dep_ = _relation(child, head, cases)


def _relation(child: Token, head: Token, cases: Cases) -> str:
    if head.pos_ not in {"VERB", "AUX"}:
        return "nmod"
    possible = cases(child)
    tagged = feature(child, "Case")
    if (
        tagged == "Acc"
        or ("Acc" in possible and tagged not in {"Dat", "Ins"})
        or (tagged == "Gen" and not children(head, "obj"))
    ):
        return "obj"
    return "iobj" if tagged == "Dat" or "Dat" in possible else "obl"
