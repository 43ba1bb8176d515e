"""Whether those who speak of one outcome contradict each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from papertiger.reliability.cases import Report
from papertiger.reliability.measuring.cell import CATEGORIES
from papertiger.reliability.measuring.observation import class_of, observation, voices_of
from papertiger.reliability.measuring.origins import by_origin
from papertiger.reliability.measuring.settings import Measurement, SourceClass, measurement


@dataclass(frozen=True, slots=True)
class Leaning:
    """Those who speak for one outcome."""

    outcome: str
    origins: tuple[str, ...]
    """An origin that quotes both sides stands under both outcomes."""
    classes: tuple[SourceClass, ...]
    """The class of source of each."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """How far the sources of a cell lie apart.

    What is said leans to the outcome that it makes likeliest. All that leans to one is taken together, one observation an
    origin, which gives a posterior over the outcomes (flat prior) for each; `distance` is the greatest total variation
    distance between two of these: 0 where all lean one way, 1 where both are sure and contradict each other. Anonymous
    sources that disagree are not far apart, since neither says much.
    """

    distance: float
    leanings: tuple[Leaning, ...]
    unresolved: bool
    """Whether the distance reaches what the settings call a conflict."""


def conflict(reports: Iterable[Report], settings: Measurement | None = None) -> Conflict:
    """How far those who speak in one response's reports contradict each other, in one origin or in several."""
    settings = settings or measurement()
    leaning: dict[int, list[tuple[str, SourceClass, NDArray[np.float64]]]] = {}
    for origin, same in by_origin(reports).items():
        for to, voices in _by_leaning(voices_of(same), settings).items():
            says = observation(voices, settings)
            leaning.setdefault(to, []).append((origin, class_of(voices, settings), says))
    cases = {to: _posterior(np.sum([says for *_, says in each], axis=0)) for to, each in leaning.items()}
    distance = max((float(np.abs(a - b).sum()) / 2 for a, b in combinations(cases.values(), 2)), default=0.0)
    leanings = tuple(
        Leaning(CATEGORIES[to], tuple(o for o, *_ in leaning[to]), tuple(c for _, c, _ in leaning[to]))
        for to in sorted(leaning)
    )
    return Conflict(distance, leanings, distance >= settings.conflict.value)


def _by_leaning(voices: Iterable[Report], settings: Measurement) -> dict[int, list[Report]]:
    found: dict[int, list[Report]] = {}
    for voice in voices:
        found.setdefault(int(np.argmax(observation([voice], settings))), []).append(voice)
    return found


def _posterior(loglik: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.exp(loglik - loglik.max())
    return np.asarray(weights / weights.sum())
