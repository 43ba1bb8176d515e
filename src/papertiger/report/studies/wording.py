"""The words of studies, from ``data/LANGUAGE/studies.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from papertiger.datafiles import load_table
from papertiger.report.languages import DEFAULT, Language, words_file
from papertiger.scenario.calibrating.result import Known
from papertiger.scenario.sensitivity.result import Method


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SensitivityWords(_Words):
    """What a sensitivity study says in its own words."""

    title: str
    ran: str
    units: dict[Method, str]
    methods: dict[Method, str]
    varied: str
    unmoved: str
    quantity: str
    chance: str
    chance_unknown: str
    stamp: str
    judged: str
    by_grade: str
    head: Annotated[tuple[str, ...], Field(min_length=7, max_length=7)]
    not_told: str
    none: str
    left_out: str
    few: str
    rest_title: str
    rest: str
    more: str
    effects_head: Annotated[tuple[str, ...], Field(min_length=6, max_length=6)]
    effects: str
    more_effects: str
    screening: str
    read: str
    digest: str


class CalibrationWords(_Words):
    """What history matching says in its own words."""

    title: str
    ran: str
    range: str
    reach_title: str
    reach_head: Annotated[tuple[str, ...], Field(min_length=6, max_length=6)]
    jointly: str
    waves_title: str
    waves_head: Annotated[tuple[str, ...], Field(min_length=7, max_length=7)]
    settled: str
    not_settled: str
    ensemble: str
    learned_title: str
    learned_head: Annotated[tuple[str, ...], Field(min_length=5, max_length=5)]
    known: dict[Known, str]
    idle: str
    unnamed: str
    directions_title: str
    identified: str
    ridge: str
    free: str
    too_few: str
    pairs_title: str
    pairs_head: Annotated[tuple[str, ...], Field(min_length=3, max_length=3)]
    written: str


class StudyWords(_Words):
    """The whole file."""

    sensitivity: SensitivityWords
    calibration: CalibrationWords


@cache
def study_words(language: Language = DEFAULT) -> StudyWords:
    """The shipped wording in a language; raises DataFileError with file and line when it breaks its schema."""
    return load_table(words_file("studies", language), StudyWords)
