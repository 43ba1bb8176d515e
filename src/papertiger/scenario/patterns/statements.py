"""What the patterns say, where they are from, and what was settled about each before anything was run (data/patterns.yaml)."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from papertiger.datafiles import load_table
from papertiger.scenario.model.parameters import DATA

Status = Literal["tuned", "held_out", "built_in", "mechanism", "literature", "unit_test"]
Model = Literal["L0", "L1", "L2", "L3"]
MODELS: tuple[Model, ...] = ("L0", "L1", "L2", "L3")
"""Order in which learning models are run and shown."""


class Pattern(BaseModel):
    """One pattern, as it stood before anything was run."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    statement: str
    source: str
    grade: Literal["D", "L", "J"]
    status: Status
    experiment: str
    rests_on: str
    """Which numbers of the model speak for it, or say it outright."""
    holds: str
    """When it holds in one draw of the parameters."""
    band: tuple[float, float] | None = None
    """Where the figure has to lie, for patterns that are numbers."""
    needs: tuple[Model, ...]
    """Learning models under which it is expected."""
    fails: tuple[Model, ...] = ()
    """Learning models under which it must not hold."""

    @model_validator(mode="after")
    def _apart(self) -> Pattern:
        if both := set(self.needs) & set(self.fails):
            raise ValueError(f"{', '.join(sorted(both))} cannot both need and fail it")
        return self


class Statements(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    most: Annotated[float, Field(gt=0.5, le=1)]
    """Share of draws in which a pattern must hold to be called reproduced."""
    patterns: dict[str, Pattern]


@cache
def statements() -> Statements:
    """All patterns by name, P1 to P12."""
    return load_table(DATA / "patterns.yaml", Statements)
