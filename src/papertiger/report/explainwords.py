"""The words of an explanation, from ``data/LANGUAGE/explaining.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Self, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.datafiles import load_table
from papertiger.records import Side
from papertiger.report.languages import DEFAULT, Language, words_file


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Titles(_Words):
    """Headings of an explanation."""

    text: str
    said: str
    fields: str
    source: str


class SourceLabels(_Words):
    """What stands before each line on where a claim comes from, in their order."""

    article: str
    outlet: str
    published: str
    address: str
    read_from: str
    language: str
    text: str
    read_by: str
    configuration: str
    version: str
    review: str


class ExplainWords(_Words):
    """The whole file."""

    titles: Titles
    no_reasons: str
    source: SourceLabels
    untitled: str
    not_known: str
    none: str
    read_from: str
    characters: str
    read_by: str
    stands_not: str
    reviewed: str
    distance: str
    steps: dict[str, str]
    """By plural category."""
    named: str
    nameless: str
    sides: dict[str, str]
    origin: str
    origin_outside: str
    origin_article: str
    grade: str
    reliability: str
    credibility: str
    graded: str
    graded_default: str
    undated: str

    @model_validator(mode="after")
    def _every_side(self) -> Self:
        if odd := {*get_args(Side), "unknown"} ^ set(self.sides):
            raise ValueError(f"sides: missing or unknown: {', '.join(sorted(odd))}")
        return self


@cache
def explain_words(language: Language = DEFAULT) -> ExplainWords:
    """The shipped words in a language; raises DataFileError with file and line when the file breaks its schema."""
    return load_table(words_file("explaining", language), ExplainWords)
