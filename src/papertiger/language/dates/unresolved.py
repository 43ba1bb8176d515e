"""Why an expression of time has no EDTF, and what kind of expression one is that has."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """How an expression tells the time. Only the first two have an EDTF."""

    ABSOLUTE = "absolute"
    """It names its date: 5 January 2026, the 1990s."""
    RELATIVE = "relative"
    """It is counted from the day of publication: yesterday, on Tuesday, in January."""
    NARRATIVE = "narrative"
    """It is counted from something else in the text: the next day, two weeks after the strike."""
    VAGUE = "vague"
    """Its bounds cannot be said: a few days ago."""
    AMBIGUOUS = "ambiguous"
    """It has two readings that differ: 05/06/2026, next Friday."""
    IMPOSSIBLE = "impossible"
    """There is no such date: 31 February, or a weekday that is another day's."""
    UNDATED = "undated"
    """It is counted from the day of publication, and that is unknown."""


class Unresolved(Exception):  # noqa: N818 - no error: an answer
    """The expression being read has no EDTF; `kind` says why."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind)
        self.kind = kind
