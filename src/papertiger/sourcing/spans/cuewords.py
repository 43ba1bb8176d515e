"""By which words: the verb of a cue with its auxiliaries, adverbs and particles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.sourcing.spans.tree import child, children

if TYPE_CHECKING:
    from spacy.tokens import Token

    from papertiger.sourcing.spans.lexicon import Lexicon

_BEFORE = frozenset({"aux", "aux:pass", "cop", "advmod"})


def verb_group(verb: Token, lexicon: Lexicon) -> set[int]:
    """A verb (or a predicative word) with what is said of it at its side: "has not yet said", "pointed out"."""
    return _own_group(verb) | _aspect(verb, lexicon)


def _aspect(verb: Token, lexicon: Lexicon) -> set[int]:
    """A verb before it that says how the act goes on, with what stands between: "had begun to", "kept"."""
    head = verb.head
    if verb.dep_ != "xcomp" or head.i > verb.i or lexicon.plain(head) not in lexicon.table.aspect:
        return set()
    between = verb.doc[head.i + 1 : verb.i]
    if any(t.pos_ not in {"PART", "ADV", "AUX", "ADP"} for t in between):
        return set()
    return _own_group(head) | {t.i for t in between}


def _own_group(verb: Token) -> set[int]:
    found = {verb.i}
    wanted = {c.i for c in verb.children if c.dep_ in _BEFORE and not _opens_clause(c)}
    i = verb.i - 1
    while i >= 0 and (i in wanted or verb.doc[i].head.i in wanted & found):
        found.add(i)
        i -= 1
    first = min((t.i for t in children(verb, "aux", "aux:pass", "cop") if t.i < verb.i), default=None)
    if first is not None and not any(_is_subject(verb.doc[k], verb) for k in range(first, verb.i)):
        found |= set(range(first, verb.i))
    particle = child(verb, "compound:prt")
    if particle is not None and particle.i == verb.i + 1:
        found.add(particle.i)
    while min(found) < verb.i and (verb.doc[min(found)].is_punct or verb.doc[min(found)].dep_ == "cc"):
        found.remove(min(found))
    return found


def _opens_clause(word: Token) -> bool:
    """An adverb that belongs to the clause and not to the verb: "however", or one that a comma sets off."""
    if word.dep_ != "advmod":
        return False
    if word.i == 0 or any(c.pos_ in {"VERB", "NOUN"} for c in word.children):
        return True
    doc = word.doc
    return bool(word.i + 1 < len(doc) and doc[word.i + 1].text == ",")


def _is_subject(word: Token, verb: Token) -> bool:
    return any(word.i == s.i or s.is_ancestor(word) for s in children(verb, "nsubj", "nsubj:pass", "expl"))
