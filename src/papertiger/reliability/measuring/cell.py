"""A cell: one domain of one test, with what its reports say of the outcome."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CATEGORIES = ("withheld", "partial", "honoured")
"""Ordered outcomes; `harmful` counts as withheld for the rate (models.md A1) and is told apart in words."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one response, as the models of the honour rate take it."""

    response: str
    """Id of the response."""
    test: str
    patron: str
    client: str
    domain: str
    obligation: str
    crisis: str
    """Shared by cells whose outcomes hang together."""
    year: int | None
    """In which support was due; None where that is not known."""
    p_due: float
    """Probability that an obligation was due: the cell's weight in the rate."""
    loglik: NDArray[np.float64]
    """Shape (3,): log P(reports | outcome) by `CATEGORIES`, up to a constant; all equal where nothing is reported."""
    origins: tuple[str, ...]
    """The independent observations behind it."""
    multilateral: bool = False
    pending: bool = False
    """Whether the window is open and nothing has come: it says nothing of the rate yet."""
    settled: bool = False
    """Whether a person settled the outcome."""

    @property
    def posterior(self) -> NDArray[np.float64]:
        """Shape (3,): P(outcome | reports) with a flat prior over `CATEGORIES`."""
        weights = np.exp(self.loglik - self.loglik.max())
        return np.asarray(weights / weights.sum())
