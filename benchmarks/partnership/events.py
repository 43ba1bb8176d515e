"""What happens between agents in a step: an event at a client, and the test that it makes of each patron that owes support."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client import Client
    from patron import Patron

INCUMBENT, WEAKENED, REPLACED = 0, 1, 2
"""State of a client's regime."""
LEAST = 1e-6
NEAR = 1e-9
"""Amounts that differ by less are equal."""


@dataclass(slots=True)
class Event:
    """A threat that came about."""

    client: Client
    threat: int
    hostile: bool
    severity: float
    noticed: bool
    rival: bool
    """The rival power is behind it."""
    need: list[float]
    """By domain, full client needs."""
    tests: list[Test] = field(default_factory=list)
    came: float = 0.0
    """Support in time, of all patrons and domains."""


@dataclass(slots=True)
class Test:
    """One patron in one event."""

    event: Event
    patron: Patron
    share: float
    """Part of the need that is asked of the patron."""
    asked: list[float]
    """By domain, as what follows."""
    priority: float = 0.0
    willing: bool = False
    claimed: list[float] = field(default_factory=list)
    given: list[float] = field(default_factory=list)
    in_time: float = 0.0
    late: float = 0.0
    undetected: float = 0.0
    unable: float = 0.0
    unwilling: float = 0.0
    verdict: str = ""
    burden: float = 0.0
    """Omega of the patron at the time, as `available`."""
    available: float = 0.0
    noise: float = 0.0

    @property
    def total(self) -> float:
        """Sum of what was asked."""
        return self.in_time + self.late + self.undetected + self.unable + self.unwilling
