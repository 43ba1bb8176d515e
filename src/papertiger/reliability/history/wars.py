"""Cases of alliances in war, as a model of the honour rate meets them, from the data of Berkemeier and Fuhrmann (2018)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from papertiger.reliability.history.rates import BaseRate, base_rates
from papertiger.reliability.history.recount import CODINGS, OBLIGATIONS, honoured, was_due
from papertiger.reliability.history.stata import Opened, Row, open_data

CODED = "alliance_war/any/1816-2003/bf2018/strict"
"""Key of the rate whose cases these are."""


@dataclass(frozen=True, slots=True)
class WarCase:
    """An obligation that was due in a war."""

    war: str
    """Cases of one war hang together."""
    name: str
    """How the war is called."""
    alliance: str
    since_1945: bool
    obligations: frozenset[str]
    """Those of the alliance: defence, offence, neutrality, nonaggression."""
    multilateral: bool
    honoured: bool | None
    """None where a model is to say it."""


def coded() -> BaseRate:
    """The published rate that counts the cases."""
    return next(rate for rate in base_rates() if rate.key == CODED)


def read_wars(folder: Path) -> tuple[tuple[WarCase, ...], Opened]:
    """The cases that were due, in the order of the data set that lies in `folder`, and what was opened.

    Raises:
        HistoryError: it is absent or broken: file, column, cure.
    """
    rate = coded()
    if rate.data is None:
        raise RuntimeError(f"{CODED} has no data set")
    flags = ("sample", "multilateral", "sabhon", *CODINGS[rate.definition.coder], *OBLIGATIONS.values())
    opened = open_data(folder, rate.data, flags=flags, names=("warid", "warname", "atopid"))
    return tuple(_case(row, rate) for row in opened.rows if was_due(row, rate.definition)), opened


def _case(row: Row, rate: BaseRate) -> WarCase:
    return WarCase(
        war=str(row["warid"]),
        name=str(row["warname"]),
        alliance=str(row["atopid"]),
        since_1945=row["sample"] == 0,
        obligations=frozenset(name for name, column in OBLIGATIONS.items() if row[column] == 1),
        multilateral=row["multilateral"] == 1,
        honoured=honoured(row, rate.definition),
    )
