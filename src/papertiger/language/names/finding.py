"""Names in parsed sentences: found, given a kind, put into their base form, explained."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from papertiger.language.names.beside import beside
from papertiger.language.names.capitals import candidates
from papertiger.language.names.evidence import Evidence, evidence
from papertiger.language.names.features import words_of
from papertiger.language.names.forms import Hint, base_form
from papertiger.language.names.recovery import passed_over
from papertiger.language.names.tables import name_table
from papertiger.language.names.tagger import spans, tagger
from papertiger.language.names.thing import NamedThing
from papertiger.language.names.words import QUOTES, WordFacts

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from papertiger.language.names.tagger import Tagger
    from papertiger.language.sentence import Sentence

BY_MODEL = "its form and context, by the model"
_NOUN_AFTER = 2
"""Words within which the noun of an adjective follows."""
_SHOUTED = 0.7
"""Share of words in capitals from which a line is shouted."""
_FEW = 3


class Placed(NamedTuple):
    """A parsed sentence with the facts of its words."""

    sentence: Sentence
    doc: Doc
    words: Sequence[WordFacts]
    shouted: bool
    """Whether it is written in capitals."""


def named_in(sentence: Sentence) -> list[NamedThing]:
    """The names in a parsed sentence: persons, organisations, places and others, in order, none within another.

    It needs no list of them: class words, roles, case, capitals and the tree tell, in Ukrainian and Russian through the
    weights of a linear model. A sentence that isn't parsed, or whose language has no ``names.yaml``, has none.
    """
    return [] if (place := placed(sentence)) is None else names_of(place, tagger(sentence.language))


def placed(sentence: Sentence) -> Placed | None:
    """A sentence with the facts of its words; None where there is nothing to find names by."""
    doc, language = sentence.doc, sentence.language
    if doc is None or not len(doc) or not name_table(language).words.role:
        return None
    words = words_of(doc, language)
    return Placed(sentence, doc, words, _is_shouted(words))


def names_of(place: Placed, model: Tagger | None) -> list[NamedThing]:
    """As `named_in`, with `model`; without one the evidence decides."""
    words, doc, language = place.words, place.doc, place.sentence.language
    if model is not None:
        marks = model.mark(doc, words)
        more = passed_over(doc, words, [mark > 0 for mark in marks], language)
        found: list[tuple[int, int, str | None]] = [
            *((a, b, _of_place(kind, words, a, b)) for a, b, kind in _whole(doc, marks)),
            *((a, b, _kind(evidence(doc, words, a, b, language))) for a, b in more),
        ]
        found.sort(key=lambda span: span[0])
    else:
        found = _joint(doc, words, candidates(doc, words, language), language)
    return [
        named(place, *trimmed, kind)
        for start, end, kind in found
        if (trimmed := _trimmed(words, start, end)) is not None
    ]


def _joint(
    doc: Doc, words: Sequence[WordFacts], found: Sequence[tuple[int, int]], language: str
) -> list[tuple[int, int, str | None]]:
    """Spans with kinds; a name that says little is of the kind of the one that it is joined to by "and"."""
    pieces = [evidence(doc, words, start, end, language) for start, end in found]
    kinds = [_kind(each) for each in pieces]
    is_weak = [not any(piece.strong and piece.weight > 1 for piece in each) for each in pieces]
    number_at = {i: number for number, (start, end) in enumerate(found) for i in range(start, end)}
    for number, (start, end) in enumerate(found):
        top = doc[start:end].root
        other = number_at.get(top.head.i, number) if top.dep_ == "conj" else number
        if is_weak[number] and (kinds[number] is None or not is_weak[other]):
            kinds[number] = kinds[other]
        elif is_weak[other] and not is_weak[number]:
            kinds[other] = kinds[number]
    return [(start, end, kind) for (start, end), kind in zip(found, kinds, strict=True)]


def _kind(pieces: Sequence[Evidence]) -> str | None:
    """The kind that most speaks for; None where nothing does."""
    sums: dict[str, float] = {}
    for piece in pieces:
        sums[piece.kind] = sums.get(piece.kind, 0.0) + piece.weight
    return max(sums, key=sums.__getitem__) if sums else None


def _whole(doc: Doc, marks: Sequence[int]) -> list[tuple[int, int, str]]:
    """The marked spans; one that ends in an adjective goes on to its noun."""
    found: list[tuple[int, int, str]] = []
    for start, end, kind in spans(marks):
        last = doc[end - 1]
        goes_on = end - start > 1 and last.dep_ == "amod" and end <= last.head.i < end + _NOUN_AFTER
        stop = last.head.i + 1 if goes_on and not any(marks[end : last.head.i + 1]) else end
        found.append((start, stop, kind))
    return found


def _of_place(kind: str, words: Sequence[WordFacts], start: int, end: int) -> str:
    """The model's `kind`; but "посёлка Никельский" is no person, whatever its ending."""
    follows_place = start > 0 and words[start - 1].main == "place" and words[start - 1].shape == "x"
    return "LOC" if kind == "PER" and follows_place and end - start == 1 else kind


