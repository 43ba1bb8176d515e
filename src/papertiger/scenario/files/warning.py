"""What is not wrong with a scenario and yet worth knowing: numbers that are judged and certain, actors that do nothing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from papertiger.scenario.files.actors import Actors
from papertiger.scenario.files.commitments import Owed
from papertiger.scenario.files.table import known
from papertiger.scenario.files.values import Values
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.model.tables import tables

_PREMISES = frozenset({"shock_probability", "shock_size"})
"""Numbers that say what the scenario is about: certain by intention."""
_SHOWN = 3
_LOST = 0.05
"""Part of the events of a type that a step may lose before it is said."""


def warnings(
    who: Actors, due: Owed, shares: Floats, unplaced: tuple[str, ...], values: Values, step: float
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
    yield from _crowded(who, values, step)


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


def _crowded(who: Actors, values: Values, step: float) -> Iterator[str]:
    """Threats so frequent that steps of this length lose many: at most one of a type a client happens in a step."""
    kinds = tables()
    for i, client in enumerate(who.clients):
        a_step = values.base["rate"][0] * values.base["exposure"][0, i] ** kinds.load * step / 12
        lost = 1 - (1 - np.exp(-a_step)) / np.maximum(a_step, 1e-12)
        worst = int(np.argmax(lost))
        if lost[worst] > _LOST:
            yield (
                f"clients.{client}.exposure: {kinds.threats[worst]} comes so often that steps of {step:g} {'month' if step == 1 else 'months'} lose {lost[worst]:.0%} of it; "
                "lower the exposure or the rate, or shorten meta.step_months"
            )


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown
