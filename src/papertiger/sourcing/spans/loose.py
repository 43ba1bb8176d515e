"""Reported clauses that the parser did not hang on their verb: found by the words between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.sourcing.spans.borders import end_of_report
from papertiger.sourcing.spans.reported import is_finite
from papertiger.sourcing.spans.tree import child, has_finite_form, is_punctuation, whole

if TYPE_CHECKING:
    from spacy.tokens import Token

    from papertiger.sourcing.spans.lexicon import Lexicon

_NEAR = 14
"""Words between a verb and its "that", at most."""
_SHORT = 3


def loose_clause(verb: Token, lexicon: Lexicon) -> frozenset[int]:
    """What a verb of speech reports by the order of words: from "that" on, from a quotation on, or all before ", he said"."""
    doc = verb.doc
    if "Inf" in verb.morph.get("VerbForm", []):
        return frozenset()
    end = _end(verb)
    for i in range(verb.i + 1, min(len(doc), verb.i + _NEAR)):
        token = doc[i]
        if token.lower_ in lexicon.table.reported and token.dep_ == "mark" and token.head.i > i:
            return frozenset(range(i, end))
        if token.is_quote and i + _SHORT < end and not _closes(token):
            between = doc[verb.i + 1 : i]
            entire = (
                between and _nominal(between[0]) and not _is_hearer(verb, lexicon) and "," not in between.text
            )
            return frozenset(range(verb.i + 1 if entire else i, end))
        if token.text == ";":
            break
    after = doc[verb.i + 1 : end]
    if lexicon.has(verb.text, verb.lemma_, "told"):
        told = next((t for t in after if _is_second_subject(t, verb)), None)
        return frozenset(range(whole(told)[0], end)) if told is not None else frozenset()
    if len(after) > _SHORT and after[0].lower_ in lexicon.table.asking:
        return frozenset(range(verb.i + 1, end))
    stop = min(end, end_of_report(verb, lexicon))
    if stop > verb.i + _SHORT and _nominal(doc[verb.i + 1]) and _has_main_verb(verb, stop):
        return frozenset(range(verb.i + 1, stop))
    return frozenset()


def _has_main_verb(verb: Token, stop: int) -> bool:
    """Whether a finite verb stands after a verb of speech, other than in a relative or adverbial clause."""
    words = set(range(verb.i + 1, stop))
    for token in verb.doc[verb.i + 1 : stop]:
        if token.pos_ in {"VERB", "AUX"} and has_finite_form(token):
            up = [t for t in (token, *token.ancestors) if t.i in words]
            if not any(t.dep_ in {"acl:relcl", "acl"} or child(t, "mark") is not None for t in up):
                return True
    return False


def _is_second_subject(word: Token, verb: Token) -> bool:
    """Whether a word is the subject of a clause that begins after the hearer: "told the paper her group had left"."""
    clause = word.head
    mine = word.dep_ in {"nsubj", "nsubj:pass", "expl"} and clause.i > word.i and verb.is_ancestor(clause)
    return mine and whole(word)[0] > verb.i + 1 and is_finite(clause) and child(clause, "mark") is None


def before(verb: Token, source: set[int], cue: set[int], lexicon: Lexicon) -> frozenset[int]:
    """What stands before ", he said" or '," said he' at the end of a sentence."""
    doc = verb.doc
    first = min(i for i in {*source, *cue} if i <= max(cue))
    i = first - 1
    if i < (1 if doc[max(i, 0)].is_quote else _SHORT) or not (doc[i].is_quote or doc[i].text == ","):
        return frozenset()
    if not doc[i].is_quote and not any(_is_finite(t) for t in doc[:first]):
        return frozenset()
    start = 0
    while start < i and (doc[start].text == "," or (doc[start].lower_ in lexicon.table.interjected)):
        start += 1
    return frozenset(range(start, i + 1))


def after_mark(verb: Token, source: set[int], cue: set[int]) -> bool:
    """Whether quotation marks close right before the cue and its source."""
    first = min(i for i in {*source, *cue} if i <= verb.i)
    return (
        first > 0
        and verb.doc[first - 1].is_quote
        and first == min({*cue, *(i for i in source if i < verb.i)})
    )


def _end(verb: Token) -> int:
    doc = verb.doc
    end = len(doc)
    while end > verb.i and is_punctuation(doc[end - 1]) and not doc[end - 1].is_quote:
        end -= 1
    return end


def _is_hearer(verb: Token, lexicon: Lexicon) -> bool:
    """Whether the noun after the verb is who is told."""
    return (
        lexicon.has(verb.text, verb.lemma_, "told")
        or verb.doc[verb.i + 1].text.lower() in lexicon.table.times
    )


def _closes(mark: Token) -> bool:
    return mark.text == "”" or bool(mark.whitespace_)


def _is_finite(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and has_finite_form(token)


def _nominal(token: Token) -> bool:
    return token.pos_ in {"PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM", "SCONJ"} or token.is_quote
