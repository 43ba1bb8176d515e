"""Names found by their capitals, for languages that have no trained model.

Runs of words with capitals are divided at roles, words that belong to no name are cut off, and what a connector makes one
name is joined ("Ministry of Health", "Gulf of Riga").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from papertiger.language.names.tables import name_table
from papertiger.language.names.words import WordFacts

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CLOSED = {"DET", "PRON", "ADP", "CCONJ", "SCONJ", "ADV", "AUX", "VERB", "INTJ", "NUM", "PART"}
"""Parts of speech that begin a sentence with a capital without being a name."""
_HEADLINE, _FEW = 0.6, 4
"""Share of capitals from which a line is a headline in title case, and the words that tell."""
_SHORT = 3
"""Letters of a word in lower case within a hyphenated name."""
_ROLE_AND_NAME = 2
"""Words of a person's name, which a role may stand before."""
_CLASS = ("organisation", "place", "company")


def candidates(doc: Doc, words: Sequence[WordFacts], language: str) -> list[tuple[int, int]]:
    """Half-open spans of tokens that may be names."""
    in_title_case = _is_headline(words)
    is_shouted = in_title_case and not any(word.shape == "x" for word in words)
    flags = [
        bool({"given", "place_name"} & word.lists)
        if is_shouted
        else _may_be(doc, words, i, title=in_title_case)
        for i, word in enumerate(words)
    ]
    _glue(doc, words, flags)
    found: list[tuple[int, int]] = []
    for start, end in _runs(flags):
        is_role = (
            _opens(words, start) and end - start > _ROLE_AND_NAME and _ends_as_role(words[start], language)
        )
        found += _pieces(words, start + is_role, end)
    return [
        span
        for span in _joined(words, found)
        if not _is_no_name(words[span[0] : span[1]]) and not _is_adjective(doc, words, *span)
    ]


def _glue(doc: Doc, words: Sequence[WordFacts], flags: list[bool]) -> None:
    """Let hyphens, and short words between two, join what they touch, in place ("Inter-American", "Port-au-Prince")."""
    for i in range(1, len(words) - 1):
        if words[i].shape != "-" or not flags[i - 1] or doc[i - 1].whitespace_ or doc[i].whitespace_:
            continue
        if flags[i + 1] or doc[i + 1].pos_ == "PROPN":
            flags[i] = flags[i + 1] = True
        elif (
            i + 3 < len(words)
            and len(words[i + 1].text) <= _SHORT
            and words[i + 2].shape == "-"
            and flags[i + 3]
            and not any(token.whitespace_ for token in doc[i : i + 3])
        ):
            flags[i] = flags[i + 1] = flags[i + 2] = True


def _is_headline(words: Sequence[WordFacts]) -> bool:
    written = [word for word in words if word.word]
    if words[-1].shape == ".":
        return False
    return len(written) >= _FEW and sum(word.capital for word in written) > _HEADLINE * len(written)


def _may_be(doc: Doc, words: Sequence[WordFacts], i: int, *, title: bool) -> bool:
    """Whether a word can be part of a name."""
    word, pos = words[i], doc[i].pos_
    if not word.capital or word.lower in {"i", "the", "a", "an"}:
        return False
    if pos == "PROPN" or "place_name" in word.lists:
        return True
    following = words[i + 1] if i + 1 < len(words) else None
    goes_on = following is not None and following.capital
    if goes_on and "direction" in word.lists:
        return True
    if title:
        return "given" in word.lists or (word.shape == "XX" and len(word.text) > 1)
    if _opens(words, i) or pos in _CLOSED:
        return (pos in {"NOUN", "ADJ"} and goes_on) or (word.shape == "XX" and pos not in _CLOSED)
    return True


def _opens(words: Sequence[WordFacts], i: int) -> bool:
    """Whether a word may have its capital from its place."""
    return i == 0 or not (words[i - 1].word or words[i - 1].shape == "-") or words[i - 1].shape == "9"


def _ends_as_role(word: WordFacts, language: str) -> bool:
    return word.lower.endswith(name_table(language).endings.role or ("\0",)) and not word.lists


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Half-open runs of true flags."""
    start = None
    for i, flag in enumerate((*flags, False)):
        if flag and start is None:
            start = i
        elif not flag and start is not None:
            yield start, i
            start = None


def _pieces(words: Sequence[WordFacts], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names in a run: roles divide it, and what describes a role goes with it."""
    begin = start
    for i in range(start, end):
        if _is_role(words, i, begin, end):
            yield from _before_role(words, begin, i)
            begin = i + 1
    if begin < end:
        yield from _without_description(words, begin, end)


