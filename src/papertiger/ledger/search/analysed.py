"""A text as an index holds it: at each position the keys of the words that may stand there.

A key is a base form without hyphens and apostrophes: letters and digits only, so that no key can be mistaken for syntax. Keys that
begin with `GAP` are no words: `GAP` alone stands between things that do not follow one another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from papertiger.language import clean
from papertiger.language.baseforms import base_forms, chains, words

GAP = "_"
"""Never part of a word (see `words`)."""
_REACH = 2
"""Words kept on each side of an alternative, so that a phrase of up to three words is found around it."""
_MARKS = str.maketrans({"'": None, "-": None})


@dataclass(frozen=True, slots=True)
class Whole:
    """A hyphenated word as one: "F-16" is found as "F16" too."""

    position: int
    """Where its first part stands."""
    parts: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Analysed:
    """The words of a text in order."""

    places: tuple[tuple[str, ...], ...]
    """Keys of each word, likeliest first; () is a gap."""
    wholes: tuple[Whole, ...] = ()


def analysed(texts: Iterable[str], language: str) -> Analysed:
    """`texts`, one after the other, as words of `language`."""
    places: list[tuple[str, ...]] = []
    wholes: list[Whole] = []
    known = _READ.setdefault(language, {})
    for text in texts:
        if places:
            places.append(())
        for printed in chains(clean(text).text):
            read = known.get(printed) or _read(printed, language)
            if isinstance(read, tuple):
                places.append(read)
                continue
            at = len(places)
            wholes += [Whole(at + whole.position, whole.parts, whole.keys) for whole in read.wholes]
            places += read.places
    return Analysed(tuple(places), tuple(wholes))


Chains = Mapping[str, tuple[str, ...] | Analysed]
"""Chain as printed → its keys, or its parts where it has not just one."""


def looked_up(texts: Iterable[str], language: str) -> Chains:
    """Every chain of `texts`, for another process to `learn`, which costs it less than looking words up."""
    known = _READ.setdefault(language, {})
    return {
        printed: known.get(printed) or _read(printed, language)
        for text in texts
        for printed in chains(clean(text).text)
    }


def learn(language: str, found: Chains) -> None:
    """Remember chains that another process looked up."""
    known = _READ.setdefault(language, {})
    if len(known) + len(found) > _FORGET:
        known.clear()
    known.update(found)


_READ: dict[str, dict[str, tuple[str, ...] | Analysed]] = {}
"""Language → chain as printed → its keys, or its parts where it has not just one: most words of a text were met before."""
_FORGET = 300_000
"""Chains remembered a language, some 60 MB, before the memory starts anew."""


def _read(printed: str, language: str) -> tuple[str, ...] | Analysed:
    places: list[tuple[str, ...]] = []
    wholes: list[Whole] = []
    for word in words(printed):
        found = keys(word.form, (language,))
        if word.parts > 1:
            wholes.append(Whole(word.position, word.parts, found))
        else:
            places.append(found)
    alone = len(places) == 1 and not wholes
    known = _READ[language]
    if len(known) >= _FORGET:
        known.clear()
    return known.setdefault(printed, places[0] if alone else Analysed(tuple(places), tuple(wholes)))


def keys(form: str, languages: Collection[str]) -> tuple[str, ...]:
    """Keys of a word form (see `baseforms.fold`), likeliest first."""
    found = base_forms(form, languages)
    return tuple(key(base) for base in found) if len(found) > 1 else (key(found[0]),)


def key(base: str) -> str:
    """A base form without its marks."""
    return base.translate(_MARKS) if "'" in base or "-" in base else base


def in_line(text: Analysed) -> list[str]:
    """`text` as one run of keys, for an index that holds one key a position.

    First the likeliest key of each word; then each other key between its neighbours, with a gap before it.
    """
    first = [place[0] if place else GAP for place in text.places]
    line = list(first)
    for at, place in enumerate(text.places):
        for other in place[1:]:
            line += _between(first, at, at + 1, other)
    for whole in text.wholes:
        for other in whole.keys:
            line += _between(first, whole.position, whole.position + whole.parts, other)
    return line


def _between(first: list[str], start: int, end: int, other: str) -> list[str]:
    return [GAP, *first[max(0, start - _REACH) : start], other, *first[end : end + _REACH]]


def by_key(text: Analysed) -> dict[str, list[int]]:
    """Key → its positions, counted from 1 and ascending, for an index that holds several keys a position.

    A whole stands where its first part and where its last part does: it has neighbours on both sides.
    """
    found: dict[str, list[int]] = {}
    for at, place in enumerate(text.places):
        for one in place:
            found.setdefault(one, []).append(at + 1)
    for whole in text.wholes:
        for one in whole.keys:
            found.setdefault(one, []).extend((whole.position + 1, whole.position + whole.parts))
    return found
