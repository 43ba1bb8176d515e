"""From the tables of a file to a scenario: who takes part, what is laid out, then every number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from papertiger.scenario.capitals import distance
from papertiger.scenario.files.actors import Actors, actors
from papertiger.scenario.files.commitments import Owed, owed
from papertiger.scenario.files.cycles import refuse_cycles
from papertiger.scenario.files.format import Table
from papertiger.scenario.files.keypath import Path, text_of
from papertiger.scenario.files.laidout import Laid, shocks, supplies, wars
from papertiger.scenario.files.leaving import leave_rest
from papertiger.scenario.files.numbers import stated
from papertiger.scenario.files.places import ALL, Places
from papertiger.scenario.files.policies import allocation_exists, learning_exists, policies
from papertiger.scenario.files.portfolios import client_distances, shares
from papertiger.scenario.files.problems import Problems
from papertiger.scenario.files.stating import stated_numbers
from papertiger.scenario.files.values import Values
from papertiger.scenario.files.warning import warnings
from papertiger.scenario.model.structure import Floats, Structure
from papertiger.scenario.model.tables import tables
from papertiger.scenario.terms import Scenario


@dataclass(frozen=True, slots=True)
class Frame:
    """A scenario without its numbers."""

    actors: Actors
    owed: Owed
    shares: Floats
    """(I, O)."""
    wars: Laid
    flows: Laid
    shocks: Laid
    unplaced: tuple[str, ...]
    """Pairs of clients whose distance nothing tells."""
    structure: Structure


def scenario(document: Table, digest: str, problems: Problems) -> Scenario:
    """The scenario that the document describes, all its keys being known; raises ScenarioProblems with all that is wrong."""
    frame = _frame(document, problems)
    values = Values(frame.structure)
    places = Places(frame.actors, frame.wars, frame.flows, frame.shocks)
    _put(document, frame, places, values, problems)
    leave_rest(values, frame.actors, frame.owed, frame.shares, document, problems)
    compared = policies(document, places, values, problems)
    models, rules = document["learning"]["models"], document["policies"]["allocation"]
    _choices(models, rules, problems)
    problems.stop()
    meta = document["meta"]
    return Scenario(
        name=meta["name"],
        banner=meta["banner"],
        sources=tuple(meta.get("sources", ())),
        structure=frame.structure,
        base=values.base,
        factors=tuple(values.factors),
        learning=tuple(models),
        allocation=tuple(rules),
        policies=compared,
        runs=meta["runs"],
        seed=meta["seed"],
        digest=digest,
        warnings=tuple(
            warnings(frame.actors, frame.owed, frame.shares, frame.unplaced, values, frame.structure.step)
        ),
        fixed=tuple(values.fixed),
    )


def _frame(document: Table, problems: Problems) -> Frame:
    who = actors(document, problems)
    if not who.patrons or not who.clients or "meta" not in document:
        problems.stop()
    months, step = _times(document["meta"], problems)
    due = owed(document, who, problems)
    portfolio = shares(document, who, problems)
    fought, flows = wars(document, who, months, problems), supplies(document, who, problems)
    befalls = shocks(document, who, months, problems)
    refuse_cycles(flows, due.pairs, who, problems)
    km, unplaced = client_distances(document, who, problems)
    structure = Structure(
        patrons=who.patrons,
        clients=who.clients,
        months=months,
        covers=due.covers,
        client_distance=km,
        tables=tables(),
        wars=tuple(war for _, war in fought),
        supplies=tuple(flow for _, flow in flows),
        shocks=tuple(shock for _, shock in befalls),
        step=step,
        observation_delay=float(document["meta"].get("observation_delay_months", 3)),
    )
    return Frame(who, due, portfolio, fought, flows, befalls, tuple(unplaced), structure)


def _times(meta: Table, problems: Problems) -> tuple[int, float]:
    """Months of a run and of a step; a problem is kept where the step does not divide the run."""
    months, step = int(meta.get("horizon_months", 84)), float(meta.get("step_months", 1))
    if abs(months / step - round(months / step)) > 1e-9:  # noqa: PLR2004 - rounding of decimal fractions
        cure = "a step divides the horizon: 1, 0.5, 0.25"
        problems.add(("meta", "step_months"), f"{months} months are not a multiple of {step:g}", cure)
        step = 1.0
    return months, step


def _put(document: Table, frame: Frame, places: Places, values: Values, problems: Problems) -> None:
    """Put in what the rows, the shares and the numbers of the file say."""
    values.base["due"][0], values.base["commit"][0] = frame.owed.due, frame.owed.commit
    values.base["shares"][0] = frame.shares
    _capitals(frame.actors, values)
    numbers = stated_numbers(document, (frame.wars, frame.flows, frame.shocks))
    for path, raw in sorted(numbers, key=_width):
        found = places.find(path, path, problems)
        number = stated(raw, found.known, path, problems) if found is not None else None
        if found is None or number is None:
            continue
        if _twice(values, path, found.parameter, found.indexes[0]):
            problems.add(path, "the pair stands twice", "leave one of the two")
        values.put_open(text_of(path), found, number)


def _width(number: tuple[Path, object]) -> int:
    """What is stated for all pairs of a patron or client comes after what is stated for one, which stands above it."""
    path, _ = number
    return str(path[1]).count(ALL) if path[0] == "partnerships" else 0


def _twice(values: Values, path: Path, parameter: str, index: tuple[int, ...]) -> bool:
    return path[0] == "networks" and bool(np.all(values.named[parameter][index]))


def _capitals(who: Actors, values: Values) -> None:
    """The distance of every pair whose capitals are known, which a file may state otherwise."""
    for pair in _pairs(who):
        km = distance(who.patrons[pair[0]], who.clients[pair[1]])
        if km is not None:
            values.base["distance"][(0, *pair)] = km


def _pairs(who: Actors) -> Iterator[tuple[int, int]]:
    return ((p, i) for p in range(len(who.patrons)) for i in range(len(who.clients)))


def _choices(models: list[str], rules: list[str], problems: Problems) -> None:
    for path, names, check in (
        (("learning", "models"), models, learning_exists),
        (("policies", "allocation"), rules, allocation_exists),
    ):
        if not names:
            problems.add(path, "names none", "leave the key out for the default")
        for at, name in enumerate(names):
            check(name, (*path, at), problems)
            if name in names[:at]:
                problems.add((*path, at), f"{name} stands twice", "leave one of the two")
