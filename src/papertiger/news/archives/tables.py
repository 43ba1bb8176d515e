"""The models of this folder's data files. Import inside functions: pydantic costs 100 ms of start-up."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Withdrawn(_Table):
    """A code that is in use no more."""

    state: str | None = None
    """The actor that it means; None where there is none."""
    note: str


class CountriesTable(_Table):
    """``data/countries.yaml``: codes of countries to ids of actors."""

    fips: dict[str, str] = Field(min_length=1)
    no_state: dict[str, str]
    obsolete: dict[str, Withdrawn]
    cameo: dict[str, str]
    regions: dict[str, str]


class EventColumns(_Table):
    """Where the fields of an event stand in a row, from 0."""

    id: int
    happened: int
    actors: list[tuple[int, int, int]]
    """Code, name, country."""
    is_root: int
    code: int
    root: int
    quad: int
    goldstein: int
    mentions: int
    sources: int
    articles: int
    tone: int
    places: list[tuple[int, int, int]]
    """Kind, name, country."""
    added: int
    address: int | None = None


class MentionColumns(_Table):
    """Where the fields of a mention stand in a row, from 0."""

    id: int
    happened: int
    added: int
    type: int
    source: int
    address: int
    confidence: int
    tone: int
    translation: int | None = None


class GkgColumns(_Table):
    """Where the fields of a record of the Global Knowledge Graph stand in a row, from 0."""

    id: int
    added: int
    type: int
    source: int
    address: int
    themes: int
    locations: int
    tone: int
    translation: int


class GdeltTable(_Table):
    """``data/gdelt.yaml``: columns of the export files, by the number of columns of a row."""

    events: dict[int, EventColumns]
    mentions: dict[int, MentionColumns]
    gkg: dict[int, GkgColumns]
    web_types: frozenset[str]
