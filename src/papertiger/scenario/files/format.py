"""The keys that a file may have, from data/format.yaml, and whether what stands under each is of its kind."""

from __future__ import annotations

import math
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from papertiger.datafiles import load_table
from papertiger.scenario.files.keypath import Path
from papertiger.scenario.files.problems import Problems, near
from papertiger.scenario.model.parameters import DATA

Kind = Literal[
    "text", "texts", "flag", "whole", "plain", "number", "table", "tables", "rows", "client", "patron"
]
Table = dict[str, Any]
"""A table of a file."""

_NAMES: dict[Kind, str] = {
    "text": "a text",
    "texts": "a list of texts",
    "flag": "true or false",
    "whole": "a whole number",
    "plain": "a number",
    "table": "a table",
    "tables": "a list of tables",
    "rows": "a list of texts",
}


class Key(BaseModel):
    """One key of a table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind
    needed: bool = False
    bounds: tuple[float, float] | None = None
    """Of a whole or plain number."""
    default: str | list[str] | None = None
    one_of: tuple[str, ...] = ()
    with_: str | None = Field(default=None, alias="with")
    """Of a type of shock: the key that it needs."""
    means: str = ""


class _Format(RootModel[dict[str, dict[str, Key]]]):
    """The whole file."""


@cache
def keys() -> dict[str, dict[str, Key]]:
    """Name of a table of the file → its keys."""
    return load_table(DATA / "format.yaml", _Format).root


def checked(
    given: Table,
    table: str,
    path: Path,
    problems: Problems,
    *,
    numbers: tuple[str, ...] = (),
    open_: bool = False,
) -> Table:
    """The keys of `given` that can be used, defaults filled in; what cannot is a problem.

    `numbers` are the keys that parameters.yaml adds; `open_` leaves keys alone that the table of the format lacks.
    """
    known, kept = keys()[table], {}
    for name, value in given.items():
        if name in known:
            if _fits(value, known[name], (*path, name), problems):
                kept[name] = [value] if known[name].kind == "tables" and isinstance(value, dict) else value
        elif name in numbers or open_:
            kept[name] = value
        else:
            problems.add((*path, name), "no such key", near(name, [*known, *numbers]))
    for name, key in known.items():
        if key.needed and name not in given:
            problems.add((*path, name), "is missing", f"state {key.means}")
        if key.default is not None and name not in kept:
            kept[name] = _default(key)
    return kept


def _default(key: Key) -> Any:  # noqa: ANN401 - of the key's kind
    if key.kind == "flag":
        return key.default == "true"
    if key.kind in {"whole", "plain"}:
        number = float(str(key.default))
        return int(number) if key.kind == "whole" else number
    return key.default


def _fits(value: object, key: Key, path: Path, problems: Problems) -> bool:
    """Whether `value` is of the key's kind and within its bounds; else a problem is kept."""
    if not _is(value, key.kind):
        problems.add(path, f"{shown(value)} is not {_NAMES[key.kind]}", f"it is {key.means}")
        return False
    if key.one_of and value not in key.one_of:
        problems.add(path, f"{shown(value)} cannot stand here", near(str(value), key.one_of))
        return False
    if (
        key.bounds is not None
        and isinstance(value, int | float)
        and not key.bounds[0] <= value <= key.bounds[1]
    ):
        low, high = (f"{bound:.16g}" for bound in key.bounds)
        says = f"must be {low}" if low == high else f"must lie between {low} and {high}"
        problems.add(path, f"{shown(value)} {says}", f"it is {key.means}")
        return False
    return True


def _is(value: object, kind: Kind) -> bool:
    if kind in {"texts", "rows", "tables"}:
        of = dict if kind == "tables" else str
        return (isinstance(value, list) and all(isinstance(one, of) for one in value)) or (
            kind == "tables" and isinstance(value, dict)
        )
    if kind == "number":
        return True
    if kind == "text":
        return isinstance(value, str) and bool(value.strip())
    if kind == "plain":
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    types: dict[Kind, type] = {"flag": bool, "whole": int, "table": dict}
    return isinstance(value, types[kind]) and (kind == "flag" or not isinstance(value, bool))


def shown(value: object) -> str:
    """A value of a file, as short as a message can bear, in TOML's own writing where that is easy."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f'"{value}"' if isinstance(value, str) else f"{value}"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


_LONGEST = 60
