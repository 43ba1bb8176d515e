"""What a file leaves to the tables: one number for all places that it does not name, drawn from the table's range."""

from __future__ import annotations

import numpy as np

from papertiger.scenario.capitals import distance
from papertiger.scenario.files.actors import Actors
from papertiger.scenario.files.commitments import Owed, terms
from papertiger.scenario.files.format import Table
from papertiger.scenario.files.numbers import stated
from papertiger.scenario.files.places import Found, Index
from papertiger.scenario.files.problems import Problems
from papertiger.scenario.files.stating import DEFAULT
from papertiger.scenario.files.table import known, of_section
from papertiger.scenario.files.values import Values
from papertiger.scenario.model.parameters import parameters
from papertiger.scenario.model.structure import OUTSIDE, Bools, Floats
from papertiger.scenario.model.tables import tables


def leave_rest(
    values: Values, who: Actors, due: Owed, shares: Floats, document: Table, problems: Problems
) -> None:
    """Fill every place that no number of the file named.

    A number of pairs is left only to pairs that have to do with each other: a commitment, or a share of the portfolio.
    """
    pairs = due.pairs | (shares[:, : len(who.patrons)].T > 0)
    _certain_of_pairs(values, who, pairs)
    _due(values, due)
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
    happens = "shock_probability"
    values.leave("shocks[*].probability", happens, known(happens), np.ones_like(values.named[happens]))


def _certain_of_pairs(values: Values, who: Actors, pairs: Bools) -> None:
    """Distances of capitals, and how firm the rows of commitments are."""
    for p, i in np.argwhere(pairs):
        pair, key = (int(p), int(i)), f'partnerships."{who.patrons[p]},{who.clients[i]}"'
        km = distance(who.patrons[p], who.clients[i])
        if km is not None and not values.named["distance"][pair]:
            values.certain(f"{key}.distance", Found("distance", (pair,), known("distance")), km, "D")
        firm = float(values.base["commit"][(0, *pair)])
        if firm and not values.named["commit"][pair]:
            values.certain(f"{key}.commit", Found("commit", (pair,), known("commit")), firm, "J")
    values.named["commit"][:] = True  # what is 0 is so by the rows, and no default


def _due(values: Values, due: Owed) -> None:
    """When an event makes a commitment due, where the file does not state it: a range about the table's value.

    All pairs that owe by the same kind of obligation share one number.
    """
    alike: dict[tuple[str, int], list[Index]] = {}
    for place, obligation in due.by.items():
        if not values.named["due"][place]:
            alike.setdefault((obligation, place[2]), []).append(place)
    spread = terms().due_spread
    for (obligation, k), places in alike.items():
        most = float(due.due[places[0]])
        entry = known("due").model_copy(
            update={"default": most, "range": (most * (1 - spread), min(1.0, most * (1 + spread)))}
        )
        where = np.zeros_like(values.named["due"])
        where[tuple(np.array(places).T)] = True
        values.leave(f"commitments.due.{obligation}.{tables().threats[k]}", "due", entry, where)


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
