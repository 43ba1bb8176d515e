"""The words of warnings, from ``data/LANGUAGE/warning.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Final, Self, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.datafiles import load_table
from papertiger.report.formatting import counted
from papertiger.report.languages import DEFAULT, Language, words_file
from papertiger.warning.rules.ladder import Rung
from papertiger.warning.watchlists import rules

LABELS: Final = ("why", "chance", "coverage", "hit", "sentences", "force", "supplies", "retold", "id")


class WarningWords(BaseModel):
    """Everything that a warning says in its own words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    texts: dict[str, str]
    """Sentences by what they are for."""
    rules: dict[str, dict[str, str]]
    """Rule → title, what was counted, what would be a hit."""
    rungs: dict[str, str]
    counts: dict[str, dict[str, str]]
    """Counted things: plural category (CLDR) → form."""
    labels: dict[str, str]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        wanted = {"rules": tuple(rules().rules), "rungs": get_args(Rung), "labels": LABELS}
        for table, names in wanted.items():
            if odd := set(names) ^ set(getattr(self, table)):
                raise ValueError(f"{table}: missing or unknown: {', '.join(sorted(odd))}")
        for name, forms in self.counts.items():
            if "other" not in forms:
                raise ValueError(f"counts: {name} lacks the form 'other'")
        return self

    def many(self, name: str, number: float, language: Language) -> str:
        """A number with what is counted: ``2 days``."""
        return counted(number, self.counts[name], language)


@cache
def warning_words(language: Language = DEFAULT) -> WarningWords:
    """The shipped words; raises DataFileError with file and line when the file breaks its schema."""
    return load_table(words_file("warning", language), WarningWords)
