"""From events to articles: independent origins, reprints with a heavy tail, late ones, translations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from papertiger.warning.replay.cast import LANGUAGES, Outlet
from papertiger.warning.replay.following import Following
from papertiger.warning.replay.plan import Plan
from papertiger.warning.replay.told import Event
from papertiger.warning.values import Indication

_UNDATED = 0.03
"""Share of articles without a date."""


@dataclass(frozen=True, slots=True)
class Printed:
    """An article with one indication, and when it came to be known."""

    indication: Indication
    known: int
    """Number of the day."""
    source: int
    planted: int | None


class Press:
    """Prints events; an article that nobody gets to see in the world's days is left out."""

    def __init__(
        self, outlets: Sequence[Outlet], following: Following, plan: Plan, rng: np.random.Generator
    ) -> None:
        self._outlets = outlets
        self._following = following
        self._plan = plan
        self._rng = rng
        weights = np.exp(rng.normal(0.0, 1.0, len(outlets)))
        # Outlets that are followed themselves print as much as the rest together.
        direct = following.source_of < plan.sources - plan.aggregators
        weights[direct] *= weights[~direct].sum() / weights[direct].sum()
        self._sums = np.cumsum(weights / weights.sum())
        self._articles = 0
        self._origins = 0

    def prints(self, events: Iterable[Event]) -> Iterator[Printed]:
        """All articles about these events, in their order."""
        for event in events:
            for day, outlet, origin, language in (
                self._storm(event) if event.printings else self._usual(event)
            ):
                printed = self._article(event, day, outlet, origin, language)
                if printed is not None:
                    yield printed

    def _usual(self, event: Event) -> Iterator[tuple[int, int, str, str]]:
        """Day, outlet, origin and language of each article: 1 + Poisson origins, each with its reprints."""
        rng, plan = self._rng, self._plan
        for _ in range(1 + int(rng.poisson(plan.origins * event.interest))):
            origin = self._origin()
            first = event.day + int(rng.random() < 0.2)  # noqa: PLR2004 - every fifth origin comes the day after
            copies = min(plan.most_reprints, int(rng.pareto(plan.tail)))
            late = rng.random(copies) < plan.late
            delays = np.where(late, 2 + rng.exponential(8.0, copies), rng.geometric(0.7, copies) - 1)
            days = first + np.concatenate(([0], delays.astype(np.int64)))
            for day, outlet in zip(days, self._some(copies + 1), strict=True):
                yield int(day), int(outlet), origin, self._outlets[outlet].language

    def _storm(self, event: Event) -> Iterator[tuple[int, int, str, str]]:
        """All printings of one origin."""
        rng, origin = self._rng, self._origin()
        own = str(rng.choice(LANGUAGES))
        for wave in event.printings:
            printing = rng.choice(len(self._outlets), min(wave.outlets, len(self._outlets)), replace=False)
            days = wave.day + np.minimum(rng.geometric(0.5, len(printing)) - 1, wave.days - 1)
            days[0] = wave.day
            for day, outlet in zip(days, printing, strict=True):
                foreign = rng.random() < wave.translated
                yield int(day), int(outlet), origin, self._outlets[outlet].language if foreign else own

    def _origin(self) -> str:
        self._origins += 1
        return f"origin-{self._origins:06}"

    def _some(self, number: int) -> np.ndarray:
        """Outlets by weight, perhaps one twice."""
        return np.searchsorted(self._sums, self._rng.random(number)).clip(0, len(self._outlets) - 1)

    def _article(self, event: Event, day: int, outlet: int, origin: str, language: str) -> Printed | None:
        plan = self._plan
        chance, undated = self._rng.random(2)
        self._articles += 1
        if day >= plan.span:
            return None
        source = int(self._following.source_of[outlet])
        known = self._following.gets(source, day, chance)
        if known is None:
            return None
        dated = bool(undated >= _UNDATED)
        stated = None if event.happened is None else plan.day(event.happened)
        indication = Indication(
            claim=f"claim-{self._articles:07}",
            day=plan.day(day if dated else known),
            dated=dated,
            known=plan.day(known),
            family=event.family,
            predicate=event.predicate,
            mode=event.mode,
            domain=event.domain,
            polarity=event.polarity,
            modality=event.modality,
            subject=event.subject,
            subject_state=event.subject_state,
            object=event.object,
            object_state=event.object_state,
            over=event.over,
            speaker=event.speaker,
            anonymous=False,
            origin=origin,
            article=f"article-{self._articles:07}",
            outlet=self._outlets[outlet].id,
            language=language,
            quote=f"Synthetic sentence {self._articles}.",
            happened=None if stated is None else (stated, stated),
            repeated=event.repeated,
            speaker_state=event.subject_state if event.speaker else None,
        )
        return Printed(indication, known, source, event.planted)
