"""The table of parameters: meaning, unit, default, range, grade and source of each, from data/parameters.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from papertiger.datafiles import load_table

DATA = Path(__file__).parent.parent / "data"
Grade = Literal["D", "L", "J", "S"]


class Parameter(BaseModel):
    """One number of the model, or one for each of its `axes`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    axes: Annotated[str, Field(pattern="^(p?i?j?d?k?)$")] = ""
    """p patron, i client, j another client, d domain, k threat type; empty for one number."""
    unit: str
    default: float
    range: tuple[float, float] | None = None
    """From where it is drawn, uniformly, when a scenario does not name it; None: the default is used."""
    bounds: tuple[float, float]
    """The values that make sense at all."""
    grade: Grade
    """D computed from data, L from the literature with a judged size, J judgement, S a choice of the scenario."""
    source: str
    means: str

    @model_validator(mode="after")
    def _inside(self) -> Parameter:
        low, high = self.bounds
        if any(not low <= value <= high for value in (self.default, *(self.range or ()))):
            raise ValueError(f"default or range outside the bounds {low} to {high}")
        if self.range is not None and not self.range[0] <= self.default <= self.range[1]:
            raise ValueError(f"default {self.default} outside the range {self.range[0]} to {self.range[1]}")
        return self


class _Table(RootModel[dict[str, Parameter]]):
    """The whole file."""


@cache
def parameters() -> dict[str, Parameter]:
    """All parameters by name, in the order of the file."""
    return load_table(DATA / "parameters.yaml", _Table).root
