"""Weights of the trained layer: named features in, one score an output; linear.

Features are known by the 32-bit hash of their name, so that no text that the weights were learnt from lies in the file. A
feature that was never seen weighs nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def hashed(name: str) -> int:
    """The number that a feature is known by."""
    return crc32(name.encode())


@dataclass(slots=True)
class Weights:
    """What was learnt, and what the outputs are called."""

    outputs: tuple[str, ...]
    hashes: NDArray[np.uint32]
    """Known features, V of them."""
    direct: Floats
    """V × outputs."""
    bias: Floats
    notes: Mapping[str, object] = field(default_factory=dict)
    """Where the weights come from, how they were measured, and numbers that the caller needs."""
    _rows: dict[int, int] = field(default_factory=dict)
    _known: dict[str, int] = field(default_factory=dict)
    """Feature → its row, -1 for none; grows with what is asked for."""

    def __post_init__(self) -> None:
        self._rows = {int(h): i for i, h in enumerate(self.hashes)}

    def row(self, name: str) -> int:
        """Row of a feature, -1 for one that was never seen."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._rows.get(hashed(name), -1)
        return found

    def parts(self, names: Iterable[str], output: int = 0) -> tuple[list[str], Floats]:
        """The known features among `names`, and what each adds to the score of one output of a linear layer."""
        rows = [(name, row) for name in names if (row := self.row(name)) >= 0]
        values: Floats = self.direct[[row for _, row in rows], output]
        return [name for name, _ in rows], values

    def scores(self, names: Iterable[str], values: Sequence[float]) -> Floats:
        """Scores of one case, an output each; `values` are those of the features, in order."""
        rows = [
            (row, value) for name, value in zip(names, values, strict=True) if (row := self.row(name)) >= 0
        ]
        given = np.array([value for _, value in rows], dtype=np.float32)
        found: Floats = given @ self.direct[[row for row, _ in rows]] + self.bias
        return found

    # ------------------------------------------------------------------ files

    def save(self, path: Path) -> None:
        """Write everything into one ``.npz``, half precision."""
        arrays = {name: getattr(self, name).astype(np.float16) for name in ("direct", "bias")}
        about = json.dumps({"outputs": self.outputs, "notes": self.notes}, ensure_ascii=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(path, hashes=self.hashes, about=np.array(about), **arrays)

    @classmethod
    def load(cls, path: Path) -> Weights:
        """Read what `save` wrote. Raises OSError or ValueError when the file is absent or damaged; pickles are refused."""
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name].astype(np.float32) for name in ("direct", "bias")}
            about = json.loads(str(stored["about"]))
            return cls(tuple(about["outputs"]), stored["hashes"], notes=about["notes"], **arrays)
