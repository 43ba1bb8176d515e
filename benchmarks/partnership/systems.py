"""Partnership systems of any size, as scenario files, for cost curves: nobody is meant."""

from __future__ import annotations

import numpy as np

from papertiger.scenario.files import loads, preset
from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.terms import Scenario

_PATRON = """
[patrons.{patron}]
capacity = [1, 4]
will = [0.3, 0.8]
[[patrons.{patron}.war]]
from = 12
to = 48
omega = [0.3, 0.7]
"""
_CLIENT = """
[clients.{client}]
exposure = [1, 4]
shares = {{{shares}, rival = 0.1, others = 0.15, self = 0.25}}
"""
_REST = """
[commitments]
rows = [
{rows}
]

[networks.similarity]
default = [-0.2, 0.8]
[networks.distance]
default = 1000
"""
OBLIGATIONS = ("partnership", "defence", "technical_support")


def system(patrons: int = 1, clients: int = 6, months: int = 84) -> Scenario:
    """A scenario of that size; every client has one patron, every third a second one where there is one."""
    names = [f"PATRON{p}" for p in range(patrons)]
    text = [
        f"schema = 1\n[meta]\nname = 'a system for measuring'\nfictional = true\nhorizon_months = {months}\n"
    ]
    text += [_PATRON.format(patron=name) for name in names]
    rows, pairs = [], []
    for i in range(clients):
        of = {names[i % patrons], *([names[(i + 1) % patrons]] if i % 3 == 0 else [])}
        shares = ", ".join(f"{name} = {0.5 / len(of)}" for name in sorted(of))
        text.append(_CLIENT.format(client=f"CLIENT{i}", shares=shares))
        rows += [f'  "{p},CLIENT{i},{OBLIGATIONS[i % 3]},explicit_discretionary",' for p in sorted(of)]
        pairs += [f'[partnerships."{p},CLIENT{i}"]\ndistance = [500, 5000]' for p in sorted(of)]
    text += [_REST.format(rows="\n".join(rows)), *pairs]
    return loads("\n".join(text))


def named(name: str) -> Scenario:
    """`motive` and other presets by name, or `1x20x120`: patrons, clients, months."""
    if name[0].isdigit():
        return system(*map(int, name.split("x")))
    return preset(name)


def inputs(scenario: Scenario, runs: int, seed: int = 1) -> Inputs:
    """Uncertain numbers of every run drawn anew."""
    return scenario.inputs(np.random.default_rng(seed).random((runs, len(scenario.factors))))
