"""Whether the Mesa model and the engine are the same model: run for run under the same random numbers, in the mean under their own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
from exchange import hand_over, hand_over_draws
from systems import inputs, named

from papertiger.scenario.model.choices import Choices, learning
from papertiger.scenario.model.engine import simulate
from papertiger.scenario.model.noise import draws
from papertiger.scenario.model.records import Records
from papertiger.scenario.model.structure import Floats, Structure

SEED = 7
SYSTEMS = ("motive", "two-patrons", "multilateral", "supplier-regime-change", "3x8x60")
LEARNING = ("L0", "L1", "L2", "L3")
RULES = ("waterfill", "lexicographic", "pro_rata")
ALLOWED = 1e-6
"""Largest difference under the same random numbers; counts differ by 1 or not at all."""
FURTHEST = 4.0
"""Standard errors by which means may differ: with some 100 comparisons chance alone goes that far once in 150 benchmarks."""
COUNTS = ("tests", "honoured", "partial", "withheld", "exits", "firmer", "events", "outcomes")
COUNTS += ("linkages", "entrapments", "asked", "in_time")
MEANS = ("aligned", "hhi", "index", "available")


def mesa(python: Path, folder: Path, runs: int, *flags: str) -> dict[str, Any]:
    """What `running.py` prints."""
    command = [
        str(python),
        str(Path(__file__).parent / "running.py"),
        str(folder),
        "--runs",
        str(runs),
        *flags,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def ends(structure: Structure, records: Records) -> dict[str, Floats]:
    """What each run of the engine came to, by the Mesa model's keys."""
    found = {key: records.totals[key].reshape(len(records.totals[key]), -1).sum(axis=1) for key in COUNTS}
    found |= {key: records.series[key][-1].mean(axis=1) for key in MEANS}
    found["trust"] = records.series["trust"][-1][:, structure.committed].mean(axis=1)
    return found


def same(python: Path, folder: Path, runs: int) -> dict[str, float]:
    """System, learning model and rule to the largest difference of any figure of any run; raises AssertionError above `ALLOWED`."""
    found = {}
    for at, name in enumerate(SYSTEMS):
        scenario = named(name)
        structure, given = scenario.structure, inputs(scenario, runs, at)
        hand_over(folder, structure, given)
        hand_over_draws(folder, structure, SEED, runs)
        for turn, model in enumerate(LEARNING):
            rule = RULES[(at + turn) % len(RULES)]
            choices = Choices(learning(model), rule)
            ours = ends(structure, simulate(structure, given, draws(structure, SEED, range(runs)), choices))
            theirs = mesa(python, folder, runs, "--given", "--learning", model, "--allocation", rule)["each"]
            apart = max(float(np.abs(np.array(theirs[key]) - ours[key]).max()) for key in ours)
            _demand(apart <= ALLOWED, f"{name}, {model}, {rule}: Mesa and the engine differ by {apart}")
            found[f"{name}, {model}, {rule}"] = apart
    return found


def alike(python: Path, folder: Path, runs: int) -> dict[str, dict[str, list[float]]]:
    """System to figure to mean of the engine, mean of Mesa, and their difference in standard errors, each with its own random numbers.

    Run `n` of both has the same uncertain numbers. Raises AssertionError where a mean is more than `FURTHEST` standard errors away.
    """
    found = {}
    for at, name in enumerate(SYSTEMS):
        scenario = named(name)
        structure, given = scenario.structure, inputs(scenario, runs, at)
        hand_over(folder, structure, given)
        theirs = mesa(python, folder, runs)["each"]
        ours = ends(structure, simulate(structure, given, draws(structure, SEED, range(runs)), Choices()))
        found[name] = {key: _compared(ours[key], np.array(theirs[key])) for key in ours}
        for key, (_, _, errors) in found[name].items():
            _demand(abs(errors) <= FURTHEST, f"{name}: {key} differs by {errors} standard errors")
    return found


def _compared(ours: Floats, theirs: Floats) -> list[float]:
    apart = theirs - ours
    error = float(apart.std(ddof=1)) / len(apart) ** 0.5
    away = float(apart.mean()) / error if error else float(apart.any())
    return [float(f"{ours.mean():.4g}"), float(f"{theirs.mean():.4g}"), round(away, 2)]


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)
