"""PLOVER's modes, contexts and quads, from ``data/plover.yaml``: what the event part of a claim may be corrected to."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from papertiger.datafiles import load_table
from papertiger.records import PREDICATES

FILE = Path(__file__).parent / "data" / "plover.yaml"


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Category(_Table):
    """One event category."""

    quad: Annotated[int, Field(ge=1, le=4)]
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    modes: tuple[str, ...] = ()


class Codes(_Table):
    """What PLOVER knows beside categories."""

    categories: dict[str, Category]
    contexts: tuple[str, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        wrong = set(self.categories) ^ set(PREDICATES["event"])
        if wrong:
            raise ValueError(f"categories: missing or unknown: {', '.join(sorted(wrong))}")
        return self

    def modes(self, predicate: str) -> tuple[str, ...]:
        """The modes of a predicate; support and relation claims have none."""
        known = self.categories.get(predicate)
        return known.modes if known is not None else ()


@cache
def codes() -> Codes:
    """The shipped table; raises DataFileError with file and line when it breaks its schema."""
    return load_table(FILE, Codes)
