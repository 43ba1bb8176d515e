"""Rules by which a reserve is parted among claims; the first claim is the home theatre's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Rule = Callable[[Sequence[float], Sequence[float], float], list[float]]


def waterfill(claims: Sequence[float], priorities: Sequence[float], reserve: float) -> list[float]:
    """Maximise the sum of priority times log of what is given."""
    given, open_, left = [0.0] * len(claims), sum(priorities), reserve
    if sum(claims) <= reserve:
        return list(claims)
    order = sorted(range(len(claims)), key=lambda c: claims[c] / priorities[c])
    open_ = sum(priorities[c] for c in order if claims[c] > 0)
    for c in order:
        if claims[c] > 0:
            given[c] = min(claims[c], left * priorities[c] / open_)
            left -= given[c]
            open_ -= priorities[c]
    return given


def lexicographic(claims: Sequence[float], priorities: Sequence[float], reserve: float) -> list[float]:
    """Serve claims in order of priority; the home theatre goes first among equals."""
    given = [0.0] * len(claims)
    for c in sorted(range(len(claims)), key=lambda c: -priorities[c]):
        given[c] = min(claims[c], reserve)
        reserve -= given[c]
    return given


def pro_rata(claims: Sequence[float], priorities: Sequence[float], reserve: float) -> list[float]:  # noqa: ARG001 - one signature
    """Give each claim the same part."""
    whole = sum(claims)
    part = min(1.0, reserve / whole) if whole > 0 else 0.0
    return [claim * part for claim in claims]


RULES: dict[str, Rule] = {
    "waterfill": waterfill,
    "lexicographic": lexicographic,
    "pro_rata": pro_rata,
}
