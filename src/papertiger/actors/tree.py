"""The tree of names that the data files make, before it is compiled.

It branches by whole words, not by letters, so inflected names of several words ("Корейська Народно-Демократична
Республіка") need the sum of their words' forms and not the product.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from papertiger.actors.entry import Entry
from papertiger.actors.tokens import CAPITAL, UPPER, case_of


@dataclass(slots=True, eq=False)
class Node:
    """What follows the words read so far; `arcs` lead from the key of the next word, with the case it needs."""

    arcs: dict[str, list[tuple[Node, int]]] = field(default_factory=dict)
    made: dict[tuple[str, tuple[str, ...]], Node] = field(default_factory=dict)
    entries: dict[Entry, None] = field(default_factory=dict)


class NameTree:
    """All names of one language."""

    def __init__(self, language: str, given_names: Iterable[str] = (), titles: Iterable[str] = ()) -> None:
        """Keys of first names that make a following surname somebody else's, and of titles that make nobody's."""
        self.language = language
        self.root = Node()
        self.given, self.titles = frozenset(given_names), frozenset(titles)

    def add(self, words: Sequence[tuple[str, tuple[str, ...]]], entry: Entry) -> None:
        """Enter a name: for each word, how it is written and its forms as keys, each once."""
        node = self.root
        for written, forms in words:
            node = _step(node, written, forms)
        if node is not self.root:
            node.entries.setdefault(entry)


def _step(node: Node, written: str, forms: tuple[str, ...]) -> Node:
    """The node behind a word of a name; names that begin alike share it."""
    target = node.made.get((written, forms))
    if target is None:
        target = node.made[written, forms] = Node()
        case = _required_case(written)
        for form in forms:
            node.arcs.setdefault(form, []).append((target, case))
    return target


def _required_case(written: str) -> int:
    """How high a text must write the word: as high as the data file does, one lone capital counting as such."""
    case = case_of(written)
    return CAPITAL if case == UPPER and len(written) == 1 else case
