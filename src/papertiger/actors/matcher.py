"""Finding names in a text: a tree of words walked from every word that starts a name, longest name first.

The tree branches by whole words, not by letters, so inflected names of several words ("Корейська
Народно-Демократична Республіка") need the sum of their words' forms and not the product. Most words of a text start
no name, which one look-up per word settles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from papertiger.actors.tokens import CAPITAL, UPPER, Token, case_of, joined, key_of, pattern, tokens

_SENTENCE_MARKS = ".!?…:;\n\u2028•"
_SKIPPED_BEFORE = " \t\u00a0\"'«»„“”‘’([—–-"
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \u00a0]$")
_WORD_AFTER = re.compile(r"[ \u00a0]([^\W\d_]+)")
_REACH = 40  # characters looked back for the word before a name; first names and titles are shorter
_CACHED_WORDS = 200_000  # about 20 MB; a news archive has some millions of word forms, most of them once


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name leads to; `actor` is None for a phrase that only looks like an actor."""

    actor: str | None
    form: str
    common: bool = False
    """The name is also an ordinary word."""
    given: bool = False
    """The name is also a person's name, so capitalised neighbours make it one."""
    anchored: bool = False
    """Counts only in a text that names the actor in full elsewhere."""
    combining: bool = False
    """Counts only as the first half of a hyphenated compound."""
    own_names: frozenset[str] = frozenset()
    """For a bare surname: the first names that may stand before it."""

    @property
    def full(self) -> bool:
        """Whether the name needs no other to be understood."""
        return not self.anchored and not self.own_names


