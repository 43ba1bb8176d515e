"""Great-circle distances of capitals, from data/capitals.yaml."""

from __future__ import annotations

import math
from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from papertiger.datafiles import load_table
from papertiger.scenario.model.parameters import DATA

Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]

EARTH = 6371.0
"""Mean radius, km."""
NEAREST = 10
"""Least distance that is told, km: coordinates are known to a tenth of a degree."""


class Capital(BaseModel):
    """A capital."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    at: tuple[Longitude, Latitude]
    """Degrees (WGS 84)."""


class _Capitals(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    capitals: dict[str, Capital]


@cache
def capitals() -> dict[str, Capital]:
    """Capitals by actor id of the state."""
    return load_table(DATA / "capitals.yaml", _Capitals).capitals


def distance(first: str, second: str) -> int | None:
    """Kilometres between the capitals of two states, to 10 km and at least 10; None where one of them is not known."""
    ends = [capitals().get(state) for state in (first, second)]
    if ends[0] is None or ends[1] is None:
        return None
    (west, south), (east, north) = (map(math.radians, one.at) for one in ends if one is not None)
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return max(int(round(2 * EARTH * math.asin(math.sqrt(half)), -1)), NEAREST)
