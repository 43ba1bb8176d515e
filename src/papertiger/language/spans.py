"""Words of gold and found trees as comparable spans of one running text, as the CoNLL-2018 evaluation aligns them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papertiger.language.treebank import Tree, Word
from papertiger.news.article import Paragraph

if TYPE_CHECKING:
    from spacy.tokens import Token

FEATURES = frozenset(
    [
        "PronType",
        "NumType",
        "Poss",
        "Reflex",
        "Foreign",
        "Abbr",
        "Gender",
        "Animacy",
        "Number",
        "Case",
        "Definite",
        "Degree",
        "VerbForm",
        "Mood",
        "Tense",
        "Aspect",
        "Voice",
        "Evident",
        "Polarity",
        "Person",
        "Polite",
    ]
)
"""The universal features, which alone are compared."""


@dataclass(frozen=True, slots=True)
class Span:
    """A word with its place in the running text, white-space not counted; the columns that are compared."""

    start: int
    end: int
    form: str
    pos: str
    features: str
    lemma: str
    head: int
    """Index of the head in the list, -1 for a root."""
    relation: str
    inside: bool = False
    """Whether it's part of a multiword token, and so found by its form and not by its place."""


def gold_spans(trees: Sequence[Tree]) -> Iterator[Span]:
    """The words of gold trees, heads counted through."""
    place = base = 0
    for tree in trees:
        inside = {i for first, last in tree.multiword for i in range(first, last + 1)}
        for i, word in enumerate(tree.words, 1):
            form = "".join(word.form.split())
            head = base + word.head - 1 if word.head else -1
            yield Span(
                place,
                place + len(form),
                form,
                word.pos,
                universal(word.morph),
                word.lemma,
                head,
                word.relation,
                i in inside,
            )
            place += len(form)
        base += len(tree.words)


def found_spans(tokens: Sequence[Token], base: int, place: int) -> Iterator[Span]:
    """The words of a parsed sentence, the first being word `base` at place `place`."""
    number = {token.i: base + i for i, token in enumerate(tokens)}
    for token in tokens:
        form = "".join(token.text.split())
        root = token.head.i == token.i
        yield Span(
            place,
            place + len(form),
            form,
            token.pos_,
            universal(str(token.morph)),
            spelled(form, token.lemma_, token.pos_),
            -1 if root else number.get(token.head.i, -1),
            "root" if root else token.dep_,
        )
        place += len(form)


def universal(morph: str) -> str:
    """The universal features of a feature string, sorted; of several values all are kept."""
    return "|".join(sorted(f for f in morph.split("|") if f.partition("=")[0] in FEATURES))


def spelled(form: str, lemma: str, pos: str) -> str:
    """A lower-case lemma as treebanks write it: names keep their capitals, acronyms are all capitals."""
    if pos != "PROPN" or not form[:1].isupper():
        return lemma
    if len(form) > 1 and form.isupper():
        return lemma.upper()
    return "-".join(part[:1].upper() + part[1:] for part in lemma.split("-"))


def running_text(trees: Sequence[Tree]) -> tuple[str, list[Paragraph]]:
    """The text of the trees and its paragraphs; a treebank without paragraph marks is one paragraph."""
    pieces: list[str] = []
    paragraphs: list[Paragraph] = []
    length = begin = 0
    for i, tree in enumerate(trees):
        if i and tree.opens_paragraph:
            paragraphs.append(Paragraph(begin, length, "body"))
            pieces.append("\n\n")
            length += 2
            begin = length
        sentence = _sentence_text(tree.words)
        pieces.append(sentence)
        length += len(sentence)
    if pieces:
        paragraphs.append(Paragraph(begin, length, "body"))
    return "".join(pieces), paragraphs


def _sentence_text(words: Sequence[Word]) -> str:
    text = "".join(word.form + (" " if word.space else "") for word in words)
    return text if text.endswith(" ") else text + " "


def aligned(gold: Sequence[Span], found: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Pairs of words that cover the same characters; words of a multiword token by their forms, in order."""
    by_place = {(f.start, f.end): f for f in found}
    return [
        (g, f)
        for g in gold
        if (f := by_place.get((g.start, g.end))) is not None and (not g.inside or g.form == f.form)
    ]


def sentence_bounds(words: Sequence[Span]) -> set[tuple[int, int]]:
    """Places of sentences: the words that hang together, roots being one a sentence."""
    bounds: dict[int, tuple[int, int]] = {}
    for word in words:
        top = word
        while top.head >= 0:
            top = words[top.head]
        low, high = bounds.get(top.start, (word.start, word.end))
        bounds[top.start] = (min(low, word.start), max(high, word.end))
    return set(bounds.values())
