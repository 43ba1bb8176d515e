"""What a file states of a number: a value, a range, a distribution; with grade and source where it says so."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from papertiger.scenario.files.distributions import Beta, Cut, LogNormal, Normal, Shape, Triangular, Uniform
from papertiger.scenario.files.format import Table, checked, shown
from papertiger.scenario.files.keypath import Path
from papertiger.scenario.files.problems import Problems
from papertiger.scenario.files.units import in_unit
from papertiger.scenario.model.parameters import Grade, Parameter
from papertiger.scenario.terms import Distribution

_SHAPES: dict[str, tuple[Callable[..., Shape | Uniform], tuple[str, ...], dict[str, float]]] = {
    "uniform": (Uniform, ("low", "high"), {}),
    "normal": (Normal, ("mean", "sd"), {}),
    "lognormal": (LogNormal, ("median", "sigma"), {}),
    "beta": (Beta, ("a", "b"), {"low": 0.0, "high": 1.0}),
    "triangular": (Triangular, ("low", "mode", "high"), {}),
}
"""Name → shape, what it needs, what it may have."""
_OWN_UNIT = frozenset({"value", "low", "high", "mode", "mean", "sd", "median"})
"""What is in the unit of the parameter; the others are numbers without a unit."""
_POSITIVE = frozenset({"sd", "sigma", "a", "b", "median"})
_HALF = 0.5
"""Of a distribution at least so much must lie within the bounds; else another one is meant."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of a file."""

    value: float | Distribution
    grade: Grade
    source: str

    @property
    def certain(self) -> bool:
        """It is one value."""
        return isinstance(self.value, float)


def stated(raw: object, known: Parameter, path: Path, problems: Problems) -> Stated | None:
    """What `raw` says of a number of this kind; None, and problems kept, where it says nothing that can be used."""
    table: Table = {}
    if isinstance(raw, dict):
        before = len(problems.found)
        table = checked(_as_numbers(raw, known, path, problems), "number", path, problems)
        value = _of_table(table, known, path, problems) if len(problems.found) == before else None
    elif isinstance(raw, list):
        value = _of_range(raw, known, path, problems)
    else:
        value = _inside(_plain(raw, known.unit, path, problems), known, path, problems)
    if value is None:
        return None
    grade = table.get("grade") or _grade(value, known)
    return Stated(value, grade, table.get("source", known.source if grade == known.grade else "scenario"))


def _as_numbers(raw: Table, known: Parameter, path: Path, problems: Problems) -> Table:
    """The table with what is written with a unit as a number; what cannot be read is left out."""
    read: Table = {}
    for name, value in raw.items():
        if isinstance(value, str) and name in _OWN_UNIT:
            number = in_unit(value, known.unit, (*path, name), problems)
            if number is not None:
                read[name] = number
        else:
            read[name] = value
    return read


def _plain(raw: object, unit: str, path: Path, problems: Problems) -> float | None:
    if isinstance(raw, str):
        return in_unit(raw, unit, path, problems)
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        problems.add(
            path, f"{shown(raw)} is not a number", f"write a number, [low, high] or a table; unit: {unit}"
        )
        return None
    return float(raw)


def _of_range(raw: list[Any], known: Parameter, path: Path, problems: Problems) -> Uniform | None:
    if len(raw) != 2:  # noqa: PLR2004 - two ends
        problems.add(path, f"{shown(raw)} is not a range", "write [low, high]")
        return None
    low, high = (_plain(end, known.unit, path, problems) for end in raw)
    return _range(low, high, known, path, problems) if low is not None and high is not None else None


def _range(low: float, high: float, known: Parameter, path: Path, problems: Problems) -> Uniform | None:
    if low >= high:
        cure = f"write [{high:g}, {low:g}]" if low > high else f"write {low:g} for a number that is certain"
        problems.add(path, f"impossible range: from {low:g} to {high:g}", cure)
        return None
    within = (_inside(end, known, path, problems) for end in (low, high))
    return None if None in {*within} else Uniform(low, high)


def _inside(value: float | None, known: Parameter, path: Path, problems: Problems) -> float | None:
    if value is None:
        return None
    low, high = known.bounds
    if not low <= value <= high:
        problems.add(
            path,
            f"{value:g} is impossible: {known.means}",
            f"it lies between {low:g} and {high:g} ({known.unit})",
        )
        return None
    return value


def _of_table(table: Table, known: Parameter, path: Path, problems: Problems) -> float | Distribution | None:
    given = {name: float(value) for name, value in table.items() if name not in {"dist", "grade", "source"}}
    if "dist" not in table:
        if set(given) != {"value"}:
            problems.add(
                path,
                "says neither value nor dist",
                'write {value = 3} or {dist = "uniform", low = 1, high = 5}',
            )
            return None
        return _inside(given["value"], known, path, problems)
    make, needed, optional = _SHAPES[table["dist"]]
    if not _complete(table["dist"], given, {*needed}, {*optional}, path, problems):
        return None
    return _shaped(make(**optional | given), known, path, problems)


def _complete(
    dist: str, given: dict[str, float], needed: set[str], optional: set[str], path: Path, problems: Problems
) -> bool:
    """Whether the parameters of a distribution are all there, no others, and possible."""
    before = len(problems.found)
    for name in sorted(needed - set(given)):
        problems.add((*path, name), "is missing", f"{dist} needs {', '.join(sorted(needed))}")
    for name in sorted(set(given) - needed - optional):
        problems.add(
            (*path, name), f"is nothing that {dist} has", f"{dist} needs {', '.join(sorted(needed))}"
        )
    for name in sorted(_POSITIVE & set(given)):
        if given[name] <= 0:
            problems.add((*path, name), f"{given[name]:g} is impossible", "it is above 0")
    if {"low", "high"} <= set(given):
        low, high = given["low"], given["high"]
        if low >= high or not low <= given.get("mode", low) <= high:
            problems.add(
                path,
                f"impossible range: from {low:g} to {high:g}",
                "low lies below high, and mode between them",
            )
    return len(problems.found) == before


def _shaped(shape: Shape | Uniform, known: Parameter, path: Path, problems: Problems) -> Distribution | None:
    if isinstance(shape, Uniform):
        return _range(shape.low, shape.high, known, path, problems)
    cut = Cut(shape, known.bounds)
    if cut.inside < _HALF:
        low, high = known.bounds
        problems.add(
            path,
            f"{shape.words} lies for the most part where the number is impossible: {known.means}",
            f"it lies between {low:g} and {high:g} ({known.unit})",
        )
        return None
    return cut


def _grade(value: float | Distribution, known: Parameter) -> Grade:
    """The table's grade; S where the scenario departs from what data or literature say."""
    if known.grade not in {"D", "L"}:
        return known.grade
    low, high = known.range or (known.default, known.default)
    if isinstance(value, float):
        ends = (value, value)
    else:
        first, last = value.quantile(np.array([_TAIL, 1 - _TAIL]))
        ends = (float(first), float(last))
    slack = 1e-9 * max(abs(low), abs(high))
    return known.grade if low - slack <= ends[0] and ends[1] <= high + slack else "S"


_TAIL = 0.05
"""Nine tenths of a distribution must lie within the range of the table for it to keep the table's grade."""
