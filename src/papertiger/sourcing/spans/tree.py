"""Words of a parsed sentence: whose child, which side, which subtree. Everything here goes by word indices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def children(token: Token, *relations: str) -> list[Token]:
    """Children with one of the relations, in order."""
    return [child for child in token.children if child.dep_ in relations]


def child(token: Token, *relations: str) -> Token | None:
    """The first such child."""
    return next((one for one in token.children if one.dep_ in relations), None)


def subtree(token: Token, leaving: Iterable[Token] = ()) -> set[int]:
    """Indices of a token and all below it, but for the branches that begin at `leaving`."""
    out = {t.i for t in leaving}
    found: set[int] = set()
    stack = [token]
    while stack:
        one = stack.pop()
        if one.i in out:
            continue
        found.add(one.i)
        stack.extend(one.children)
    return found


def between(first: int, last: int) -> set[int]:
    """Indices from `first` to `last`, both included."""
    return set(range(first, last + 1))


def is_punctuation(token: Token) -> bool:
    """Whether the token is a mark or white-space; the percent sign and the like are words."""
    return bool(token.pos_ in {"PUNCT", "SPACE"} and not any(c.isalnum() for c in token.text))


def cases(token: Token) -> Iterator[str]:
    """The prepositions of a phrase, lower case, each with its fixed parts."""
    for one in children(token, "case", "mark"):
        parts = [one, *children(one, "fixed")]
        yield " ".join(part.lower_ for part in parts)


def is_participle(token: Token) -> bool:
    """Past participle, or a form that may be one."""
    return "Part" in token.morph.get("VerbForm", []) and "Pres" not in token.morph.get("Tense", [])


def is_participle_of_present(token: Token) -> bool:
    """A participle, gerund or converb that says what goes on: "saying"."""
    forms = token.morph.get("VerbForm", [])
    return "Ger" in forms or "Conv" in forms or ("Part" in forms and "Pres" in token.morph.get("Tense", []))


def has_finite_form(token: Token) -> bool:
    """Whether a verb or auxiliary is finite itself."""
    return "Fin" in token.morph.get("VerbForm", [])


def is_passive(token: Token) -> bool:
    """Passive by its auxiliary. "He's said" is none, though parsers make it one: a full object or clause follows."""
    auxiliary = child(token, "aux:pass")
    if auxiliary is None:
        return child(token, "nsubj:pass") is not None and child(token, "obl:agent") is not None
    short = auxiliary.text[:1] in {"'", "’"}
    return not (short and any(c.i > token.i for c in children(token, "ccomp", "obj")))


def marked(token: Token, words: Iterable[str]) -> bool:
    """Whether a clause has one of the subjunctions (or "to")."""
    return any(one.lower_ in words for one in children(token, "mark"))


def whole(token: Token) -> tuple[int, int]:
    """First and last index of a token's subtree."""
    found = subtree(token)
    return min(found), max(found)
