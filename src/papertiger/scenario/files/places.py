"""From the path of a key to the input that it goes to and its places there: for numbers that a file states and for changes of policies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from papertiger.scenario.files.actors import Actors
from papertiger.scenario.files.keypath import Path
from papertiger.scenario.files.laidout import Laid
from papertiger.scenario.files.problems import Problems, near
from papertiger.scenario.files.table import known, of_section
from papertiger.scenario.model.parameters import Parameter
from papertiger.scenario.model.structure import DOMAINS, Shock, Supply, War
from papertiger.scenario.model.tables import tables

Index = tuple[int, ...]
ALL = "*"
"""Stands for every patron, client, pair or type of threat in a policy's path; and in the name of a pair: `"RUS,*"`."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a path leads to."""

    parameter: str
    indexes: tuple[Index, ...]
    """Without the axis of runs; a shorter index means all places below it."""
    known: Parameter


class _Lost(Exception):  # noqa: N818 - no error: the way ends here
    """The path leads nowhere; problem and cure."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one scenario."""

    actors: Actors
    wars: Laid
    flows: Laid
    shocks: Laid

    def find(self, path: Path, at: Path, problems: Problems) -> Found | None:
        """What `path` leads to; None, and a problem of the key at `at`, where it leads nowhere."""
        sections = {
            "patrons": self._patron,
            "clients": self._client,
            "partnerships": self._partnership,
            "threats": _threat,
            "mechanisms": _mechanism,
            "networks": self._network,
            "shocks": self._shock,
        }
        try:
            section = sections[_one(path[:1], sections)]
            return section(path[1:])
        except _Lost as lost:
            problems.add(at, *lost.args)
            return None

    def _patron(self, rest: Path) -> Found:
        who = _some(rest[:1], self.actors.patrons)
        if rest[1:2] == ("war",):
            wars = [(n, path, war) for n, (path, war) in enumerate(self.wars)]
            own = [(n, path) for n, path, war in wars if isinstance(war, War) and war.patron in who]
            return _laid("omega", own, rest[2:], "omega")
        name = _one(rest[1:2], (*of_section("p"), *of_section("pd"), "war"))
        return Found(name, _below(who, rest[2:], DOMAINS if name in of_section("pd") else ()), known(name))

    def _client(self, rest: Path) -> Found:
        who = _some(rest[:1], self.actors.clients)
        if rest[1:2] == ("reverse_supply",):
            flows = [(n, path, flow) for n, (path, flow) in enumerate(self.flows)]
            own = [(n, path) for n, path, flow in flows if isinstance(flow, Supply) and flow.client in who]
            return _laid("reverse", own, rest[2:], "rate")
        name = _one(rest[1:2], (*of_section("i"), "reverse_supply"))
        return Found(name, _below(who, rest[2:], ()), known(name))

    def _partnership(self, rest: Path) -> Found:
        text = str(rest[0]) if rest else ""
        patron, _, client = (ALL, "", ALL) if text == ALL else text.partition(",")
        ends = (
            _actors(patron.strip(), self.actors.patrons, "patron"),
            _actors(client.strip(), self.actors.clients, "client"),
        )
        pairs = [(p, i) for p in ends[0] for i in ends[1]]
        name = _one(rest[1:2], (*of_section("pi"), *of_section("pik")))
        below = tables().threats if name in of_section("pik") else ()
        return Found(
            name, tuple(pair + last for pair in pairs for last in _last(rest[2:], below)), known(name)
        )

    def _network(self, rest: Path) -> Found:
        _one(rest[:1], ("similarity",))
        if len(rest) == 1:
            return Found("similarity", ((),), known("similarity"))
        one, _, other = (name.strip() for name in str(rest[1]).partition(","))
        (first,), (second,) = (_actors(name, self.actors.clients, "client") for name in (one, other))
        if first == second or len(rest) > 2:  # noqa: PLR2004 - similarity of a pair
            raise _Lost("is no pair of two clients", 'write "client,other client"')
        return Found("similarity", ((first, second), (second, first)), known("similarity"))

    def _shock(self, rest: Path) -> Found:
        shocks = [(n, path) for n, (path, shock) in enumerate(self.shocks) if isinstance(shock, Shock)]
        name = _one(rest[1:2], ("probability", "size"))
        return _laid(f"shock_{name}", shocks, (*rest[:1], name), name)


def _threat(rest: Path) -> Found:
    kinds = tables().threats
    which = _some(rest[:1], kinds)
    _one(rest[1:2], ("rate",))
    return Found("rate", _below(which, rest[2:], ()), known("rate", kinds[which[0]]))


def _mechanism(rest: Path) -> Found:
    name = _one(rest[:1], of_section(""))
    return Found(name, _below((), rest[1:], ()) or ((),), known(name))


def _laid(parameter: str, own: Sequence[tuple[int, Path]], rest: Path, name: str) -> Found:
    """Column of one thing that the file lays out (`[0]`, `[0].omega`), or of all of an actor."""
    if rest and isinstance(rest[0], int):
        if rest[1:] not in {(), (name,)}:
            raise _Lost(f"no {rest[1]!r} here", f"it has {name} alone")
        own = [(n, path) for n, path in own if path[-1] == rest[0]]
    elif rest:
        raise _Lost(f"no {rest[0]!r} here", f"number what is meant, from 0: [0].{name}")
    if not own:
        raise _Lost("leads to no number", "the file lays out none of these; numbers start at 0")
    return Found(parameter, tuple((n,) for n, _ in own), known(parameter))


def _below(who: Sequence[int], rest: Path, names: Sequence[str]) -> tuple[Index, ...]:
    lasts = _last(rest, names)
    return tuple((one, *last) for one in who for last in lasts)


def _last(rest: Path, names: Sequence[str]) -> list[Index]:
    """The last part of an index: none, or what `rest` names."""
    if not rest:
        return [()]
    if not names or len(rest) > 1:
        raise _Lost(
            f"no {rest[-1]!r} here",
            "the number has no parts" if not names else f"leave out {rest[-1]!r}",
        )
    return [(names.index(_one(rest, names)),)]


def _some(part: Path, options: Sequence[str]) -> tuple[int, ...]:
    """Indices of what one part of a path names: one, or all."""
    return tuple(range(len(options))) if part == (ALL,) else (options.index(_one(part, options)),)


def _actors(name: str, ids: Sequence[str], word: str) -> tuple[int, ...]:
    """Indices of the patron or client that the name of a pair holds, or of all."""
    if name not in (*ids, ALL):
        raise _Lost(f"no {word} {name!r}", f"add [{word}s.{name or 'ID'}]; {near(name, ids)}")
    return _some((name,), ids)


def _one(part: Path, options: Iterable[str]) -> str:
    name = part[0] if part else ""
    if isinstance(name, int) or name not in options:
        raise _Lost(f"no {name!r} here" if name else "leads to no number", near(str(name), options))
    return name
