"""The words of an assessment, from ``data/LANGUAGE/assessing.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Self, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.datafiles import load_table
from papertiger.reliability.assessing import Interval
from papertiger.reliability.cases import OUTCOMES, Feasibility, Instrument, Peril
from papertiger.report.languages import DEFAULT, Language, words_file

Forms = dict[str, str]
"""A counted thing by CLDR plural category."""


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Numbers(_Words):
    """What is counted of a group."""

    tests: Forms
    responses: Forms
    pending: Forms
    effective: str
    origins: Forms
    origins_short: Forms
    reports_more: Forms
    more: Forms


class CaseWords(_Words):
    """What is said of one response."""

    due_from: str
    commitment: str
    due: str
    call: str
    weight: str
    not_here: str


class Titles(_Words):
    """Headings."""

    not_said: str
    carries: str
    next: str
    assumptions: str
    changed: str
    changed_since: str
    parts: str
    cases: str
    computed: str
    each_case: str
    rests_on: str
    responses: str
    versions: str


class FigureLabels(_Words):
    """What stands before the parts of a definition."""

    unit: str
    period: str
    coder: str


class VersionWords(_Words):
    """What is said of a case's versions."""

    by_rule: str
    rule: str
    stands_not: str


class PageWords(_Words):
    """What only the HTML page says."""

    skip: str
    kicker: str
    lede: str
    question: str
    no_tests: str
    said_by: str
    from_: str
    rests_on: str
    part: str
    effective: str
    origins: str
    rate: str
    bar: str
    made: str
    holds: str
    explain: str

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=lambda name: name.rstrip("_"))


class AssessmentWording(_Words):
    """Everything that an assessment says in its own words."""

    per_cent: str
    under: str
    over: str
    between: str
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
    obligations: dict[str, str]
    parts: dict[str, str]
    part: str
    about: str
    kept: str
    counted: str
    numbers: Numbers
    assumed: str
    without: str
    case: CaseWords
    titles: Titles
    figure: FigureLabels
    version: VersionWords
    page: PageWords
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

    def share(self, share: float) -> str:
        """A share of 1 as ``35 %``; the ends as ``under 5 %`` and ``over 95 %``, for nothing here is sure."""
        points = round(100 * share)
        if points <= 0:
            return self.under.format(points=5)
        return self.over.format(points=95) if points >= 100 else self.per_cent.format(points=points)  # noqa: PLR2004 - per cent

    def ends(self, interval: Interval) -> str:
        """Both ends of an interval, ``10 and 45 %``."""
        return self.between.format(low=round(100 * interval.low), high=round(100 * interval.high))


@cache
def assessment_wording(language: Language = DEFAULT) -> AssessmentWording:
    """The shipped wording in a language; raises DataFileError with file and line when it breaks its schema."""
    return load_table(words_file("assessing", language), AssessmentWording)


def per_cent(share: float, language: Language = DEFAULT) -> str:
    """A share of 1 as ``35 %``; see `AssessmentWording.share`."""
    return assessment_wording(language).share(share)


def between(interval: Interval, language: Language = DEFAULT) -> str:
    """``10 and 45 %``."""
    return assessment_wording(language).ends(interval)
