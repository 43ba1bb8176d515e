"""Finding names in a text: a walk through the compiled names from every word that may begin one, longest name first."""

from __future__ import annotations

from dataclasses import dataclass

from papertiger.actors.around import Surroundings
from papertiger.actors.compiled import Names
from papertiger.actors.entry import Entry, Match
from papertiger.actors.openings import Openings
from papertiger.actors.tokens import case_of, key_of, pattern, tokens

_CACHED_WORDS = 200_000  # about 30 MB; a news archive has some millions of word forms, most of them once


@dataclass(frozen=True, slots=True)
class _First:
    """What the first word of names leads to."""

    targets: tuple[int, ...]
    entries: tuple[Entry, ...]
    """What it stands for by itself."""
    free: bool
    """Whether it stands for something, whatever is around it."""


class Matcher:
    """Finds the names of one language; serves many texts."""

    def __init__(self, language: str, names: Names) -> None:
        self.language = language
        self._names = names
        self._openings = Openings(language, names)
        self._around = Surroundings(language, names.given, names.titles)
        self._pattern = pattern(language)
        self._keys: dict[str, tuple[str, int]] = {}
        """Word → its key and case."""
        self._firsts: dict[tuple[int, int], _First] = {}
        """Record of arcs and how the word is written → what it leads to."""

    def find(self, text: str) -> list[Match]:
        """All names in reading order, the longest at each place, none overlapping."""
        matches: list[Match] = []
        free = 0
        for start, end, arcs, case, goes_on in self._openings.find(text):
            if start < free:
                continue
            first = self._firsts.get((arcs, case)) or self._first(arcs, case)
            if goes_on:
                match = self._longest(text, start, end, first.targets)
            elif first.free:
                match = Match(start, end, first.entries)
            else:
                match = self._allowed(text, start, end, first.entries)
            if match is not None:
                matches.append(match)
                free = match.end
        return matches

    def _first(self, arcs: int, case: int) -> _First:
        targets = tuple(target for target, needed in self._names.arcs[arcs] if case >= needed)
        entries = tuple(entry for target in targets for entry in self._names.nodes[target][0])
        found = _First(targets, entries, bool(entries) and all(entry.free for entry in entries))
        self._firsts[arcs, case] = found
        return found

    def _allowed(self, text: str, start: int, end: int, entries: tuple[Entry, ...]) -> Match | None:
        kept = tuple(entry for entry in entries if entry.free or self._around.allow(entry, text, start, end))
        return Match(start, end, kept) if kept else None

    def _longest(self, text: str, start: int, end: int, targets: tuple[int, ...]) -> Match | None:
        best: Match | None = None
        here, last = targets, end
        while True:
            entries: list[Entry] = []
            follow: list[dict[str, int]] = []
            for target in here:
                own, arcs = self._names.nodes[target]
                entries += [e for e in own if e.free or self._around.allow(e, text, start, last)]
                if arcs:
                    follow.append(arcs)
            if entries:
                best = Match(start, last, tuple(entries))
            if not follow:
                return best
            word = self._word_after(text, last)
            if word is None:
                return best
            key, case, last = word
            here = tuple(
                target
                for arcs in follow
                if (number := arcs.get(key)) is not None
                for target, needed in self._names.arcs[number]
                if case >= needed
            )
            if not here:
                return best

    def _word_after(self, text: str, end: int) -> tuple[str, int, int] | None:
        """Key, case and end of the word or mark after `end`; None where nothing follows closely."""
        if text[end : end + 1] == " " and (match := self._pattern.match(text, end + 1)) is not None:
            surface = match.group()
            if surface[0].isalpha():  # by far the commonest: a word after a blank
                known = self._keys.get(surface)
                if known is None:
                    if len(self._keys) > _CACHED_WORDS:
                        self._keys.clear()
                    known = self._keys[surface] = key_of(surface, self.language), case_of(surface)
                return *known, match.end()
        token = next(tokens(text, self.language, end), None)
        if token is None or _parted(text, end, token.start):
            return None
        return token.key, token.case, token.end


def _parted(text: str, end: int, start: int) -> bool:
    """Whether a blank line, or more than a few spaces and quotes, lies between two words of a name."""
    return start - end > 1 and (start - end > 4 or text.count("\n", end, start) > 1)  # noqa: PLR2004 - « " — "»
