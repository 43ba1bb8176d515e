"""A key of a document set to another value than its file states."""

from __future__ import annotations

from typing import Any

from papertiger.scenario.files.format import Table
from papertiger.scenario.files.keypath import Path, parts_of, text_of
from papertiger.scenario.files.places import ALL
from papertiger.scenario.files.problems import Problems

_EACH = ("patrons", "clients")
"""Tables whose numbers may be set for all that state none: ``clients.*.visibility``."""


def put(document: Table, key: str, value: Any, problems: Problems) -> None:  # noqa: ANN401 - whatever TOML holds
    """Set the value at the path `key`; tables on the way are made where there are none, items of lists are not.

    ``patrons.*.NAME`` and ``clients.*.NAME`` set it for every patron or client that does not state it. A path that leads nowhere is kept
    among `problems`.
    """
    parts = parts_of(key)
    if parts is None:
        problems.add((key,), "is no path of a key", "write it as in patrons.RUS.will")
        return
    for one in _each(document, parts):
        _put(document, one, value, problems)


def _each(document: Table, parts: Path) -> list[Path]:
    """The paths that a path with a star for everybody stands for; else itself."""
    if len(parts) < 3 or parts[0] not in _EACH or parts[1] != ALL:  # noqa: PLR2004 - table, star, name
        return [parts]
    there = document.get(str(parts[0]), {})
    named = there.items() if isinstance(there, dict) else ()
    return [
        (parts[0], name, *parts[2:])
        for name, given in named
        if isinstance(given, dict) and parts[2] not in given
    ]


def _put(document: Table, parts: Path, value: Any, problems: Problems) -> None:  # noqa: ANN401 - as above
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
