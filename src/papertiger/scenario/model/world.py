"""What stays the same through a block of runs: inputs in the shapes that the steps need, and the values of the start."""

from __future__ import annotations

import numpy as np

from papertiger.scenario.model.choices import Choices
from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.model.structure import Bools, Floats, Structure

SAME = 1e-9
"""Two computed amounts this close count as equal: shares of exactly three quarters are common, and rounding must not decide."""
TINY_SHARE = 1e-9
"""Added to shares where they weigh patrons, so that a client without any share still asks."""


class World:
    """The constants of a block of R runs. Axes as in `Structure`; O portfolio options; step length `dt` in months, `h` in years."""

    def __init__(self, structure: Structure, inputs: Inputs, choices: Choices, runs: int) -> None:
        """Work out what the steps would otherwise work out again and again."""
        self.structure, self.inputs, self.choices, self.runs = structure, inputs, choices, runs
        self.tables = structure.tables
        self.dt = structure.step
        self.h = structure.step / 12
        self.patrons, self.clients = len(structure.patrons), len(structure.clients)
        self.delay = round(structure.observation_delay / self.dt)
        self.committed = structure.committed
        self.covers = structure.covers.astype(float)
        self.leans = structure.covers.any(axis=0).astype(float)
        """(I, D) 1 where some patron covers the domain for the client."""
        self.askable: Bools = np.einsum("pid,kd->pik", self.covers, self.tables.need) > 0
        """(P, I, K) the type asks for something that the commitment covers."""
        self.shares: Floats = inputs["shares"].transpose(0, 2, 1).copy()
        """(R or 1, O, I) portfolio at the start."""
        base = inputs["rate"][:, None, :] * inputs["exposure"][:, :, None] ** self.tables.load * self.h
        self.base_rate_hostile: Floats = base * self.tables.hostile
        """(R or 1, I, K) events a step but for deterrence and excitation; 0 for types that these do not touch."""
        self.base_rate_other: Floats = base * ~self.tables.hostile
        """(R or 1, I, K) the rest."""
        self.keeps_excited: Floats = self.wide("excitation_memory", 1) ** self.dt
        self.keeps_black: Floats = np.exp(-self.dt / self.wide("blackout_memory", 1))
        self._chances: dict[str, Floats] = {}
        self.keeps_materiel: Floats = np.exp(-self.wide("decay_materiel", 2) * self.dt)
        """(R or 1, 1, 1) what is left after a step, as the two below."""
        self.keeps_technical: Floats = np.exp(-self.wide("decay_technical", 2) * self.dt)
        self.keeps_share: Floats = (1 - self.wide("realignment", 2)) ** self.dt
        self.will_odds: Floats = np.log(inputs["will"]) - np.log1p(-inputs["will"])
        self.log_distance: Floats = np.log(np.maximum(inputs["distance"], 10.0) / 1000)
        trust = inputs["trust_will"]
        strength = inputs["prior_strength"]
        self.will_start = (strength[:, None, None] * trust, strength[:, None, None] * (1 - trust))
        held = inputs["trust_capacity"]
        self.capacity_start = (strength[:, None, None] * held, strength[:, None, None] * (1 - held))
        self.start_trust: Floats = trust * held
        """(R or 1, P, I)."""
        weight = np.where(self.committed.any(axis=0), self.committed, 1.0)
        expected = (trust * weight).sum(axis=1) / weight.sum(axis=0)
        self.deterrence_start = (strength[:, None] * expected, strength[:, None] * (1 - expected))
        self.deterred: Floats = np.where(self.committed.any(axis=0), expected, 0.0)
        """(R or 1, I) the adversaries' belief at the start, which the base rates are taken to hold for."""
        self.neighbour = self._neighbour()
        self.against: Bools = (inputs["similarity"] < 0) & ~np.eye(self.clients, dtype=bool)
        """(R or 1, I, J) a blow to client `i` is good news to client `j`."""
        self.memory = self.wide("memory", 2) ** self.dt

    def wide(self, name: str, trailing: int) -> Floats:
        """The input with `trailing` axes of length 1 added at the end."""
        array = self.inputs[name]
        return array.reshape(*array.shape, *[1] * trailing)

    def of(self, name: str, run: np.ndarray, *place: np.ndarray) -> Floats:
        """Values of the input for rows of a list: their runs, then their place on each axis; later axes stay."""
        array = self.inputs[name]
        chosen: Floats = array[(run if len(array) > 1 else np.zeros_like(run), *place)]
        return chosen

    def chance(self, rate: str) -> Floats:
        """(R or 1, 1) probability a step of what happens at a rate a year that clients share."""
        if rate not in self._chances:
            self._chances[rate] = -np.expm1(-self.wide(rate, 1) * self.h)
        return self._chances[rate]

    def _neighbour(self) -> Floats:
        """(R or 1, I, J) weight with which client `j` sees what happens to client `i`, but for relevance and context."""
        like = np.abs(self.inputs["similarity"])
        near = np.exp(-self.structure.client_distance / self.wide("reach", 2))
        seen = self.wide("visibility", 1) * self.wide("spill", 2) * like * near
        own = np.eye(self.clients, dtype=bool)
        return np.where(own, 1.0, seen)
