"""Partnership systems made by hand, for tests of the model: no scenario file is read."""

from __future__ import annotations

import numpy as np

from papertiger.scenario.model.inputs import STRUCTURAL, Inputs, axes_of, sizes
from papertiger.scenario.model.parameters import parameters
from papertiger.scenario.model.structure import OUTSIDE, Floats, Shock, Structure, Supply, War
from papertiger.scenario.model.tables import tables, threats


def structure(patrons: int = 1, clients: int = 4, **changes: object) -> Structure:
    """Every patron bound to every client in all domains; a war of patron 0 in months 12 to 36; clients 1000 km apart; 48 months."""
    whole = {
        "patrons": tuple(f"P{n}" for n in range(patrons)),
        "clients": tuple(f"C{n}" for n in range(clients)),
        "months": 48,
        "covers": np.ones((patrons, clients, 8), dtype=bool),
        "client_distance": 1000.0 * (1 - np.eye(clients)),
        "tables": tables(),
        "wars": (War(0, 12, 36),),
        "supplies": (Supply(0, 0, 4),),
        "shocks": (Shock("regime_change", 24, 1), Shock("threat", 30, 2, 0)),
    } | changes
    return Structure(**whole)  # type: ignore[arg-type]


def inputs(made: Structure, runs: int, *, spread: int | None = None, **changes: object) -> Inputs:
    """The defaults of the table, enough capacity for two full needs, threats ten times as frequent as average, commitments due at .8.

    `spread` is a seed: every parameter with a range is drawn from it, run by run. `changes` set a parameter to a number, or to an array
    that broadcasts to (runs or 1, *axes).
    """
    long, rng = sizes(made), np.random.default_rng(spread)
    values: dict[str, Floats] = {}
    for name, one in parameters().items():
        shape = tuple(long[axis] for axis in one.axes)
        values[name] = np.full((1, *shape), one.default)
        if spread is not None and one.range is not None:
            values[name] = rng.uniform(*one.range, size=(runs, *shape))
    patrons, clients = long["p"], long["i"]
    rest = 0.7 / patrons
    values |= {
        "capacity": np.full((1, patrons, 8), 2.0),
        "commit": np.full((1, patrons, clients), 0.7),
        "due": np.full((1, patrons, clients, long["k"]), 0.8),
        "exposure": np.full((1, clients), 10.0),
        "rate": np.array([[kind.rate.default for kind in threats().values()]]),
        "shares": np.tile(np.array([*[rest] * patrons, 0.1, 0.1, 0.1]), (1, clients, 1)),
        "similarity": np.full((1, clients, clients), 0.6),
        "omega": np.full((1, long["w"]), 0.6),
        "reverse": np.full((1, long["f"]), 0.3),
        "shock_probability": np.full((1, long["c"]), 0.5),
        "shock_size": np.full((1, long["c"]), 0.5),
    }
    for name, value in changes.items():
        shape = tuple(long[axis] for axis in axes_of(name))
        given = np.asarray(value, dtype=float)
        rows = len(given) if given.ndim == len(shape) + 1 else 1
        values[name] = np.array(np.broadcast_to(given, (rows, *shape)))
    assert set(values) == {*parameters(), *STRUCTURAL}
    assert len(OUTSIDE) == 3
    if runs > 1 and all(len(array) == 1 for array in values.values()):
        values["spill"] = np.repeat(values["spill"], runs, axis=0)
    return Inputs(made, values)
