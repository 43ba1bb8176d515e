"""Marks in a text: overlapping spans cut into runs, each of which knows what marks it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Marked:
    """A half-open span of a text, in code points, and what it is marked as."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that is marked alike throughout."""

    text: str
    marks: tuple[str, ...]
    """Names of the spans that it lies in, in the order in which they begin."""
    opens: tuple[str, ...]
    """Of those, the ones that begin with it."""
    closes: tuple[str, ...]
    """The ones that end with it."""


def runs(text: str, marked: Iterable[Marked], start: int = 0, end: int | None = None) -> Iterator[Run]:
    """The runs of ``text[start:end]``, which together are all of it; spans are positions in `text` and may overlap.

    A span that reaches beyond the piece is cut: it opens in the piece in which it begins, and closes in the one in which it ends.
    """
    last = len(text) if end is None else end
    inside = sorted(
        (one for one in marked if one.start < last and one.end > start and one.start < one.end),
        key=lambda one: (one.start, -one.end),
    )
    cuts = {start, last}
    for one in inside:
        cuts.update((max(one.start, start), min(one.end, last)))
    waiting = 0
    open_now: list[Marked] = []
    for low, high in pairwise(sorted(cuts)):
        open_now = [one for one in open_now if one.end > low]
        while waiting < len(inside) and inside[waiting].start <= low:
            open_now.append(inside[waiting])
            waiting += 1
        yield Run(
            text[low:high],
            tuple(one.name for one in open_now),
            tuple(one.name for one in open_now if one.start == low),
            tuple(one.name for one in open_now if one.end == high),
        )


def found_words(text: str, words: Sequence[str], name: str) -> list[Marked]:
    """Where each of `words` stands in `text` as a word of its own; nothing for one that does not."""
    found: list[Marked] = []
    for word in words:
        at = text.find(word) if word else -1
        while at >= 0:
            end = at + len(word)
            if not _letter(text, at - 1) and not _letter(text, end):
                found.append(Marked(at, end, name))
            at = text.find(word, end)
    return found


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalnum()
