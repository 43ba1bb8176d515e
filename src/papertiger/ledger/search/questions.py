"""What somebody asks for, in the words of web searches; anything at all is a question, and nothing is a syntax error.

``radars missiles``   both, in any form and order
``"paper tiger"``     one after the other, in any form; «» and “” do as well
``radar*``            words whose base form begins so, with three letters or more
``-jets``             none of these; so does ``-"fighter jets"``
``radars OR missiles``  either; OR binds its two neighbours only

A hyphenated word stands for itself written together, apart, or with a hyphen. A question without a word to look for, or with
nothing but exclusions, finds nothing. What goes beyond `MOST` terms is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from papertiger.language import clean
from papertiger.language.baseforms import Word, words
from papertiger.language.morphology import LANGUAGES
from papertiger.ledger.search.analysed import key, keys

MOST = 64
"""Terms of a question, and words of a phrase."""
_LONGEST = 10_000
"""Code points of a question that are looked at."""
_SEQUENCES = 64
"""Ways to read a phrase that are looked for, likeliest first."""
_SHORTEST_BEGINNING = 3
"""Letters before an asterisk; with fewer it means nothing, for what begins with two letters is a tenth of all words."""
_READINGS = 6
"""Keys of one word in a phrase, before they are made fewer."""

_CHUNK = re.compile(
    r"""(?P<no>(?<!\S)-)?(?:"(?P<a>[^"]*)"|«(?P<b>[^«»]*)»|[“„](?P<c>[^”“]*)[”“]|(?P<bare>[^\s"«“„]+|["«“„]))"""
)


@dataclass(frozen=True, slots=True)
class OneOf:
    """A word: any of its keys, at any place."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after the other."""

    steps: tuple[tuple[str, ...], ...]
    """Keys of each word, likeliest first, in one language."""

    def sequences(self) -> list[tuple[str, ...]]:
        """The phrase as runs of one key a word: all, or where they are too many those of the likelier keys."""
        kept = _READINGS
        while kept > 1 and prod(min(len(step), kept) for step in self.steps) > _SEQUENCES:
            kept -= 1
        return list(product(*(step[:kept] for step in self.steps)))


@dataclass(frozen=True, slots=True)
class Beginning:
    """Any key that begins so."""

    letters: str


Term = OneOf | Phrase | Beginning


@dataclass(frozen=True, slots=True)
class Question:
    """One of each of `wanted`, none of `unwanted`; with nothing wanted, nothing is found."""

    wanted: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...] = ()


def question(asked: str) -> Question:
    """What `asked` asks for."""
    wanted: list[tuple[Term, ...]] = []
    unwanted: list[Term] = []
    either = joined = False
    chunks = _chunks(clean(asked[:_LONGEST]).text)
    for at, (written, bare, excluded) in enumerate(chunks):
        if bare and written in {"OR", "AND"} and 0 < at < len(chunks) - 1:
            either = written == "OR" and joined
            continue
        terms = _terms(written, beginning=bare and written.endswith("*"))
        joined = bool(terms) and not excluded
        if excluded:
            unwanted += terms
        elif either and terms:
            wanted[-1] += terms
        elif terms:
            wanted.append(terms)
        either = False
        if len(wanted) + len(unwanted) >= MOST:
            break
    return Question(tuple(wanted), tuple(unwanted))


def _chunks(asked: str) -> list[tuple[str, bool, bool]]:
    """Each quoted or unquoted piece: what is written, whether without quotation marks, whether it is excluded."""
    found: list[tuple[str, bool, bool]] = []
    for match in _CHUNK.finditer(asked):
        bare = match["bare"]
        written = bare if bare is not None else match["a"] or match["b"] or match["c"] or ""
        found.append((written, bare is not None, match["no"] is not None))
    return found


def _terms(written: str, *, beginning: bool) -> tuple[Term, ...]:
    """What one chunk may stand for: alternatives; () when there is no word in it."""
    found = words(written)[: 2 * MOST]
    apart = [word.form for word in found if word.parts == 1][:MOST]
    if not apart:
        return ()
    together = _together(found)
    terms: list[Term] = []
    for forms in dict.fromkeys((tuple(apart), tuple(together))):
        if len(forms) == 1:
            terms.append(OneOf(keys(forms[0], LANGUAGES)))
        else:
            terms += _phrases(forms)
    letters = key(together[0])
    if beginning and len(together) == 1 and len(letters) >= _SHORTEST_BEGINNING:
        terms.append(Beginning(letters))
    return tuple(terms)


def _together(found: Sequence[Word]) -> list[str]:
    """The forms of `found`, hyphenated words as wholes and not in parts."""
    forms: list[str] = []
    past = 0
    for word in found:
        if word.start >= past:
            forms.append(word.form)
            past = word.end
    return forms[:MOST]


def _phrases(forms: Iterable[str]) -> Iterator[Phrase]:
    """A phrase as each language reads it; its words are all of one language."""
    forms = list(forms)
    read = (Phrase(tuple(keys(form, (language,)) for form in forms)) for language in LANGUAGES)
    yield from dict.fromkeys(read)
