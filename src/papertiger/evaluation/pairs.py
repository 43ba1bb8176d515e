"""Events between every two parties of a raw sentence, as the pair classifier (`events.layer.plover`) tells them.

The classifier knows no "no event". So it is asked only about the pairs between which the reader reports some event, and about
those of which one acts on the other by the tree; and it counts as answering only where a category scores above `LEAST`.
Parties are actors linked, persons and organisations named, and the lexicon's bodies ("police", "court", "government"). English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import permutations
from typing import TYPE_CHECKING

from papertiger.evaluation.strict import LANGUAGE, Event, Raw
from papertiger.events import lexicon
from papertiger.events.layer.plover import Given
from papertiger.language import Sentence, named_in

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAST = 0.15
"""Score that a category needs; 0 is where the weights neither claim nor disclaim it. Set on PLV's train half by cross-validation and
on the event-free half of our own English gold, where 0 finds twice as many events."""
_NAMES = frozenset({"PER", "ORG"})
_PHRASE = frozenset({"amod", "appos", "compound", "det", "flat", "nmod", "nummod"})
"""Relations, subtypes aside, that make one phrase of a noun and what hangs on it."""
_UNDERGOES = frozenset({"obj", "iobj", "obl"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_VERBAL = frozenset({"VERB", "AUX"})

Place = tuple[int, int]
Scores = Callable[[Given], Mapping[str, float]]
"""Category → score of a pair, as `Plover.scores` gives them."""


def with_pairs(raw: Raw, sentence: Sentence, scores: Scores) -> Raw:
    """What was found in a sentence, with the classifier's events in place of the reader's.

    An event of the reader's that has only one party stays as it is. `sentence` must be parsed and begin at 0.
    """
    alone = [e for e in raw.events if e.source is None or e.target is None]
    judged = (_judged(Given(sentence, (a,), (b,)), scores) for a, b in candidates(raw, sentence))
    return Raw(tuple(dict.fromkeys([*alone, *(e for e in judged if e is not None)])), raw.sides)


def _judged(given: Given, scores: Scores) -> Event | None:
    found = scores(given)
    root = max(found, key=lambda name: found[name])
    return Event(root, given.source[0], given.target[0]) if found[root] > LEAST else None


def candidates(raw: Raw, sentence: Sentence) -> list[tuple[Place, Place]]:
    """Source and target of every pair to ask about; those of the reader first, and none that says the same of two again."""
    found = [(e.source, e.target) for e in raw.events if e.source is not None and e.target is not None]
    found = list(dict.fromkeys(found))
    read = tuple(found)
    for source, target in permutations(_parties(raw, sentence), 2):
        if acts_on(_top(source), _top(target)):
            pair = (_place(source), _place(target))
            if not any(_alike(pair, other) for other in read):
                found.append(pair)
    return found


def acts_on(source: Token, target: Token) -> bool:
    """Whether one noun is the subject, or the agent of a passive, of what the other undergoes."""
    if source.dep_ == "obl:agent":
        return target.dep_ == "nsubj:pass" and target.head.i == source.head.i
    if source.dep_ != "nsubj" or target.dep_.split(":")[0] not in _UNDERGOES:
        return False
    # What the subject is said to do may stand in an open complement: "Peru decided *to back* Chile".
    return target.head.i == source.head.i or (
        target.head.dep_ == "xcomp" and target.head.head.i == source.head.i
    )


def _parties(raw: Raw, sentence: Sentence) -> list[Token]:
    """The heads of the phrases that name a party, each once."""
    doc = sentence.doc
    if doc is None:
        raise ValueError("the sentence has not been parsed")
    bodies = lexicon(LANGUAGE).vocabulary.bodies
    spans = [(start, end) for start, end, _ in raw.sides]
    spans += [(name.start, name.end) for name in named_in(sentence) if name.kind in _NAMES]
    heads = [head for span in spans for head in _head(sentence, span)]
    heads += [t for t in doc if t.pos_ in _NOMINAL and t.lemma_.lower() in bodies]
    return list({top.i: top for head in heads for top in (_climbed(head, _PHRASE),)}.values())


def _head(sentence: Sentence, span: Place) -> Iterator[Token]:
    """The token that a span hangs by; none where it covers none."""
    covered = [t for t in sentence.doc or () if span[0] <= t.idx < span[1] and t.pos_ != "PUNCT"]
    inside = {t.i for t in covered}
    tops = [t for t in covered if t.head.i not in inside or t.head.i == t.i]
    yield from tops[:1]


def _top(token: Token) -> Token:
    """The noun whose role a phrase shares, as a conjunct shares that of the first."""
    return _climbed(token, _PHRASE | {"conj"})


def _climbed(token: Token, relations: frozenset[str]) -> Token:
    while (
        token.dep_.split(":")[0] in relations and token.head.i != token.i and token.head.pos_ not in _VERBAL
    ):
        token = token.head
    return token


def _place(head: Token) -> Place:
    """From the first to the last word of a phrase, clauses and conjuncts left out."""
    words = list(_words(head))
    return min(t.idx for t in words), max(t.idx + len(t.text) for t in words)


def _words(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if child.dep_.split(":")[0] in _PHRASE:
            yield from _words(child)


def _alike(one: tuple[Place, Place], other: tuple[Place, Place]) -> bool:
    """Whether two pairs are of the same two, in whichever direction."""
    (a, b), (c, d) = one, other
    return (_meet(a, c) and _meet(b, d)) or (_meet(a, d) and _meet(b, c))


def _meet(a: Place, b: Place) -> bool:
    return a[0] < b[1] and b[0] < a[1]
