"""Names that the model passes over though the writing shows them, in languages that keep capitals for names.

Two kinds: a word with a capital inside a sentence, and an institution that opens one ("Департамент безпеки підтвердив …",
"Європейська комісія готова …"), where the capital alone tells nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from papertiger.language.names.readings import readings_of
from papertiger.language.names.words import WordFacts

if TYPE_CHECKING:
    from spacy.tokens import Doc

_INNER = {"ADJ", "NOUN", "PROPN"}
_CLASSES = {"role", "organisation"}
_NO_NAME = {"calendar", "no_name", "speech", "place_preposition", "connector"}


def passed_over(
    doc: Doc, words: Sequence[WordFacts], marked: Sequence[bool], language: str
) -> list[tuple[int, int]]:
    """Half-open spans of tokens that are names, none of them marked."""
    found: list[tuple[int, int]] = []
    if _is_headline(words):
        return found
    i = 0
    while i < len(words):
        end = 0
        if not marked[i] and words[i].capital:
            opens = _opens(words, i) and not _is_initial(words, i)
            end = _institution(doc, words, i, language) if opens else _run(doc, words, marked, i)
        if end:
            found.append((i, end))
        i = end or i + 1
    return found


def _is_headline(words: Sequence[WordFacts]) -> bool:
    """Whether most words have capitals, which then tell nothing."""
    written = [word for word in words if word.word]
    return sum(word.capital for word in written) > len(written) // 2


def _opens(words: Sequence[WordFacts], i: int) -> bool:
    """Whether a word may have its capital from its place."""
    return i == 0 or not words[i - 1].word


def _is_initial(words: Sequence[WordFacts], i: int) -> bool:
    """Whether a word is an initial, which needs no sentence to have its capital."""
    return (
        words[i].shape == "X" and words[i].text.endswith(".") and i + 1 < len(words) and words[i + 1].capital
    )


def _run(doc: Doc, words: Sequence[WordFacts], marked: Sequence[bool], start: int) -> int:
    """Where a run of capitals inside a sentence ends; 0 when it is no name."""
    end = start
    while (
        end < len(words)
        and not marked[end]
        and words[end].shape in {"Xx", "X"}
        and not _NO_NAME & words[end].lists
    ):
        end += 1
    if end == start or words[end - 1].shape == "X":
        return 0
    if doc[start].pos_ not in _INNER or all(_CLASSES & word.lists for word in words[start:end]):
        return 0
    if doc[end - 1].pos_ == "ADJ":  # an adjective needs its noun, and is a name only with a class word
        goes_on = end < len(words) and "organisation" in words[end].lists and not marked[end]
        return end + 1 if goes_on else 0
    return end


def _institution(doc: Doc, words: Sequence[WordFacts], start: int, language: str) -> int:
    """Where an institution that opens a sentence ends; 0 when none does."""
    head = start
    if doc[start].pos_ == "ADJ" and start + 1 < len(words) and _is_relational(words[start].lower, language):
        head = start + 1
    word = words[head]
    if "institution" not in word.lists or doc[head].morph.to_dict().get("Number") == "Plur":
        return 0
    end = head + 1
    while end < len(words) and _goes_on(doc, words, head, end):
        end += 1
    named = any("place" not in w.lists and "organisation" not in w.lists for w in words[head + 1 : end])
    return end if head > start or named else 0


def _is_relational(lower: str, language: str) -> bool:
    """Whether an adjective says what something belongs to ("європейський"), not what it is like ("новий")."""
    adjectives = [r for r in readings_of(lower, language) if r.name == "A"]
    return bool(adjectives) and all(r.relational for r in adjectives)


def _goes_on(doc: Doc, words: Sequence[WordFacts], head: int, i: int) -> bool:
    """Whether a word is a complement of the head in the genitive, or of such a one."""
    if doc[i].pos_ not in _INNER or not words[i].word:
        return False
    if words[i].capital and "role" in words[i - 1].lists:  # "Офіс президента" and not his name
        return False
    above = doc[i].head.i
    is_genitive = doc[i].morph.to_dict().get("Case") == "Gen"
    return is_genitive and (head <= above < i or (doc[i].pos_ == "ADJ" and above > i))
