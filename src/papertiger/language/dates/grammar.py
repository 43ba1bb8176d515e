"""Constructions of a language, and where they stand in a run of tokens.

A construction is a line of a symbol's rules: ``DN MONTH Y? -> ymd``. Its elements are word classes, other symbols, or
words in lower case (``of|in``, or ``From`` for one with a capital); ``?`` makes one optional, ``:name`` gives its value a name, ``^`` and ``$`` mark where
the expression itself begins and ends when words beside it are asked for too. After the arrow stands the meaning, a
function of `meanings`, with an argument if it takes one; without an arrow the value called ``it``, or that of the only
element, is passed on.
No symbol may stand in its own rules, directly or not, so that an expression is bounded and the search linear.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from papertiger.errors import PapertigerError
from papertiger.language.dates.tokens import Token
from papertiger.language.dates.words import vocabulary


@dataclass(frozen=True, slots=True)
class Ending:
    """A construction that is complete: its meaning, names for its elements, and the elements that are words of it."""

    rank: int
    meaning: str
    argument: str
    names: tuple[str, ...]
    begin: int
    finish: int


@dataclass(slots=True)
class State:
    """A place in the constructions of a symbol: what may follow, and what is complete."""

    words: dict[str, State] = field(default_factory=dict)
    symbols: dict[str, State] = field(default_factory=dict)
    endings: list[Ending] = field(default_factory=list)
    moves: dict[tuple[frozenset[str], frozenset[str]], Moves] = field(default_factory=dict)
    """Classes of two tokens in a row → what may stand at the first of them, as far as asked for."""


Moves = tuple[tuple[tuple[str, "State"], ...], tuple[tuple[str, "State"], ...]]
"""Of a state: the classes and the symbols that a token with given classes may be or begin, with what follows."""


@dataclass(slots=True)
class Node:
    """A construction found: token indices are those of its own words, `stop` is past those beside it too."""

    begin: int
    end: int
    stop: int
    ending: Ending
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The constructions of a language."""

    symbols: Mapping[str, State]
    first: Mapping[str, frozenset[str]]
    """Symbol → word classes that it may begin with."""

    def moves(self, state: State, here: frozenset[str], after: frozenset[str]) -> Moves:
        """What may stand at a token with the classes `here` when the next one has those of `after`."""
        found = state.moves.get((here, after))
        if found is None:
            words = tuple((n, s) for n, s in state.words.items() if n in here and self._goes_on(s, after))
            symbols = tuple(
                (n, s)
                for n, s in state.symbols.items()
                if not self.first[n].isdisjoint(here) and self._fits(n, s, here, after)
            )
            found = state.moves[here, after] = (words, symbols)
        return found

    def _goes_on(self, state: State, after: frozenset[str]) -> bool:
        """Whether `state` is complete or may go on with a token of the classes `after`."""
        return (
            bool(state.endings)
            or not after.isdisjoint(state.words)
            or any(not self.first[symbol].isdisjoint(after) for symbol in state.symbols)
        )

    def _fits(self, symbol: str, then: State, here: frozenset[str], after: frozenset[str]) -> bool:
        """Whether `symbol` may begin at these two tokens, or be the first of them with `then` to follow."""
        root = self.symbols[symbol]
        words, symbols = self.moves(root, here, after)
        if any(not _is_only_complete(state, after, self.first) for _, state in words) or symbols:
            return True
        return bool(words) and self._goes_on(then, after)


_KEPT = 5_000
"""Places that a search remembers; a long text would fill the memory."""
_NOTHING: frozenset[str] = frozenset()


def _is_only_complete(state: State, after: frozenset[str], first: Mapping[str, frozenset[str]]) -> bool:
    """Whether nothing in `state` may go on with a token of the classes `after`."""
    return after.isdisjoint(state.words) and all(first[symbol].isdisjoint(after) for symbol in state.symbols)


@cache
def grammar(language: str) -> Grammar | None:
    """The grammar of a language, None for one that has no table.

    Raises:
        PapertigerError: a symbol stands in its own rules.
    """
    words = vocabulary(language)
    if words is None:
        return None
    rules = words.table.rules
    symbols = {symbol: _compiled(lines, rules) for symbol, lines in rules.items()}
    return Grammar(symbols, {symbol: _first(symbol, symbols, ()) for symbol in symbols})


