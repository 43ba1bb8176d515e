"""Repairs of who is subject and who is object of a verb, where the dictionary and the actors know better than the parser.

As in `repair`, an edge is renamed only where a second witness (a known name, a case that the dictionary rules out, word order) says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from papertiger.actors.actor import Mention
from papertiger.events.syntax import children, feature, preposition

if TYPE_CHECKING:
    from papertiger.events.tree import Token

Cases = Callable[["Token"], frozenset[str]]
NAMES = frozenset({"name", "metonym", "place"})
"""Forms of a mention that stand for an actor by themselves."""
EVERY_CASE = 5
"""Cases from which a form looks alike in every one."""
STRAY = frozenset({"vocative", "dislocated", "appos", "parataxis", "dep", "orphan"})
"""Relations that a subject before its verb gets when the parser gives up on it."""
IMPERSONAL = ("но", "то")
"""Endings of the impersonal past of Ukrainian, which no infinitive of any of the languages has."""


def impersonal(verb: Token) -> None:
    """A Ukrainian form in -но, -то has no subject: what looks nominative beside it is its object ("Іран обстріляно").

    Where the tagger took the form for an infinitive, which never ends so, it is put right, too.
    """
    if feature(verb, "VerbForm") == "Inf" and verb.lower_.endswith(IMPERSONAL):
        verb.morph = {**verb.morph, "VerbForm": ["Fin"], "Person": ["0"]}
    if feature(verb, "Person") == "0":
        for child in children(verb, "nsubj"):
            child.dep_ = "obj"


def two_objects(verb: Token, mention_at: Mapping[int, Mention], cases: Cases) -> None:
    """Two objects and no subject: the actor before the verb that can be nominative is the subject."""
    objects = [c for c in children(verb, "obj") if not preposition(c)]
    if len(objects) < 2 or children(verb, "nsubj", "csubj"):  # noqa: PLR2004 - two, or there is nothing to swap
        return
    first = objects[0]
    if first.i < verb.i and "Nom" in cases(first) and (_names_actor(first, mention_at)):
        first.dep_ = "nsubj"


def two_subjects(verb: Token, mention_at: Mapping[int, Mention], cases: Cases) -> None:
    """Two subjects and no object: the one after the verb is object or receiver, if its form allows."""
    subjects = [c for c in children(verb, "nsubj") if feature(c, "PronType") not in {"Rel", "Int"}]
    if len(subjects) < 2 or children(verb, "obj", "iobj"):  # noqa: PLR2004 - as above
        return
    before, after = subjects[0], subjects[-1]
    if before.i < verb.i < after.i and _names_actor(before, mention_at):
        possible = cases(after)
        after.dep_ = (
            "obj" if "Acc" in possible or not possible else "iobj" if "Dat" in possible else after.dep_
        )


def orphan_subject(verb: Token, mention_at: Mapping[int, Mention], cases: Cases) -> None:
    """A finite verb without a subject and a bare actor before it that can be nominative: that is the subject."""
    finite = feature(verb, "VerbForm") in {"Fin", None} and feature(verb, "Person") not in {"0", "1", "2"}
    if not finite or children(verb, "nsubj", "csubj"):
        return
    for child in verb.children:
        stray = (
            (child.dep_ in STRAY or _indeclinable(child, cases))
            and child.i < verb.i
            and not preposition(child)
        )
        named = child.i in mention_at and mention_at[child.i].form != "adjective"
        if (
            stray
            and (named or any(c.i in mention_at for c in children(child, "amod")))
            and "Nom" in cases(child)
        ):
            child.dep_ = "nsubj"
            return
    for name in (g for c in verb.children for g in children(c, "nmod", "appos", "flat")):
        mention = mention_at.get(name.i)
        only = "Nom" in cases(name) and cases(name) <= {"Nom", "Voc"} and feature(name.head, "Case") != "Nom"
        if (
            only
            and mention is not None
            and mention.form in NAMES
            and name.i < verb.i
            and not preposition(name)
        ):
            name.head, name.dep_ = verb, "nsubj"
            return


def agreeing_object(verb: Token, mention_at: Mapping[int, Mention], cases: Cases) -> None:
    """No subject, and before the verb an object that agrees with it and has a nominative modifier: that is the subject.

    Nominative and accusative look alike in many nouns; a nominative among tag and modifiers, or an infinitive that has an object of
    its own, is the second witness.
    """
    auxiliaries = children(verb, "aux")
    finite = feature(verb, "VerbForm") == "Fin" or any(feature(a, "VerbForm") == "Fin" for a in auxiliaries)
    if not finite or children(verb, "nsubj", "csubj") or feature(verb, "Person") in {"0", "1", "2"}:
        return
    for child in children(verb, "obj"):
        fits = child.i < verb.i and not preposition(child) and "Nom" in cases(child)
        nominative = any(feature(t, "Case") == "Nom" for t in (child, *children(child, "amod", "det")))
        other = any(children(c, "obj") for c in children(verb, "xcomp"))
        if (
            fits
            and (nominative or other)
            and _names_actor(child, mention_at)
            and _agree(child, (verb, *auxiliaries))
        ):
            child.dep_ = "nsubj"
            return


def _agree(noun: Token, verbs: tuple[Token, ...]) -> bool:
    """Whether no verb form differs from the noun in number or gender, as far as they are tagged."""
    for name in ("Number", "Gender"):
        wanted = {feature(v, name) for v in verbs} - {None}
        if wanted and feature(noun, name) not in {None, *wanted}:
            return False
    return True


def latter_subject(verb: Token) -> None:
    """A relative pronoun called subject and a demonstrative in the nominative called object are the other way round."""
    relative = [c for c in children(verb, "nsubj") if feature(c, "PronType") == "Rel"]
    alone = [
        c
        for c in children(verb, "obj")
        if c.pos_ == "DET" and feature(c, "Case") == "Nom" and not c.children and c.i < verb.i
    ]
    if len(relative) == 1 and len(alone) == 1 and relative[0].i < alone[0].i:
        relative[0].dep_, alone[0].dep_ = "obj", "nsubj"


def _indeclinable(token: Token, cases: Cases) -> bool:
    """A name that looks alike in every case tells the parser nothing: its place before the verb does."""
    return token.dep_ in {"iobj", "obj", "obl"} and (not cases(token) or len(cases(token)) >= EVERY_CASE)


def _names_actor(token: Token, mention_at: Mapping[int, Mention]) -> bool:
    return any(t.i in mention_at for t in token.subtree)
