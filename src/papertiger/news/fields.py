"""Names and values of metadata as data files give them, brought to the form that `Metadata` keeps."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields as dataclass_fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from papertiger.news.article import Metadata
from papertiger.news.dates import from_timestamp, parse_date
from papertiger.news.freeze import freeze

if TYPE_CHECKING:
    from papertiger.news.tables import FieldsTable

_DATA = Path(__file__).parent / "data"
_SEPARATORS = re.compile(r"[\s_.:-]+")
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)
_MAX_VALUE = 1_000
"""Longest metadata value kept, in characters."""

METADATA_FIELDS = tuple(f.name for f in dataclass_fields(Metadata))


@cache
def table() -> FieldsTable:
    """``data/fields.yaml``."""
    from papertiger.datafiles import load_table  # noqa: PLC0415 - pydantic costs start-up time
    from papertiger.news.tables import FieldsTable  # noqa: PLC0415 - as above

    return load_table(_DATA / "fields.yaml", FieldsTable)


def find(record: Mapping[str, object], field: str) -> object:
    """The value of our `field` under the first of its names that `record` has a value for, or None."""
    return _first(_by_plain_name(record), field)


def metadata_of(record: Mapping[str, object]) -> Metadata:
    """What a mapping from a data file says about its article."""
    plain = _by_plain_name(record)
    found = {name: as_field(name, _first(plain, name)) for name in METADATA_FIELDS}
    found["owner"] = found["owner"] or as_field("owner", parent_of(record.get("publisher")))
    return Metadata(**found)


def _by_plain_name(record: Mapping[str, object]) -> dict[str, object]:
    return {_plain(str(name)): value for name, value in record.items()}


def _first(plain: Mapping[str, object], field: str) -> object:
    for name in table().fields[field]:
        value = plain.get(name)
        if value not in (None, "", [], {}):
            return value
    return None


def parent_of(publisher: object) -> object:
    """What schema.org's ``publisher.parentOrganization`` holds, of the first publisher that has it; None otherwise."""
    several = publisher if isinstance(publisher, list) else [publisher]
    parents = (one.get("parentOrganization") for one in several if isinstance(one, Mapping))
    return next((parent for parent in parents if parent), None)


def as_field(name: str, value: object) -> str | None:
    """`value` in the form kept for metadata field `name`, or None when it says nothing usable."""
    if name == "published":
        return as_date(value)
    words = as_words(value)
    if words is None:
        return None
    if name == "language":
        return language_tag(words)
    if name == "url":
        return words if re.match(r"https?://\S+$", words, re.IGNORECASE) else None
    if name == "owner" and words.lower().startswith(("http://", "https://", "#")):
        return None  # a reference to a node that is not here
    return words


def as_words(value: object) -> str | None:
    """One line of text from a string, or from the names in an object or list (as JSON-LD and feeds nest them)."""
    if isinstance(value, str):
        return clean_value(value)
    if isinstance(value, Mapping):
        inner = next(
            (
                value[key]
                for key in ("name", "title", "@value", "#text", "href", "url", "@id")
                if value.get(key)
            ),
            None,
        )
        return as_words(inner) if isinstance(inner, str) else None
    if isinstance(value, Sequence):
        names = [
            name
            for item in value
            if not isinstance(item, Sequence) or isinstance(item, str)
            for name in [as_words(item)]
            if name
        ]
        return clean_value(", ".join(dict.fromkeys(names)))
    return None


def as_date(value: object) -> str | None:
    """A date from a string, or from a number that is a Unix time."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return from_timestamp(value)
    words = as_words(value)
    return parse_date(words) if words else None


def clean_value(value: str) -> str | None:
    """`value` frozen, on one line, without the space around it; None when nothing is left or it is no mere value."""
    line = " ".join(freeze(value[: 4 * _MAX_VALUE]).split())
    return line if 0 < len(line) <= _MAX_VALUE else None


def language_tag(value: str) -> str | None:
    """The BCP-47 primary tag that `value` names ("uk-UA", "ua", "Ukrainian" → "uk"), or None."""
    lowered = value.strip().lower()
    match = _TAG.fullmatch(lowered)
    code = match[1] if match else lowered
    for tag, names in table().languages.items():
        if code == tag or code in names or lowered in names:
            return tag
    return code if match and code != "und" else None


def merge(first: Metadata, *others: Metadata) -> Metadata:
    """Field by field the first value that is given."""
    sources = (first, *others)
    return Metadata(
        **{
            name: next((v for m in sources if (v := getattr(m, name)) is not None), None)
            for name in METADATA_FIELDS
        }
    )


def _plain(name: str) -> str:
    return _SEPARATORS.sub("", name).lower()
