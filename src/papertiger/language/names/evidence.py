"""What speaks for a name being a person, an organisation or a place: its words, the words beside it, and the tree.

Each piece of evidence names itself, so that a result can be explained. Where no model is shipped for a language, the sum
of the weights decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papertiger.language.morphology import LANGUAGES
from papertiger.language.names.beside import Beside, beside
from papertiger.language.names.tables import name_table
from papertiger.language.names.words import QUOTES, WordFacts, place_ending, surname_ending

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SUBJECTS = {"nsubj", "nsubj:pass"}
_INITIAL = 2
"""Characters of an initial with its dot."""
_ACRONYM = 6
"""Capitals that an acronym has at most."""


class Evidence(NamedTuple):
    """One piece of evidence."""

    kind: str
    weight: float
    reason: str
    strong: bool = True
    """Whether it rests on the name itself or on a word that says what it is, not on a bare context."""


def evidence(doc: Doc, words: Sequence[WordFacts], start: int, end: int, language: str) -> list[Evidence]:
    """What speaks for the kinds of the name in ``doc[start:end]``."""
    around = beside(doc, words, start, end, language)
    own = words[start:end]
    return [
        *_of_words(own, language),
        *_of_shape(own, language),
        *_of_neighbours(words, start, end, around),
        *_of_tree(doc, words, start, end),
    ]


def _of_words(own: Sequence[WordFacts], language: str) -> Iterator[Evidence]:
    """Evidence of class words and of what the dictionary says."""
    places = name_table(language).words.place_name
    whole = " ".join(word.lower for word in own)
    if whole in places or whole.removeprefix("the ") in places:
        yield Evidence("LOC", 4.0, f"{whole!r} is a known place")
    first = own[0]
    if "given" in first.lists or "Name" in first.names:
        yield Evidence("PER", 2.5 if len(own) > 1 else 1.5, f"{first.text!r} is a given name")
    if any(word.text == "&" for word in own):
        yield Evidence("ORG", 2.5, "it has '&' inside")
    connectors = (i for i, word in enumerate(own) if i and "connector" in word.lists and not word.capital)
    heads = {next(connectors, len(own)) - 1}
    if language in LANGUAGES:  # the head comes first
        heads.add(0)
    for i, word in enumerate(own):
        yield from _of_class(word, is_head=i in heads, is_first=i == 0 and len(own) > 1)
        if "Patr" in word.names or (i and "Surn" in word.names):
            yield Evidence("PER", 1.5, f"{word.text!r} is a patronymic or surname")
        if "Geox" in word.names and len(own) == 1:
            yield Evidence("LOC", 2.5, f"{word.text!r} is a place in the dictionary")
        if "Orgn" in word.names:
            yield Evidence("ORG", 2.0, f"{word.text!r} is an organisation in the dictionary")
    prefixes = name_table(language).words.organisation_prefix
    if prefixes and first.lower.startswith(prefixes) and not first.names:
        yield Evidence(
            "ORG", 1.5 if first.known else 2.8, f"{first.text!r} begins as names of organisations do"
        )


def _of_class(word: WordFacts, *, is_head: bool, is_first: bool) -> Iterator[Evidence]:
    """Evidence of a class word in the name; the head of the name says more."""
    if "organisation" in word.lists or "company" in word.lists:
        yield Evidence("ORG", 3.5 if is_head else 1.2, f"{word.text!r} is a word for an organisation")
    if "place" in word.lists:
        yield Evidence(
            "LOC", 3.0 if is_head else 2.5 if is_first else 0.5, f"{word.text!r} is a word for a place"
        )
    if "other" in word.lists:
        yield Evidence("MISC", 3.2 if is_head else 1.5, f"{word.text!r} is a word for an event or a thing")


def _of_shape(own: Sequence[WordFacts], language: str) -> Iterator[Evidence]:
    """Evidence of endings and capitals."""
    last = own[-1]
    if len(own) > 1 and any(_is_initial(word) for word in own[:-1]) and last.shape in {"Xx", "xX"}:
        yield Evidence("PER", 2.0, "it has an initial")
    if last.capital and last.shape != "XX" and surname_ending(last.lower, language):
        yield Evidence(
            "PER", 1.0 if len(own) > 1 else 0.5, f"{last.text!r} ends as surnames do", strong=len(own) > 1
        )
    if len(own) == 1 and place_ending(last.lower, language):
        yield Evidence("LOC", 0.9, f"{last.text!r} ends as names of places do", strong=False)
    if last.shape == "XX" and len(own) == 1 and 1 < len(last.text) <= _ACRONYM:
        yield Evidence("ORG", 2.0, f"{last.text!r} is an acronym")
    if last.shape == "xX" and len(own) == 1:
        yield Evidence("ORG", 0.8, f"{last.text!r} has a capital inside")
    written = [
        word for i, word in enumerate(own) if word.shape != "-" and not (i and own[i - 1].shape == "-")
    ]
    if len(written) in {2, 3} and all(word.shape == "Xx" and not word.lists - {"given"} for word in written):
        yield Evidence("PER", 1.1, "it is two or three words with capitals", strong=False)


def _is_initial(word: WordFacts) -> bool:
    """Whether a word is an initial, or several ("J.", "J.R.R.")."""
    is_short = len(word.text) <= _INITIAL and word.shape == "X"
    return is_short or (word.shape == "XX" and word.text.endswith(".") and "place_name" not in word.lists)


def _of_neighbours(words: Sequence[WordFacts], start: int, end: int, around: Beside) -> Iterator[Evidence]:
    """Evidence of the words before and after."""
    is_acronym = end - start == 1 and words[start].shape == "XX"
    if around.role and not is_acronym:
        yield Evidence("PER", 2.5, f"beside the role {around.role!r}")
    if around.class_word:
        kind = {"organisation": "ORG", "place": "LOC", "other": "MISC"}[around.class_list]
        yield Evidence(kind, 3.2, f"beside the word {around.class_word!r}")
    before = words[start - 1] if start else None
    after = words[end] if end < len(words) else None
    if before is not None:
        second = words[start - 2] if start > 1 and before.lower == "the" else None
        yield from _of_preposition(before, second)
    if before is not None and after is not None and before.shape in QUOTES and after.shape in QUOTES:
        yield Evidence("ORG", 1.0, "it is in quotation marks", strong=False)
    if after is not None and after.lower in {"who", "whose"}:
        yield Evidence("PER", 1.5, f"before {after.text!r}")
    if after is not None and after.shape == "," and end + 1 < len(words) and words[end + 1].shape == "9":
        yield Evidence("PER", 1.5, "before an age")


def _of_preposition(before: WordFacts, second: WordFacts | None) -> Iterator[Evidence]:
    """Evidence of the word before, and of the one before "the"."""
    if "place_preposition" in before.lists:
        yield Evidence("LOC", 1.4, f"after the preposition {before.text!r}", strong=False)
    elif "motion_preposition" in before.lists:
        yield Evidence("LOC", 0.7, f"after the preposition {before.text!r}", strong=False)
    if before.lower == "the":
        yield Evidence("ORG", 0.7, "after 'the'", strong=False)
    if second is not None and "place_preposition" in second.lists:
        yield Evidence("LOC", 1.0, f"after the preposition {second.text!r}", strong=False)


def _of_tree(doc: Doc, words: Sequence[WordFacts], start: int, end: int) -> Iterator[Evidence]:
    """Evidence of what the name does in its sentence."""
    top = next((token for token in doc[start:end] if not start <= token.head.i < end), doc[start])
    if top.dep_ in _SUBJECTS and "speech" in words[top.head.i].lists:
        likelier, other = ("PER", "ORG") if end - start > 1 else ("ORG", "PER")
        yield Evidence(likelier, 1.0, f"says or does: {top.head.text!r}", strong=False)
        yield Evidence(other, 0.8, f"says or does: {top.head.text!r}", strong=False)
