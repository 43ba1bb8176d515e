"""The quantities that the model puts out, and how each is read from the records of a block."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from papertiger.scenario.model.records import Records
from papertiger.scenario.model.structure import DOMAINS, Floats, Structure
from papertiger.scenario.running.result import Quantity


def quantities(structure: Structure) -> tuple[Quantity, ...]:
    """All quantities of a scenario, those about the whole system first."""
    pairs = [
        (patron, client)
        for p, patron in enumerate(structure.patrons)
        for i, client in enumerate(structure.clients)
        if structure.committed[p, i]
    ]
    return (
        Quantity("honour_rate_given_tested", "honour_rate_given_tested"),
        Quantity("honoured_in_war", "honoured_in_war", chart=False),
        Quantity("honoured_at_peace", "honoured_at_peace", chart=False),
        Quantity("trust", "trust"),
        Quantity("aligned", "aligned"),
        Quantity("concentration", "concentration"),
        Quantity("exits", "exits"),
        Quantity("unmet", "unmet"),
        *(Quantity(f"unmet:{domain}", "unmet", (domain,)) for domain in DOMAINS),
        *(Quantity(f"trust:{p},{i}", "trust", (p, i)) for p, i in pairs),
        *(Quantity(f"exit:{p},{i}", "exit", (p, i)) for p, i in pairs),
        *(Quantity(f"aligned:{i}", "aligned", (i,)) for i in structure.clients),
        *(Quantity(f"concentration:{i}", "concentration", (i,)) for i in structure.clients),
        *(Quantity(f"half_lost:{i}", "half_lost", (i,), chart=False) for i in structure.clients),
        *(Quantity(f"bargaining:{p}", "bargaining", (p,), direction_only=True) for p in structure.patrons),
        *(Quantity(f"available:{p}", "available", (p,)) for p in structure.patrons),
    )


def charts(structure: Structure, records: Records) -> Iterator[tuple[str, Floats]]:
    """Key and values (steps + 1, R) of every quantity that is recorded month by month; all between 0 and 1, NaN where there is none."""
    series, bound = records.series, structure.committed
    exits = 1 - series["bound"][:, :, bound]
    yield "honour_rate_given_tested", series["honour"]
    yield "trust", series["trust"][:, :, bound].mean(axis=2)
    yield "aligned", series["aligned"].mean(axis=2)
    yield "concentration", series["hhi"].mean(axis=2)
    yield "exits", exits.mean(axis=2)
    yield "unmet", series["unmet_all"]
    for d, domain in enumerate(DOMAINS):
        yield f"unmet:{domain}", series["unmet"][:, :, d]
    for p, patron in enumerate(structure.patrons):
        yield f"bargaining:{patron}", series["index"][:, :, p]
        yield f"available:{patron}", series["available"][:, :, p]
        for i, client in enumerate(structure.clients):
            if bound[p, i]:
                yield f"trust:{patron},{client}", series["trust"][:, :, p, i]
                yield f"exit:{patron},{client}", 1 - series["bound"][:, :, p, i]
    for i, client in enumerate(structure.clients):
        yield f"aligned:{client}", series["aligned"][:, :, i]
        yield f"concentration:{client}", series["hhi"][:, :, i]


def finals(structure: Structure, records: Records) -> dict[str, Floats]:
    """Key to the value at the end of each run (R), NaN where there is none; `bargaining` is its change since the start."""
    ends = {
        key: values[-1] - values[0] if key.startswith("bargaining") else values[-1]
        for key, values in charts(structure, records)
    }
    totals = records.totals
    tests, honoured = totals["tests"].sum(axis=(1, 2)), totals["honoured"].sum(axis=(1, 2))
    war, war_honoured = totals["war_tests"], totals["war_honoured"]
    ends["honoured_in_war"] = _share(war_honoured, war)
    ends["honoured_at_peace"] = _share(honoured - war_honoured, tests - war)
    for i, client in enumerate(structure.clients):
        ends[f"half_lost:{client}"] = totals["half_lost"][:, i]
    return ends


def _share(part: Floats, whole: Floats) -> Floats:
    shares: Floats = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return shares
