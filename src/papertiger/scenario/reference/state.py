"""What a run is given (`World`), what it remembers from step to step (`State`), and the three things in it: beliefs, events, tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from types import SimpleNamespace
from typing import Literal

from papertiger.scenario.model.choices import Learning
from papertiger.scenario.model.structure import Structure
from papertiger.scenario.reference.allocation import Rule

SAME = 1e-9
"""Two computed amounts this close count as equal, so that rounding decides nothing."""

PEACE, LIMITED, MAJOR = 0, 1, 2
INCUMBENT, WEAKENED, REPLACED = 0, 1, 2

Row = list[float]
Grid = list[list[float]]


def at_least(one: float, other: float) -> bool:
    """`one >= other`, rounding aside."""
    return one >= other - SAME


def above(one: float, other: float) -> bool:
    """`one > other` by more than rounding."""
    return one > other + SAME


@dataclass
class World:
    """What does not change in a run: the structure, the run's own numbers, how clients learn and how patrons allocate."""

    structure: Structure
    numbers: SimpleNamespace
    """Every input by name, as a float or nested lists."""
    table: SimpleNamespace
    """The tables of threats and domains, as nested lists."""
    covers: list[list[list[bool]]]
    """Patron, client, domain."""
    client_distance: Grid
    learning: Learning
    rule: Rule

    @cached_property
    def dt(self) -> float:
        """Length of a step in months."""
        return self.structure.step

    @cached_property
    def years(self) -> float:
        """Length of a step in years, `h` of the equations."""
        return self.structure.step / 12

    @cached_property
    def patrons(self) -> range:
        """All patrons."""
        return range(len(self.structure.patrons))

    @cached_property
    def clients(self) -> range:
        """All clients."""
        return range(len(self.structure.clients))

    @cached_property
    def domains(self) -> range:
        """All domains."""
        return range(len(self.table.war_share))

    @cached_property
    def kinds(self) -> range:
        """All types of threat."""
        return range(len(self.table.hostile))

    def committed(self, p: int, i: int) -> bool:
        """Patron `p` is bound to client `i` at the start."""
        return any(self.covers[p][i])


@dataclass
class Belief:
    """A Beta belief: counts of success and failure, and the counts that it decays to."""

    a: float
    b: float
    a_start: float
    b_start: float

    @classmethod
    def worth(cls, strength: float, mean: float) -> Belief:
        """A belief with this mean, worth `strength` tests."""
        a, b = strength * mean, strength * (1 - mean)
        return cls(a, b, a, b)

    @property
    def mean(self) -> float:
        """Expected probability of success."""
        return self.a / (self.a + self.b)

    def update(self, kept: float, success: float, failure: float) -> None:
        """Keep `kept` of what was learned and add what is new."""
        self.a = self.a_start + kept * (self.a - self.a_start) + success
        self.b = self.b_start + kept * (self.b - self.b_start) + failure


@dataclass
class Event:
    """A threat that came true, and what was asked in it."""

    client: int
    kind: int
    severity: float
    """After surprise."""
    hostile: bool
    noticed: bool
    rival: bool
    """The rival power is behind it."""
    need: Row
    """By domain, in full client needs."""
    tests: list[Test] = field(default_factory=list)
    support: float = 0.0
    """Part of the need that was met in time, at most 1."""


@dataclass
class Test:
    """One patron's commitment, due in one event: what was asked, what came. Amounts by domain, in full client needs."""

    event: Event
    patron: int
    step: int
    share: float
    """Part of the need that was asked of this patron (`phi_ep`)."""
    asked: Row
    omega: float
    """The patron's burden when the test was due, as all that follows."""
    available: float
    noise: float
    priority: float = 0.0
    willing: bool = False
    linked: bool = False
    given: Row = field(default_factory=list)
    """May exceed `asked` by what other patrons refused."""
    in_time: Row = field(default_factory=list)
    late: Row = field(default_factory=list)
    undetected: Row = field(default_factory=list)
    unable: Row = field(default_factory=list)
    unwilling: Row = field(default_factory=list)

    @property
    def kept(self) -> float:
        """Part of what was asked that came in time (`y`)."""
        return sum(self.in_time) / sum(self.asked)

    @property
    def came(self) -> float:
        """Part of what was asked that came at all (`y_all`)."""
        return (sum(self.in_time) + sum(self.late) + sum(self.undetected)) / sum(self.asked)

    @property
    def response(self) -> Literal["honoured", "partial", "withheld"]:
        """The category of the response; the bounds are conventions (the specification A1)."""
        if at_least(self.kept, 0.75):
            return "honoured"
        if at_least(self.kept, 0.25) or at_least(self.came, 0.75):
            return "partial"
        return "withheld"


@dataclass
class Arrival:
    """Support on its way to a client, in capability."""

    client: int
    domain: int
    materiel: float
    technical: float


@dataclass
class State:
    """What a run remembers from one step to the next. Index order as in the names of the equations: `shares[i][o]`, `bound[p][i]`."""

    reserve: Grid
    war: list[int]
    path_over: list[bool]
    """A shock has ended the patron's wars of the scenario's path."""
    shocked: Row
    """What shocks left of base capacity (`K×`)."""
    materiel: Grid
    technical: Grid
    capability: Grid
    excitation: Row
    black: Row
    regime: list[int]
    alive: list[bool]
    substituted: Row
    bound: list[list[bool]]
    commit: Grid
    shares: Grid
    will: list[list[Belief]]
    capacity: list[list[Belief]]
    adversary: list[Belief]
    deterred_at_start: Row
    """`D0` of the equations."""
    bargain_at_start: Row
    offer_at_start: Row
    """What patrons had available at the outset (`fbar0`)."""
    favour: Row
    arrivals: dict[int, list[Arrival]] = field(default_factory=dict)
    """By the step in which they come."""
    unseen: dict[int, list[Event]] = field(default_factory=dict)
    """Events with tests, by the step in which others see them."""

    def trust(self, p: int, i: int) -> float:
        """The client's trust in the patron, in the model."""
        return self.will[p][i].mean * self.capacity[p][i].mean

    def trust_at_start(self, p: int, i: int) -> float:
        """The same before the first test."""
        will, able = self.will[p][i], self.capacity[p][i]
        return will.a_start / (will.a_start + will.b_start) * able.a_start / (able.a_start + able.b_start)
