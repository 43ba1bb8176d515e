"""The words of a noun phrase, and of those that name a source: agents and possessors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from papertiger.sourcing.spans.tree import (
    child,
    children,
    has_finite_form,
    is_participle,
    is_participle_of_present,
    is_punctuation,
    subtree,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from papertiger.sourcing.spans.lexicon import Lexicon

NOMINAL = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"})
"""Parts of speech that a noun phrase may begin with."""
_YEAR = 4
"""Digits of a year."""


def noun_phrase(noun: Token, lexicon: Lexicon, leaving: Iterable[Token] = ()) -> set[int]:
    """A noun with all that belongs to it: appositions, relative clauses, further names; no preposition, no "but" before it."""
    out = [*leaving, *children(noun, "mark", "cc", "parataxis", "ccomp", "advcl", "discourse")]
    out = [c for c in out if c.dep_ != "cc" or c.i < noun.i]
    if noun.dep_ != "nmod:poss":
        out += [c for c in children(noun, "case") if c.i < noun.i]
    out += [c for c in children(noun, "punct") if c.i < noun.i and not c.is_quote]
    out += [c for c in noun.children if c.i < noun.i and c.lower_ in lexicon.table.interjected]
    out += [c for c in children(noun, "nmod", "obl", "obl:npmod") if is_time(c, lexicon)]
    out += [c for c in children(noun, "conj") if any(k.dep_ == "nsubj" for k in c.children)]
    out += [c for c in children(noun, "acl") if _is_aside(c)]
    found = subtree(noun, out)
    while len(found) > 1 and is_punctuation(noun.doc[max(found)]) and not noun.doc[max(found)].is_quote:
        found.remove(max(found))
    return found


def _is_aside(clause: Token) -> bool:
    """A participle after a comma, which says what goes on meanwhile: ", speaking to reporters"."""
    first = min(subtree(clause))
    comma = clause.doc[first].text == "," or clause.doc[first - 1].text == ","
    return first > 0 and comma and is_participle_of_present(clause)


def agent(verb: Token, lexicon: Lexicon) -> set[int]:
    """The words of a passive's agent ("by the court"), without the preposition."""
    for phrase in children(verb, "obl:agent", "obl"):
        by = [c for c in children(phrase, "case") if c.lower_ in lexicon.table.agent]
        if by and (phrase.dep_ == "obl:agent" or is_participle(verb)):
            return noun_phrase(phrase, lexicon)
    return set()


def possessor(noun: Token, lexicon: Lexicon) -> set[int]:
    """The words of a noun's possessor: "his", "the mayor's", "of the court", "by the court"."""
    own = child(noun, "nmod:poss")
    if own is not None:
        return subtree(own)
    for phrase in children(noun, "nmod"):
        by = {c.lower_ for c in children(phrase, "case")}
        if by & {*lexicon.table.possessor, *lexicon.table.agent}:
            return noun_phrase(phrase, lexicon)
    return set()


def is_time(phrase: Token, lexicon: Lexicon) -> bool:
    """Whether a phrase says when."""
    times = lexicon.table.times
    if phrase.text.isdigit() and len(phrase.text) == _YEAR:
        return True
    return phrase.lower_ in times or phrase.lemma_ in times


def is_main(token: Token, words: set[int]) -> bool:
    """A finite verb that is in no relative clause."""
    if token.pos_ not in {"VERB", "AUX"} or not has_finite_form(token):
        return False
    return not any(t.dep_ == "acl:relcl" and t.i in words for t in (token, *token.ancestors))
