"""What a scenario takes from a ledger and how that is told: ``data/ledgered.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Self

from pydantic import model_validator

from papertiger.datafiles import load_table
from papertiger.errors import ScenarioError
from papertiger.records import Record
from papertiger.reliability.cases import OBLIGATIONS


class Problem(Record):
    """What is said of a scenario that asks a ledger for what it lacks."""

    problem: str
    cure: str

    def at(self, key: str, **words: object) -> ScenarioError:
        """The error at the path of a key."""
        return ScenarioError(key, self.problem.format(**words), self.cure.format(**words))


class LeftOut(Record):
    """Why a commitment is left out."""

    later: str
    over: str
    past: str
    refuted: str


class Sources(Record):
    """Provenance of a belief."""

    pair: str
    patron: str
    prior: str


class Problems(Record):
    """All of them."""

    unknown_patron: Problem
    untraced: Problem
    not_in_file: Problem
    no_commitment: Problem
    no_pair: Problem
    no_day: Problem
    unknown_client: Problem
    nobody: Problem


class Wording(Record):
    """The whole file."""

    obligations: dict[str, str]
    """Obligation of a record → obligation of the model."""
    left_out: LeftOut
    sources: Sources
    commitments_source: str
    problems: Problems

    @model_validator(mode="after")
    def _every_obligation(self) -> Self:
        if odd := sorted(set(OBLIGATIONS) ^ set(self.obligations)):
            raise ValueError(
                f"obligations must map every obligation of a record once; look at {', '.join(odd)}"
            )
        return self


@cache
def wording() -> Wording:
    """The shipped file."""
    return load_table(Path(__file__).parent / "data" / "ledgered.yaml", Wording)
