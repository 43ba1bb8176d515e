"""A key of a document set to another value than its file states."""

from __future__ import annotations

from typing import Any

from papertiger.scenario.files.format import Table
from papertiger.scenario.files.keypath import parts_of, text_of
from papertiger.scenario.files.problems import Problems


def put(document: Table, key: str, value: Any, problems: Problems) -> None:  # noqa: ANN401 - whatever TOML holds
    """Set the value at the path `key`; tables on the way are made where there are none, items of lists are not.

    A path that leads nowhere is kept among `problems`.
    """
    parts = parts_of(key)
    if parts is None:
        problems.add((key,), "is no path of a key", "write it as in patrons.RUS.will")
        return
    at: Any = document
    *way, last = parts
    for number, part in enumerate(way):
        if not _fits(at, part):
            problems.add(
                parts, f"{text_of(parts[:number])} has no part {part!r}", "name a key as the file does"
            )
            return
        at = at.setdefault(part, {}) if isinstance(at, dict) else at[part]
    if not _fits(at, last):
        problems.add(parts, f"{text_of(tuple(way))} has no part {last!r}", "name a key as the file does")
        return
    at[last] = value


def _fits(at: Any, part: str | int) -> bool:  # noqa: ANN401 - whatever TOML holds
    """Whether `part` may be a key of a table, or is an item that a list has."""
    if isinstance(at, list):
        return isinstance(part, int) and 0 <= part < len(at)
    return isinstance(at, dict) and isinstance(part, str)
