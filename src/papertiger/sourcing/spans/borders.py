"""Where what a verb reports, or its object, ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.sourcing.spans.nounphrases import is_time
from papertiger.sourcing.spans.reported import is_reported, starts_over
from papertiger.sourcing.spans.tree import (
    child,
    children,
    has_finite_form,
    is_participle_of_present,
    is_punctuation,
    subtree,
    whole,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from papertiger.sourcing.spans.lexicon import Lexicon

_MARKS = frozenset({",", "-", "--", "—", "–"})
_ASIDES = frozenset({"acl:relcl", "appos"})


def rest(verb: Token, first: Token, lexicon: Lexicon) -> frozenset[int]:
    """Everything of a verb from one of its arguments on, up to a coordinated verb; no phrases that say when."""
    begin = whole(first)[0] if first.i > verb.i else first.i
    begin = max(begin, verb.i + 1)
    stop = end_of_report(verb, lexicon)
    own = {i for i in subtree(verb) if begin <= i < stop}
    last = max(own, default=first.i)
    while last > first.i and is_punctuation(verb.doc[last]) and not verb.doc[last].is_quote:
        last -= 1
    last = _before_new_clause(verb, first, last)
    last = _before_aside(verb, begin, last)
    found = set(range(begin, last + 1))
    for phrase in children(verb, "obl", "obl:npmod", "obl:tmod", "advmod"):
        if phrase.i > first.i and is_time(phrase, lexicon):
            when = subtree(phrase)
            if max(when) >= last - 1 or phrase.i > max(subtree(first), default=0):
                found -= when
    return frozenset(found)


def _before_aside(verb: Token, begin: int, last: int) -> int:
    """Where the last word stands when an aside follows a comma or dash: ", which …", ", the leader of …", ", hoping to …"."""
    doc, inside = verb.doc, False
    for i in range(begin, last):
        if doc[i].is_quote:
            inside = not inside
        if inside or i == begin or doc[i].text not in _MARKS:
            continue
        branch = doc[i + 1]
        while i < branch.head.i != branch.i:
            branch = branch.head
        first, end = whole(branch)
        if first < i or end < last:
            continue
        if branch.dep_ in _ASIDES or (branch.dep_ == "advcl" and is_participle_of_present(branch)):
            return i - 1
    return last


def _before_new_clause(verb: Token, first: Token, last: int) -> int:
    """Where the last word stands when what follows a comma is another clause: ", but he …", ", while others …"."""
    doc = verb.doc
    for i in range(first.i + 1, last):
        if doc[i].dep_ == "cc" and _goes_on(verb, i):
            return i - 1
        if doc[i].text not in _MARKS:
            continue
        word = doc[i + 1]
        clause = word.head
        opens = (word.dep_ == "cc" and clause.dep_ in {"conj", "parataxis"}) or (
            word.dep_ in {"mark", "advmod"} and clause.dep_ == "advcl" and word.pos_ in {"SCONJ", "ADV"}
        )
        if opens and clause.i > i and child(clause, "nsubj", "nsubj:pass", "expl") is not None:
            return i - 1
    return last


def _goes_on(verb: Token, conjunction: int) -> bool:
    """Whether "and" is followed by a finite verb without a subject of its own, which can only be the first verb's."""
    doc, i = verb.doc, conjunction + 1
    while i < len(doc) - 1 and doc[i].pos_ == "ADV":
        i += 1
    after = doc[i]
    finite = after.pos_ in {"VERB", "AUX"} and has_finite_form(after)
    if not finite or child(after, "nsubj", "nsubj:pass") is not None or not has_finite_form(verb):
        return False
    between = doc[verb.i + 1 : conjunction]
    return not any(t.pos_ in {"VERB", "AUX"} and has_finite_form(t) for t in between)


def end_of_report(verb: Token, lexicon: Lexicon) -> int:
    """Where what a verb reports ends at the latest: at a coordinated verb, or at ", adding that …"; else with the sentence."""
    stops = [
        min(i for i in subtree(c) if i > verb.i)
        for c in verb.children
        if c.i > verb.i
        and c.dep_ in {"conj", "advcl"}
        and _ends(c, verb)
        and not is_reported(c, verb, lexicon)
    ]
    inside = False
    for token in verb.doc[verb.i + 1 :]:
        if token.is_quote:
            inside = not inside
        elif (
            not inside
            and token.i > verb.i + 2
            and (
                starts_over(token, lexicon)
                or _says_more(verb, token, lexicon)
                or _another_says(token, lexicon)
            )
        ):
            stops.append(token.i)
            break
    return min(stops, default=len(verb.doc))


def _says_more(verb: Token, token: Token, lexicon: Lexicon) -> bool:
    """As in "… and said that …": another verb of speech without a subject of its own."""
    if token.dep_ != "cc" or not has_finite_form(verb):
        return False
    after = next((t for t in verb.doc[token.i + 1 :] if t.pos_ not in {"ADV", "AUX"}), token)
    speech = after.pos_ == "VERB" and lexicon.has(after.text, after.lemma_, "speech")
    return speech and child(after, "nsubj", "nsubj:pass") is None and has_finite_form(after)


def _another_says(token: Token, lexicon: Lexicon) -> bool:
    """As in ", and the mayor said …": after a comma, a second one who says something, unless "that" hangs it on the first."""
    clause, doc = token.head, token.doc
    if (
        token.dep_ not in {"cc", "mark", "advmod"}
        or doc[token.i - 1].text not in {",", ";"}
        or clause.i <= token.i
    ):
        return False
    own = child(clause, "nsubj")
    return (
        own is not None
        and token.i < own.i < clause.i
        and has_finite_form(clause)
        and lexicon.has(clause.text, clause.lemma_, "speech")
        and doc[token.i + 1].lower_ not in lexicon.table.reported
        and token.lower_ not in lexicon.table.reported
        and child(clause, "ccomp") is not None
    )


def _ends(branch: Token, verb: Token) -> bool:
    """Whether what a branch says is no longer reported: a coordinated verb, or "adding that …" after a comma."""
    if branch.dep_ == "conj":
        return True
    first = min(subtree(branch))
    comma = first > 0 and "," in {verb.doc[first].text, verb.doc[first - 1].text}
    return comma and is_participle_of_present(branch) and child(branch, "mark", "nsubj", "aux") is None
