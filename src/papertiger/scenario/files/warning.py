"""What is not wrong with a scenario and yet worth knowing: numbers that are judged and certain, actors that do nothing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from papertiger.scenario.files.actors import Actors
from papertiger.scenario.files.commitments import Owed
from papertiger.scenario.files.table import known
from papertiger.scenario.files.values import Values
from papertiger.scenario.model.structure import Floats

_PREMISES = frozenset({"shock_probability", "shock_size"})
"""Numbers that say what the scenario is about: certain by intention."""
_SHOWN = 3


def warnings(
    who: Actors, due: Owed, shares: Floats, unplaced: tuple[str, ...], values: Values
) -> Iterator[str]:
    """One line each."""
    yield from _judged(values)
    yield from _idle(who, due, values)
    for p, i in np.ndindex(len(who.patrons), len(who.clients)):
        patron, key = who.patrons[p], f"clients.{who.clients[i]}.shares"
        if due.pairs[p, i] and shares[i, p] == 0:
            yield f"{key}: {patron} owes it support and has no share of its portfolio"
        if not due.pairs[p, i] and shares[i, p] > 0:
            yield f"{key}: {patron} has a share of its portfolio and owes it nothing"
    yield from _distances(unplaced, values)


def _judged(values: Values) -> Iterator[str]:
    for name, keys in values.judged.items():
        if name not in _PREMISES:
            are = "number is" if len(keys) == 1 else "numbers are"
            yield (
                f"{name}: {len(keys)} judged {are} certain ({_some(keys)}); "
                "write [low, high] to see what hangs on it"
            )


def _idle(who: Actors, due: Owed, values: Values) -> Iterator[str]:
    for p, patron in enumerate(who.patrons):
        if not values.base["capacity"][0, p].any():
            yield f"patrons.{patron}.capacity: none in any domain, so that it can give nothing"
        if not due.pairs[p].any():
            yield f"patrons.{patron}: owes nobody anything, so that it is never tested; add rows to commitments"
    for i, client in enumerate(who.clients):
        if not due.pairs[:, i].any():
            yield f"clients.{client}: nobody owes it anything, so that it is never part of a test"


def _distances(unplaced: tuple[str, ...], values: Values) -> Iterator[str]:
    km = known("distance").default
    if any(key == "partnerships.*.distance" for key, _, _ in values.fixed):
        yield f'partnerships: distances that neither the file nor capitals tell are taken as {km:g} km; state partnerships."P,I".distance'
    if unplaced:
        yield f"networks.distance: {km:g} km for {_some(list(unplaced))}; state them, or a default"


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown
