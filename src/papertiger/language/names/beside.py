"""The words beside a name that say who or what it is: a role, or a class of organisation or place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from papertiger.language.names.tables import classes
from papertiger.language.names.words import QUOTES, WordFacts

if TYPE_CHECKING:
    from spacy.tokens import Doc

_REACH = 6
"""Words between a role and its bearer, at most."""
_CLASSES = ("organisation", "place", "other")
_NOMINAL = {"NOUN", "PROPN", "ADJ", "NUM", "DET", "ADP", "CCONJ", "PART"}
"""Parts of speech within a role with its complements ("міністр оборони Німеччини")."""


class Beside(NamedTuple):
    """What stands beside a name; empty where nothing does."""

    role: str = ""
    """As written, complements and all."""
    class_word: str = ""
    """Lemma."""
    class_list: str = ""
    """``organisation``, ``place`` or ``other``."""


def beside(doc: Doc, words: Sequence[WordFacts], start: int, end: int, language: str) -> Beside:
    """The role and class word beside the name in ``doc[start:end]``."""
    at = _class_before(words, start)
    if at is not None and _is_complement(doc, words, start, at):
        at = None
    if at is None or at < start - 1:
        role = _role_before(doc, words, start) or _role_after(doc, words, end)
        if role:
            return Beside(role=role)
    if at is None:
        at = _class_after(doc, words, end)
    if at is None:
        return Beside()
    name = next(each for each in _CLASSES if each in words[at].lists)
    return Beside(
        "", doc[at].lemma_ if name in classes(language).get(doc[at].lemma_, ()) else words[at].lemma, name
    )


def _role_before(doc: Doc, words: Sequence[WordFacts], start: int) -> str:
    """The role right before a name: one word, or a phrase that the tree ties to it."""
    at = start - 1
    if at < 0 or doc[at].pos_ == "ADP" or doc[start].dep_.startswith("nmod"):
        return ""  # "президент України" bears no name
    heads = {doc[start].head.i}
    for i in range(at, max(at - _REACH, -1), -1):
        if doc[i].pos_ not in _NOMINAL or not words[i].word:
            return ""
        if "role" in words[i].lists and (i == at or i in heads or doc[i].head.i == start):
            first = i
            while (
                first
                and words[first - 1].word
                and doc[first - 1].head.i == i
                and doc[first - 1].pos_ in {"ADJ", "NOUN"}
            ):
                first -= 1
            return str(doc[first:start].text)
    return ""


def _role_after(doc: Doc, words: Sequence[WordFacts], end: int) -> str:
    """The role in an apposition after a name: ", the country's foreign minister"."""
    if end >= len(words) or words[end].shape not in ",–—(":
        return ""
    for i in range(end + 1, min(end + 1 + _REACH, len(words))):
        if doc[i].pos_ not in _NOMINAL and words[i].word:
            return ""
        if words[i].shape in ",;:()":
            return ""
        if "role" in words[i].lists and doc[i].dep_ in {"appos", "parataxis", "flat", "nmod", "acl"}:
            return str(doc[end + 1 : i + 1].text)
    return ""


def _class_before(words: Sequence[WordFacts], start: int) -> int | None:
    """The place of a class word right before a name, quotation marks and "of" between them."""
    at = start - 1
    while at >= 0 and (words[at].shape in QUOTES or words[at].lower == "of"):
        at -= 1
    return at if at >= 0 and _is_class(words[at]) else None


def _is_complement(doc: Doc, words: Sequence[WordFacts], start: int, at: int) -> bool:
    """Whether a name says whose the organisation before it is ("лікарень Чехії"), not what it is called."""
    is_nested = doc[start].dep_.startswith("nmod") and doc[start].head.i == at
    return is_nested and at == start - 1 and "organisation" in words[at].lists


def _class_after(doc: Doc, words: Sequence[WordFacts], end: int) -> int | None:
    """The place of a class word after a name: "Aldermoor district", ", a village near the border"."""
    if end < len(words) and _is_class(words[end]) and words[end].shape == "x" and doc[end - 1].head.i == end:
        return end
    if end + 1 < len(words) and words[end].shape in ",–—":
        for i in range(end + 1, min(end + 5, len(words))):
            if doc[i].pos_ not in _NOMINAL - {"ADP", "CCONJ"}:
                return None
            if _is_class(words[i]) and doc[i].dep_ == "appos":
                return i
    return None


def _is_class(word: WordFacts) -> bool:
    return word.main in _CLASSES or (word.main == "role" and any(name in word.lists for name in _CLASSES))
