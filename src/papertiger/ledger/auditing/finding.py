"""What an audit finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is stored otherwise than it should be."""

    of: str
    """Which row: table and key."""
    field: str
    stored: str
    computed: str
    """What it should be; both shortened to what fits a line."""


@dataclass(slots=True)
class Counted:
    """How many things a check looked at."""

    number: int = 0
    expected: str | None = None
    """The chain of custody that somebody noted earlier."""


SHOWN = 120
"""Characters of a value that a finding shows."""


def finding(of: str, field: str, stored: object, computed: object) -> Finding:
    """A finding with its values cut to `SHOWN` characters."""
    return Finding(of, field, _short(stored), _short(computed))


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
