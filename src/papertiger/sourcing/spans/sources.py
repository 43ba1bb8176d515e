"""Who: the words that name the source of a cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.sourcing.spans.nounphrases import NOMINAL, is_time, noun_phrase
from papertiger.sourcing.spans.positions import noun_after, noun_before, with_apposition, with_run
from papertiger.sourcing.spans.tree import (
    child,
    children,
    has_finite_form,
    is_participle_of_present,
    is_passive,
    subtree,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from papertiger.sourcing.spans.lexicon import Lexicon

_STEPS = 6
"""How far up a subject is looked for."""
_NAMES = frozenset({"nsubj", "nsubj:pass", "compound", "appos", "flat", "amod", "vocative", "nmod", "obl"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_INVERTED = frozenset({"nsubj", "obj", "iobj", "obl", "nsubj:pass", "ccomp", "xcomp"})


def subject(verb: Token, lexicon: Lexicon) -> set[int]:
    """The words of a verb's subject: its own, or that of the verb it depends on; empty where it has none.

    A coordinated verb shares the subject of the first; an infinitive has the object of a verb that has one, else the
    subject; a participle after a noun has the noun, and a relative pronoun stands for its antecedent. A finite verb of speech
    for which the parser has no subject gets the noun phrase before it.
    """
    at = _said_before(verb, lexicon) or _main_verb(verb) or verb
    for _ in range(_STEPS):
        own = _own(at)
        if own is not None:
            return _resolved(own, at, lexicon)
        if at.dep_ in {"acl", "acl:relcl"} and at.head.pos_ in NOMINAL:
            return noun_phrase(at.head, lexicon, [at])
        if at is verb and (near := _near(verb, lexicon)):
            return near
        if at.dep_ == "xcomp":
            controller = child(at.head, "obj", "iobj")
            if controller is not None and controller.i < at.i and _controls(at.head, lexicon):
                return noun_phrase(controller, lexicon)
        if at.dep_ not in {"conj", "xcomp", "advcl", "ccomp", "parataxis"} or at.head.i == at.i:
            return set()
        if at.dep_ == "ccomp" and child(at, "mark", "aux") is not None:
            return set()
        at = at.head
    return set()


def _near(verb: Token, lexicon: Lexicon) -> set[int]:
    """The noun phrase beside a verb: after it where quotation marks close before it, else before it."""
    speech = lexicon.has(verb.text, verb.lemma_, "speech") and has_finite_form(verb)
    quoted = verb.i > 0 and verb.doc[verb.i - 1].is_quote
    after = noun_after(verb, lexicon) if speech and after_quotation(verb) else set()
    return (after if quoted else set()) or noun_before(verb, lexicon) or after


def _said_before(verb: Token, lexicon: Lexicon) -> Token | None:
    """The verb of speech that a participle after a comma goes on with: "…, he said, adding that …"."""
    if not is_participle_of_present(verb) or verb.i < _STEPS or verb.dep_ in {"acl", "acl:relcl"}:
        return None
    doc = verb.doc
    if doc[verb.i - 1].text != "," or not lexicon.has(verb.text, verb.lemma_, "speech"):
        return None
    return next(
        (
            t
            for t in reversed(doc[: verb.i - 1])
            if t.pos_ == "VERB" and lexicon.has(t.text, t.lemma_, "speech") and _own(t) is not None
        ),
        None,
    )


def _main_verb(verb: Token) -> Token | None:
    """The verb around a relative clause that ends in ", telling …": who tells is its subject."""
    clause = verb.head
    aside = verb.dep_ == "advcl" and is_participle_of_present(verb) and verb.doc[verb.i - 1].text == ","
    if not aside or verb.i < clause.i or clause.dep_ != "acl:relcl":
        return None
    return next((t for t in clause.ancestors if t.pos_ == "VERB" and _own(t) is not None), None)


def relative_subject(verb: Token, lexicon: Lexicon) -> int | None:
    """The relative pronoun that is a verb's subject, or that of the verb it's coordinated with."""
    at = verb
    while at.dep_ == "conj" and child(at, "nsubj", "nsubj:pass") is None:
        at = at.head
    own = child(at, "nsubj", "nsubj:pass")
    return (
        own.i if own is not None and at.dep_ == "acl:relcl" and own.lower_ in lexicon.table.relative else None
    )


def _controls(verb: Token, lexicon: Lexicon) -> bool:
    """Whether it's the object of a verb that is to do something: "urged him to say"."""
    return any(lexicon.has(verb.text, verb.lemma_, kind) for kind in ("request", "causing", "told"))


def _own(verb: Token) -> Token | None:
    """A verb's own subject; after a quotation, the noun that follows the verb, whatever the parser makes of it."""
    found = children(verb, "nsubj", "nsubj:pass")
    before = [c for c in found if c.i < verb.i and not any(t.is_quote for t in verb.doc[c.i : verb.i])]
    if before:
        return before[-1]
    if after_quotation(verb):
        plain = not verb.doc[verb.i - 1].is_quote or is_participle_of_present(verb)
        wanted = _SUBJECTS if plain else _INVERTED
        later = [c for c in verb.children if c.i > verb.i and c.pos_ in NOMINAL and _edge(c) == verb.i + 1]
        return next((c for c in later if c.dep_ in wanted), None)
    later = [c for c in found if c.i > verb.i]
    if later:
        return later[-1]
    return child(verb, "expl") if not is_passive(verb) and child(verb, "ccomp") is not None else None


def after_quotation(verb: Token) -> bool:
    """Whether a verb follows closing quotation marks or a comma: '…," said the mayor'."""
    i = verb.i - 1
    while i >= 0 and verb.doc[i].pos_ in {"ADV", "AUX", "SPACE"}:
        i -= 1
    return i >= 1 and verb.doc[i].text in {",", '"', "”", "''", "’", "'"}


def _edge(token: Token) -> int:
    return min(subtree(token))


def _resolved(own: Token, verb: Token, lexicon: Lexicon) -> set[int]:
    if own.lower_ in lexicon.table.relative and verb.dep_ == "acl:relcl":
        return noun_phrase(verb.head, lexicon, [verb])
    found = noun_phrase(own, lexicon)
    if own.i > verb.i and after_quotation(verb):
        found |= noun_after(verb, lexicon)
    for name in verb.children:
        if (
            name.dep_ in _NAMES
            and name.pos_ in {"PROPN", "NOUN"}
            and name.i + 1 == min(found)
            and name.i != verb.i - 1
            and child(name, "case") is None
            and not is_time(name, lexicon)
        ):
            found |= noun_phrase(name, lexicon)
    return with_apposition(verb, with_run(verb, found, lexicon), lexicon)
