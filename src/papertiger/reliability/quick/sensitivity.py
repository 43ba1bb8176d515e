"""How far a rate rests on the prior and how far on the evidence: either is weakened and strengthened.

Power-scaling after Kallioinen, Paananen, Bürkner and Vehtari 2024, "Detecting and diagnosing prior and likelihood sensitivity with
power-scaling", Statistics and Computing 34:57.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from papertiger.reliability.measuring.cell import Cell
from papertiger.reliability.quick.evidence import Evidence
from papertiger.reliability.quick.fit import default_rho, fit
from papertiger.reliability.quick.prior import Prior

POWERS = (0.5, 2.0)


@dataclass(frozen=True, slots=True)
class Scaled:
    """The rate with one of the two raised to a power."""

    of: Literal["prior", "evidence"]
    power: float
    """Below 1 it counts for less than it does, above 1 for more."""
    median: float
    interval: tuple[float, float]
    """90 %."""
    log_odds: float
    """Shift of the median's log-odds against the rate as it is."""


def power_scaled(
    cells: Iterable[Cell] | Evidence, prior: Prior, rho: float | None = None
) -> tuple[Scaled, ...]:
    """The rate with prior and evidence at half and at double their power; arguments as `fit`."""
    cells = cells if isinstance(cells, Evidence) else Evidence(cells, default_rho(rho))
    plain = fit(cells, prior, rho).log_odds_median
    found = []
    for power in POWERS:
        for of, posterior in (
            ("prior", fit(cells, prior, rho, prior_power=power)),
            ("evidence", fit(cells, prior, rho, likelihood_power=power)),
        ):
            shift = posterior.log_odds_median - plain
            found.append(Scaled(of, power, posterior.median, posterior.interval(), shift))  # type: ignore[arg-type]
    return tuple(found)
