"""Simulation-based calibration: over data sets that a model itself draws, the rank of the truth among posterior draws is uniform.

Talts et al. 2018, "Validating Bayesian inference algorithms with simulation-based calibration", arXiv:1804.06788; the ranks are tested as
in `uniform`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from papertiger.reliability.studies.uniform import uniformity

Array = NDArray[np.float64]
Data = TypeVar("Data")
Simulate = Callable[[np.random.Generator], tuple[Mapping[str, float], Data]]
"""Draws parameters by name from the prior, and data by them."""
Fit = Callable[[Data, np.random.Generator], Mapping[str, Array]]
"""Fits the data: parameter → independent draws from its posterior, shape (draws,)."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One parameter."""

    p: float
    """That the ranks are uniform."""
    covered_50: float
    """Share of fits whose central 50 % interval holds the truth."""
    covered_90: float
    ranks: tuple[float, ...]
    """Each fit's rank as a share, 0 to 1, ties broken by chance."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a calibration found."""

    fits: int
    seed: int
    seconds: float
    parameters: Mapping[str, Ranked]

    @property
    def least_p(self) -> float:
        """The smallest p-value, times the number of parameters (Bonferroni), 1 at most."""
        return min(1.0, len(self.parameters) * min(one.p for one in self.parameters.values()))


def sbc(
    simulate: Simulate[Data],
    fit: Fit[Data],
    n: int,
    seed: int,
    progress: Callable[[int], None] = lambda _: None,
) -> Calibration:
    """Calibrate by `n` data sets; each has random numbers of its own, so that a run of fewer is the beginning of this one.

    Args:
        simulate: draws a truth and data.
        fit: draws from the posterior; every parameter that it returns must be among the truths.
        n: how many fits.
        seed: of all random numbers.
        progress: told after each fit how many are done.

    Raises:
        ValueError: fewer than two fits.
    """
    if n < 2:  # noqa: PLR2004 - as `uniformity`
        raise ValueError(f"{n} fits: a calibration needs two or more, 500 to mean anything")
    begun = time.perf_counter()
    shares: dict[str, list[float]] = {}
    for done, stream in enumerate(np.random.SeedSequence(seed).spawn(n), start=1):
        rng = np.random.default_rng(stream)
        truth, data = simulate(rng)
        for name, draws in fit(data, rng).items():
            shares.setdefault(name, []).append(rank_share(truth[name], draws, rng))
        progress(done)
    parameters = {name: ranked(np.array(found)) for name, found in shares.items()}
    return Calibration(n, seed, time.perf_counter() - begun, parameters)


def rank_share(truth: float, draws: Array, rng: np.random.Generator) -> float:
    """The rank of the truth among the draws as a number that is uniform from 0 to 1 where both come from one distribution."""
    rank = int(np.sum(draws < truth))
    ties = int(np.sum(draws == truth))
    return float((rank + rng.random() * (ties + 1)) / (len(draws) + 1))


def ranked(shares: Array) -> Ranked:
    """Test rank shares of one parameter."""
    return Ranked(
        p=uniformity(shares),
        covered_50=float(np.mean(np.abs(shares - 0.5) <= 0.25)),  # noqa: PLR2004 - half of 50 %
        covered_90=float(np.mean(np.abs(shares - 0.5) <= 0.45)),  # noqa: PLR2004 - half of 90 %
        ranks=tuple(float(share) for share in shares),
    )


def as_json(found: Calibration) -> dict[str, object]:
    """As printed by ``--format json``: ranks as counts in twentieths."""
    return {
        "fits": found.fits,
        "seed": found.seed,
        "seconds": round(found.seconds, 2),
        "test": "uniformity of ranks: ECDF with simultaneous bands (Säilynoja, Bürkner and Vehtari 2022)",
        "p_bonferroni": found.least_p,
        "parameters": {
            name: {
                "p": one.p,
                "covered_50": one.covered_50,
                "covered_90": one.covered_90,
                "ranks": [int(count) for count in np.histogram(one.ranks, bins=20, range=(0, 1))[0]],
            }
            for name, one in found.parameters.items()
        },
    }