def _is_office(words: Sequence[WordFacts], i: int) -> bool:
    """Whether a word belongs to a role before it ("Secretary of State")."""
    return i > 1 and words[i - 1].lower == "of" and "role" in words[i - 2].lists and "place" in words[i].lists


def _is_role(words: Sequence[WordFacts], i: int, begin: int, end: int) -> bool:
    """Whether a word is a role and not a part of a name ("King" in "Stephen King", "General" in "General Staff")."""
    if _is_office(words, i):
        return True
    if "role" not in words[i].lists or ("given" in words[i].lists and i + 1 < end):
        return False
    if i > begin and ("given" in words[i - 1].lists or words[i - 1].shape == "-"):
        return False
    if i > 1 and words[i - 1].lower == "of" and any(name in words[i - 2].lists for name in _CLASS):
        return False  # "High Court of Justice"
    following = words[i + 1 : end]
    return not any(name in word.lists for word in following[:1] for name in _CLASS)


def _before_role(words: Sequence[WordFacts], begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A name before a role ("NATO Secretary General"); an office's words ("Prime", "Foreign") are none."""
    stop = end
    while begin < stop and not _is_named(words[stop - 1]):
        stop -= 1
    if begin < stop:
        yield from _without_description(words, begin, stop)


def _is_named(word: WordFacts) -> bool:
    return (
        word.shape in {"XX", "xX"} or "place_name" in word.lists or any(name in word.lists for name in _CLASS)
    )


def _without_description(words: Sequence[WordFacts], begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A name without a nationality, day or other word before it; an organisation keeps its own ("Norwegian Refugee Council")."""
    has_class = any(name in word.lists for word in words[begin:end] for name in _CLASS)
    while begin < end and "calendar" in words[begin].lists:
        begin += 1
    while end > begin and "calendar" in words[end - 1].lists and not has_class:
        end -= 1
    if not has_class and " ".join(word.lower for word in words[begin:end]):
        while (
            end - begin > 1 and "no_name" in words[begin].lists and "place_name" not in words[begin + 1].lists
        ):
            if "direction" in words[begin].lists:
                break
            begin += 1
    if begin < end:
        yield begin, end


def _joined(words: Sequence[WordFacts], found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Names that a connector makes one."""
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and _is_one(words, joined[-1], (start, end)):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_one(words: Sequence[WordFacts], left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether the words between two names join them."""
    between = [word.lower for word in words[left[1] : right[0]]]
    if between in (["&"], ["-"]):
        return True
    if not between or any("connector" not in word.lists for word in words[left[1] : right[0]]):
        return False
    own = words[left[0] : left[1]]
    is_organisation = any(name in word.lists for word in own for name in ("organisation", "company"))
    head = own[-1] if "x" not in {word.shape for word in own} else None
    if between[0] in {"of", "for", "on"} and between[1:] in ([], ["the"]):
        if head is None:  # the name has a connector already
            return between[0] == "of" and is_organisation and "place_name" in words[right[0]].lists
        may = ("organisation", "company") if between[0] != "of" else (*_CLASS, "other")
        return any(name in head.lists for name in may)
    if between == ["and"]:
        following = words[right[0] : right[1]]
        listed = any(
            each in word.lists
            for word in following
            for each in ("organisation", "place_name", "given", "company")
        )
        return is_organisation and head is None and not listed
    return False


def _is_no_name(words: Sequence[WordFacts]) -> bool:
    """Whether all words are of the lists that name nothing."""
    return all(
        {"no_name", "calendar", "role"} & word.lists and not {"given", "place_name"} & word.lists
        for word in words
    )


def _is_adjective(doc: Doc, words: Sequence[WordFacts], start: int, end: int) -> bool:
    """Whether a span is one adjective of a noun in lower case ("the Haitian police")."""
    return (
        end - start == 1
        and end < len(words)
        and words[end].shape == "x"
        and doc[start].pos_ == "ADJ"
        and doc[start].dep_ == "amod"
    )
