"""Numbers with their unit written behind them: `"18 months"`, `"1200 km"`, `"20 %"`."""

from __future__ import annotations

import re
from functools import cache

from pydantic import RootModel

from papertiger.datafiles import load_table
from papertiger.scenario.files.keypath import Path
from papertiger.scenario.files.problems import Problems
from papertiger.scenario.model.parameters import DATA

_WRITTEN = re.compile(r"\s*([+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(.*?)\s*")


class _Units(RootModel[dict[str, dict[str, float]]]):
    """The whole of data/units.yaml."""


@cache
def _units() -> dict[str, dict[str, float]]:
    return load_table(DATA / "units.yaml", _Units).root


def in_unit(written: str, unit: str, path: Path, problems: Problems) -> float | None:
    """The number in the parameter's own unit; None, and a problem kept, where it has another unit or is no number."""
    match = _WRITTEN.fullmatch(written)
    if match is None:
        problems.add(
            path, f'"{written}" is not a number', f"write a number, [low, high] or a table; unit: {unit}"
        )
        return None
    number, given = float(match[1].replace("_", "")), " ".join(match[2].split())
    ways = {unit: 1.0, "": 1.0} | _units().get(unit, {})
    if given not in ways:
        also = [way for way, worth in ways.items() if way not in {"", unit} and worth != 1]
        cure = f'write {match[1]} or "{match[1]} {unit}" if that is meant'
        problems.add(
            path,
            f'"{written}" has the unit {given!r}, and this number is in {unit!r}',
            cure + (f"; {', '.join(also)} would be converted" if also else "; nothing is converted here"),
        )
        return None
    return number * ways[given]
