"""How well a sentence bears out a proposal, by a logistic regression over `features`, beside what else could be proposed of the same words.

The weights were learnt from annotated sentences (`scripts/train_bearing.py`): what they list against all else that their words and parties
would allow. A score is a log-odds among such proposals, where few are right; it is no probability that a model's proposal is right,
which depends on the model. So it only refuses: what scores below what nearly all right claims reach, and what another order
of the same parties, or another pair of the sentence, bears out clearly better.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import Any

from papertiger.events.layer.weights import Weights
from papertiger.readers.llm.bearing.features import names
from papertiger.readers.llm.bearing.seen import Seen
from papertiger.readers.sides import EITHER_WAY

WEIGHTS = Path(__file__).parents[1] / "data" / "bearing.npz"
PLACES = 6
"""Pairs of mentions of two sides that are tried, the best counts."""
_SIDES = 8
"""Sides of a sentence that are held against a proposal, the first ones."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a proposal must reach, in log-odds; `scripts/train_bearing.py` chooses them by cross-validation."""

    least: float
    """Below it nothing bears the proposal out."""
    reverse: float
    """How much better the other direction may fit."""
    others: float
    """How much better another pair may."""
    otherwise: float
    """How much better a predicate may that hardly ever goes with it."""


class Bearing:
    """Holds proposals against sentences."""

    def __init__(self, weights: Weights) -> None:
        """`weights` of one output, whose notes hold the bounds, and for each predicate those that hardly ever hold of the same two beside it."""
        self.weights = weights
        notes: Mapping[str, Any] = weights.notes
        self.bounds = Bounds(**notes["bounds"])
        self.apart: Mapping[str, frozenset[str]] = {
            name: frozenset(rest) for name, rest in notes["apart"].items()
        }

    def against(self, seen: Seen, predicate: str, subject: str, target: str | None) -> str | None:
        """Why the sentence does not bear a proposal out, by the names of ``reasons.yaml``; None where it may.

        Args:
            seen: the sentence.
            predicate: of the proposal.
            subject: a side that is named in the sentence.
            target: another, or None for an event with nobody on the other side.
        """
        mine = self.score(seen, predicate, subject, target)
        if mine is None:
            return None
        if mine < self.bounds.least:
            return "not_borne_out"
        if target is not None and predicate not in EITHER_WAY:
            turned = self.score(seen, predicate, target, subject)
            if turned is not None and turned - mine > self.bounds.reverse:
                return "turned_round"
        sides = list(islice(seen.places, _SIDES))
        pairs = [(a, b) for a in sides for b in (*sides, *((None,) if target is None else ()))]
        for one, other in pairs:
            if one == other or {one, other} == {subject, target}:
                continue
            theirs = self.score(seen, predicate, one, other)
            if theirs is not None and theirs - mine > self.bounds.others:
                return "of_others"
        for name in sorted(self.apart.get(predicate, frozenset()) & seen.sayable()):
            theirs = self.score(seen, name, subject, target)
            if theirs is not None and theirs - mine > self.bounds.otherwise:
                return "said_otherwise"
        return None

    def score(self, seen: Seen, predicate: str, subject: str, target: str | None) -> float | None:
        """Log-odds of a proposal by the best places of its two sides; None where a side has no place in the tree."""
        key = predicate, subject, target
        if key not in seen.scores:
            ones = seen.places.get(subject, ())
            others = seen.places.get(target, ()) if target is not None else (None,)
            pairs = islice(product(ones, others), PLACES)
            found = [float(self.weights.parts(names(seen, predicate, *pair))[1].sum()) for pair in pairs]
            seen.scores[key] = max(found) + float(self.weights.bias[0]) if found else None
        return seen.scores[key]


@cache
def digest() -> str:
    """SHA-256 of the shipped weights and bounds, hex."""
    return hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()


@cache
def bearing() -> Bearing:
    """The shipped one. Raises OSError where its file is absent, ValueError where it is damaged."""
    return Bearing(Weights.load(WEIGHTS))
