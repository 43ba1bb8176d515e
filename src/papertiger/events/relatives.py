"""Clauses and names that the parser left beside the noun they belong to.

A relative pronoun says what its clause hangs on, and a person's name behind a thing is its owner or object, not another name of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.events.syntax import feature

if TYPE_CHECKING:
    from papertiger.events.tree import Token

_LOOSE = frozenset({"parataxis", "advcl", "dep"})
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl"})
_REACH = 4
"""Words before the comma among which the noun is looked for: a noun and what hangs on it."""


def attach_relative(token: Token) -> None:
    """Hang the clause of the relative pronoun `token` on the nearest noun before it that agrees, if it hangs loosely.

    The pronoun follows a comma, with a preposition between at most: "від підтримки, яка виявилася недостатньою".
    """
    verb = token.head
    if (
        "Rel" not in (feature(token, "PronType") or "")
        or token.dep_ not in _ARGUMENTS
        or verb.dep_ not in _LOOSE
    ):
        return
    first = token.i - 1 if token.i and token.nbor(-1).dep_ == "case" else token.i
    if not first or token.doc[first - 1].text != "," or verb.i < token.i:
        return
    wanted = [
        (name, feature(token, name)) for name in ("Number", "Gender") if feature(token, name) is not None
    ]
    for noun in reversed(token.doc[max(0, first - 1 - _REACH) : first - 1]):
        if noun.pos_ in {"VERB", "AUX"} or noun.is_punct:
            return
        agrees = all(feature(noun, name) in {value, None} for name, value in wanted)
        if (
            noun.pos_ in {"NOUN", "PROPN"}
            and agrees
            and verb not in noun.ancestors
            and noun not in verb.subtree
        ):
            governor = noun.head if noun.dep_ == "nmod" and _same(noun.head, wanted) else noun
            verb.head, verb.dep_ = governor, "acl:relcl"
            return


def _same(noun: Token, wanted: list[tuple[str, str | None]]) -> bool:
    """Whether the governing noun agrees as well: then the genitive behind it is its owner, and the clause is about it."""
    return noun.pos_ == "NOUN" and all(feature(noun, name) == value for name, value in wanted)


def person_of_thing(token: Token) -> None:
    """A person's name called an apposition of a thing right before it is its genitive: "захоплення Мадуро"."""
    thing = token.head
    if (
        token.dep_ == "appos"
        and thing.i == token.i - 1
        and thing.pos_ == "NOUN"
        and feature(thing, "Animacy") == "Inan"
    ):
        token.dep_ = "nmod"
