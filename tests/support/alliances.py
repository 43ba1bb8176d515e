"""Invented data sets in the schema of the published ones: alliances and wars that never were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from statafile import Cell, write_stata

WARS_2018 = "BerkemeierFuhrmannRAP2018_0303.dta"
WARS_2005 = "LeedsAnacIIrep.dta"
Row = dict[str, Cell]


def war_case(
    war: int,
    *,
    honoured: bool | None,
    late: bool = False,
    types: Iterable[str] = ("defense",),
    one_ally: bool | None = None,
    multilateral: bool = False,
    other_coder: bool | None = None,
) -> Row:
    """A row: an alliance in `war`, since 1945 if `late`; `honoured` None where the obligation was not due.

    `one_ally`: whether at least one ally of a multilateral alliance kept its word; `other_coder`: the alternative verdict, the same by default.
    """
    other = honoured if other_coder is None else other_coder
    return {
        "sample": 0.0 if late else 1.0,
        "warid": float(war),
        "atopid": 9000.0 + war,
        "warname": f"Invented war {war}",
        "multilateral": float(multilateral),
        "sabhon": None if one_ally is None else float(one_ally),
        "dnaLLM": 1.0 if honoured is None else None,
        "honorLLM": 1.0 if honoured else None,
        "dnaBF": 1.0 if other is None else None,
        "honorBF": 1.0 if other else None,
        **{name: float(name in set(types)) for name in ("defense", "offense", "neutral", "nonagg")},
    }


def write_wars(folder: Path, rows: Iterable[Mapping[str, Cell]]) -> Path:
    """The data set of wars with these rows, in `folder`."""
    table = list(rows)
    path = folder / WARS_2018
    write_stata(path, {name: [row[name] for row in table] for name in table[0]})
    return path


def write_members(folder: Path, verdicts: Iterable[bool]) -> Path:
    """The data set of members at war, each with whether it honoured its obligation."""
    path = folder / WARS_2005
    write_stata(path, {"war": [1.0] * len(kept := list(verdicts)), "honor3": [float(one) for one in kept]})
    return path
