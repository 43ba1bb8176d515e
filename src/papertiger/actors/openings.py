"""The words of a text with which a name may begin, found for all words at once.

Letters, digits and marks are told apart by a table, words are hashed in one pass (`papertiger.actors.hashing`) and compared
with the first words of all names; where no name ends at its first word, the second must fit too. The cost of a text hardly
depends on how many names there are, and nothing but arrays has to be loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from papertiger.actors.compiled import Names
from papertiger.actors.hashing import WINDOW, Codes, HashSet, Numbers, Places, codes_of, hashes, pairs, spans
from papertiger.actors.letters import DIGIT, JOINER, LETTER, LISTED, OTHER
from papertiger.actors.tokens import ANY_CASE, CAPITAL, CYRILLIC_LANGUAGES, UPPER, key_of, pattern

_REACH = 4
"""Most code points between two words of a name."""

Flags = NDArray[np.bool_]
Small = NDArray[np.uint8]
Opening = tuple[int, int, int, int, bool]
"""Where the word stands (half-open code points), its record of arcs, how it is written, and whether a name may go on."""


@dataclass(slots=True)
class _Words:
    """The words of a stretch of text: their bounds in it, and their hashes."""

    starts: Places
    ends: Places
    numbers: Numbers


class Openings:
    """Finds the words of one language that begin names."""

    def __init__(self, language: str, names: Names) -> None:
        self.language, self._names = language, names
        self._letters = names.letters
        self._firsts = HashSet(names.firsts, names.firsts_bits)
        self._seconds = HashSet(names.seconds, names.seconds_bits)
        self._pattern = pattern(language)

    def find(self, text: str) -> list[Opening]:
        """The words that may begin a name, in order."""
        codes = codes_of(text)
        if len(codes) <= WINDOW:
            return self._within(text, codes, 0)
        return [o for start, end in _windows(text) for o in self._within(text, codes[start:end], start)]

    def _within(self, text: str, codes: Codes, offset: int) -> list[Opening]:
        if not len(codes):
            return []
        at = np.minimum(codes, LISTED - 1)
        words = self._words(text, at, offset)
        if not len(words.starts):
            return []
        which, records = self._firsts.places(words.numbers)
        arcs = self._names.firsts_arcs[records]
        case = self._case(at, words.starts[which], words.ends[which])
        fits = case >= self._names.least_case[arcs]
        which, arcs, case = which[fits], arcs[fits], case[fits]
        goes_on = (self._names.marked[arcs] != 0) | self._followed(which, arcs, words)
        keep = goes_on | (self._names.alone[arcs] != 0)
        which, arcs, case, goes_on = which[keep], arcs[keep], case[keep], goes_on[keep]
        starts, ends = words.starts[which] + offset, words.ends[which] + offset
        columns = (starts, ends, arcs, case, goes_on)
        return list(zip(*(column.tolist() for column in columns), strict=True))

    def _words(self, text: str, at: Codes, offset: int) -> _Words:
        """All words and numbers, those with marks inside whole."""
        kind = self._letters.kind[at]
        starts, ends = _runs(kind)
        joined = np.flatnonzero(kind == JOINER)
        if len(joined):  # the rest of a word after an apostrophe is no word of its own
            rest = (kind[starts - 1] == JOINER) & (starts > 1) & (kind[starts] == LETTER)
            rest &= kind[np.maximum(starts - 2, 0)] != OTHER
            odd = _before(rest)[~rest]
            starts, ends = starts[~rest], ends[~rest]
        else:
            odd = np.zeros(len(starts), dtype=np.bool_)
        if self.language in CYRILLIC_LANGUAGES:
            odd |= self._of_two_scripts(at, starts, ends)
        numbers = spans(self._letters.folded[at], starts, ends)
        self._spell(text, odd, offset, words := _Words(starts, ends, numbers))
        return words

    def _of_two_scripts(self, at: Codes, starts: Places, ends: Places) -> Flags:
        """Words with some Latin letters, and lone Latin letters: they may be typed for Cyrillic ones."""
        latin = self._letters.latin[at]
        if not latin.any():
            return np.zeros(len(starts), dtype=np.bool_)
        count = _sums(latin, starts, ends)
        length = ends - starts
        found: Flags = (count > 0) & ((count < length) | (length == 1))
        return found

    def _spell(self, text: str, odd: Flags, offset: int, words: _Words) -> None:
        """Put in the hashes of the words that cannot be read letter by letter, and their ends."""
        places = np.flatnonzero(odd).tolist()
        keys = []
        for place in places:
            match = self._pattern.match(text, int(words.starts[place]) + offset)
            if match is None:  # a mark that ties nothing
                keys.append("")
                continue
            keys.append(key_of(match.group(), self.language))
            words.ends[place] = match.end() - offset
        if places:
            words.numbers[places] = hashes(keys)

    def _case(self, at: Codes, starts: Places, ends: Places) -> Small:
        """How words are written: `UPPER` (a lone capital and digits too), `CAPITAL` or `ANY_CASE`."""
        first = at[starts]
        capital = (self._letters.folded[first] != first) | (self._letters.kind[first] == DIGIT)
        whole = capital & (_sums(self._letters.lower[at], starts, ends) == 0)
        return np.where(whole, UPPER, np.where(capital, CAPITAL, ANY_CASE)).astype(np.uint8)

    def _followed(self, which: Places, arcs: NDArray[np.uint32], words: _Words) -> Flags:
        """Whether the next word carries on some name; True for the last word, whose next one may lie outside."""
        after = which + 1
        inside = after < len(words.starts)
        after[~inside] = 0
        found = np.zeros(len(which), dtype=np.bool_)
        found[self._seconds.places(pairs(arcs.astype(np.uint64), words.numbers[after]))[0]] = True
        return (found & (words.starts[after] - words.ends[which] <= _REACH)) | ~inside


def _runs(kind: Small) -> tuple[Places, Places]:
    """Bounds of the stretches of letters and of digits."""
    change = np.flatnonzero(kind[1:] != kind[:-1]) + 1
    starts = np.concatenate((np.zeros(1, dtype=np.intp), change))
    ends = np.concatenate((change, np.array([len(kind)], dtype=np.intp)))
    own = kind[starts]
    wanted = (own == LETTER) | (own == DIGIT)
    return starts[wanted], ends[wanted]


def _before(flags: Flags) -> Flags:
    """For each place, whether the next one has the flag."""
    return np.concatenate((flags[1:], np.zeros(1, dtype=np.bool_)))


def _sums(flags: Small, starts: Places, ends: Places) -> NDArray[np.int32]:
    """How many flags lie between each pair of bounds."""
    total = np.zeros(len(flags) + 1, dtype=np.int32)
    np.cumsum(flags, out=total[1:], dtype=np.int32)
    return total[ends] - total[starts]


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of stretches that can be hashed, cut at blanks."""
    start = 0
    while len(text) - start > WINDOW:
        cut = text.rfind(" ", start + WINDOW // 2, start + WINDOW)
        end = cut if cut > 0 else start + WINDOW
        yield start, end
        start = end
    yield start, len(text)
