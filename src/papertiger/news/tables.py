"""The models of this stage's data files. Import inside functions: pydantic costs 100 ms of start-up."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EncodingsTable(_Table):
    """``data/encodings.yaml``."""

    candidates: list[str] = Field(min_length=1)
    letters: dict[str, dict[str, int]]


class DatesTable(_Table):
    """``data/dates.yaml``."""

    months: dict[str, dict[int, list[str]]]
    """Language → month number → forms and abbreviations, lower case."""
    fillers: list[str]
    """Words that may stand in a date line and say nothing about the date."""
    zones: dict[str, str]
    """Zone names that are the same everywhere → offset."""
    afternoon: list[str]
    morning: list[str]


class LabelsTable(_Table):
    """``data/labels.yaml``: header lines of plain text."""

    labels: dict[str, dict[str, list[str]]]
    """Metadata field → language → labels, lower case."""
    doubtful: list[str]
    """Labels that also open headlines: they need a short value."""
    bylines: dict[str, list[str]]
    """Language → words that open a byline."""


class FieldsTable(_Table):
    """``data/fields.yaml``: names under which JSON, feeds and pages give what we keep."""

    fields: dict[str, list[str]]
    """Our field → names, in order of preference, lower case without separators."""
    containers: list[str]
    """Names under which a JSON object holds its list of articles."""
    languages: dict[str, list[str]]
    """BCP-47 primary tag → other names in use."""
    meta: dict[str, list[str]]
    """Our field → names of a page's meta tags."""


class FormatsTable(_Table):
    """``data/formats.yaml``: what can be told from the first bytes or the extension and is not read."""

    magic: list[MagicRule]
    refused: dict[str, RefusedFormat]
    """Extension → why it is not read."""
    extensions: dict[str, list[str]]
    """Format that is read → extensions."""


class RefusedFormat(_Table):
    """A format that is refused by its extension."""

    name: str
    cure: str


class MagicRule(_Table):
    """First bytes of a format that is refused by name."""

    hex: str
    offset: int = 0
    name: str
    cure: str


class FurnitureRule(_Table):
    """One rule of ``data/furniture.yaml``; the file says what the kinds mean."""

    id: str
    kind: Literal["whole", "opening", "label", "pattern", "tail", "weak_tail"]
    max_words: int | None = None
    open_end: bool = False
    """For an opening without a colon: the line must not end in a full stop, as a teaser does not."""
    uk: list[str] = []
    ru: list[str] = []
    en: list[str] = []
    any: list[str] = []

    @model_validator(mode="after")
    def _check(self) -> FurnitureRule:
        if self.kind in ("opening", "label", "tail", "weak_tail") and self.max_words is None:
            raise ValueError(f"rule {self.id}: kind {self.kind} needs max_words")
        if self.kind == "pattern":
            for pattern in self.phrases:
                re.compile(pattern)
        return self

    @property
    def phrases(self) -> list[str]:
        """The phrases of all languages."""
        return [*self.uk, *self.ru, *self.en, *self.any]


class FurnitureTable(_Table):
    """``data/furniture.yaml``."""

    rules: list[FurnitureRule]
