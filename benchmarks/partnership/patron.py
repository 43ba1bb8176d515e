"""A state that supports others: its wars, its capacity, whom it is willing to help, and what each gets."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from allocation import RULES
from mesa import Agent

from events import Event, Test

if TYPE_CHECKING:
    from model import PartnershipModel

MOST_BURDEN = 0.95


class Patron(Agent):
    """Sections 1, 2, 5 and 10 of the equations."""

    model: PartnershipModel

    def __init__(self, model: PartnershipModel, place: int) -> None:
        super().__init__(model)
        n, self.place = model.numbers, place
        self.capacity, self.will, self.rho = n.capacity[place], n.will[place], n.rho[place]
        self.left = 1.0
        """What shocks left of base capacity."""
        self.state = 0
        """Of war apart from the path: peace, limited, major."""
        self.path_cleared = False
        self.burden = 0.0
        self.flows = [f for f, supply in enumerate(model.fixed.supplies) if supply["patron"] == place]
        self.substitute = dict.fromkeys(self.flows, 0.0)
        self.supplied: dict[int, float] = {}
        """Reverse supply that comes now, by flow."""
        self.reserve: list[float] | None = None
        self.standing: list[float] = []
        full = list(self.capacity)
        for f in self.flows:
            full[model.fixed.supplies[f]["domain"]] += n.reverse[f]
        self.outset = max(
            (n.omega[w] for w, war in enumerate(model.fixed.wars) if self._on_before(war)), default=0.0
        )
        self.outset = min(MOST_BURDEN, self.outset)
        there = [
            amount - capacity * share * self.outset
            for amount, capacity, share in zip(full, self.capacity, model.fixed.war_share, strict=True)
        ]
        self.parts = [part / amount if amount else 0.0 for part, amount in zip(there, full, strict=True)]
        """By domain, how much of all capacity is there; at first under the wars that are on already."""
        self.available = self.offered = sum(there) / sum(full) if sum(full) else 0.0
        self.favour = 0.0
        self.index = 0.5
        self.linked = 0
        """Clients given up to the rival in this step."""
        self.drawn_in = False
        self.tests: list[Test] = []
        """Tests of this step."""
        self.linkages = self.entrapments = 0

    def _on_before(self, war: dict[str, float]) -> bool:
        return war["patron"] == self.place and war["start"] < 0 < war["end"]

    def begin(self) -> None:
        """Find the index of bargaining at the outset, before the first step."""
        self.start = self._bargaining(self.outset, self.available)

    def fight(self) -> None:
        """Move the state of war, and take the worse of it and the path."""
        n, u = self.model.numbers, self.model.chances.uniform("war", self.place)
        year = self.model.year
        if self.state == 0:
            self.state = int(u < 1 - math.exp(-n.war_onset * year))
        elif self.state == 1:
            rate = n.war_end + n.war_escalation
            leaves = 1 - math.exp(-rate * year)
            if u < leaves:
                self.state = 0 if u < leaves * n.war_end / rate else 2
        elif u < 1 - math.exp(-n.war_end * year):
            self.state = 1
        level = (0.0, n.war_major / 2, n.war_major)[self.state]
        self.burden = min(MOST_BURDEN, max(self._path(), level))

    def _path(self) -> float:
        if self.path_cleared:
            return 0.0
        month = self.model.month
        wars = enumerate(self.model.fixed.wars)
        return max(
            (
                self.model.numbers.omega[w]
                for w, war in wars
                if war["patron"] == self.place and war["start"] <= month < war["end"]
            ),
            default=0.0,
        )

    def gather(self) -> None:
        """Count what there is to give: own capacity less the war's share, reverse supply, what replaces it."""
        n, fixed = self.model.numbers, self.model.fixed
        base = [capacity * self.left for capacity in self.capacity]
        self.standing = [
            have * (1 - share * self.burden) for have, share in zip(base, fixed.war_share, strict=True)
        ]
        for f in self.flows:
            supply = fixed.supplies[f]
            comes = self.model.client(supply["client"]).supplies(self.place, n.reverse[f])
            self.supplied[f] = comes
            self.substitute[f] += (1 - math.exp(-n.substitution * self.model.year)) * (
                max(n.reverse[f] - comes, 0.0) - self.substitute[f]
            )
            base[supply["domain"]] += n.reverse[f]
            self.standing[supply["domain"]] += comes + self.substitute[f]
        ratio = self.model.fixed.step / n.refill
        if self.reserve is None:
            self.reserve = list(self.standing)
        else:
            self.reserve = [min(k, s + k * ratio) for k, s in zip(self.standing, self.reserve, strict=True)]
        self.parts = [k / full if full else 0.0 for k, full in zip(self.standing, base, strict=True)]
        whole = sum(base)
        self.available = sum(self.standing) / whole if whole else 0.0
        self.total = sum(self.standing)
        self.tests, self.linked, self.drawn_in = [], 0, False

    def supply_from(self, client: int) -> float:
        """Reverse supply of a client."""
        return sum(v for f, v in self.supplied.items() if self.model.fixed.supplies[f]["client"] == client)

    def decide(self, test: Test, shared: bool) -> None:
        """Say yes or no to one test, and give the client up where the rival's favour is worth more."""
        n, event, p = self.model.numbers, test.event, self.place
        i, k = event.client.place, event.threat
        priority = (
            n.weigh_value * n.value[p][i]
            + n.weigh_commitment * event.client.commit[p]
            + n.weigh_supply * math.log1p(self.supply_from(i))
            + n.weigh_audience * n.visibility[i]
            - n.weigh_distance * math.log(max(n.distance[p][i], 10) / 1000)
            - n.weigh_rival * self.rho * event.rival
        )
        odds = (
            n.will_base
            + n.will_priority * priority
            - n.will_war * self.burden
            + math.log(self.will / (1 - self.will))
            + n.will_shared * shared
        )
        test.priority, test.burden, test.available = math.exp(priority), self.burden, self.available
        test.willing = self.model.chances.uniform("will", p, i, k) < 1 / (1 + math.exp(-odds))
        if test.willing and event.rival:
            saved = n.saving * sum(test.asked) / (self.total + 1e-9)
            worth = self.will * (n.value[p][i] + n.reputation * event.client.commit[p])
            if self.rho * n.concession + saved > worth + 1e-9:
                test.willing = False
                self.linked += 1
                self.linkages += 1
        self.tests.append(test)

    def allocate(self) -> None:
        """Part the reserve of each domain among the home theatre and the tests that were accepted."""
        n, served = self.model.numbers, [test for test in self.tests if test.willing]
        priorities = [n.home_priority, *(test.priority for test in served)]
        share = n.home[self.place] * self.model.fixed.step / n.refill
        for d, held in enumerate(self.reserve or ()):
            claims = [share * self.standing[d], *(test.claimed[d] for test in served)]
            parts = RULES[self.model.allocation](claims, priorities, held)
            for test, part in zip(served, parts[1:], strict=True):
                test.given.append(part)
            self.reserve[d] = held - sum(parts)

    def lend(self, event: Event, ratio: float) -> None:
        """Run the danger of being drawn in by helping, where help was more than a gesture."""
        if (
            event.hostile
            and ratio >= 0.25 - 1e-9
            and self.model.chances.uniform("entrapment", self.place, event.client.place, event.threat)
            < self.model.numbers.entrapment
        ):
            self.drawn_in = True

    def march(self) -> None:
        """Enter a war through entrapment, from the next step."""
        if self.drawn_in and self.state == 0:
            self.state = 1
            self.entrapments += 1

    def bargain(self) -> None:
        """Set the index of bargaining with the rival power."""
        n = self.model.numbers
        change = self._bargaining(self.burden, self.available) - self.start
        self.index = min(1.0, max(0.0, 0.5 + change / 2 + self.favour))
        fade = math.exp(-self.model.fixed.step / n.favour_memory)
        self.favour = self.favour * fade + n.concession_gain * self.linked

    def _bargaining(self, burden: float, available: float) -> float:
        n, clients = self.model.numbers, self.model.clients
        held = sum(c.portfolio[self.place] * sum(c.capability) / len(c.capability) for c in clients)
        return (
            -n.bargain_war * burden
            + n.bargain_capacity * math.log(max(available, 0.05))
            + n.bargain_clients * held / len(clients)
        )
