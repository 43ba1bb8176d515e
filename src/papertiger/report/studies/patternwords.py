"""The words of the study of patterns, from ``data/LANGUAGE/patterns.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from papertiger.datafiles import load_table
from papertiger.report.languages import DEFAULT, Language, words_file
from papertiger.scenario.patterns.statements import Status
from papertiger.scenario.patterns.study import Where
from papertiger.scenario.patterns.verdicts import Verdict


class PatternWords(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    ran: str
    head: Annotated[tuple[str, ...], Field(min_length=9, max_length=9)]
    statuses: dict[Status, str]
    verdicts: dict[Verdict, str]
    none: str
    range: str
    read: str
    about: str
    source: str
    experiment: str
    holds: str
    rests_on: str
    rows: Annotated[tuple[str, ...], Field(min_length=6, max_length=6)]
    wheres: dict[Where, str]
    beside: str


@cache
def pattern_words(language: Language = DEFAULT) -> PatternWords:
    """The shipped wording in a language; raises DataFileError with file and line when it breaks its schema."""
    return load_table(words_file("patterns", language), PatternWords)
