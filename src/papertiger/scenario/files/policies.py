"""Policies of a file: what each does to numbers, by the path of their keys, and the rules of allocation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from papertiger.errors import SettingsError
from papertiger.scenario.files.format import Table, checked, shown
from papertiger.scenario.files.keypath import Path, parts_of
from papertiger.scenario.files.places import Found, Places
from papertiger.scenario.files.problems import Problems, near
from papertiger.scenario.files.values import Values
from papertiger.scenario.terms import Change, Policy

BASELINE = "baseline"
_CHANGE = re.compile(r"([*+-])\s*(\d+(?:\.\d+)?|\.\d+)\s*(%?)")
How = Literal["set", "multiply", "add"]


def policies(document: Table, places: Places, values: Values, problems: Problems) -> tuple[Policy, ...]:
    """The baseline, then the policies of the file; problems are kept for a path that leads nowhere and a change that cannot be."""
    found = [Policy(BASELINE)]
    for name, given in document.get("policies", {}).items():
        path: Path = ("policies", name)
        if name == "allocation":
            continue
        if name == BASELINE:
            problems.add(path, "stands for the scenario without a policy", "name the policy otherwise")
        elif not isinstance(given, dict):
            problems.add(path, f"{shown(given)} is not a table", f"write [policies.{name}]")
        else:
            table = checked(given, "policy", path, problems, open_=True)
            rule = table.pop("allocation", None)
            if rule is not None:
                allocation_exists(rule, (*path, "allocation"), problems)
            changes = tuple(_changes(table, path, places, values, problems))
            if not table and rule is None:
                problems.add(path, "changes nothing", 'name a number: "patrons.RUS.capacity.arms" = "*1.2"')
            found.append(Policy(name, changes, rule))
    return tuple(found)


def allocation_exists(name: str, path: Path, problems: Problems) -> None:
    """Keep a problem where there is no such rule of allocation."""
    from papertiger.registry import names  # noqa: PLC0415 - reads the entry points of all that is installed

    known = [one.removesuffix(".v1") for one in names("allocation_rules")]
    if name.removesuffix(".v1") not in known:
        problems.add(path, f"no rule of allocation {name!r}", near(name, known))


def learning_exists(name: str, path: Path, problems: Problems) -> None:
    """Keep a problem where there is no such learning model."""
    from papertiger.registry import names  # noqa: PLC0415 - as above
    from papertiger.scenario.model.choices import learning  # noqa: PLC0415 - as above

    try:
        learning(name)
    except SettingsError:
        known = [one.removesuffix(".v1") for one in names("learning_models")]
        problems.add(path, f"no learning model {name!r}", near(name, known))


def _changes(
    table: Table, path: Path, places: Places, values: Values, problems: Problems
) -> Iterator[Change]:
    for text, raw in _leaves(table):
        at: Path = (*path, text)
        target = parts_of(text)
        if target is None:
            problems.add(at, "is no path of a key", 'as in "patrons.RUS.capacity.arms"')
            continue
        found = places.find(target, at, problems)
        change = _change(raw, at, problems)
        if found is None or change is None or not _possible(found, *change, values, at, problems):
            continue
        for index in found.indexes:
            yield Change(found.parameter, index, *change, found.known.bounds)


def _leaves(table: Table, above: str = "") -> Iterator[tuple[str, Any]]:
    """Path and value of every change, whether the path is one quoted key or tables within tables."""
    for name, value in table.items():
        part = name if not above else f"{above}.{name if ',' not in name else chr(34) + name + chr(34)}"
        if isinstance(value, dict):
            yield from _leaves(value, part)
        else:
            yield part, value


def _change(raw: object, at: Path, problems: Problems) -> tuple[How, float] | None:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return "set", float(raw)
    match = _CHANGE.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if match is None or (match[1] == "*" and match[3]):
        problems.add(
            at, f"{shown(raw)} is no change", 'write a number, "*1.2", "+0.5", "-0.5", "+20%" or "-20%"'
        )
        return None
    size = float(match[2]) * (-1 if match[1] == "-" else 1)
    if match[3]:
        return "multiply", 1 + size / 100
    return ("multiply", size) if match[1] == "*" else ("add", size)


def _possible(found: Found, how: How, value: float, values: Values, at: Path, problems: Problems) -> bool:
    """Whether the number at its middle stays within its bounds under the change; else a problem is kept."""
    low, high = found.known.bounds
    for index in found.indexes:
        before = values.base[found.parameter][(0, *index)]
        after = {"set": before * 0 + value, "multiply": before * value, "add": before + value}[how]
        if after.min() < low or after.max() > high:
            wrong = after.min() if after.min() < low else after.max()
            cure = f"it lies between {low:g} and {high:g} ({found.known.unit})"
            problems.add(at, f"would be {wrong:g}, which is impossible: {found.known.means}", cure)
            return False
    return True
