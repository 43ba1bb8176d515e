"""What the linear model of names sees of a word: its own facts, its neighbours', quotes, case and the tree.

Features are strings such as ``0 sh=Xx``. Those of a word alone (`of_word`) and those of a place in a sentence (`of_place`)
depend on few values, so that their sums of weights are kept from one sentence to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from papertiger.language.names.tables import name_table
from papertiger.language.names.words import CLOSING, OPENING, WordFacts, facts, place_ending, surname_ending

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REACH = 2
"""Words on both sides that are looked at."""
_QUOTED = 9
"""Tokens that a quoted name has at most."""
_BACK = 4
"""Words back to a class word."""
_WORD_LIMIT = 4


class Place(NamedTuple):
    """Facts of a place in a sentence, in groups that are scored apart."""

    shapes: tuple[str, str, str, str, bool]
    """Of the word before last, the last, this and the next; whether it opens the sentence or a quotation."""
    context: tuple[str, str, str, str, str]
    """List of the last word, this shape, list of the nearest class word before, quote and list before it, list of the next."""
    tree: tuple[str, str, str, str, str, bool, str]
    """Part of speech, relation, list of the head, case, preposition right before, whether the last word has the same case, and
    how the next word goes on."""


def of_word(word: WordFacts, language: str, offset: int) -> list[str]:
    """Features of a word for the one that stands `offset` words before it."""
    at = f"{offset} "
    found = [f"{at}sh={word.shape}"] if offset else [f"{at}sh={word.shape}", f"language={language}"]
    found += [f"{at}c={name}" for name in word.lists]
    found += [f"{at}d={name}" for name in word.names]
    if not word.word:
        return found
    if word.latin:
        found.append(f"{at}latin")
    if abs(offset) == REACH:
        return found
    found += _of_dictionary(word, at)
    if len(word.lower) >= _WORD_LIMIT or offset:
        found.append(f"{at}w={word.lemma}")
    if offset == 0 and word.capital:
        return found + _of_capital(word, language, at)
    if word.capital or not word.known:
        found += [f"{at}s{n}={word.lower[-n:]}" for n in (2, 3) if len(word.lower) > n]
    return found


def _of_dictionary(word: WordFacts, at: str) -> list[str]:
    """What the dictionary says of a word."""
    found = [f"{at}p={pos}" for pos in word.common]
    if not word.known:
        found.append(f"{at}unknown {word.shape}")
    elif not word.common:
        found.append(f"{at}names only")
    return found


def _of_capital(word: WordFacts, language: str, at: str) -> list[str]:
    """The spelling of a word with a capital."""
    lower, shape = word.lower, word.shape
    found = [f"{at}{shape} d={name}" for name in word.names] + [
        f"{at}{shape} c={name}" for name in word.lists
    ]
    found += [f"{at}s{n}={lower[-n:]}" for n in (1, 2, 3, 4) if len(lower) > n]
    found += [f"{at}b{n}={lower[:n]}" for n in (3, 4, 5) if len(lower) > n]
    facts = {
        f"surname {word.known}": surname_ending(lower, language),
        f"place {word.known}": place_ending(lower, language),
        "hyphen": "-" in lower,
        "organisation prefix": lower.startswith(name_table(language).words.organisation_prefix),
    }
    return found + [f"{at}{name}" for name, holds in facts.items() if holds]


def of_place(place: Place) -> tuple[list[str], list[str], list[str]]:
    """Features of each group of `place`."""
    before2, before, shape, after, opens = place.shapes
    shapes = [
        f"sh2={before}|{shape}|{opens}",
        f"sh3={before}|{shape}|{after}",
        f"sh4={before2}|{before}|{shape}",
        f"opens={opens}|{shape}",
        f"sh+={shape}|{after}",
    ]
    last, shape, nearest, quote, following = place.context
    context = [
        f"l={last}|{shape}",
        f"n={nearest}|{shape}",
        f"q={quote}|{shape}",
        f"ln={last}|{nearest}",
        f"f={following}|{shape}",
    ]
    pos, relation, head, case, preposition, agrees, going_on = place.tree
    tree = [
        f"pos={pos}",
        f"dep={relation}",
        f"dh={relation}|{head}",
        f"case={case}",
        f"prep={preposition}|{case}",
        f"agrees={agrees}",
        f"pd={pos}|{relation}",
        f"go={pos}|{going_on}",
    ]
    return shapes, context, tree


def words_of(doc: Doc, language: str) -> list[WordFacts]:
    """The facts of each token."""
    if language == "en":
        return [facts(token.text, language, token.lemma_) for token in doc]
    return [facts(token.text, language) for token in doc]


def places_of(doc: Doc, words: Sequence[WordFacts]) -> list[Place]:
    """The place of each token of a parsed sentence."""
    quotes = quoted(words)
    cases = [_case(token) for token in doc]
    places: list[Place] = []
    nearest, distance = "", 0
    for i, (token, word) in enumerate(zip(doc, words, strict=True)):
        last = words[i - 1] if i else None
        opens = last is None or (i == 1 and not last.word) or last.shape in '«„“":—–-…'
        before2 = words[i - REACH].shape if i >= REACH else ""
        after = words[i + 1] if i + 1 < len(words) else None
        head = words[token.head.i].main if token.head.i != i else ""
        places.append(
            Place(
                (before2, last.shape if last else "", word.shape, after.shape if after else "", opens),
                (last.main if last else "", word.shape, nearest, quotes[i], after.main if after else ""),
                (
                    token.pos_,
                    token.dep_,
                    head,
                    cases[i],
                    last.lower if last and "place_preposition" in last.lists else "",
                    bool(i and cases[i] and cases[i] == cases[i - 1]),
                    ""
                    if after is None
                    else f"{word.shape}|{opens}|{after.main or after.shape}|{cases[i] == cases[i + 1]}",
                ),
            )
        )
        distance += 1
        if word.main in {"role", "organisation", "place", "other"}:
            nearest, distance = word.main, 0
        elif distance >= _BACK or (not word.word and word.shape not in OPENING + CLOSING):
            nearest = ""
    return places


def quoted(words: Sequence[WordFacts]) -> list[str]:
    """For each token the list of the word before the quotation that it is in: ``in`` for none, empty outside."""
    found = [""] * len(words)
    i = 0
    while i < len(words):
        if words[i].shape in OPENING and (end := _closing(words, i)) is not None:
            before = words[i - 1].main if i else ""
            title = "" if words[i + 1].capital else "x"
            for j in range(i + 1, end):
                found[j] = f"in {before}{title}"
            i = end
        i += 1
    return found


def _closing(words: Sequence[WordFacts], start: int) -> int | None:
    """Where a short quotation that begins at `start` closes; None when it does not."""
    for j in range(start + 1, min(start + _QUOTED, len(words))):
        if words[j].shape in CLOSING:
            return j if j > start + 1 else None
        if words[j].shape in ",:;!?":
            return None
    return None


def _case(token: Token) -> str:
    """UD case, or empty."""
    return str(token.morph.to_dict().get("Case", ""))
