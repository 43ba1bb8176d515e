"""Disjoint sets of names (union-find with path halving; Tarjan & van Leeuwen 1984)."""

from __future__ import annotations

from collections.abc import Iterable


class Unions:
    """Names in sets that grow together. The root of a set is the name in it that sorts lowest, whatever the order of joins."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parent = {name: name for name in names}

    def root(self, name: str) -> str:
        """The name that stands for the set of `name`."""
        parent = self._parent
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def unite(self, one: str, other: str) -> None:
        """Make the sets of two names one."""
        first, second = sorted((self.root(one), self.root(other)))
        self._parent[second] = first

    def groups(self) -> dict[str, list[str]]:
        """Root → the names of its set, in the order in which they were given."""
        found: dict[str, list[str]] = {}
        for name in self._parent:
            found.setdefault(self.root(name), []).append(name)
        return found
