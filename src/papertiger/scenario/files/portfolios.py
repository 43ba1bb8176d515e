"""What a file states for certain of clients: portfolios at the start, and how far clients lie from one another and from patrons."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from papertiger.scenario.capitals import distance
from papertiger.scenario.files.actors import Actors
from papertiger.scenario.files.format import Table, shown
from papertiger.scenario.files.keypath import Path
from papertiger.scenario.files.problems import Problems, near
from papertiger.scenario.files.stating import DEFAULT
from papertiger.scenario.files.table import known
from papertiger.scenario.files.units import in_unit
from papertiger.scenario.model.structure import OUTSIDE, Floats

_ROUNDING = 1e-6
"""How far from 1 a sum of shares may lie: they are written with a few digits."""


def shares(document: Table, actors: Actors, problems: Problems) -> Floats:
    """Portfolios (I, O), each summing to 1; problems are kept for an option that there is not and for another sum."""
    options = (*actors.patrons, *OUTSIDE)
    found = np.zeros((len(actors.clients), len(options)))
    for at, client in enumerate(actors.clients):
        path: Path = ("clients", client, "shares")
        given = document["clients"][client].get("shares")
        if given is None:  # told as missing before
            continue
        for name, value in given.items():
            if name not in options:
                problems.add((*path, name), f"no option {name!r}", near(name, options))
            elif (share := _share(value, (*path, name), problems)) is not None:
                found[at, options.index(name)] = share
        total = found[at].sum()
        if set(given) <= set(options) and abs(total - 1) > _ROUNDING:
            problems.add(
                path, f"shares sum to {total:g}", "they sum to 1 over patrons, rival, others and self"
            )
        found[at] /= total or 1.0
    return found


def _share(value: object, path: Path, problems: Problems) -> float | None:
    if isinstance(value, list | dict):
        problems.add(
            path,
            f"{shown(value)} is uncertain",
            "shares are certain; what follows from them is not: write one number",
        )
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        problems.add(path, f"{shown(value)} is no share", "a number from 0 to 1")
        return None
    return float(value)


def client_distances(document: Table, actors: Actors, problems: Problems) -> tuple[Floats, list[str]]:
    """Distances between clients (I, I) in km, and the pairs for which neither the file nor their capitals tell one."""
    given = document.get("networks", {}).get("distance", {})
    path: Path = ("networks", "distance")
    stated = dict(_stated(given, path, actors, problems))
    usual = _km(given[DEFAULT], (*path, DEFAULT), problems) if DEFAULT in given else None
    many, unknown = len(actors.clients), []
    found = np.zeros((many, many))
    for one, other in actors.couples():
        pair = actors.clients[one], actors.clients[other]
        km = stated.get((one, other), distance(*pair) or usual)
        if km is None:
            km = known("distance").default
            unknown.append(",".join(pair))
        found[one, other] = found[other, one] = km
    return found, unknown


def _stated(
    given: Table, path: Path, actors: Actors, problems: Problems
) -> Iterator[tuple[tuple[int, int], float]]:
    seen: set[tuple[int, int]] = set()
    for name, value in given.items():
        if name == DEFAULT:
            continue
        pair = actors.couple(name, (*path, name), problems)
        km = _km(value, (*path, name), problems)
        if pair is None or km is None:
            continue
        if pair in seen:
            problems.add((*path, name), "the pair stands twice", "leave one of the two")
        seen.add(pair)
        yield pair, km


def _km(value: object, path: Path, problems: Problems) -> float | None:
    if isinstance(value, str):
        return in_unit(value, "km", path, problems)
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not (value >= 0 and math.isfinite(value))
    ):
        problems.add(
            path, f"{shown(value)} is no distance", "km as one number; a distance between clients is certain"
        )
        return None
    return float(value)
