"""The tables of threat types and domains, from data/threats.yaml and data/domains.yaml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Annotated, TypeVar

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from papertiger.datafiles import load_table
from papertiger.scenario.model.parameters import DATA, Grade
from papertiger.scenario.model.structure import DOMAINS, OUTCOMES, Domain, Floats, Outcome, Tables

Name = TypeVar("Name", bound=str)
Share = Annotated[float, Field(ge=0, le=1)]


class Rate(BaseModel):
    """How often an average state meets a threat, a year."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    default: float
    range: tuple[float, float]
    grade: Grade
    source: str


class Threat(BaseModel):
    """One type of threat."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rate: Rate
    load: Annotated[float, Field(ge=0, le=2)]
    hostile: bool
    need: dict[Domain, Share]
    hazard: dict[Outcome, float]

    @model_validator(mode="after")
    def _whole(self) -> Threat:
        if missing := set(OUTCOMES) - set(self.hazard):
            raise ValueError(f"no hazard for {', '.join(sorted(missing))}")
        return self


class Support(BaseModel):
    """One domain of support."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lag: tuple[float, float]
    window: float
    war: Share
    relief: dict[Outcome, Share]


class _Threats(RootModel[dict[str, Threat]]):
    """The whole file of threats."""

    @model_validator(mode="after")
    def _full_needs(self) -> _Threats:
        for domain in DOMAINS:
            most = max(kind.need.get(domain, 0.0) for kind in self.root.values())
            if most != 1:
                raise ValueError(f"the largest need in {domain} is {most}; by definition a full need is 1")
        return self


class _Domains(RootModel[dict[Domain, Support]]):
    """The whole file of domains."""


@cache
def threats() -> dict[str, Threat]:
    """All threat types by name, in the order of the axis of threats."""
    return load_table(DATA / "threats.yaml", _Threats).root


@cache
def tables() -> Tables:
    """Both tables as arrays."""
    kinds = list(threats().values())
    domains = load_table(DATA / "domains.yaml", _Domains).root
    of = [domains[domain] for domain in DOMAINS]
    return Tables(
        threats=tuple(threats()),
        hostile=np.array([kind.hostile for kind in kinds]),
        load=np.array([kind.load for kind in kinds]),
        need=_rows([kind.need for kind in kinds], DOMAINS),
        hazard=_rows([kind.hazard for kind in kinds], OUTCOMES),
        relief=_rows([one.relief for one in of], OUTCOMES).T.copy(),
        war_share=np.array([one.war for one in of]),
        lag_min=np.array([one.lag[0] for one in of]),
        lag_max=np.array([one.lag[1] for one in of]),
        window=np.array([one.window for one in of]),
    )


def _rows(rows: Sequence[Mapping[Name, float]], names: tuple[Name, ...]) -> Floats:
    return np.array([[row.get(name, 0.0) for name in names] for row in rows])