@dataclass(slots=True)
class _Node:
    arcs: dict[str, list[tuple[_Node, int]]] = field(default_factory=dict)
    made: dict[tuple[str, tuple[str, ...]], _Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Match:
    """One name found (half-open code points) and everything it may stand for."""

    start: int
    end: int
    entries: tuple[Entry, ...]


class NameTree:
    """All names of one language."""

    def __init__(self, language: str, given_names: Iterable[str] = (), titles: Iterable[str] = ()) -> None:
        """Keys of first names that make a following surname somebody else's, and of titles that make nobody's."""
        self.language = language
        self._root = _Node()
        self._given, self._titles = frozenset(given_names), frozenset(titles)
        self._starts: dict[str, bool] = {}

    def add(self, words: Sequence[tuple[str, tuple[str, ...]]], entry: Entry) -> None:
        """Enter a name: for each word, how it is written and its forms as keys, each once."""
        node = self._root
        for written, forms in words:
            node = _step(node, written, forms)
        if node is not self._root and entry not in node.entries:
            node.entries.append(entry)

    @property
    def openings(self) -> frozenset[str]:
        """Keys of the words that names begin with."""
        return frozenset(self._root.arcs)

    def find(self, text: str, starts: Iterable[int] | None = None) -> list[Match]:
        """All names in reading order, the longest at each place, none overlapping.

        Args:
            text: any text.
            starts: the places, in order, where one of the `openings` stands, if somebody has looked for them.
        """
        return self._everywhere(text) if starts is None else self._at(text, starts)

    def _at(self, text: str, starts: Iterable[int]) -> list[Match]:
        matches: list[Match] = []
        free, known, words = 0, self._starts, pattern(self.language)
        for start in starts:
            word = words.match(text, start)
            if start < free or word is None:
                continue
            verdict = known.get(word.group())
            if self._learn(word.group()) if verdict is None else verdict:
                match = self._longest(text, start)
                if match is not None:
                    matches.append(match)
                    free = match.end
        return matches

    def _everywhere(self, text: str) -> list[Match]:
        matches: list[Match] = []
        free, starts = 0, self._starts
        for word in pattern(self.language).finditer(text):
            surface = word.group()
            known = starts.get(surface)
            if (self._learn(surface) if known is None else known) and word.start() >= free:
                match = self._longest(text, word.start())
                if match is not None:
                    matches.append(match)
                    free = match.end
        return matches

    def _learn(self, surface: str) -> bool:
        """Whether a word can start a name, kept for the next time it is met."""
        if len(self._starts) >= _CACHED_WORDS:
            self._starts.clear()
        case = case_of(surface)
        arcs = self._root.arcs.get(key_of(surface, self.language), ())
        verdict = self._starts[surface] = any(case >= needed for _, needed in arcs)
        return verdict

    def _longest(self, text: str, start: int) -> Match | None:
        nodes, best, last = [self._root], None, start
        for token in tokens(text, self.language, start):
            if token.start > start and _parted(text, last, token.start):
                break
            nodes = _follow(nodes, token)
            if not nodes:
                break
            last = token.end
            entries = tuple(
                entry for node in nodes for entry in node.entries if self._allowed(entry, text, start, last)
            )
            if entries:
                best = Match(start, last, entries)
        return best

    def _allowed(self, entry: Entry, text: str, start: int, end: int) -> bool:
        if entry.combining:
            return joined(text, end)
        if entry.common and self._may_be_common(text, start, end):
            return False
        if entry.given and self._part_of_name(text, start, end):
            return False
        return not (entry.own_names and self._somebody_else(entry, text, start))

    def _may_be_common(self, text: str, start: int, end: int) -> bool:
        """Whether the capitals are no sign of a name: those of a headline, or the one that opens a sentence."""
        if text[start:end].isupper():
            return self._in_capitals(text, start, end)
        return opens_sentence(text, start)

    def _somebody_else(self, entry: Entry, text: str, start: int) -> bool:
        """Whether another person's first name stands right before a surname ("Меланія Трамп")."""
        before = _WORD_BEFORE.search(text, max(0, start - _REACH), start)
        if before is None or not before[1][0].isupper():
            return False
        key = key_of(before[1], self.language)
        return key in self._given and key not in entry.own_names

    def _part_of_name(self, text: str, start: int, end: int) -> bool:
        """Whether a capitalised word that is no title stands right beside ("Домінік Рааб", "Peter Wagner")."""
        before = _WORD_BEFORE.search(text, max(0, start - _REACH), start)
        after = _WORD_AFTER.match(text, end)
        if after is not None and self._namelike(after[1]):
            return True
        return before is not None and self._namelike(before[1]) and not opens_sentence(text, before.start())

    def _namelike(self, word: str) -> bool:
        return word[0].isupper() and not word.isupper() and key_of(word, self.language) not in self._titles

    def _in_capitals(self, text: str, start: int, end: int) -> bool:
        """Whether all words around are in capitals."""
        near = text[max(0, start - _REACH) : start] + " " + text[end : end + _REACH]
        words = [token for token in tokens(near, self.language) if len(token.key) > 1 and token.key.isalpha()]
        return len(words) > 1 and all(token.case == UPPER for token in words[1:-1])


def _step(node: _Node, written: str, forms: tuple[str, ...]) -> _Node:
    """The node behind a word of a name; names that begin alike share it."""
    target = node.made.get((written, forms))
    if target is None:
        target = node.made[written, forms] = _Node()
        case = _required_case(written)
        for form in forms:
            node.arcs.setdefault(form, []).append((target, case))
    return target


def _follow(nodes: list[_Node], token: Token) -> list[_Node]:
    return [target for node in nodes for target, case in node.arcs.get(token.key, ()) if token.case >= case]


def _required_case(written: str) -> int:
    """How high a text must write the word: as high as the data file does, one lone capital counting as such."""
    case = case_of(written)
    return CAPITAL if case == UPPER and len(written) == 1 else case


def _parted(text: str, end: int, start: int) -> bool:
    """Whether a blank line, or more than a few spaces and quotes, lies between two words of a name."""
    return start - end > 1 and (start - end > 4 or text.count("\n", end, start) > 1)  # noqa: PLR2004 - « " — "»


def opens_sentence(text: str, start: int) -> bool:
    """Whether the word at `start` is capitalised for its place; quotes and dashes before it are looked through."""
    place = start - 1
    while place >= 0 and text[place] in _SKIPPED_BEFORE:
        place -= 1
    return place < 0 or text[place] in _SENTENCE_MARKS
