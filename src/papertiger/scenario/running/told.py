"""What a result tells of its scenario beside the figures: which numbers are uncertain, and what is set into time."""

from __future__ import annotations

from collections.abc import Iterable

from papertiger.scenario.model.structure import Floats, Structure
from papertiger.scenario.running.result import Mark, Varied
from papertiger.scenario.terms import Factor


def varied(factors: Iterable[Factor]) -> tuple[Varied, ...]:
    """The uncertain numbers, in the order of `factors`."""
    return tuple(
        Varied(f.key, f.parameter, f.distribution.words, f.grade, f.unit, f.source, f.stated) for f in factors
    )


def marks(structure: Structure, chances: Floats | None = None) -> tuple[Mark, ...]:
    """Wars on the path, then shocks, each in the order of the scenario; a war ends with the run at the latest.

    Shocks to which `chances` (one a shock) gives none are left out: they are there for a policy.
    """
    patrons, clients = structure.patrons, structure.clients
    wars = tuple(
        Mark("war", patrons[war.patron], war.start, min(war.end, structure.months)) for war in structure.wars
    )
    shocks = tuple(
        Mark(
            shock.kind,
            (patrons if shock.kind in {"capacity_change", "war_ends"} else clients)[shock.target],
            shock.month,
            threat=structure.tables.threats[shock.threat] if shock.kind == "threat" else None,
        )
        for number, shock in enumerate(structure.shocks)
        if chances is None or chances[number] > 0
    )
    return wars + shocks
