"""Which clauses of a verb are what it reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.sourcing.spans.tree import (
    child,
    children,
    has_finite_form,
    is_participle_of_present,
    marked,
    whole,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from papertiger.sourcing.spans.lexicon import Lexicon


def is_reported(clause: Token, verb: Token, lexicon: Lexicon) -> bool:
    """Whether a branch of a verb is what it reports; some are that the parser takes for a second verb."""
    if clause.dep_ == "ccomp":
        return not (clause.i > verb.i + 1 and starts_over(clause, lexicon))
    if clause.dep_ == "parataxis":
        return is_announced(clause, verb) or marked(clause, lexicon.table.reported)
    if not lexicon.has(verb.text, verb.lemma_, "speech") or clause.i < verb.i:
        return False
    if clause.dep_ == "conj":  # "said the plan, which …, works" is read as two verbs
        return (
            child(clause, "cc") is None and verb.doc[whole(clause)[0] - 1].dep_ != "cc" and _has_object(verb)
        )
    return (
        clause.dep_ == "advcl" and child(clause, "mark") is None and is_finite(clause) and _has_object(verb)
    )


def _has_object(verb: Token) -> bool:
    """Whether a noun follows the verb at once."""
    return any(c.i > verb.i and whole(c)[0] == verb.i + 1 for c in children(verb, "obj", "iobj"))


def is_finite(clause: Token) -> bool:
    """Whether a clause has a finite verb, auxiliary or copula."""
    return has_finite_form(clause) or any(
        has_finite_form(c) for c in children(clause, "aux", "cop", "aux:pass")
    )


def belongs_elsewhere(clause: Token, verb: Token, lexicon: Lexicon) -> bool:
    """Whether another verb of speech stands nearer to a clause: ", saying …", or the one that this verb depends on."""
    first = whole(clause)[0]
    if clause.i < verb.i:
        return False
    rivals = [*children(verb, "advcl"), *verb.ancestors]
    return any(verb.i < r.i < first and lexicon.has(r.text, r.lemma_, "speech") for r in rivals)


def is_announced(clause: Token, verb: Token) -> bool:
    """Whether a loose clause stands before the verb, or after a colon, comma or quotation mark."""
    first = whole(clause)[0]
    return clause.i < verb.i or any(
        verb.doc[k].text in {":", ","} or verb.doc[k].is_quote for k in (first - 1, first)
    )


def starts_over(token: Token, lexicon: Lexicon) -> bool:
    """A participle of speech after a comma: ", adding …", ", saying that …"."""
    before = token.doc[token.i - 1]
    comma = before.text == "," or (before.is_quote and token.doc[token.i - 2].text == ",")
    return (
        comma
        and is_participle_of_present(token)
        and lexicon.has(token.text, token.lemma_, "speech")
        and (token.pos_ == "VERB")
    )
