"""The words of an assessment, from ``data/LANGUAGE/assessing.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Self, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.datafiles import load_table
from papertiger.reliability.assessing import Interval
from papertiger.reliability.cases import OUTCOMES, Feasibility, Instrument, Peril
from papertiger.report.languages import DEFAULT, Language, words_file


class AssessmentWording(BaseModel):
    """Everything that an assessment says in its own words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    no_cases: str
    rate: str
    likelihood: str
    thin: str
    prior: str
    compared: str
    counts: str
    published_only: str
    recomputed: str
    below: str
    compared_with: str
    more_rates: str
    not_below: str
    hidden: str
    influence: str
    influence_thin: str
    anonymous: str
    next: str
    since: str
    nothing_before: str
    no_change: str
    unresolved: str
    open: str
    statuses: dict[str, str]
    outcomes: dict[str, str]
    feasibility: dict[str, str]
    statements: dict[str, str]
    late: str
    outcome: str
    undecided: str
    rests_on: str
    changes: dict[str, str]
    triggers: dict[str, str]
    no_occasion: str
    by: str
    made_by: str
    instruments: dict[str, str]
    commitment: str
    calls: dict[str, str]
    terms: str
    walk: str
    walk_thin: str

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Every value that an answer may hold has its words."""
        wanted = {
            "outcomes": OUTCOMES,
            "feasibility": get_args(Feasibility),
            "triggers": (*get_args(Peril), "request", "due_date"),
            "instruments": get_args(Instrument),
        }
        for table, names in wanted.items():
            if odd := set(names) ^ set(getattr(self, table)):
                raise ValueError(f"{table}: missing or unknown: {', '.join(sorted(odd))}")
        return self


@cache
def assessment_wording(language: Language = DEFAULT) -> AssessmentWording:
    """The shipped wording in a language; raises DataFileError with file and line when it breaks its schema."""
    return load_table(words_file("assessing", language), AssessmentWording)


def per_cent(share: float) -> str:
    """A share of 1 as ``35 %``; the ends as ``under 5 %`` and ``over 95 %``, for nothing here is sure."""
    points = round(100 * share)
    if points <= 0:
        return "under 5 %"
    return "over 95 %" if points >= 100 else f"{points} %"  # noqa: PLR2004 - per cent


def between(interval: Interval) -> str:
    """``10 and 45 %``."""
    return f"{round(100 * interval.low)} and {round(100 * interval.high)} %"
