"""A partnership system as plain Python values, read from the folder that `exchange.py` writes: no papertiger, no NumPy in the model.

`fixed` holds what all runs share (who is bound to whom, the tables of threats and domains); `numbers` gives the parameters of one run as
floats and nested lists.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np


@dataclass(frozen=True)
class System:
    """What was exchanged."""

    fixed: SimpleNamespace
    inputs: dict[str, Any]
    """Parameter to its array, runs leading, one row where all runs share the value."""

    def numbers(self, run: int) -> SimpleNamespace:
        """The parameters of run `run`."""
        rows = {name: array[run % len(array)] for name, array in self.inputs.items()}
        return SimpleNamespace(**{name: row.tolist() for name, row in rows.items()})

    @classmethod
    def read(cls, folder: Path) -> System:
        """The system in `folder`."""
        fixed = SimpleNamespace(**json.loads((folder / "system.json").read_text()))
        with np.load(folder / "inputs.npz") as arrays:
            return cls(fixed, {name: arrays[name] for name in arrays.files})