def _compiled(lines: Sequence[str], rules: Mapping[str, object]) -> State:
    root = State()
    for rank, line in enumerate(lines):
        pattern, _, meaning = line.partition("->")
        name, _, argument = meaning.strip().partition(" ")
        elements = [_choices(element) for element in pattern.split()]
        for chosen in itertools.product(*elements):
            _add(root, [c for c in chosen if c], Ending(rank, name or "same", argument, (), 0, 0), rules)
    return root


def _choices(element: str) -> list[str]:
    optional, element = element.endswith("?"), element.removesuffix("?")
    symbols, colon, name = element.partition(":")
    return [*(symbol + colon + name for symbol in symbols.split("|")), *([""] if optional else [])]


def _add(root: State, elements: list[str], ending: Ending, rules: Mapping[str, object]) -> None:
    begin = elements.index("^") if "^" in elements else 0
    elements = [e for e in elements if e != "^"]
    finish = elements.index("$") if "$" in elements else len(elements)
    elements = [e for e in elements if e != "$"]
    state, names = root, []
    for element in elements:
        symbol, _, name = element.partition(":")
        names.append(name)
        edges = state.symbols if symbol in rules else state.words
        state = edges.setdefault(symbol, State())
    if ending.meaning == "same" and not any(names):
        nested = [i for i, element in enumerate(elements) if element in rules]
        names[nested[-1] if nested else -1] = "it"
    full = Ending(ending.rank, ending.meaning, ending.argument, tuple(names), begin, finish)
    if all(e.begin != begin or e.finish != finish for e in state.endings):
        state.endings.append(full)


def _first(symbol: str, symbols: Mapping[str, State], above: tuple[str, ...]) -> frozenset[str]:
    if symbol in above:
        raise PapertigerError(f"dates.yaml: {symbol} stands in its own rules")
    state = symbols[symbol]
    found = set(state.words)
    for other in _everywhere(state):
        nested = _first(other, symbols, (*above, symbol))
        if other in state.symbols:
            found |= nested
    return frozenset(found)


def _everywhere(state: State) -> set[str]:
    """Symbols that stand anywhere below `state`."""
    found = set(state.symbols)
    for below in (*state.words.values(), *state.symbols.values()):
        found |= _everywhere(below)
    return found


class Search:
    """Looks for symbols in one run of tokens; what was found at a place is kept."""

    def __init__(self, rules: Grammar, run: Sequence[Token]) -> None:
        self._rules = rules
        self._run = run
        self._found: dict[tuple[str, int], dict[int, Node]] = {}

    def longest(self, symbol: str, at: int) -> Node | None:
        """The longest occurrence of `symbol` that begins at token `at`; of equals the one that is listed first."""
        found = self.at(symbol, at)
        return max(found.values(), key=lambda node: (node.end, -node.ending.rank)) if found else None

    def at(self, symbol: str, at: int) -> dict[int, Node]:
        """Occurrences of `symbol` that begin at token `at`, one for each place where they end."""
        key = (symbol, at)
        found = self._found.get(key)
        if found is None:
            if len(self._found) > _KEPT and symbol == "TIME":
                self._found.clear()  # what lies behind isn't asked for again
            found = self._found[key] = {}
            self._walk(self._rules.symbols[symbol], at, (at,), (), found)
        return found

    def _walk(
        self,
        state: State,
        at: int,
        places: tuple[int, ...],
        values: tuple[object, ...],
        found: dict[int, Node],
    ) -> None:
        for ending in state.endings:
            end = places[ending.finish]
            known = found.get(end)
            if known is None or ending.rank < known.ending.rank:
                found[end] = Node(places[ending.begin], end, at, ending, values)
        if at >= len(self._run):
            return
        token = self._run[at]
        after = self._run[at + 1].signature if at + 1 < len(self._run) else _NOTHING
        words, symbols = self._rules.moves(state, token.signature, after)
        for name, then in words:
            self._walk(then, at + 1, (*places, at + 1), (*values, token.classes[name]), found)
        for symbol, then in symbols:
            for node in self.at(symbol, at).values():
                self._walk(then, node.end, (*places, node.end), (*values, node), found)
