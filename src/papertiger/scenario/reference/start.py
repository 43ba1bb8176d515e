"""Where a run begins: its own numbers as plain Python, and the state at the outset."""

from __future__ import annotations

from dataclasses import fields
from types import SimpleNamespace

import numpy as np

from papertiger.scenario.model.choices import Choices
from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.model.structure import Structure
from papertiger.scenario.reference.allocation import rule
from papertiger.scenario.reference.bargaining import standing
from papertiger.scenario.reference.burden import path
from papertiger.scenario.reference.capacity import available, supplies
from papertiger.scenario.reference.clients import combine, targets
from papertiger.scenario.reference.state import INCUMBENT, PEACE, Belief, State, World

JUST_BEFORE = -1e-9
"""Month of the outset: a war that begins with the scenario is not on yet."""


def world(structure: Structure, inputs: Inputs, choices: Choices, run: int) -> World:
    """What is fixed in the run at that place of the block."""
    numbers = {name: array[run if len(array) > 1 else 0].tolist() for name, array in inputs.items()}
    table = {
        one.name: np.asarray(getattr(structure.tables, one.name)).tolist() for one in fields(structure.tables)
    }
    return World(
        structure,
        SimpleNamespace(**numbers),
        SimpleNamespace(**table),
        structure.covers.tolist(),
        structure.client_distance.tolist(),
        choices.learning,
        rule(choices.allocation),
    )


def state(world: World) -> State:
    """The state before the first step, under the wars that were on already."""
    begun = _empty(world)
    burden = path(world, begun, JUST_BEFORE)
    capacity = available(world, begun, burden, supplies(world, begun))
    begun.offer_at_start = capacity.overall
    full = [1.0 for _ in world.patrons]
    for i in world.clients:
        for d in world.domains:
            ratio = [capacity.ratio[p][d] for p in world.patrons]
            begun.materiel[i][d] = targets(world, begun.shares, begun.bound, i, d, full)
            begun.technical[i][d] = targets(world, begun.shares, begun.bound, i, d, ratio)
            begun.capability[i][d] = combine(world, begun.materiel[i][d], begun.technical[i][d])
    begun.bargain_at_start = standing(world, begun, burden, capacity.overall)
    return begun


def _empty(world: World) -> State:
    """Everybody bound as committed, with the beliefs and shares at the start; capability still empty."""
    numbers, strength = world.numbers, world.numbers.prior_strength
    patrons, clients, domains = world.patrons, world.clients, world.domains
    adversary = [Belief.worth(strength, _expected(world, i)) for i in clients]
    return State(
        reserve=[[0.0 for _ in domains] for _ in patrons],
        war=[PEACE for _ in patrons],
        path_over=[False for _ in patrons],
        shocked=[1.0 for _ in patrons],
        materiel=[[0.0 for _ in domains] for _ in clients],
        technical=[[0.0 for _ in domains] for _ in clients],
        capability=[[0.0 for _ in domains] for _ in clients],
        excitation=[0.0 for _ in clients],
        black=[0.0 for _ in clients],
        regime=[INCUMBENT for _ in clients],
        alive=[True for _ in clients],
        substituted=[0.0 for _ in world.structure.supplies],
        bound=[[world.committed(p, i) for i in clients] for p in patrons],
        commit=[list(row) for row in numbers.commit],
        shares=[list(row) for row in numbers.shares],
        will=[[Belief.worth(strength, mean) for mean in row] for row in numbers.trust_will],
        capacity=[[Belief.worth(strength, mean) for mean in row] for row in numbers.trust_capacity],
        adversary=adversary,
        deterred_at_start=[
            adversary[i].mean if any(world.committed(p, i) for p in patrons) else 0.0 for i in clients
        ],
        bargain_at_start=[0.0 for _ in patrons],
        offer_at_start=[0.0 for _ in patrons],
        favour=[0.0 for _ in patrons],
    )


def _expected(world: World, i: int) -> float:
    """What adversaries expect of the client's patrons at the start."""
    means = [world.numbers.trust_will[p][i] for p in world.patrons if world.committed(p, i)]
    return sum(means) / len(means) if means else 0.5
