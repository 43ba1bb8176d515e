"""Who takes part: the patrons and clients of a file, and pairs of them as a file names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from papertiger.scenario.capitals import capitals
from papertiger.scenario.files.format import Table, shown
from papertiger.scenario.files.keypath import Path
from papertiger.scenario.files.problems import Problems, near
from papertiger.scenario.model.structure import OUTSIDE

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_:-]*")


@dataclass(frozen=True, slots=True)
class Actors:
    """Ids in the order of the file, which is the order of every axis of patrons and clients."""

    patrons: tuple[str, ...]
    clients: tuple[str, ...]

    def pair(self, text: str, path: Path, problems: Problems) -> tuple[int, int] | None:
        """Patron and client of `P,I`; None, and problems kept, where there is none of that name."""
        parts = [part.strip() for part in text.split(",")]
        if len(parts) != 2:  # noqa: PLR2004 - a pair
            problems.add(path, f'"{text}" is no pair', 'write "patron,client"')
            return None
        patron = self.patron(parts[0], path, problems)
        client = self.client(parts[1], path, problems)
        return (patron, client) if patron is not None and client is not None else None

    def couple(self, text: str, path: Path, problems: Problems) -> tuple[int, int] | None:
        """Two clients of `A,B`, the first in the order of the file first; None, and problems kept, as `pair`."""
        parts = [part.strip() for part in text.split(",")]
        if len(parts) != 2 or parts[0] == parts[1]:  # noqa: PLR2004 - a pair
            problems.add(path, f'"{text}" is no pair of two clients', 'write "client,other client"')
            return None
        one, other = (self.client(part, path, problems) for part in parts)
        return (min(one, other), max(one, other)) if one is not None and other is not None else None

    def patron(self, name: str, path: Path, problems: Problems) -> int | None:
        """Index of the patron; None, and a problem kept, where there is none."""
        return _index(name, self.patrons, "patron", path, problems)

    def client(self, name: str, path: Path, problems: Problems) -> int | None:
        """Index of the client; None, and a problem kept, where there is none."""
        return _index(name, self.clients, "client", path, problems)

    def couples(self) -> Iterator[tuple[int, int]]:
        """All pairs of two clients, each once."""
        many = len(self.clients)
        return ((one, other) for one in range(many) for other in range(one + 1, many))


def actors(document: Table, problems: Problems) -> Actors:
    """The actors of a file; problems are kept for a name that is none, and where there is no patron or no client."""
    named, fictional = {}, document.get("meta", {}).get("fictional", False)
    for table, word in (("patrons", "patron"), ("clients", "client")):
        ids = tuple(document.get(table, {}))
        for id_ in ids:
            if not _ID.fullmatch(id_):
                problems.add(
                    (table, id_), f"{shown(id_)} is no id", "letters, digits, _ : and -, a letter first: VEN"
                )
            elif id_ in OUTSIDE:
                problems.add((table, id_), "stands for an option of portfolios", f"name the {word} otherwise")
            elif fictional and id_ in capitals():
                cure = f"name the {word} otherwise, or say fictional = false"
                problems.add((table, id_), "is a state, and the scenario is said to be fictional", cure)
        if not ids and table in document:
            problems.add((table,), f"there is no {word}", f"add [{table}.ID]")
        named[table] = ids
    return Actors(named["patrons"], named["clients"])


def _index(name: str, known: tuple[str, ...], word: str, path: Path, problems: Problems) -> int | None:
    if name in known:
        return known.index(name)
    problems.add(path, f"no {word} {name!r}", f"add [{word}s.{name or 'ID'}]; {near(name, known)}")
    return None
