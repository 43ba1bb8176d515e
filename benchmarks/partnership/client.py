"""A state that is supported: the threats it meets, what it has to meet them with, what it believes, and with whom it stands."""

from __future__ import annotations

import math
from operator import mul
from typing import TYPE_CHECKING

import delivering
import learning
import standing
from learning import counts, mean
from mesa import Agent

from events import INCUMBENT, REPLACED, WEAKENED, Event, Test

if TYPE_CHECKING:
    from model import PartnershipModel

BLACKOUT, SETBACK, EMERGENCY, REMOVAL = range(4)
MOST_EXCITED = math.log(4)


class Client(Agent):
    """Sections 3, 4, 7, 8 and 9 of the equations."""

    model: PartnershipModel

    def __init__(self, model: PartnershipModel, place: int) -> None:
        super().__init__(model)
        n, self.place = model.numbers, place
        patrons = range(model.size)
        self.shares = n.shares[place]
        """Portfolio at the start."""
        self.portfolio = list(self.shares)
        self.covers = [model.fixed.covers[p][place] for p in patrons]
        self.committed = [any(covers) for covers in self.covers]
        self.bound = list(self.committed)
        self.commit = [n.commit[p][place] for p in patrons]
        self.excitation = self.trace = 0.0
        self.regime, self.alive = INCUMBENT, True
        strength = n.prior_strength
        self.will_start = [counts(strength, n.trust_will[p][place]) for p in patrons]
        self.means_start = [counts(strength, n.trust_capacity[p][place]) for p in patrons]
        self.will_belief, self.means_belief = list(self.will_start), list(self.means_start)
        mine = [n.trust_will[p][place] for p in patrons if self.bound[p]]
        self.feared_start = counts(strength, sum(mine) / len(mine) if mine else 0.5)
        self.feared = self.feared_start
        self.feared_at_first = mean(self.feared_start) if mine else 0.0
        self.trust_start = [self.trust(p) for p in patrons]
        self.materiel: list[float] = []
        self.technical: list[float] = []
        self.capability: list[float] = []
        self.arriving: dict[int, list[tuple[int, int, float]]] = {}
        """Step to (patron, domain, amount)."""
        self.events: list[Event] = []
        self.counts = {"tests": [0] * model.size, "honoured": [0] * model.size, "exits": [0] * model.size}
        self.counts |= {key: [0] * model.size for key in ("partial", "withheld", "firmer")}
        self.half_lost = math.nan

    def begin(self) -> None:
        """Put together capability before the first step."""
        self.materiel = standing.targets(self, None)
        self.technical = standing.targets(self, [patron.parts for patron in self.model.patrons])
        standing.combine(self)

    def trust(self, patron: int) -> float:
        """Belief in will times belief in capacity."""
        return mean(self.will_belief[patron]) * mean(self.means_belief[patron])

    def supplies(self, patron: int, rate: float) -> float:
        """What comes of a reverse supply that runs at `rate`."""
        left = self.committed[patron] and not self.bound[patron]
        if left or not self.alive:
            return 0.0
        start = self.shares[patron]
        return rate * (min(1.0, self.portfolio[patron] / start) if start else 1.0)

    def replace(self) -> None:
        """Have the regime replaced, and with it perhaps what it supplied."""
        if self.regime == REPLACED:
            return
        self.regime = REPLACED
        if self.model.chances.uniform("survive", self.place) >= self.model.numbers.supply_survival:
            self.alive = False

    def overthrow(self) -> None:
        """Have the regime replaced without an event of the model."""
        if self.regime != REPLACED:
            rate = self.model.numbers.regime_change
            if self.model.chances.uniform("regime", self.place) < 1 - math.exp(-rate * self.model.year):
                self.replace()

    def leanings(self) -> list[float]:
        """How the client's reliance is parted among the patrons that are bound to it."""
        weights = [
            share + 1e-9 if bound else 0.0
            for share, bound in zip(self.portfolio[: self.model.size], self.bound, strict=True)
        ]
        whole = sum(weights)
        return [weight / whole for weight in weights] if whole else weights

    def meet(self) -> None:
        """Meet the threats of this step."""
        n, tables, chances = self.model.numbers, self.model.fixed, self.model.chances
        self.leaning = self.leanings()
        steady = sum(
            part * (1 - patron.burden) for part, patron in zip(self.leaning, self.model.patrons, strict=True)
        )
        fear = self.feared_at_first - mean(self.feared) * steady
        self.events = []
        for k, hostile in enumerate(tables.hostile):
            rate = n.rate[k] * n.exposure[self.place] ** tables.load[k]
            if hostile:
                rate *= math.exp(min(50.0, n.deterrence * fear + self.excitation))
            happens = chances.uniform("threat", self.place, k) < 1 - math.exp(-rate * self.model.year)
            if happens or (self.place, k) in self.model.forced:
                self.events.append(self._event(k, hostile))
        self.excitation = self.excitation * n.excitation_memory**self.model.fixed.step
        self.excitation += n.excitation * sum(event.hostile for event in self.events)
        self.excitation = min(MOST_EXCITED, self.excitation)

    def _event(self, k: int, hostile: bool) -> Event:
        n, chances, i = self.model.numbers, self.model.chances, self.place
        severity = math.exp(n.severity_sd * chances.normal("severity", i, k) - n.severity_sd**2 / 2)
        noticed = not hostile or chances.uniform("noticed", i, k) < 1 - math.exp(
            -n.detection * self.capability[self.model.intelligence]
        )
        if not noticed:
            severity *= 1 + n.surprise
        rival = hostile and chances.uniform("rival", i, k) < n.rival_share[i]
        need = [severity * part for part in self.model.fixed.need[k]]
        return Event(self, k, hostile, severity, noticed, rival, need)

    def call(self) -> None:
        """Call on every patron that owes support."""
        n, i = self.model.numbers, self.place
        for event in self.events:
            owing = [
                (p, self.portfolio[p] + 1e-9)
                for p in range(self.model.size)
                if self.bound[p]
                and self.model.chances.uniform("due", p, i, event.threat) < n.due[p][i][event.threat]
                and any(c and q > 0 for c, q in zip(self.covers[p], event.need, strict=True))
            ]
            whole = sum(weight for _, weight in owing)
            for p, weight in owing:
                share = weight / whole
                asked = [q * share if c else 0.0 for q, c in zip(event.need, self.covers[p], strict=True)]
                event.tests.append(Test(event, self.model.patron(p), share, asked))
            for test in event.tests:
                test.patron.decide(test, shared=len(event.tests) > 1)
            self._shift(event)

    def _shift(self, event: Event) -> None:
        """Ask willing patrons for part of what others refused."""
        refused = sum(test.share for test in event.tests if not test.willing)
        accepted = sum(test.share for test in event.tests if test.willing)
        for test in event.tests:
            if test.willing:
                more = 1 + self.model.numbers.burden_shift * refused / accepted
                test.claimed = [asked * more for asked in test.asked]

    def receive(self) -> None:
        """Take in what this step's events brought."""
        for event in self.events:
            if event.tests:
                delivering.receive(self, event)

    def learn(self) -> None:
        """Update beliefs, and those of adversaries."""
        learning.learn(self)

    def suffer(self) -> None:
        """Have each event end in one of four ways, or in none."""
        n = self.model.numbers
        ends = [self._outcome(event) for event in self.events]
        struck = {outcome for outcome in ends if outcome is not None}
        self.model.outcomes += sum(outcome is not None for outcome in ends)
        self.trace *= math.exp(-self.model.fixed.step / n.blackout_memory)
        if BLACKOUT in struck:
            self.technical = [level * (1 - n.loss) for level in self.technical]
            self.trace = 1.0
        if SETBACK in struck:
            self.materiel = [level * (1 - n.loss) for level in self.materiel]
        if EMERGENCY in struck and self.regime == INCUMBENT:
            self.regime = WEAKENED
        if REMOVAL in struck:
            self.replace()

    def _outcome(self, event: Event) -> int | None:
        n, tables = self.model.numbers, self.model.fixed
        helped = min(1.0, event.came / sum(event.need))
        common = (
            n.outcome_level
            + n.outcome_severity * math.log(event.severity)
            - n.outcome_support * helped
            + n.outcome_blackout * self.trace
            + n.outcome_weak * (self.regime == WEAKENED)
        )
        hazards = [
            math.exp(level + common - n.outcome_capability * sum(map(mul, relief, self.capability)))
            for level, relief in zip(tables.hazard[event.threat], tables.relief, strict=True)
        ]
        whole = sum(hazards)
        happens = 1 - math.exp(-whole)
        u = self.model.chances.uniform("outcome", self.place, event.threat)
        if u >= happens:
            return None
        reached = 0.0
        for outcome, hazard in enumerate(hazards):
            reached += hazard / whole
            if u / happens < reached:
                return outcome
        return REMOVAL

    def rebuild(self) -> None:
        """Keep up capability, with what arrives."""
        standing.rebuild(self)

    def realign(self) -> None:
        """Choose with whom to stand."""
        standing.realign(self)

    @property
    def aligned(self) -> float:
        """Share of the portfolio with the patrons."""
        return sum(self.portfolio[: self.model.size])

    @property
    def concentration(self) -> float:
        """Sum of squared shares."""
        return sum(share * share for share in self.portfolio)
