"""Subjects by the order of words, where the parser hangs them, or a part of them, elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.sourcing.spans.nounphrases import NOMINAL, is_main, is_time, noun_phrase
from papertiger.sourcing.spans.tree import child, has_finite_form, subtree

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from papertiger.sourcing.spans.lexicon import Lexicon

_RUN = frozenset({"PROPN", "NOUN", "ADJ", "NUM", "DET", "SYM"})
_APPOSITION = 25
"""Words that may stand between two commas before a verb, at most."""


def noun_before(verb: Token, lexicon: Lexicon) -> set[int]:
    """The noun phrase before a finite verb by the order of words, where the parser hangs it elsewhere.

    Between a quotation or the sentence's beginning and the verb stand phrases that commas part; the first that is no
    adverbial ("In a statement,") begins the subject.
    """
    if not has_finite_form(verb) and child(verb, "aux") is None:
        return set()
    doc, end = verb.doc, verb.i - 1
    while end >= 0 and (
        (doc[end].head.i == verb.i and doc[end].dep_ in {"aux", "advmod"}) or doc[end].is_space
    ):
        end -= 1
    last = end
    while last >= 0 and doc[last].text in {",", "-", "—", "–"}:
        last -= 1
    start = last
    if start > 0 and doc[start].text == ")":
        start = next((k for k in range(start, 0, -1) if doc[k].text == "("), start)
    while start > 0 and not _is_border(doc[start - 1]) and last - start < _APPOSITION:
        start -= 1
    chunks = _chunks(doc, start, last)
    while chunks and not _may_begin(doc[chunks[0][0]], lexicon):
        chunks.pop(0)
    if not chunks or (end == last and len(chunks) > 1 and not _is_list(chunks, verb)):
        chunks = chunks[-1:]
    words = {i for chunk in chunks for i in chunk}
    if not words or any(is_main(doc[i], words) for i in words):
        return set()
    return set(range(min(words), last + 1))


def noun_after(verb: Token, lexicon: Lexicon) -> set[int]:
    """The noun phrase after a verb that follows a quotation: '…," said former mayor Jan Novak, who …'."""
    doc, start = verb.doc, verb.i + 1
    while start < len(doc) and doc[start].is_space:
        start += 1
    if start >= len(doc) or doc[start].pos_ not in NOMINAL or doc[start].lower_ in lexicon.table.relative:
        return set()
    top = doc[start]
    while verb.i < top.head.i != top.i and top.head.pos_ not in {"VERB", "AUX"}:
        top = top.head
    found = {i for i in noun_phrase(top, lexicon) if i >= start}
    last = max(found, default=start)
    while (
        last + 1 < len(doc)
        and doc[last + 1].pos_ in {"PROPN", "NOUN"}
        and not is_time(doc[last + 1], lexicon)
    ):
        last = max(i for i in subtree(doc[last + 1]) | {last + 1} if i <= last + 1)
    return found | set(range(start, last + 1))


def _is_border(token: Token) -> bool:
    return token.is_quote or token.text in {";", ":", "("} or token.dep_ == "mark"


def _chunks(doc: Doc, start: int, last: int) -> list[list[int]]:
    """Runs of words between commas and dashes."""
    found: list[list[int]] = [[]]
    for i in range(start, last + 1):
        if doc[i].text in {",", "—", "–", "--"}:
            found.append([])
        else:
            found[-1].append(i)
    return [chunk for chunk in found if chunk]


def _may_begin(token: Token, lexicon: Lexicon) -> bool:
    """Whether a subject may begin with the word."""
    named = token.pos_ in NOMINAL and not is_time(token, lexicon)
    return (
        named and token.lower_ not in lexicon.table.interjected and token.lower_ not in lexicon.table.relative
    )


def _is_list(chunks: list[list[int]], verb: Token) -> bool:
    """Whether the last phrase goes on with "and": the whole is one subject."""
    return verb.doc[chunks[-1][0]].dep_ == "cc"


def with_run(verb: Token, found: set[int], lexicon: Lexicon) -> set[int]:
    """With the names and nouns right before it, unless they end a phrase with a preposition."""
    doc, start = verb.doc, min(found)
    if start > verb.i:
        return found
    i = start
    while (
        i > 0
        and (doc[i - 1].pos_ in _RUN or doc[i - 1].text in {"/", "-"})
        and not is_time(doc[i - 1], lexicon)
    ):
        i -= 1
    if (
        i == start
        or doc[start].pos_ in {"PRON", "DET"}
        or (i > 0 and doc[i - 1].pos_ in {"ADP", "VERB", "AUX", "PART"})
    ):
        return found
    if any(doc[k].is_quote for k in range(i, start)):
        return found
    return found | set(range(i, start))


def with_apposition(verb: Token, found: set[int], lexicon: Lexicon) -> set[int]:
    """With an apposition between the subject and the verb that hangs elsewhere."""
    doc, last = verb.doc, max(found)
    if not last + 2 < verb.i <= last + _APPOSITION or doc[last + 1].text != ",":
        return found
    end = verb.i - 1
    while end > last and doc[end].dep_ in {"aux", "aux:pass", "advmod", "cop"}:
        end -= 1
    words = list(range(last + 2, end))
    if doc[end].text != "," or not words or not _may_follow(doc[words[0]], lexicon):
        return found
    return found if any(is_main(doc[k], set(words)) for k in words) else found | set(range(last + 1, end))


def _may_follow(token: Token, lexicon: Lexicon) -> bool:
    """Whether an apposition may begin with the word."""
    return token.pos_ in {"DET", "PROPN", "NOUN", "ADJ", "NUM"} or token.lower_ in lexicon.table.interjected
