"""Questions to a dependency tree that the coder asks again and again.

The tree is Universal Dependencies and it errs, most of all on Ukrainian, so each answer here leans on a second
witness where there is one: a preposition is read from the words before the phrase as well as from `case` edges, and
a clause is bounded by the tree and by the subject that governs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papertiger.events.tree import Token

# UD relation names, not words of a language.
CLAUSAL = frozenset(
    {"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass", "ROOT", "root"}
)
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
MODIFIERS = frozenset({"amod", "det", "nummod", "nummod:gov", "advmod:emph", "compound", "flat", "nmod:poss"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "DET", "SYM"})
LEFT_MODIFIERS = frozenset({"amod", "det", "nummod", "compound", "flat", "nmod"})
LEFT_CLASSES = frozenset({"ADJ", "DET", "NUM", "ADV", "PROPN", "PUNCT"})
OPENING = frozenset("\"«“„'")
PREDICATES = frozenset({"VERB", "AUX", "ADJ", "ADV"})


def feature(token: Token, name: str) -> str | None:
    """One morphological feature of a token ("Case" → "Gen"), or None."""
    values = token.morph.get(name, [])
    return str(values[0]) if values else None


def children(token: Token, *relations: str) -> list[Token]:
    """Dependents with one of the relations; a bare relation also matches its subtypes (``obl`` → ``obl:arg``)."""
    if not token.children:
        return []
    return [c for c in token.children if c.dep_ in relations or c.dep_.partition(":")[0] in relations]


def left_edge(token: Token) -> int:
    """Index of the first token of the noun phrase, walking left over contiguous modifiers."""
    edge: int = token.i
    doc = token.doc
    while edge > 0:
        before = doc[edge - 1]
        modifier = before.dep_.split(":")[0] in LEFT_MODIFIERS and before.pos_ in LEFT_CLASSES
        linked = (modifier or before.dep_ in {"cc", "punct", "conj"}) and _within(before, token)
        if not linked and before.text not in OPENING:
            break
        edge -= 1
    return edge


def _within(token: Token, head: Token) -> bool:
    """Whether `head` is among the ancestors of `token`, at most four steps up."""
    step = token
    for _ in range(4):
        if step.head.i == head.i:
            return True
        if step.head.i == step.i:
            return False
        step = step.head
    return False


def clause_head(token: Token) -> Token:
    """The predicate of the clause that a token stands in (itself if it is one)."""
    step = token
    while step.head.i != step.i:
        if step.dep_ in CLAUSAL or (step.dep_ == "conj" and _is_predicate(step)):
            return step
        step = step.head
    return step


def _is_predicate(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} or bool(children(token, "nsubj", "cop", "aux"))


def ancestors(token: Token) -> Iterator[Token]:
    """The heads above a token, nearest first."""
    step = token
    while step.head.i != step.i:
        step = step.head
        yield step


def is_passive(token: Token) -> bool:
    """Whether a verb form is passive: -но/-то forms, passive participles, or a passive subject or auxiliary."""
    if (
        any(c.dep_ == "nsubj" for c in token.children)
        and not children(token, "aux:pass")
        and token.pos_ == "VERB"
    ):
        return False  # the tagger takes some active past forms for participles
    if feature(token, "Voice") == "Pass" or feature(token, "Person") == "0":
        return True
    return bool(children(token, "nsubj:pass", "aux:pass", "csubj:pass")) or any(
        c.dep_ in {"nsubj:pass", "aux:pass", "obl:agent"} for c in token.children
    )


def distance(one: Token, other: Token) -> int:
    """Words between two tokens."""
    return abs(int(one.i) - int(other.i))


def preposition(token: Token) -> str:
    """The preposition of a phrase, lower-case, from `case` edges; several words joined by spaces."""
    words: list[Token] = []
    for child in children(token, "case"):
        if child.pos_ == "PART" or not child.text[0].isalpha():
            continue  # the possessive marker, no preposition
        words += [child, *children(child, "fixed")]
    return " ".join(w.lower_ for w in sorted(words, key=lambda w: w.i))
