"""From what was found in every draw to a figure with its interval, and from the rule that was settled before to a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from papertiger.scenario.model.structure import Floats
from papertiger.scenario.patterns.arms import Finding
from papertiger.scenario.patterns.statements import Model, Pattern

Verdict = Literal["yes", "partly", "no", "not claimed"]
_Z90 = 1.645
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Summary:
    """One pattern under one learning model over some draws, in the model."""

    figure: float
    """Median over draws, as all figures; NaN where there is none."""
    low: float
    """5 % of draws lie below."""
    high: float
    """5 % of draws lie above."""
    share: float
    """Of draws that can tell: in which it holds; NaN where none can."""
    interval: tuple[float, float]
    """90 %, of the share, from the number of draws (Wilson)."""
    told: int
    """Draws that can tell."""
    draws: int
    beside: Mapping[str, tuple[float, float, float]]
    """Other figures: median, 5 and 95 %."""


def summary(found: Finding) -> Summary:
    """Of what an experiment found."""
    middle, low, high = _spread(found.figure)
    told = int(np.isfinite(found.holds).sum())
    share = float(np.nanmean(found.holds)) if told else float("nan")
    return Summary(
        middle,
        low,
        high,
        share,
        _wilson(share, told),
        told,
        len(found.holds),
        {name: _spread(values) for name, values in found.beside.items()},
    )


def _spread(values: Floats) -> tuple[float, float, float]:
    given = values[np.isfinite(values)]
    if not len(given):
        return (float("nan"),) * 3
    low, middle, high = np.quantile(given, (0.05, 0.5, 0.95))
    return float(middle), float(low), float(high)


def _wilson(share: float, draws: int) -> tuple[float, float]:
    if not draws:
        return (0.0, 1.0)
    z2 = _Z90**2
    middle = (share + z2 / (2 * draws)) / (1 + z2 / draws)
    half = _Z90 / (1 + z2 / draws) * np.sqrt(share * (1 - share) / draws + z2 / (4 * draws**2))
    return (
        max(float(middle - half), 0.0) if share > 0 else 0.0,
        min(float(middle + half), 1.0) if share < 1 else 1.0,
    )


def verdict(pattern: Pattern, found: Mapping[Model, Summary], most: float) -> Verdict:
    """Whether the model reproduces a pattern, by the rule in data/patterns.yaml; `found` is over the draws that history does not rule out.

    A tuned pattern is met where its median lies in the band under every learning model, which shows no more than that the tuning worked. Nothing is
    claimed of mechanisms whose sign is open, nor of findings that depend on coding.
    """
    if pattern.status in {"mechanism", "literature"}:
        return "not claimed"
    if pattern.band is not None:
        low, high = pattern.band
        met = [low <= found[model].figure <= high for model in pattern.needs]
        return "yes" if all(met) else "partly" if any(met) else "no"
    wanted = [found[model].share for model in pattern.needs]
    unwanted = [found[model].share for model in pattern.fails]
    fails = all(share <= 1 - most for share in unwanted)
    if all(share >= most for share in wanted) and fails:
        return "yes"
    return "partly" if any(share >= _HALF for share in wanted) and fails else "no"
