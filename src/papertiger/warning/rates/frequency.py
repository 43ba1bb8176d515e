"""How often a year chance alone brings a series to a given value of the statistic: a table, made by simulation.

`data/frequency.yaml` says how it was made (`scripts/calibrate_rates.py`). Between its points the logarithm of the frequency is linear in
the logarithms of statistic, rate, burstiness and drift; beyond the ends of the statistic it goes on as before, beyond the others it stays.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.datafiles import load_table
from papertiger.warning.rates.level import Array, Usual
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
    drifts: tuple[float, ...]
    """Standard deviation of the change of the logarithm of the rate in a year, ascending."""
    statistics: tuple[float, ...]
    """Values of the statistic, ascending."""
    per_year: tuple[tuple[tuple[tuple[float, ...], ...], ...], ...]
    """Alarms a year at each: by rate, burstiness, drift, statistic."""

    @model_validator(mode="after")
    def _fits(self) -> Frequencies:
        axes = (self.rates, self.burstiness, self.drifts, self.statistics)
        size = tuple(map(len, axes))
        if any(len(axis) < 2 or list(axis) != sorted(set(axis)) or axis[0] <= 0 for axis in axes):  # noqa: PLR2004
            raise ValueError(
                "rates, burstiness, drifts and statistics need two values or more, above 0 and ascending"
            )
        try:
            table = np.array(self.per_year)
        except ValueError:
            table = np.array(0.0)
        if table.shape != size:
            raise ValueError(f"per_year must hold {size} numbers by rate, burstiness, drift, statistic")
        if (table <= 0).any() or (np.diff(table, axis=-1) > 0).any():
            raise ValueError("per_year must be above 0 and must not grow with the statistic")
        return self


class Frequency:
    """Looks up a table of frequencies, for many series at once."""

    def __init__(self, table: Frequencies) -> None:
        self._axes = [
            np.log(axis) for axis in (table.rates, table.burstiness, table.drifts, table.statistics)
        ]
        self._table = np.log(table.per_year)

    def per_year(self, statistic: Array, usual: Usual) -> Array:
        """Alarms a year if one were given whenever `statistic` is reached, in series with this `usual`; at most one a day."""
        values = (usual.per_year, usual.burstiness, usual.drift, statistic)
        places = [
            place(axis, value, beyond=number == len(values) - 1)
            for number, (axis, value) in enumerate(zip(self._axes, values, strict=True))
        ]
        # All corners of the cells of the table at once, then one axis after the other, the last first.
        around = tuple(
            left.reshape(-1, *[1] * len(places))
            + np.arange(2).reshape([2 if other == number else 1 for other in range(len(places))])
            for number, (left, _) in enumerate(places)
        )
        found = self._table[around]
        for _, part in reversed(places):
            way = part.reshape(-1, *[1] * (found.ndim - 2))
            found = found[..., 0] * (1 - way) + found[..., 1] * way
        total = found.reshape(np.shape(statistic))
        return np.asarray(np.exp(np.minimum(total, np.log(DAYS_A_YEAR))))


@cache
def frequency() -> Frequency:
    """The table that comes with the package."""
    return Frequency(load_table(_FILE, Frequencies))


def place(axis: Array, value: Array, *, beyond: bool = False) -> tuple[NDArray[np.intp], Array]:
    """Left neighbour on an axis of logarithms and the way from there to the next, 0 to 1; less or more where `beyond` its ends it goes on."""
    logs = np.log(np.maximum(value, 1e-12))
    at = np.clip(np.searchsorted(axis, logs, side="right") - 1, 0, len(axis) - 2)
    part = (logs - axis[at]) / (axis[at + 1] - axis[at])
    return at, part if beyond else np.clip(part, 0, 1)
