"""The data dictionary: every field that an export can hold, defined once (``data/dictionary.yaml``).

A *field* is a column of the row that tables share. A *property* is what one format calls something: it means a field, or
is defined where it stands. Closed vocabularies are those of `papertiger.records` and are not written a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from papertiger import records
from papertiger.datafiles import load_table
from papertiger.ledger.formats.flat import COLUMNS

FILE = Path(__file__).parent / "data" / "dictionary.yaml"

VOCABULARIES: Mapping[str, tuple[str, ...]] = {
    "family": get_args(records.Family),
    "predicate": tuple(name for names in records.PREDICATES.values() for name in names),
    "domain": records.DOMAINS,
    "polarity": get_args(records.Polarity),
    "modality": records.MODALITIES,
    "auxiliary": get_args(records.Auxiliary),
    "step": get_args(records.StepKind),
    "side": get_args(records.Side),
    "reliability": get_args(records.Reliability),
    "credibility": get_args(records.Credibility),
    "decision": get_args(records.ReviewMark.model_fields["decision"].annotation),
}
"""Name of a closed vocabulary → its values."""

Type = Literal["text", "integer", "number", "truth", "list of text", "list", "object"]


def _known(value: object) -> object:
    if isinstance(value, str):
        if value not in VOCABULARIES:
            raise ValueError(
                f"no vocabulary {value!r}; there are: {', '.join(VOCABULARIES)}, or list the values"
            )
        return VOCABULARIES[value]
    return value


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Field(_Entry):
    """What one value is."""

    type: Type = "text"
    definition: str
    unit: str | None = None
    vocabulary: Annotated[tuple[str, ...], BeforeValidator(_known)] = ()
    """The values it can have, where they are few; the name of a closed vocabulary, or a list."""
    standard: str | None = None


class Property(_Entry):
    """What a format calls a field, or something that only this format has."""

    field: str | None = None
    """The field of a row that it holds; else it is defined here."""
    type: Type = "text"
    definition: str = ""
    unit: str | None = None
    vocabulary: Annotated[tuple[str, ...], BeforeValidator(_known)] = ()
    standard: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: object) -> object:
        return {"field": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _either(self) -> Property:
        if bool(self.field) == bool(self.definition):
            raise ValueError("name a field or give a definition, one of the two")
        return self


class Layout(_Entry):
    """What files of one format hold."""

    about: str
    row: str | None = None
    """What stands before the name of a field where the format has all of a row; None where it has not."""
    without: tuple[str, ...] = ()
    """Fields of a row that it has not after all."""
    properties: dict[str, Property] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the dictionary as it is printed."""

    name: str
    type: str
    unit: str | None
    values: tuple[str, ...]
    definition: str
    standard: str | None


class Dictionary(_Entry):
    """The file."""

    fields: dict[str, Field]
    formats: dict[str, Layout]

    @model_validator(mode="after")
    def _whole(self) -> Dictionary:
        if missing := [name for name in COLUMNS if name not in self.fields]:
            raise ValueError(f"fields: {', '.join(missing)} not defined; every column of a row is")
        for name, layout in self.formats.items():
            for path, one in layout.properties.items():
                if one.field is not None and one.field not in self.fields:
                    raise ValueError(
                        f"formats.{name}.properties.{path}: no field {one.field!r}; define it under fields"
                    )
        return self

    def entries(self, name: str) -> list[Entry]:
        """What a file in format `name` holds, the row first; raises KeyError for a format that is not described."""
        return list(self._entries(self.formats[name]))

    def _entries(self, layout: Layout) -> Iterator[Entry]:
        if layout.row is not None:
            for column in COLUMNS:
                if column not in layout.without:
                    yield _entry(layout.row + column, self.fields[column])
        for path, one in layout.properties.items():
            yield _entry(path, self.fields[one.field] if one.field else one)


def _entry(name: str, what: Field | Property) -> Entry:
    return Entry(name, what.type, what.unit, what.vocabulary, what.definition, what.standard)


@cache
def dictionary() -> Dictionary:
    """The file, read once; raises DataFileError when it is wrong."""
    return load_table(FILE, Dictionary)


def as_json(*names: str) -> dict[str, object]:
    """The dictionary of the formats named: format → what it is, and its entries."""
    whole = dictionary()
    return {
        name: {
            "about": whole.formats[name].about,
            "entries": [asdict(entry) for entry in whole.entries(name)],
        }
        for name in names
    }


def as_markdown(*names: str) -> str:
    """The dictionary of the formats named as Markdown, a table for each."""
    whole = dictionary()
    return "\n".join(_section(name, whole.formats[name].about, whole.entries(name)) for name in names)


def _section(name: str, about: str, entries: list[Entry]) -> str:
    head = ("name", "type", "unit", "values", "definition", "standard")
    rows = [
        (f"`{e.name}`", e.type, e.unit, ", ".join(f"`{v}`" for v in e.values), e.definition, e.standard)
        for e in entries
    ]
    lines = [f"# {name}", "", about, "", _line(head), _line(["---"] * len(head)), *map(_line, rows)]
    return "\n".join(lines) + "\n"


def _line(cells: tuple[str | None, ...] | list[str]) -> str:
    return "| " + " | ".join((cell or "").replace("|", "\\|") for cell in cells) + " |"
