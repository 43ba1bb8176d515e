"""Hand a partnership system over to the Mesa model: a JSON file of what is fixed, an array file of the parameters, another of random numbers."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from papertiger.scenario.model.inputs import Inputs
from papertiger.scenario.model.noise import NORMAL, draws, normal
from papertiger.scenario.model.structure import DOMAINS, Structure


def hand_over(folder: Path, structure: Structure, inputs: Inputs) -> None:
    """Write what the Mesa model reads with `system.System.read`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "system.json").write_text(json.dumps(fixed(structure)))
    np.savez(folder / "inputs.npz", **dict(inputs))  # type: ignore[arg-type] # any name is an array's


def hand_over_draws(folder: Path, structure: Structure, seed: int, runs: int) -> None:
    """Write the engine's random numbers of the first `runs` runs, slot to (steps, runs, ...)."""
    steps = list(draws(structure, seed, range(runs)))
    slots = {slot: np.stack([step[slot] for step in steps]) for slot in steps[0]}
    given = {slot: normal(numbers) if slot in NORMAL else numbers for slot, numbers in slots.items()}
    np.savez(folder / "draws.npz", **given)  # type: ignore[arg-type] # as above


def fixed(structure: Structure) -> dict[str, Any]:
    """What all runs share, as JSON takes it."""
    tables = structure.tables
    return {
        "covers": structure.covers.tolist(),
        "client_distance": structure.client_distance.tolist(),
        "wars": [asdict(war) for war in structure.wars],
        "supplies": [asdict(supply) for supply in structure.supplies],
        "shocks": [asdict(shock) for shock in structure.shocks],
        "step": structure.step,
        "steps": structure.steps,
        "delay": round(structure.observation_delay / structure.step),
        "domains": list(DOMAINS),
        **{name: getattr(tables, name).tolist() for name in TABLES},
    }


TABLES = ("hostile", "load", "need", "hazard", "relief", "war_share", "lag_min", "lag_max", "window")