def _trimmed(words: Sequence[WordFacts], start: int, end: int) -> tuple[int, int] | None:
    """A span without quotation marks and other marks at its ends; None when nothing is left."""
    while start < end and (
        words[start].shape in QUOTES or not (words[start].word or words[start].shape == "9")
    ):
        start += 1
    while start < end and not (
        words[end - 1].word or words[end - 1].shape == "9" or words[end - 1].shape == ")"
    ):
        end -= 1
    return (start, end) if start < end else None


def named(place: Placed, start: int, end: int, kind: str | None) -> NamedThing:
    """The name in the tokens from `start` to `end`, as one of `kind`."""
    sentence, doc, words = place.sentence, place.doc, place.words
    language = sentence.language
    own = words[start:end]
    gaps = [token.whitespace_ for token in doc[start : end - 1]]
    base, head = base_form(own, gaps, kind, language, _hint(place, start, end, kind))
    around = beside(doc, words, start, end, language)
    pieces = [piece for piece in evidence(doc, words, start, end, language) if piece.kind == kind]
    begin, stop = doc[start].idx, doc[end - 1].idx + len(doc[end - 1].text)
    return NamedThing(
        start=sentence.start + begin,
        end=sentence.start + stop,
        text=sentence.text[begin:stop],
        kind=kind,
        base=base,
        head=own[head].text,
        role=around.role if kind == "PER" else "",
        class_word=_class_word(own) or around.class_word if kind != "PER" else "",
        reasons=tuple(piece.reason for piece in pieces) or ((BY_MODEL,) if kind else ()),
        sure=any(piece.strong for piece in pieces),
    )


def _class_word(own: Sequence[WordFacts]) -> str:
    """Lemma of the class word in a name."""
    return next((word.lemma for word in own if word.main in {"organisation", "place", "other"}), "")


def _hint(place: Placed, start: int, end: int, kind: str | None) -> Hint:
    """What the sentence says of the name's case."""
    doc = place.doc
    cases = [str(case) for token in doc[start:end] if (case := token.morph.to_dict().get("Case"))]
    case = cases[0] if cases else ""
    if kind == "PER":  # a first name of one form is taken for a nominative
        case = next((each for each in cases if each != "Nom"), case)
        if start and "role" in place.words[start - 1].lists:
            case = doc[start - 1].morph.to_dict().get("Case", case)
    return Hint(case, bool(start and doc[start - 1].pos_ == "ADP"), place.shouted)


def _is_shouted(words: Sequence[WordFacts]) -> bool:
    written = [word for word in words if word.word]
    return len(written) > _FEW and sum(word.shape in {"XX", "X"} for word in written) > _SHOUTED * len(
        written
    )
