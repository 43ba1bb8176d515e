"""What a file sets into time and lays between actors: wars on the path, flows of reverse supply, shocks."""

from __future__ import annotations

from typing import Any

from papertiger.scenario.files.actors import Actors
from papertiger.scenario.files.format import Table, checked, keys, shown
from papertiger.scenario.files.keypath import Path
from papertiger.scenario.files.problems import Problems, near
from papertiger.scenario.model.structure import DOMAINS, Shock, Supply, War
from papertiger.scenario.model.tables import tables

Laid = list[tuple[Path, Any]]
"""Path of the table that laid it out, and the thing; the order is that of its axis."""


def wars(document: Table, actors: Actors, months: int, problems: Problems) -> Laid:
    """Wars of all patrons; problems are kept for one that ends before it begins, and for two of a patron that overlap."""
    found: Laid = []
    for at, patron in enumerate(actors.patrons):
        own: list[War] = []
        for number, given in enumerate(document["patrons"][patron].get("war", ())):
            path: Path = ("patrons", patron, "war", number)
            table = checked(given, "war", path, problems)
            if "from" not in table:
                continue
            war = War(at, float(table["from"]), float(table.get("to", max(months, table["from"] + 1))))
            _possible(war, own, path, months, problems)
            own.append(war)
            found.append((path, war))
    return found


def _possible(war: War, others: list[War], path: Path, months: int, problems: Problems) -> None:
    if war.start >= war.end:
        problems.add(
            path, f"impossible range: from month {war.start:g} to {war.end:g}", "a war begins before it ends"
        )
    elif war.start >= months or war.end <= 0:
        problems.add(
            path, f"months {war.start:g} to {war.end:g} lie outside the run", f"it lasts from 0 to {months}"
        )
    for other in others:
        if war.start < other.end and other.start < war.end:
            problems.add(
                path,
                f"months {war.start:g} to {war.end:g} overlap with the war of months {other.start:g} to {other.end:g}",
                "let one end when the other begins; omega of both together is one war's",
            )


def supplies(document: Table, actors: Actors, problems: Problems) -> Laid:
    """Flows of reverse supply of all clients; problems are kept for a patron or domain that there is not, and for a flow stated twice."""
    found: Laid = []
    for at, client in enumerate(actors.clients):
        given = document["clients"][client].get("reverse_supply", ())
        for number, one in enumerate(given):
            path: Path = ("clients", client, "reverse_supply", number)
            table = checked(one, "reverse_supply", path, problems)
            if "to" not in table or "domain" not in table:
                continue
            patron = actors.patron(table["to"], (*path, "to"), problems)
            domain = _domain(table["domain"], (*path, "domain"), problems)
            if patron is None or domain is None:
                continue
            flow = Supply(at, patron, domain)
            if any(flow == other for _, other in found):
                problems.add(path, "the same supply stands twice", "join the two")
            found.append((path, flow))
    return found


def _domain(name: str, path: Path, problems: Problems) -> int | None:
    if name in DOMAINS:
        return DOMAINS.index(name)
    problems.add(path, f"no domain {name!r}", near(name, DOMAINS))
    return None


def shocks(document: Table, actors: Actors, months: int, problems: Problems) -> Laid:
    """Shocks in the order of the file; problems are kept for a type, target or month that cannot be."""
    found: Laid = []
    for number, given in enumerate(document.get("shocks", ())):
        path: Path = ("shocks", number)
        table = checked(given, "shock", path, problems)
        if "type" not in table or "month" not in table:
            continue
        types = keys()["shock_types"]
        if table["type"] not in types:
            problems.add((*path, "type"), f"no shock {shown(table['type'])}", near(table["type"], types))
            continue
        shock = _shock(table, path, actors, problems)
        if table["month"] >= months:
            problems.add(
                (*path, "month"), f"{table['month']:g} lies after the run", f"the run lasts {months} months"
            )
        if shock is not None:
            found.append((path, shock))
    return found


def _shock(table: Table, path: Path, actors: Actors, problems: Problems) -> Shock | None:
    known = keys()["shock_types"][table["type"]]
    other = "patron" if known.kind == "client" else "client"
    for name in ("threat", "size", other):
        if name in table and name != known.with_:
            problems.add((*path, name), f"is nothing that {table['type']} has", f"it befalls a {known.kind}")
    for needed in (known.kind, known.with_):
        if needed is not None and needed not in table:
            problems.add(
                (*path, needed), "is missing", f"{table['type']} needs {keys()['shock'][needed].means}"
            )
            return None
    find = actors.client if known.kind == "client" else actors.patron
    target = find(table[known.kind], (*path, known.kind), problems)
    threat = 0
    if known.with_ == "threat":
        kinds = tables().threats
        if table["threat"] not in kinds:
            problems.add(
                (*path, "threat"), f"no threat {shown(table['threat'])}", near(table["threat"], kinds)
            )
            return None
        threat = kinds.index(table["threat"])
    return None if target is None else Shock(table["type"], float(table["month"]), target, threat)
