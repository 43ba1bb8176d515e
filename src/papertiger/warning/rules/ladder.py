"""The ladder of escalation, from ``data/ladder.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.datafiles import load_table
from papertiger.records import PREDICATES
from papertiger.warning.watchlists import DATA

Rung = Literal["statement", "sanction", "mobilisation", "force"]


class Ladder(BaseModel):
    """Rung → PLOVER categories, from the lowest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rungs: dict[Rung, tuple[str, ...]]

    @model_validator(mode="after")
    def _events(self) -> Self:
        given = [category for categories in self.rungs.values() for category in categories]
        if odd := set(given) - set(PREDICATES["event"]):
            raise ValueError(f"no PLOVER categories: {', '.join(sorted(odd))}")
        if len(set(given)) != len(given):
            raise ValueError("a category stands on two rungs")
        return self


@cache
def rungs() -> dict[str, int]:
    """PLOVER category → number of its rung, from 1; categories on no rung are left out."""
    table = load_table(DATA / "ladder.yaml", Ladder).rungs
    return {category: number for number, names in enumerate(table.values(), 1) for category in names}


@cache
def names() -> tuple[str, ...]:
    """The rungs' names, from the lowest."""
    return tuple(load_table(DATA / "ladder.yaml", Ladder).rungs)
