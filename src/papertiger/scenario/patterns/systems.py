"""Systems made for an experiment: who takes part and what is fixed; all else is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast

import numpy as np
from numpy.typing import ArrayLike

from papertiger.scenario.model.inputs import Inputs, axes_of, sizes
from papertiger.scenario.model.parameters import parameters
from papertiger.scenario.model.structure import DOMAINS, OUTSIDE, Floats, Shock, Structure, War
from papertiger.scenario.model.tables import tables, threats
from papertiger.scenario.patterns.draws import Draw, size

Option = Literal["patron", "rival", "others", "self"]
Fixed = Mapping[str, ArrayLike]
"""Parameter to a number, or to an array that fits its axes: what an experiment sets, whatever was drawn."""

REFUSING: Fixed = {"will_base": -10.0, "will": 0.01}
"""A patron that answers no call."""
WILLING: Fixed = {"will_base": 10.0, "will": 0.99, "rival_share": 0.0}
"""A patron that answers every call."""
_NEVER = -50.0  # log hazard of what is not to happen


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """A structure and the numbers that its experiments share."""

    structure: Structure
    fixed: Fixed

    def inputs(self, draw: Draw, fixed: Fixed, replicates: int) -> Inputs:
        """Inputs of all draws, each `replicates` times in a row; `fixed` goes over the system's own, and both over the draw."""
        long = sizes(self.structure)
        rows, values = size(draw) * replicates, {}
        for name, one in parameters().items():
            shape = tuple(long[axis] for axis in one.axes)
            values[name] = np.full((1, *shape), one.default)
        for name, drawn in draw.items():
            shape = tuple(long[axis] for axis in axes_of(name))
            each = np.repeat(drawn, replicates).reshape(rows, *[1] * len(shape))
            values[name] = np.array(np.broadcast_to(each, (rows, *shape)))
        for name, given in {**self.fixed, **fixed}.items():
            shape = tuple(long[axis] for axis in axes_of(name))
            values[name] = np.array(np.broadcast_to(np.asarray(given, dtype=float), (1, *shape)))
        if all(len(array) == 1 for array in values.values()):
            values["spill"] = np.repeat(values["spill"], rows)
        return Inputs(self.structure, values)


def rates() -> Floats:
    """Events a year of each threat type at an average state."""
    return np.array([kind.rate.default for kind in threats().values()])


def only(threat: str, value: float) -> Floats:
    """`value` for one threat type, 0 for all others."""
    return np.array([value if name == threat else 0.0 for name in threats()])


def unharmed(structure: Structure) -> Structure:
    """The structure where events have no outcomes, so that no regime falls and no capability is lost."""
    whole = structure.tables
    return replace(structure, tables=replace(whole, hazard=np.full_like(whole.hazard, _NEVER)))


def onlookers(clients: int, months: int, *, domains: tuple[str, ...] = DOMAINS) -> System:
    """One patron bound to `clients` like-minded clients 1000 km apart in some domains, and one attack on client 0 in month 6.

    A war is on all through, with `omega` 0 unless an experiment sets it; without attack `shock_probability` is 0. Nothing else happens: no other
    threats, no outcomes, no changes of regime, no exits, no entrapment.
    """
    covers = np.zeros((1, clients, len(DOMAINS)), dtype=bool)
    covers[:, :, [DOMAINS.index(domain) for domain in domains]] = True
    structure = unharmed(
        Structure(
            patrons=("patron",),
            clients=tuple(f"client {n + 1}" for n in range(clients)),
            months=months,
            covers=covers,
            client_distance=1000.0 * (1 - np.eye(clients)),
            tables=tables(),
            wars=(War(0, 0, months),),
            shocks=(Shock("threat", 6, 0, list(threats()).index("attack")),),
        )
    )
    return System(
        structure,
        {
            "capacity": 10.0,
            "commit": 0.7,
            "due": 1.0,
            "rate": 0.0,
            "shares": np.array([0.6, 0.1, 0.2, 0.1]),
            "similarity": 0.6,
            "omega": 0.0,
            "reverse": np.zeros(0),
            "shock_probability": 1.0,
            "shock_size": 1.0,
            "regime_change": 0.0,
            "war_onset": 0.0,
            "exit_base": -20.0,
            "entrapment": 0.0,
        },
    )


def beset(clients: int, months: int) -> System:
    """The same system without the one attack, under the threats of the table, all of which make the commitment due at 0.8."""
    system = onlookers(clients, months)
    fixed = {**system.fixed, "rate": rates(), "due": 0.8, "shock_probability": 0.0}
    return replace(system, fixed=fixed)


def portfolio(patrons: int, share: Mapping[Option, float], patron: int) -> Floats:
    """Shares (patrons + 3) of a client that leans on one patron; keys `patron`, `rival`, `others`, `self`."""
    row = np.zeros(patrons + len(OUTSIDE))
    row[patron] = share["patron"]
    row[patrons:] = [share[cast("Option", option)] for option in OUTSIDE]
    return row
