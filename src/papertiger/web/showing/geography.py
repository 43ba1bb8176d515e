"""Which state each shape of the map is, and where a state is that has no shape (``data/map.yaml``, and the places of exports)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from papertiger.datafiles import load_table
from papertiger.ledger.formats.places import places

FILE = Path(__file__).parents[1] / "data" / "map.yaml"
Numeric = Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
"""ISO 3166-1 numeric."""
Alpha = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""ISO 3166-1 alpha-3, as in the actor files."""


class Moved(BaseModel):
    """A part of one shape that is drawn with another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    from_: Numeric = Field(alias="from")
    to: Numeric
    at: tuple[Annotated[float, Field(ge=-180, le=180)], Annotated[float, Field(ge=-90, le=90)]]
    """A point in the part: longitude and latitude in degrees."""


class Geography(BaseModel):
    """The file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    states: dict[Numeric, Alpha]
    own: dict[str, Alpha]
    joined: dict[str, Numeric]
    moved: tuple[Moved, ...]

    @model_validator(mode="after")
    def _known(self) -> Geography:
        named = {*self.joined.values(), *(end for one in self.moved for end in (one.from_, one.to))}
        if odd := sorted(named - set(self.states)):
            raise ValueError(f"no shape {', '.join(odd)} among the states")
        return self


@cache
def geography() -> Geography:
    """The file, read once; raises DataFileError where it is wrong."""
    return load_table(FILE, Geography)


def points() -> Mapping[str, tuple[float, float]]:
    """State → a point inside it, longitude and latitude in degrees."""
    return {state: place.at for state, place in places().states.items() if place.at}
