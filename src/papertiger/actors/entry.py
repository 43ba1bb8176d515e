"""What a name leads to."""

from __future__ import annotations

from dataclasses import dataclass


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

    @property
    def free(self) -> bool:
        """Whether what stands around the name cannot forbid it."""
        return not (self.common or self.given or self.combining or self.own_names)


@dataclass(frozen=True, slots=True)
class Match:
    """One name found (half-open code points) and everything it may stand for."""

    start: int
    end: int
    entries: tuple[Entry, ...]
