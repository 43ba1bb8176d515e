"""A document of a scenario file as TOML again (v1.0.0): what was read comes back, comments apart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from papertiger.scenario.files.changing import put
from papertiger.scenario.files.format import Table
from papertiger.scenario.files.problems import Problems
from papertiger.scenario.files.reading import parsed, text_of_file

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_DELETE = "\x7f"


def changed_text(path: str | Path, changes: Mapping[str, Any], *, notes: tuple[str, ...] = ()) -> str:
    """The text of a scenario file with some keys set to other values.

    Args:
        path: of the file, or `preset:NAME`.
        changes: path of a key → value, as for `load`.
        notes: lines that stand above it all, as comments.

    Raises:
        ScenarioError: the file cannot be read. ScenarioProblems: it is no TOML, or a key leads nowhere.
    """
    problems = Problems(str(path))
    document = parsed(text_of_file(path), problems)
    for key, value in changes.items():
        put(document, key, value, problems)
    problems.stop()
    return "".join(f"# {_one_line(note)}\n" for note in notes) + written(document)


def written(document: Table) -> str:
    """A document as TOML, tables under their headings, in the order of its keys."""
    return "\n".join(_table(document, ())).strip() + "\n"


def _table(table: Table, path: tuple[str, ...]) -> Iterator[str]:
    """Values first, for what follows a heading belongs to it."""
    below = {key: value for key, value in table.items() if _heads(value)}
    for key, value in table.items():
        if key not in below:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in below.items():
        here = (*path, key)
        name = ".".join(map(_key, here))
        for one in value if isinstance(value, list) else [value]:
            yield ""
            yield f"[[{name}]]" if isinstance(value, list) else f"[{name}]"
            yield from _table(one, here)


def _heads(value: Any) -> bool:  # noqa: ANN401 - whatever TOML holds
    """Whether a value stands under a heading of its own: a table, or a list of tables."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, dict) for one in value)
    return isinstance(value, dict)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: Any) -> str:  # noqa: ANN401 - as above
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return repr(value)


def _text(text: str) -> str:
    """A basic string: TOML escapes as JSON does, and one character more."""
    return json.dumps(text, ensure_ascii=False).replace(_DELETE, "\\u007f")


def _one_line(text: str) -> str:
    """A comment may hold no line break and no control character."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
