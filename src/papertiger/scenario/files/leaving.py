"""What a file leaves to the tables: one number for all places that it does not name, drawn from the table's range."""

from __future__ import annotations

import numpy as np

from papertiger.scenario.capitals import distance
from papertiger.scenario.files.actors import Actors
from papertiger.scenario.files.commitments import Owed
from papertiger.scenario.files.format import Table
from papertiger.scenario.files.numbers import stated
from papertiger.scenario.files.places import Found
from papertiger.scenario.files.problems import Problems
from papertiger.scenario.files.stating import DEFAULT
from papertiger.scenario.files.table import known, of_section
from papertiger.scenario.files.values import Values
from papertiger.scenario.model.parameters import parameters
from papertiger.scenario.model.structure import DOMAINS, OUTSIDE, Bools, Floats
from papertiger.scenario.model.tables import tables


def leave_rest(
    values: Values, who: Actors, due: Owed, shares: Floats, document: Table, problems: Problems
) -> None:
    """Fill every place that no number of the file named.

    A number of pairs is left only to pairs that have to do with each other: a commitment, or a share of the portfolio.
    """
    pairs = due.pairs | (shares[:, : len(who.patrons)].T > 0)
    _certain_of_pairs(values, who, pairs)
    _shares(values, who, shares)
    for axes, key in (
        ("p", "patrons.*"),
        ("pd", "patrons.*"),
        ("i", "clients.*"),
        ("pi", "partnerships.*"),
        ("", "mechanisms"),
    ):
        for name in of_section(axes):
            where = pairs if axes == "pi" else np.ones_like(values.named[name])
            if name != "capacity":
                values.leave(f"{key}.{name}", name, parameters()[name], where)
    for at, kind in enumerate(tables().threats):
        one = np.arange(len(tables().threats)) == at
        values.leave(f"threats.{kind}.rate", "rate", known("rate", kind), one)
    _similarity(values, who, document, problems)
    for name in ("shock_probability",):
        values.leave("shocks[*].probability", name, known(name), np.ones_like(values.named[name]))


def _certain_of_pairs(values: Values, who: Actors, pairs: Bools) -> None:
    """Distances of capitals, and what the rows of commitments say, each as a number that is certain."""
    for p, i in np.argwhere(pairs):
        pair, key = (int(p), int(i)), f'partnerships."{who.patrons[p]},{who.clients[i]}"'
        km = distance(who.patrons[p], who.clients[i])
        if km is not None and not values.named["distance"][pair]:
            values.certain(f"{key}.distance", Found("distance", (pair,), known("distance")), km, "D")
        for name in ("commit", "due"):
            lasts = [()] if name == "commit" else [(k,) for k in range(len(tables().threats))]
            for last in lasts:
                index = (*pair, *last)
                value = float(values.base[name][(0, *index)])
                if values.named[name][index] or value == 0:
                    continue
                part = "".join(f".{tables().threats[k]}" for k in last)
                values.certain(f"{key}.{name}{part}", Found(name, (index,), known(name)), value, "J")
    for name in ("commit", "due"):  # what is 0 is so by the rows, and no default
        values.named[name][:] = True


def _shares(values: Values, who: Actors, shares: Floats) -> None:
    options = (*who.patrons, *OUTSIDE)
    for i, client in enumerate(who.clients):
        for o, option in enumerate(options):
            if shares[i, o] > 0:
                found = Found("shares", ((i, o),), known("shares"))
                values.certain(f"clients.{client}.shares.{option}", found, float(shares[i, o]), "S")


def _similarity(values: Values, who: Actors, document: Table, problems: Problems) -> None:
    """What the file says of all pairs of clients that it does not name, or else the table."""
    named = values.named["similarity"]
    np.fill_diagonal(named, val=True)
    given = document.get("networks", {}).get("similarity", {})
    path = ("networks", "similarity", DEFAULT)
    if len(who.clients) < 2:  # noqa: PLR2004 - a pair
        return
    if DEFAULT in given:
        number = stated(given[DEFAULT], known("similarity"), path, problems)
        if number is not None:
            values.spread("networks.similarity.default", "similarity", np.ones_like(named), number)
        return
    values.leave("networks.similarity.default", "similarity", known("similarity"), np.ones_like(named))


CAPACITIES = len(DOMAINS)
