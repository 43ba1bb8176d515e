"""How often a year chance alone brings a series to a given value of the statistic: a table, made by simulation.

`data/frequency.yaml` says how it was made (`scripts/calibrate_rates.py`). Between its points the logarithm of the frequency is linear in
the logarithms of statistic, rate and burstiness; beyond the ends of the statistic it goes on as before, beyond the others it stays.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.datafiles import load_table
from papertiger.warning.rates.level import Array
from papertiger.warning.rates.settings import DAYS_A_YEAR

_FILE = Path(__file__).parent / "data" / "frequency.yaml"


class Frequencies(BaseModel):
    """The table as it lies in its file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    made: str
    """How, with which seed."""
    rates: tuple[float, ...]
    """Usual origins a year, ascending."""
    burstiness: tuple[float, ...]
    """Variance over mean, ascending."""
    statistics: tuple[float, ...]
    """Values of the statistic, ascending."""
    per_year: tuple[tuple[tuple[float, ...], ...], ...]
    """Alarms a year at each: by rate, burstiness, statistic."""

    @model_validator(mode="after")
    def _fits(self) -> Frequencies:
        axes = (self.rates, self.burstiness, self.statistics)
        size = tuple(map(len, axes))
        if any(len(axis) < 2 or list(axis) != sorted(set(axis)) or axis[0] <= 0 for axis in axes):  # noqa: PLR2004
            raise ValueError(
                "rates, burstiness and statistics need two values or more, above 0 and ascending"
            )
        if (
            {len(self.per_year)} != {size[0]}
            or {len(row) for row in self.per_year} != {size[1]}
            or {len(cell) for row in self.per_year for cell in row} != {size[2]}
        ):
            raise ValueError(f"per_year must hold {size} numbers by rate, burstiness, statistic")
        table = np.asarray(self.per_year)
        if (table <= 0).any() or (np.diff(table, axis=2) > 0).any():
            raise ValueError("per_year must be above 0 and must not grow with the statistic")
        return self


class Frequency:
    """Looks up a table of frequencies, for many series at once."""

    def __init__(self, table: Frequencies) -> None:
        self._axes = [np.log(axis) for axis in (table.rates, table.burstiness, table.statistics)]
        self._table = np.log(table.per_year)

    def per_year(self, statistic: ArrayLike, rate: ArrayLike, burstiness: ArrayLike) -> Array:
        """Alarms a year if one were given whenever `statistic` is reached, in series of `rate` origins a year; at most one a day."""
        places = [
            _place(axis, value, beyond=beyond)
            for axis, value, beyond in zip(
                self._axes, (rate, burstiness, statistic), (False, False, True), strict=True
            )
        ]
        total: Any = 0.0
        for corner in product((0, 1), repeat=3):
            share: Any = 1.0
            for (_, part), side in zip(places, corner, strict=True):
                share = share * (part if side else 1 - part)
            total = (
                total
                + share * self._table[tuple(at + side for (at, _), side in zip(places, corner, strict=True))]
            )
        return np.asarray(np.exp(np.minimum(total, np.log(DAYS_A_YEAR))))


@cache
def frequency() -> Frequency:
    """The table that comes with the package."""
    return Frequency(load_table(_FILE, Frequencies))


def _place(axis: Array, value: ArrayLike, *, beyond: bool) -> tuple[NDArray[Any], Array]:
    """Left neighbour on the axis and the way from there to the next, 0 to 1; less or more where `beyond` the ends it goes on."""
    logs = np.log(np.maximum(np.asarray(value, dtype=float), 1e-12))
    at = np.clip(np.searchsorted(axis, logs, side="right") - 1, 0, len(axis) - 2)
    part = (logs - axis[at]) / (axis[at + 1] - axis[at])
    return at, part if beyond else np.clip(part, 0, 1)
