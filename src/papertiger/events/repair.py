"""Repairs of the tree where the dictionary and the actors know better than the parser.

Ukrainian and Russian trees err in a few regular ways (measured on our own sentences): a state's name is given a common noun as
dependent, two names in a row hang on each other, nominative and accusative of look-alike forms are swapped. Each rule
moves an edge only where a second witness (a known name, a case that the dictionary rules out, word order) says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from papertiger.actors.actor import Mention
from papertiger.events.syntax import children, feature, preposition

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Cases = Callable[["Token"], frozenset[str]]
NAMES = frozenset({"name", "metonym"})
EVERY_CASE = 5
ADJECTIVES_IN_ROW = 3
STRAY = frozenset({"vocative", "dislocated", "appos", "parataxis", "dep", "orphan"})
"""Relations that a subject before its verb gets when the parser gives up on it."""
BARE = frozenset({"nmod", "obj", "appos", "flat", "obl", "iobj"})


def repair(
    doc: Doc, mention_at: Mapping[int, Mention], cases: Cases, can_be_verb: Callable[[Token], bool]
) -> None:
    """Move edges of `doc` in place."""
    if not any(t.pos_ in {"VERB", "AUX"} for t in doc):
        _verbless(doc, mention_at, can_be_verb)
    for token in list(doc):
        mention = mention_at.get(token.i)
        if mention is not None and mention.actor.kind == "state" and mention.form in NAMES:
            _free_nouns(token, mention_at, cases)
        if mention is not None and mention.form == "adjective":
            _join_adjective(token)
    for token in list(doc):
        if token.pos_ in {"VERB", "AUX"}:
            _two_objects(token, mention_at, cases)
            _two_subjects(token, mention_at, cases)
            _orphan_subject(token, mention_at, cases)


def _verbless(doc: Doc, mention_at: Mapping[int, Mention], can_be_verb: Callable[[Token], bool]) -> None:
    """A sentence without any verb, a name, and after it a form that can be one: "Serbia *relies* on …" read as nouns."""
    for token in doc[1:]:
        before = token.nbor(-1)
        named = before.i in mention_at and before.dep_ in {"compound", "amod", "nsubj", "nmod", "flat"}
        if (
            named
            and token.pos_ in {"NOUN", "ADJ", "PROPN"}
            and token.i not in mention_at
            and can_be_verb(token)
        ):
            token.pos_ = "VERB"
            if before.head.i == token.i:
                before.dep_ = "nsubj"
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


def _two_objects(verb: Token, mention_at: Mapping[int, Mention], cases: Cases) -> None:
    """Two objects and no subject: the actor before the verb that can be nominative is the subject."""
    objects = [c for c in children(verb, "obj") if not preposition(c)]
    if len(objects) < 2 or children(verb, "nsubj", "csubj"):  # noqa: PLR2004 - two, or there is nothing to swap
        return
    first = objects[0]
    if first.i < verb.i and "Nom" in cases(first) and (_names_actor(first, mention_at)):
        first.dep_ = "nsubj"


def _two_subjects(verb: Token, mention_at: Mapping[int, Mention], cases: Cases) -> None:
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


def _orphan_subject(verb: Token, mention_at: Mapping[int, Mention], cases: Cases) -> None:
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


def _indeclinable(token: Token, cases: Cases) -> bool:
    """A name that looks alike in every case tells the parser nothing: its place before the verb does."""
    return token.dep_ in {"iobj", "obj", "obl"} and (not cases(token) or len(cases(token)) >= EVERY_CASE)


def _names_actor(token: Token, mention_at: Mapping[int, Mention]) -> bool:
    return any(t.i in mention_at for t in token.subtree)
