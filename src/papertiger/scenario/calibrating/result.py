"""What history matching says: what can be reached at all, what is left wave by wave, the ensemble, and what stays unidentified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from papertiger.scenario.calibrating.targets import Target
from papertiger.scenario.ensembles import SECTION, Ensemble
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.terms import Factor


@dataclass(frozen=True, slots=True)
class Reached:
    """Prior predictive screening of one target: nothing is discarded by it."""

    target: Target
    share: float
    """Of prior draws that this target alone does not rule out."""
    quantiles: tuple[float, float, float]
    """5, 50 and 95 % of the model's figure over the prior; NaN when it has none."""


@dataclass(frozen=True, slots=True)
class Wave:
    """One round of runs."""

    points: int
    replicates: int
    looked: float
    """Share of the prior's volume that the points were drawn from."""
    kept: int
    """Points that no target rules out."""
    second: int
    """Points whose second-largest implausibility is under the cut: what a single misjudged target would cost."""
    volume: float
    """Share of the prior that is left."""
    interval: tuple[float, float]
    """90 %, from the number of points alone."""


Known = Literal["identified", "narrowed", "shifted", "tied", "not identified"]
"""`identified`: its spread is at most half of the prior's; `narrowed`: surely smaller than the prior's; `shifted`: as wide, but its middle has
moved; `tied`: only together with others;
`not identified`: what is left of it is the prior."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What the targets say of one parameter."""

    factor: Factor
    known: Known
    contraction: float
    """1 - standard deviation left / prior's, in the prior's probabilities."""
    interval: tuple[float, float]
    """5 and 95 % of what is left, in the parameter's unit."""
    acts: bool
    """Some target was seen to move with it."""


@dataclass(frozen=True, slots=True)
class Direction:
    """A combination of parameters, in prior standard deviations: how much of its prior variance is left."""

    loads: tuple[tuple[str, float], ...]
    """Key and coefficient, in units of the parameters, the largest scaled to 1; the strongest first."""
    ratio: float
    """Variance left / prior variance: near 1 not identified, far below identified."""
    identified: bool
    """Below what chance alone would leave in so many draws."""
    opposite: tuple[tuple[str, float], ...] = ()
    """The combination of the same parameters that is least identified; empty for a single parameter."""
    opposite_ratio: float = 1.0

    @property
    def ridge(self) -> bool:
        """Only a combination is identified, its parts are not."""
        return self.identified and len(self.loads) > 1 and self.opposite_ratio > 2 * self.ratio


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """The whole answer."""

    targets: tuple[Target, ...]
    factors: tuple[Factor, ...]
    cut: float
    seed: int
    reached: tuple[Reached, ...]
    jointly: float
    """Share of prior draws that no target rules out."""
    waves: tuple[Wave, ...]
    settled: bool
    """The volume stopped shrinking before the waves ran out."""
    members: Floats
    """(n, F) the ensemble: draws of the prior, restricted to what is not ruled out, as probabilities."""
    means: Floats
    """(n, T) what the model says at them."""
    learned: tuple[Learned, ...]
    directions: tuple[Direction, ...]
    """Of the parameters that act, the best identified first; empty with too few members to tell."""
    pairs: tuple[tuple[str, str, float], ...]
    """Parameters whose values go together among the members, with the correlation, strongest first."""
    runs: int

    def learned_in_order(self) -> tuple[Learned, ...]:
        """What is known of each parameter, in the order of the factors."""
        by_key = {one.factor.key: one for one in self.learned}
        return tuple(by_key[factor.key] for factor in self.factors)

    def ensemble(self, how: str) -> Ensemble:
        """The members as an ensemble; `how` is the command that makes it again.

        It holds the scalar parameters that move some target. What moves none keeps its own range, which is all that is left of it; where none is seen to
        move one, as with few points, all are held.
        """
        scalar = [one for one in enumerate(self.learned_in_order()) if one[1].factor.key.startswith(SECTION)]
        kept = [(at, one.factor) for at, one in scalar if one.acts or one.known != "not identified"]
        kept = kept or [(at, one.factor) for at, one in scalar]
        rows = [factor.distribution.quantile(self.members[:, at]) for at, factor in kept]
        return Ensemble(
            parameters=tuple(factor.parameter for _, factor in kept),
            rows=np.column_stack(rows),
            how=how,
            source=", ".join(
                f"{one.key} {one.value:g} (observed {one.observed:g}, discrepancy {one.discrepancy:g})"
                for one in self.targets
            ),
        )
