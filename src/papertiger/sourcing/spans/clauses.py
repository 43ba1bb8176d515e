"""Reported clauses: after their verb, before it, or around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from papertiger.sourcing.spans.borders import end_of_report
from papertiger.sourcing.spans.draft import Frame, Party
from papertiger.sourcing.spans.nounphrases import is_time
from papertiger.sourcing.spans.reported import belongs_elsewhere, is_reported
from papertiger.sourcing.spans.tree import child, children, is_participle_of_present, marked, subtree, whole

if TYPE_CHECKING:
    from spacy.tokens import Token

    from papertiger.sourcing.spans.lexicon import Lexicon


def clause_frames(verb: Token, lexicon: Lexicon) -> Iterator[Frame]:
    """Reported clauses after the verb, before it, or around it; a verb that is itself thrown in reports its host."""
    own = [c for c in verb.children if is_reported(c, verb, lexicon)]
    own = [c for c in own if not belongs_elsewhere(c, verb, lexicon)]
    if verb.dep_ == "advcl" and not any(c.i > verb.i for c in own):
        own += [c for c in verb.head.children if c.dep_ == "ccomp" and whole(c)[0] == verb.i + 1]
    if verb.dep_ == "parataxis" and not any(c.dep_ == "ccomp" and c.i > verb.i for c in own):
        host = verb.head
        stop = end_of_report(verb, lexicon)
        yield Frame("clause", frozenset(i for i in subtree(host, [verb]) if i < stop))
    elif own:
        yield Frame("clause", _around(verb, own, lexicon))
    elif (around := _host(verb, lexicon)) is not None:
        by: Party = "subject" if child(verb, "obl:agent") is None else "agent"
        yield Frame("clause", frozenset(subtree(around, [verb])), by=by)


def _host(verb: Token, lexicon: Lexicon) -> Token | None:
    """The clause that a verb without a clause or object is thrown into: "as she said, …", "as reported by …", "The trouble, he said, …"."""
    if child(verb, "obj", "ccomp", "xcomp", "aux:pass") is not None:
        return None
    if verb.dep_ == "advcl" and marked(verb, lexicon.table.as_):
        return verb.head
    own, doc = child(verb, "nsubj"), verb.doc
    if verb.dep_ != "acl:relcl" or own is None or own.i > verb.i or own.lower_ in lexicon.table.relative:
        return None
    first, after = whole(own)[0], verb.i + 1
    between = first > 0 and after < len(doc) and doc[first - 1].text == doc[after].text == ","
    said = verb.head.head
    return said if between and said.i > verb.i and verb.head.dep_ in {"nsubj", "nsubj:pass"} else None


def _around(verb: Token, clauses: list[Token], lexicon: Lexicon) -> frozenset[int]:
    """From the first clause before the verb up to the verb's subject; from the first after it to the end."""
    found: set[int] = set()
    stop = end_of_report(verb, lexicon)
    clauses = _one_side(verb, clauses)
    for clause in clauses:
        found |= {i for i in subtree(clause) if i < stop or clause.i > stop}
    after = [c for c in clauses if c.i > verb.i]
    if after:
        first, last = _beginning(verb, after[0], lexicon), max(i for i in subtree(verb) if i < stop)
        found = {i for i in found if i < verb.i or i >= first}
        if first > verb.i:
            found |= set(range(first, last + 1))
    before = [c for c in clauses if c.i < verb.i]
    if before:
        own = child(verb, "nsubj")
        edge = min(verb.i, whole(own)[0] if own is not None else verb.i)
        found |= set(range(min(whole(verb)[0], whole(before[0])[0]), edge))
    return frozenset(found - {verb.i})


def _beginning(verb: Token, clause: Token, lexicon: Lexicon) -> int:
    """Where a clause after its verb begins: at its subjunction, after the hearer, before what the parser gave to the verb."""
    first = whole(clause)[0]
    hearer = lexicon.has(verb.text, verb.lemma_, "told")
    marks = [c.i for c in children(clause, "mark") if c.i > verb.i and c.lower_ in lexicon.table.reported]
    if marks and not any(verb.doc[k].is_quote for k in range(verb.i + 1, marks[0])):
        return marks[0]
    subjects = children(clause, "nsubj", "nsubj:pass")
    if hearer and first == verb.i + 1 and len(subjects) > 1 and subjects[0].i < subjects[1].i < clause.i:
        return whole(subjects[1])[0]
    if not hearer:
        has_subject = any(c.i < verb.i for c in children(verb, "nsubj", "nsubj:pass"))
        stray = [
            whole(c)[0]
            for c in children(
                verb, "iobj", "obj", "obl", "nmod", "dep", *(("nsubj", "nsubj:pass") if has_subject else ())
            )
            if verb.i < c.i < first and not is_time(c, lexicon) and child(c, "case") is None
        ]
        that = [
            k
            for k in range(verb.i + 1, first)
            if verb.doc[k].lower_ in lexicon.table.reported
            and verb.doc[k].dep_ in {"mark", "det", "obj", "nsubj"}
            and not any(t.pos_ == "VERB" for t in verb.doc[verb.i + 1 : k])
        ]
        return min([first, *that, *(i for i in stray if i > verb.i)])
    return max(first, verb.i + 1)


def _one_side(verb: Token, clauses: list[Token]) -> list[Token]:
    """The clauses that are reported: not one before the verb's subject when another follows the verb at once."""
    before = [c for c in clauses if c.i < verb.i]
    after = [c for c in clauses if c.i > verb.i]
    if not before or not after:
        return clauses
    first = whole(after[0])[0]
    gap = [verb.doc[k] for k in range(verb.i + 1, max(first, verb.i + 1))]
    comma = any(t.text == "," for t in gap) or verb.doc[first].text == "," or verb.doc[first].is_quote
    if comma and _edge_is_quoted(verb) and is_participle_of_present(after[0]) and not after[0].is_quote:
        return before
    return clauses if comma else after


def _edge_is_quoted(verb: Token) -> bool:
    """Whether quotation marks close right before a verb and its subject."""
    own = [whole(c)[0] for c in children(verb, "nsubj") if c.i < verb.i]
    first = min([verb.i, *own])
    return first > 0 and verb.doc[first - 1].is_quote
