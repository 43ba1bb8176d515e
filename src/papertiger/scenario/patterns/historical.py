"""The generic system of alliances that stands for history (data/historical.yaml), and what it is held against."""

from __future__ import annotations

from functools import cache
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from papertiger.datafiles import load_table
from papertiger.scenario.model.parameters import DATA
from papertiger.scenario.model.structure import DOMAINS, Floats, Structure, War
from papertiger.scenario.model.tables import tables, threats
from papertiger.scenario.patterns.systems import Option, System, only, portfolio, rates

Share = Annotated[float, Field(ge=0, le=1)]
NEAR = 500.0
"""Kilometres within which an ally is near, as in the counts of dyads."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Patron(_Row):
    """A patron of the system."""

    major: bool
    capacity: Annotated[float, Field(gt=0)]


class Alliance(_Row):
    """A bilateral alliance; each has a client of its own."""

    patron: str
    region: str
    km: Annotated[float, Field(ge=10)]


class Figure(_Row):
    """A figure of history."""

    value: float
    observed: Annotated[float, Field(gt=0)]
    """Standard deviation of the figure."""
    means: str
    source: str


class Matched(Figure):
    """A figure that history matching uses."""

    discrepancy: Annotated[float, Field(gt=0)]
    """Standard deviation of what separates the model, at its best, from history."""
    pattern: str


class History(_Row):
    """The whole file."""

    years: int
    due: Share
    commit: Share
    shares: dict[Option, Share]
    distance_within_region: float
    distance_between_regions: float
    similarity_within_region: float
    similarity_between_regions: float
    patrons: dict[str, Patron]
    alliances: tuple[Alliance, ...]
    targets: dict[str, Matched]
    beside: dict[str, Figure]

    @model_validator(mode="after")
    def _known(self) -> History:
        if missing := {one.patron for one in self.alliances} - set(self.patrons):
            raise ValueError(f"no patron {', '.join(sorted(missing))}")
        return self

    @property
    def bound(self) -> np.ndarray:
        """(I) index of each client's patron."""
        places = list(self.patrons)
        return np.array([places.index(one.patron) for one in self.alliances])

    @property
    def km(self) -> Floats:
        """(I) distance of each client from its patron."""
        return np.array([one.km for one in self.alliances])

    @property
    def major(self) -> np.ndarray:
        """(I) the client's patron is a major power."""
        return np.array([self.patrons[one.patron].major for one in self.alliances])


@cache
def history() -> History:
    """The file, read."""
    return load_table(DATA / "historical.yaml", History)


@cache
def system() -> System:
    """The system; a war of every patron all through stands ready, with `omega` 0 unless an experiment sets it."""
    said = history()
    bound, clients = said.bound, len(said.alliances)
    patrons = len(said.patrons)
    months = 12 * said.years
    covers = np.zeros((patrons, clients, len(DOMAINS)), dtype=bool)
    covers[bound, np.arange(clients), DOMAINS.index("military")] = True
    regions = np.array([one.region for one in said.alliances])
    alike = regions[:, None] == regions[None, :]
    structure = Structure(
        patrons=tuple(said.patrons),
        clients=tuple(f"client {n + 1}" for n in range(clients)),
        months=months,
        covers=covers,
        client_distance=np.where(alike, said.distance_within_region, said.distance_between_regions)
        * (1 - np.eye(clients)),
        tables=tables(),
        wars=tuple(War(patron, 0, months) for patron in range(patrons)),
    )
    return System(structure, _fixed(said, alike))


def _fixed(said: History, alike: np.ndarray) -> dict[str, Floats | float]:
    bound, clients, patrons = said.bound, len(said.alliances), len(said.patrons)
    distance = np.full((patrons, clients), said.distance_between_regions)
    distance[bound, np.arange(clients)] = said.km
    commit = np.zeros((patrons, clients))
    commit[bound, np.arange(clients)] = said.commit
    due = np.zeros((patrons, clients, len(threats())))
    due[bound, np.arange(clients)] = only("attack", said.due)
    capacity = np.array([one.capacity for one in said.patrons.values()])
    similarity = np.where(alike, said.similarity_within_region, said.similarity_between_regions)
    return {
        "capacity": np.repeat(capacity[:, None], len(DOMAINS), axis=1),
        "commit": commit,
        "due": due,
        "rate": rates(),
        "distance": distance,
        "shares": np.array([portfolio(patrons, said.shares, patron) for patron in bound]),
        "similarity": similarity,
        "omega": 0.0,
        "reverse": np.zeros(0),
        "shock_probability": np.zeros(0),
        "shock_size": np.zeros(0),
    }
