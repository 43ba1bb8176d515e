"""A result as JSON: what was run, with seed, digests and versions, and what came of it (docs/scenario-results.md)."""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.scenario.model.parameters import DATA
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.running.result import LEVELS, ArmResult, Contagion, Difference, Result, Spread

SCHEMA = 1
_STILL = 1e-9
"""A smaller change of an index is rounding."""


class Told(BaseModel):
    """What is said beside the figures, from data/result.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str
    notes: tuple[str, ...]
    columns: dict[str, str]
    """Column of a Parquet file → what it holds."""


@cache
def told() -> Told:
    """The words; raises DataFileError where the file is damaged."""
    return load_table(DATA / "result.yaml", Told)


def as_json(result: Result, *, charts: bool = True) -> dict[str, Any]:
    """The manifest of a result; `charts` leaves the months out where false."""
    own = directions(result)
    steps = result.arms[0].charts.values() if charts else ()
    return {
        **head(result),
        "months": next((chart.months.tolist() for chart in steps), []),
        "arms": [_arm(result, one, own, charts=charts) for one in result.arms],
        "spreads": {key: _spread(one) for key, one in result.spreads.items() if key not in own},
        "driven_by_assumptions": {key: asdict(one) for key, one in result.driven.items()},
        "drivers": {key: [asdict(one) for one in first] for key, first in result.drivers.items()},
        "differences": [_difference(one, own) for one in result.differences],
        "contagion": [_contagion(one, [arm.arm.learning for arm in result.arms]) for one in result.contagion],
    }


def head(result: Result) -> dict[str, Any]:
    """What was run, and with what."""
    words = told()
    return {
        "what": words.what,
        "schema": SCHEMA,
        "banner": result.banner,
        "notes": list(words.notes),
        "scenario": {
            "name": result.name,
            "digest": result.digest,
            "sources": list(result.sources),
            "warnings": list(result.warnings),
            "months": result.months,
            "step": result.step,
            "patrons": list(result.patrons),
            "clients": list(result.clients),
            "varied": [asdict(one) for one in result.varied],
            "fixed": [{"key": key, "value": value, "grade": grade} for key, value, grade in result.fixed],
            "marks": [asdict(one) for one in result.marks],
        },
        "seed": result.seed,
        "runs": result.runs,
        "draws": result.runs // result.replicates,
        "replicates": result.replicates,
        "made_with": {
            "papertiger": result.version,
            "numpy": np.__version__,
            "python": platform.python_version(),
        },
        "tables": tables(),
        "levels": list(LEVELS),
        "quantities": [asdict(one) for one in result.quantities],
    }


@cache
def tables() -> Mapping[str, str]:
    """SHA-256 of each table of the model."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(DATA.glob("*.yaml"))}


def directions(result: Result) -> frozenset[str]:
    """Keys of the quantities of which only the direction of change may be told."""
    return frozenset(one.key for one in result.quantities if one.direction_only)


def signs(changes: Floats) -> Floats:
    """-1, 0 or 1 for each change; NaN where there is none."""
    return np.where(np.abs(changes) < _STILL, 0.0, np.sign(changes))


def _arm(result: Result, one: ArmResult, own: frozenset[str], *, charts: bool) -> dict[str, Any]:
    told_charts = {
        key: {
            "quantiles": _listed(chart.quantiles),
            "mean": _listed(chart.mean),
            "counted": _listed(chart.counted),
        }
        for key, chart in one.charts.items()
        if charts and key not in own
    }
    return {
        **asdict(one.arm),
        "finals": {
            key: _direction(values) if key in own else _final(values) for key, values in one.finals.items()
        },
        "failures": [asdict(of) for of in result.failures[one.arm]],
        **({"charts": told_charts} if charts else {}),
    }


def _final(values: Floats) -> dict[str, Any]:
    there = values[~np.isnan(values)]
    if not len(there):
        return {"counted": 0.0, "mean": None, "sd": None, "quantiles": [None] * len(LEVELS)}
    return {
        "counted": len(there) / len(values),
        "mean": float(there.mean()),
        "sd": float(there.std()),
        "quantiles": np.quantile(there, LEVELS).tolist(),
    }


def _direction(changes: Floats) -> dict[str, float]:
    up = signs(changes)
    return {"rises": float((up > 0).mean()), "falls": float((up < 0).mean())}


def _spread(one: Spread) -> dict[str, Any]:
    (lowest, low), (highest, high) = one.lowest_model, one.highest_model
    return {
        "mean": one.mean,
        "within_parameters": one.within,
        "between_parameters": one.between_parameters,
        "between_models": one.between_models,
        "lowest_model": {"learning": lowest, "mean": low},
        "highest_model": {"learning": highest, "mean": high},
    }


def _difference(one: Difference, own: frozenset[str]) -> dict[str, Any]:
    shares = {"higher": one.higher, "lower": one.lower}
    size = {"mean": one.mean, "interval": list(one.interval)}
    about = {"arm": asdict(one.arm), "against": asdict(one.against), "quantity": one.quantity}
    return about | (shares if one.quantity in own else size | shares)


def _contagion(one: Contagion, models: Sequence[str]) -> dict[str, Any]:
    shifts = dict.fromkeys((model for model in models if model not in one.shifts), 0.0) | one.shifts
    return {**asdict(one), "shifts": shifts, "range": [min(shifts.values()), max(shifts.values())]}


def _listed(values: Floats) -> list[Any]:
    """Nested lists, None for NaN."""
    plain = values.astype(object)
    plain[np.isnan(values)] = None
    listed: list[Any] = plain.tolist()
    return listed


def as_text(manifest: Mapping[str, Any]) -> str:
    """The manifest as text, indented, a list of numbers on one line."""
    text = json.dumps(manifest, ensure_ascii=False, indent=2, allow_nan=False)
    return _NUMBERS.sub(lambda found: " ".join(found[0].split()).replace("[ ", "[").replace(" ]", "]"), text)


_NUMBERS = re.compile(r"\[\n[\s\d.,eE+null-]*\]")
"""A list of numbers over several lines, which no string can hold: its line breaks are escaped."""
