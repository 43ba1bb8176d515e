"""The words of a scenario's results, from ``data/LANGUAGE/simulating.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.datafiles import load_table
from papertiger.report.languages import DEFAULT, Language, words_file
from papertiger.scenario.model.inputs import STRUCTURAL
from papertiger.scenario.model.parameters import Grade
from papertiger.scenario.model.structure import CAUSES, ShockKind

Unit = Literal["share", "index", "months"]
Verdict = Literal["higher", "lower", "none", "differs", "some_higher", "some_lower"]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Labelled(_Entry):
    """A word and what it means."""

    label: str
    means: str


class QuantityWords(Labelled):
    """How a quantity is called, and what its numbers are."""

    unit: Unit


class SectionWords(_Entry):
    """A table of quantities that are about somebody."""

    title: str
    names: tuple[str, ...]
    brief: bool = False
    """It stands in a terminal even where not everything is asked for."""
    note: str | None = None
    """What its numbers are, where the words of the quantity do not fit."""


class FigureWords(_Entry):
    """A row of charts of one quantity: a chart a learning model, or one for each whom it is about."""

    name: str
    by: Literal["model", "about"]
    title: str | None = None
    note: str | None = None


class RangeWords(_Entry):
    """How ranges of figures and figures at the ends of a scale are written."""

    range: str
    wide: str
    """Where an end has a sign or is a text."""
    under: str
    over: str


class ScenarioWording(_Entry):
    """Everything that a result says in its own words."""

    ranges: RangeWords
    title: str
    kicker: str
    lede: str
    ran: str
    step_one: str
    step_other: str
    made: str
    repeat: str
    rough: str
    warnings: str
    sources: str
    marked: str
    nothing_marked: str
    patrons: str
    clients: str
    learning_title: str
    learning: dict[str, Labelled]
    allocation: dict[str, str]
    quantities: dict[str, QuantityWords]
    compared: tuple[str, ...]
    headline: tuple[str, ...]
    sections: tuple[SectionWords, ...]
    figures: tuple[FigureWords, ...]
    about_pair: str
    more_tables: str
    read_title: str
    read: tuple[str, ...]
    end_title: str
    model: str
    median: str
    median_models: str
    half: str
    ninety: str
    models_title: str
    start: str
    across: str
    across_one: str
    one_model: str
    no_values: str
    counted: str
    few: str
    never: str
    runs_of_one: str
    lost_share: str
    lost_month: str
    spread: str
    spread_unit: dict[Unit, str]
    spread_heads: tuple[str, str, str]
    spread_note: str
    stamp: str
    stamp_short: str
    stamp_note: str
    driven: str
    not_driven: str
    drivers_title: str
    drivers_short: str
    driver_short: str
    named_title: str
    named: str
    driver_heads: tuple[str, ...]
    driver: str
    higher: str
    lower: str
    drivers_note: str
    no_drivers: str
    failures_title: str
    failures_heads: tuple[str, ...]
    failed_of: str
    causes: dict[str, Labelled]
    failed_note: str
    failures_note: str
    no_tests: str
    policies_title: str
    policy: str
    allocation_title: str
    policy_and_rule: str
    difference: str
    mean_by_model: str
    mean_everywhere: str
    unchanged: str
    difference_direction: str
    comparison_heads: tuple[str, ...]
    difference_heads: tuple[str, ...]
    difference_unit: dict[Unit, str]
    difference_one: dict[Unit, str]
    verdicts: dict[Verdict, str]
    verdict_one: dict[str, str]
    by_model: str
    zero: str
    interval_label: str
    policies_note: str
    no_policies: str
    contagion_title: str
    contagion: str
    contagion_label: str
    contagion_heads: tuple[str, ...]
    contagion_note: str
    no_contagion: str
    bargaining_title: str
    bargaining: str
    directions: dict[str, str]
    under: str
    every_model: str
    bargaining_note: str
    marks: dict[str, str]
    mark_months: dict[Literal["before", "start", "end", "after"], str]
    threats: dict[str, str]
    mark_legend: dict[str, str]
    charts_title: str
    charts_note: str
    charts_about_note: str
    chart_table: str
    chart_share: str
    month: str
    panel_title: str
    panel_desc: str
    panel_state: str
    panel_state_half: str
    panel_state_share: str
    panel_last: str
    numbers_title: str
    numbers_note: str
    numbers_heads: tuple[str, ...]
    numbers_more: str
    numbers_stated: str
    numbers_table: str
    fixed_title: str
    fixed_heads: tuple[str, ...]
    grades_title: str
    grades: dict[Grade, str]
    structural: dict[str, str]
    cannot_title: str
    cannot: tuple[str, ...]
    cannot_more: str
    footer: str
    skip: str

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Everything that a result may hold has its words, and no table names a quantity without them."""
        wanted = {
            "causes": CAUSES,
            "marks": ("war", *get_args(ShockKind)),
            "structural": STRUCTURAL,
            "grades": get_args(Grade),
            "verdicts": get_args(Verdict),
            "spread_unit": get_args(Unit),
            "difference_unit": get_args(Unit),
            "difference_one": get_args(Unit),
        }
        for table, names in wanted.items():
            if odd := set(names) ^ set(getattr(self, table)):
                raise ValueError(f"{table}: missing or unknown: {', '.join(sorted(odd))}")
        named = {*self.headline, *self.compared, *(one.name for one in self.figures)}
        named |= {name for section in self.sections for name in section.names}
        if odd := named - set(self.quantities):
            raise ValueError(f"no such quantity: {', '.join(sorted(odd))}")
        return self


@cache
def scenario_wording(language: Language = DEFAULT) -> ScenarioWording:
    """The shipped wording in a language; raises DataFileError with file and line when it breaks its schema."""
    return load_table(words_file("simulating", language), ScenarioWording)
