"""How likely a reading is right: a logistic regression over its evidence, learnt from annotated sentences.

The confidence that it gives is calibrated (`papertiger eval claims` prints the reliability); what stays below the threshold is
no claim. Without the weights file every draft keeps the confidence that its frame gave it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from papertiger.events.layer.candidates import standings
from papertiger.events.layer.evidence import Draft, evidence
from papertiger.events.layer.view import view
from papertiger.events.layer.weights import Weights
from papertiger.records import Explanation

if TYPE_CHECKING:
    from papertiger.events.claim import CodedClaim
    from papertiger.events.scene import Scene

WEIGHTS = Path(__file__).parents[1] / "data" / "weights" / "claims.npz"
CEILING = 0.98
SHOWN = 4
"""Features shown in the account of a claim, for and against."""


class Judge:
    """Scores the drafts of a sentence."""

    def __init__(self, weights: Weights | None, *, collect: bool = False) -> None:
        """`weights` of one output; None leaves claims as they are, but for their evidence, which `collect` keeps for training."""
        self.weights, self.collect = weights, collect
        self.threshold = float(str(weights.notes["threshold"])) if weights is not None else 0.0

    def judged(self, scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts with calibrated confidence and the features that it rests on, those below `threshold` too."""
        if not drafts or (self.weights is None and not self.collect):
            return list(drafts)
        found = evidence(scene, view(scene), standings(scene), drafts)
        return [
            replace(d, claim=self._judged(d.claim, names)) for d, names in zip(drafts, found, strict=True)
        ]

    def _judged(self, claim: CodedClaim, names: tuple[str, ...]) -> CodedClaim:
        weights = self.weights
        if weights is None:
            return replace(claim, evidence=names)
        known, values = weights.parts(names)
        share = 1 / (1 + exp(-float(values.sum() + weights.bias[0])))
        most = np.argsort(-np.abs(values))[:SHOWN]
        weighed = tuple(f"{known[i]} {values[i]:+.2f}" for i in most)
        note = Explanation(
            field="confidence", value=f"{share:.2f}", why="learnt from annotated sentences", words=weighed
        )
        return replace(
            claim,
            confidence=round(min(CEILING, share), 2),
            evidence=names,
            explanation=(*claim.explanation, note),
        )


@cache
def judge() -> Judge:
    """The judge with the shipped weights, or without any where the file is absent."""
    try:
        return Judge(Weights.load(WEIGHTS))
    except OSError:
        return Judge(None)
