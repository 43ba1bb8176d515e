"""Is a confidence of 0.8 right eight times of ten? Reliability by bins, and the expected calibration error.

Expected calibration error as in Naeini, Cooper and Hauskrecht (AAAI 2015): the gap between mean confidence and share right
in each bin, weighted by the bin's size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims whose confidence lies in ``[low, high)``; the last bin includes 1."""

    low: float
    high: float
    claims: int
    confidence: float
    """Mean confidence, 0 to 1."""
    right: float
    """Share of claims that are right, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """The bins that hold claims, and the expected calibration error."""

    bins: tuple[Bin, ...]
    error: float
    """0 to 1."""
    claims: int


def reliability(judged: Iterable[tuple[float, bool]], bins: int = BINS) -> Reliability:
    """Reliability of (confidence, right) pairs in `bins` bins of equal width."""
    rows = list(judged)
    filled = []
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        here = [(c, r) for c, r in rows if low <= c < high or (number == bins - 1 and c == high)]
        if here:
            mean, right = sum(c for c, _ in here) / len(here), sum(r for _, r in here) / len(here)
            filled.append(Bin(low, high, len(here), mean, right))
    error = sum(b.claims * abs(b.confidence - b.right) for b in filled) / len(rows) if rows else 0.0
    return Reliability(tuple(filled), error, len(rows))
