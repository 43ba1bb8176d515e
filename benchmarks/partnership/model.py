"""The partnership system of docs/scenario-equations.md as a Mesa user would write it: agents, groups of agents that act phase by phase.

Phases are synchronous: what one agent does in a phase is not seen by another in the same phase, so agents act in no particular order.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING

from chances import Chances, Own
from client import Client
from mesa import DataCollector, Model
from patron import Patron

if TYPE_CHECKING:
    from events import Test


@dataclass(frozen=True)
class Learning:
    """How clients learn from tests."""

    learns: bool
    context: bool
    two_beliefs: bool


LEARNING = {
    "L0": Learning(learns=False, context=False, two_beliefs=False),
    "L1": Learning(learns=True, context=False, two_beliefs=False),
    "L2": Learning(learns=True, context=True, two_beliefs=False),
    "L3": Learning(learns=True, context=True, two_beliefs=True),
}

REPORTERS = {
    "trust": lambda model: [[c.trust(p.place) for c in model.clients] for p in model.patrons],
    "honour": lambda model: model.honour,
    "aligned": lambda model: [c.aligned for c in model.clients],
    "hhi": lambda model: [c.concentration for c in model.clients],
    "bound": lambda model: [list(c.bound) for c in model.clients],
    "unmet": lambda model: model.unmet,
    "available": lambda model: [p.available for p in model.patrons],
    "index": lambda model: [p.index for p in model.patrons],
    "omega": lambda model: [p.burden for p in model.patrons],
}


class PartnershipModel(Model):
    """One run of a partnership system."""

    def __init__(
        self,
        fixed: SimpleNamespace,
        numbers: SimpleNamespace,
        *,
        learning: str = "L3",
        allocation: str = "waterfill",
        seed: int | None = None,
        chances: Chances | None = None,
    ) -> None:
        super().__init__(seed=seed)
        self.fixed, self.numbers = fixed, numbers
        self.learning, self.allocation = LEARNING[learning], allocation
        self.chances = chances or Own(self.random)
        self.size = len(fixed.covers)
        self.year = fixed.step / 12
        """Length of a step in years."""
        self.intelligence = fixed.domains.index("intelligence")
        self.month = 0.0
        self.forced: set[tuple[int, int]] = set()
        self.seen: list[Test] = []
        self.seen_hostile: list[list[Test]] = []
        self.waiting: deque[list[Test]] = deque([] for _ in range(fixed.delay))
        count = len(fixed.covers[0])
        self.covered = [
            [any(fixed.covers[p][j][d] for p in range(self.size)) for d in range(len(fixed.domains))]
            for j in range(count)
        ]
        """Client to domains in which some patron covers it."""
        self.tests = self.honoured = 0
        self.asked = self.in_time = 0.0
        self.met = self.outcomes = 0
        """Events and their outcomes so far."""
        Patron.create_agents(self, self.size, list(range(self.size)))
        Client.create_agents(self, count, list(range(count)))
        self.patrons, self.clients = self.agents_by_type[Patron], self.agents_by_type[Client]
        self._patrons, self._clients = list(self.patrons), list(self.clients)
        self.clients.do("begin")
        self.patrons.do("begin")
        self.collector = DataCollector(model_reporters=REPORTERS)
        self.collector.collect(self)

    def patron(self, place: int) -> Patron:
        """The patron at a place."""
        return self._patrons[place]

    def client(self, place: int) -> Client:
        """The client at a place."""
        return self._clients[place]

    @property
    def honour(self) -> float:
        """Share of tests so far that were honoured."""
        return self.honoured / self.tests if self.tests else float("nan")

    @property
    def unmet(self) -> float:
        """Part of what was asked so far that did not come in time."""
        return 1 - self.in_time / self.asked if self.asked else float("nan")

    def ends(self) -> dict[str, float]:
        """What a run comes to, as the engine's totals and its last records."""
        counts = {key: sum(sum(c.counts[key]) for c in self.clients) for key in self._clients[0].counts}
        committed = [(c, p) for c in self.clients for p in range(self.size) if c.committed[p]]
        return {
            **counts,
            "events": self.met,
            "linkages": sum(p.linkages for p in self.patrons),
            "entrapments": sum(p.entrapments for p in self.patrons),
            "asked": self.asked,
            "in_time": self.in_time,
            "outcomes": self.outcomes,
            "aligned": sum(c.aligned for c in self.clients) / len(self.clients),
            "hhi": sum(c.concentration for c in self.clients) / len(self.clients),
            "trust": sum(c.trust(p) for c, p in committed) / len(committed),
            "index": sum(p.index for p in self.patrons) / self.size,
            "available": sum(p.available for p in self.patrons) / self.size,
        }

    def step(self) -> None:
        """One step; Mesa counts `steps` up from 1 before it."""
        now = self.steps - 1
        self.month = now * self.fixed.step
        self.chances.begin(now)
        self._shocks(now)
        self.clients.do("overthrow")
        self.patrons.do("fight")
        self.patrons.do("gather")
        self.clients.do("meet")
        self.clients.do("call")
        self.patrons.do("allocate")
        self.clients.do("receive")
        self.clients.do("suffer")
        self.patrons.do("march")
        self._show()
        self.clients.do("learn")
        self.clients.do("rebuild")
        self.clients.do("realign")
        self.patrons.do("bargain")
        self.collector.collect(self)

    def _shocks(self, now: int) -> None:
        self.forced = set()
        for c, shock in enumerate(self.fixed.shocks):
            if now != int(shock["month"] // self.fixed.step):
                continue
            if self.chances.uniform("shock", c) >= self.numbers.shock_probability[c]:
                continue
            kind, target = shock["kind"], shock["target"]
            if kind == "regime_change":
                self.client(target).replace()
            elif kind == "capacity_change":
                self.patron(target).left *= self.numbers.shock_size[c]
            elif kind == "war_ends":
                self.patron(target).path_cleared = True
            elif kind == "supply_cut":
                self.client(target).alive = False
            else:
                self.forced.add((target, shock["threat"]))

    def _show(self) -> None:
        """Hand over this step's tests to be seen later, and take those that are seen now."""
        tests = [test for client in self.clients for event in client.events for test in event.tests]
        self.tests += len(tests)
        self.met += sum(len(client.events) for client in self.clients)
        self.honoured += sum(test.verdict == "honoured" for test in tests)
        self.asked += sum(test.total for test in tests)
        self.in_time += sum(test.in_time for test in tests)
        self.waiting.append(tests)
        self.seen = self.waiting.popleft()
        events = {id(test.event): test.event for test in self.seen if test.event.hostile}
        self.seen_hostile = [event.tests for event in events.values()]
