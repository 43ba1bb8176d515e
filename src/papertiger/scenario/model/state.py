"""The state of a block of runs between two steps (docs/scenario-equations.md, State)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import numpy as np

from papertiger.scenario.model.structure import OUTCOMES, Bools, Floats
from papertiger.scenario.model.world import World

Regimes = np.ndarray[tuple[int, ...], np.dtype[np.int8]]
INCUMBENT, WEAKENED, REPLACED = 0, 1, 2


@dataclass(slots=True)
class Batch:
    """Tests and hostile events of one step on their way to those who will see them."""

    run: np.ndarray
    """(n) run of each test."""
    patron: np.ndarray
    client: np.ndarray
    signal: Floats
    """(n) share of the asked that is seen as given."""
    unable: Floats
    """(n) share of the asked that inability explains."""
    noise: Floats
    """(n) standard normal."""
    omega: Floats
    available: Floats
    withheld: Bools
    need: Floats
    """(n, D) shares of what was asked."""
    hit_run: np.ndarray
    """(m) run of each hostile event with a test."""
    hit_client: np.ndarray
    hit_signal: Floats
    hit_share: Floats
    """(m, P) part of each patron in what was asked."""


@dataclass(slots=True)
class State:
    """Arrays with R runs leading; changed in place by the steps."""

    reserve: Floats
    """(R, P, D)."""
    chain: Regimes
    """(R, P) 0 peace, 1 limited war, 2 major war, outside the scenario's path."""
    war_over: Bools
    """(R, P) a shock ended the wars of the path."""
    shrunk: Floats
    """(R, P) what shocks left of base capacity."""
    materiel: Floats
    """(R, I, D), as the two below."""
    technical: Floats
    capability: Floats
    excited: Floats
    """(R, I), as the two below."""
    black: Floats
    alive: Floats
    regime: Regimes
    """(R, I) 0 incumbent, 1 weakened, 2 replaced."""
    substitute: Floats
    """(R, F)."""
    bound: Bools
    """(R, P, I)."""
    commit: Floats
    """(R, P, I)."""
    share: Floats
    """(R, O, I) portfolio."""
    will: tuple[Floats, Floats]
    """Beta counts, each (R, P, I)."""
    capacity: tuple[Floats, Floats]
    deterrence: tuple[Floats, Floats]
    """Beta counts of the adversaries, each (R, I)."""
    trust: Floats
    """(R, P, I)."""
    favour: Floats
    """(R, P)."""
    arriving: dict[int, list[tuple[np.ndarray, Floats, Floats]]]
    """Deliveries on their way by step of arrival: places in the flat (R, I, D), what they add to materiel and to technical support there."""
    queue: deque[Batch] = field(default_factory=deque)
    """What will be seen, oldest first; one batch a step."""
    # Of the current step:
    omega: Floats = field(default_factory=lambda: np.empty(0))
    """(R, P)."""
    effective: Floats = field(default_factory=lambda: np.empty(0))
    """(R, P, D) capacity after war and reverse supply."""
    effective_all: Floats = field(default_factory=lambda: np.empty(0))
    """(R, P) its sum over domains."""
    available: Floats = field(default_factory=lambda: np.empty(0))
    """(R, P, D) the same as a part of full capacity."""
    available_all: Floats = field(default_factory=lambda: np.empty(0))
    """(R, P)."""
    offered: Floats = field(default_factory=lambda: np.empty(0))
    """(R, P) the same at the outset."""
    supplied: Floats = field(default_factory=lambda: np.empty(0))
    """(R, P, I) reverse supply."""
    protects: Floats = field(default_factory=lambda: np.empty(0))
    """(R, P, I) part of each patron in a client's protection."""


def start(world: World) -> State:
    """The state before the first step."""
    runs, patrons, clients = world.runs, world.patrons, world.clients
    domains, flows = len(world.tables.window), len(world.structure.supplies)

    def spread(array: Floats, *shape: int) -> Floats:
        return np.array(np.broadcast_to(array, (runs, *shape)), order="C")

    pair = (patrons, clients)
    will = tuple(spread(counts, *pair) for counts in world.will_start)
    held = tuple(spread(counts, *pair) for counts in world.capacity_start)
    feared = tuple(spread(counts, clients) for counts in world.deterrence_start)
    nothing = np.zeros((runs, clients, domains))
    return State(
        reserve=np.zeros((runs, patrons, domains)),
        chain=np.zeros((runs, patrons), dtype=np.int8),
        war_over=np.zeros((runs, patrons), dtype=bool),
        shrunk=np.ones((runs, patrons)),
        materiel=nothing,
        technical=nothing,
        capability=nothing,
        excited=np.zeros((runs, clients)),
        black=np.zeros((runs, clients)),
        alive=np.ones((runs, clients)),
        regime=np.zeros((runs, clients), dtype=np.int8),
        substitute=np.zeros((runs, flows)),
        bound=np.array(np.broadcast_to(world.committed, (runs, *pair))),
        commit=spread(world.inputs["commit"], *pair),
        share=spread(world.shares, *world.shares.shape[1:]),
        will=(will[0], will[1]),
        capacity=(held[0], held[1]),
        deterrence=(feared[0], feared[1]),
        trust=mean(will[0], will[1]) * mean(held[0], held[1]),
        favour=np.zeros((runs, patrons)),
        arriving={},
    )


def mean(successes: Floats, failures: Floats) -> Floats:
    """Mean of a Beta distribution with these counts."""
    return successes / (successes + failures)


NO_OUTCOME = len(OUTCOMES)
"""Place of an event that came to nothing, after the outcomes."""
