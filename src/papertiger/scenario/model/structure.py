"""What a scenario fixes: who takes part, who is bound to whom, over how long, and the tables of threats and domains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

Domain = Literal[
    "military", "air_defence", "intelligence", "cyber", "arms", "economic", "humanitarian", "diplomatic"
]
Outcome = Literal["blackout", "setback", "emergency", "removal"]

DOMAINS: tuple[Domain, ...] = (
    "military",
    "air_defence",
    "intelligence",
    "cyber",
    "arms",
    "economic",
    "humanitarian",
    "diplomatic",
)
"""Order of every axis of domains."""
OUTCOMES: tuple[Outcome, ...] = ("blackout", "setback", "emergency", "removal")
"""Order of every axis of outcomes."""
CAUSES = ("unwilling", "unable", "undetected", "late")
"""Order of every axis of causes of a failed test."""
OUTSIDE = ("rival", "others", "self")
"""Options of a client's portfolio after its patrons."""

ShockKind = Literal["regime_change", "capacity_change", "war_ends", "supply_cut", "threat"]


@dataclass(frozen=True, slots=True)
class War:
    """A war on the scenario's own path; its `omega` is column `w` of the input `omega`."""

    patron: int
    start: float
    """Month in which it begins."""
    end: float
    """First month in which it is over."""


@dataclass(frozen=True, slots=True)
class Supply:
    """Reverse supply from a client to a patron; its rate is column `f` of the input `reverse`."""

    client: int
    patron: int
    domain: int


@dataclass(frozen=True, slots=True)
class Shock:
    """Something that may happen at a set time; probability and size are column `c` of the inputs `shock_probability`, `shock_size`."""

    kind: ShockKind
    month: float
    target: int
    """Index of the client, or of the patron for `capacity_change` and `war_ends`."""
    threat: int = 0
    """Index of the threat type, for `threat`."""


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Threat types (K) and domains (D), from data/threats.yaml and data/domains.yaml."""

    threats: tuple[str, ...]
    hostile: Bools
    """(K) somebody is behind it."""
    load: Floats
    """(K) how exposure raises the rate."""
    need: Floats
    """(K, D) full client needs at severity 1."""
    hazard: Floats
    """(K, O) log hazard of each outcome."""
    relief: Floats
    """(O, D) how far capability in the domain prevents the outcome."""
    war_share: Floats
    """(D) part of `omega` that falls on the domain."""
    lag_min: Floats
    """(D) months."""
    lag_max: Floats
    """(D) months."""
    window: Floats
    """(D) months in which a response is in time."""


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """A scenario without its uncertain numbers. P patrons, I clients, D domains, K threat types."""

    patrons: tuple[str, ...]
    clients: tuple[str, ...]
    months: int
    """Length of a run."""
    covers: Bools
    """(P, I, D) the commitment covers the domain."""
    client_distance: Floats
    """(I, I) km."""
    tables: Tables
    wars: tuple[War, ...] = ()
    supplies: tuple[Supply, ...] = ()
    shocks: tuple[Shock, ...] = ()
    step: float = 1.0
    """Months in a step; must divide `months`."""
    observation_delay: float = 3.0
    """Months until a test's response is seen."""

    @property
    def steps(self) -> int:
        """Number of steps of a run."""
        return round(self.months / self.step)

    @property
    def committed(self) -> Bools:
        """(P, I) patron `p` is bound to client `i` at the start."""
        return np.asarray(self.covers.any(axis=2))
