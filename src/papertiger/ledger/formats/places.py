"""States in other systems: a point on the map, and the codes that FollowTheMoney knows (``data/places.yaml``)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from papertiger.actors import actor_of, knowledge_base
from papertiger.datafiles import load_table
from papertiger.records import ClaimRecord

FILE = Path(__file__).parent / "data" / "places.yaml"

Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]


class Place(BaseModel):
    """One state."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(pattern="^[a-z]{2,4}$")
    """What FollowTheMoney calls it."""
    at: tuple[Longitude, Latitude] | None = None
    """Degrees (WGS 84), longitude first as in GeoJSON; None for a state that is no more."""


class Places(BaseModel):
    """The file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    states: dict[str, Place]
    languages: dict[str, str]
    """BCP-47 → ISO 639-3."""


@cache
def places() -> Places:
    """The file, read once; raises DataFileError when it is wrong."""
    return load_table(FILE, Places)


def country_code(state: str | None) -> str | None:
    """The code of a state in FollowTheMoney."""
    found = places().states.get(state) if state else None
    return found.code if found else None


def located(record: ClaimRecord) -> tuple[str, str] | None:
    """Which state is shown for a claim, and why: ``place``, ``object_state`` or ``subject_state``; None for nowhere."""
    named = _named(record.place, record.article.language) if record.place else None
    candidates = (
        ("place", named),
        ("object_state", record.object_state),
        ("subject_state", record.subject_state),
    )
    for basis, state in candidates:
        if state is not None and (known := places().states.get(state)) and known.at:
            return state, basis
    return None


def _named(place: str, language: str) -> str | None:
    """The state that a place is: its id, or its name in English or the language of the article."""
    return place if place in places().states else _names(language).get(place.casefold())


@cache
def _names(language: str) -> dict[str, str]:
    base = knowledge_base()
    known = [state for state in places().states if actor_of(state)]
    found = {base.get(state).name.casefold(): state for state in known}
    if language in base.languages:
        found |= {base.label(state, language).casefold(): state for state in known}
    return found
