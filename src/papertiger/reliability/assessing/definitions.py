"""Definitions behind every figure: what counts as one rate, when it is told in words only, how it is rounded."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from papertiger.datafiles import load_table
from papertiger.records import Record
from papertiger.reliability.cases import OBLIGATIONS, Obligation


class Group(Record):
    """Obligations that share one honour rate."""

    obligations: tuple[Obligation, ...] = Field(min_length=1)
    label: str
    """As in "honour rate of LABEL"."""
    estimand: str
    """What the rate is a rate of."""


class Band(Record):
    """One of ICD 203's likelihood words."""

    upto: float
    """Upper end, per cent."""
    words: str


class Definitions(Record):
    """``data/definitions.yaml``."""

    groups: dict[str, Group]
    thin: float
    """Effective tests under which a rate is told in words only."""
    hidden: float
    """Effective tests under which a part of the record is not shown."""
    points: int = Field(ge=1, le=20)
    """Shares are rounded to so many points of a hundred."""
    influence: float
    """Points by which leaving an origin out must move the median to be listed."""
    likelihood: tuple[Band, ...]
    sentence: str
    """Fixed wording of a rate with its interval."""
    thin_sentence: str
    full_prior: str
    """Where the prior of the full model is from."""
    no_history: str
    """Why some obligations are compared with nothing."""
    unit: str
    coder: str
    assumptions: dict[str, str]
    """What else a figure is looked at under, in words."""
    not_said: tuple[str, ...]

    @model_validator(mode="after")
    def _every_assumption(self) -> Self:
        wanted = {"prior_half", "prior_twice", "evidence_half", "evidence_twice", "cut_offs"}
        if odd := wanted ^ set(self.assumptions):
            raise ValueError(f"assumptions: missing or unknown: {', '.join(sorted(odd))}")
        return self

    @model_validator(mode="after")
    def _every_obligation_once(self) -> Self:
        listed = [one for group in self.groups.values() for one in group.obligations]
        if sorted(listed) != sorted(OBLIGATIONS):
            odd = sorted(set(OBLIGATIONS) ^ set(listed)) or sorted(o for o in listed if listed.count(o) > 1)
            raise ValueError(f"groups must hold every obligation once; look at {', '.join(odd)}")
        if [band.upto for band in self.likelihood] != sorted(band.upto for band in self.likelihood):
            raise ValueError("likelihood: bands must rise")
        return self

    def group_of(self, obligation: str) -> str:
        """The group that an obligation belongs to."""
        return self._groups[obligation]

    @cached_property
    def _groups(self) -> dict[str, str]:
        return {one: name for name, group in self.groups.items() for one in group.obligations}

    def rounded(self, share: float) -> float:
        """A share of 1, rounded as it is printed."""
        return round(round(100 * share / self.points) * self.points / 100, 2)

    def words(self, probability: float) -> str:
        """ICD 203's words for a probability."""
        return next(
            (band.words for band in self.likelihood if 100 * probability <= band.upto),
            self.likelihood[-1].words,
        )


@cache
def definitions() -> Definitions:
    """The shipped definitions."""
    return load_table(Path(__file__).parent / "data" / "definitions.yaml", Definitions)
