"""What the findings of all rules share: measuring a series, what was covered, and saying that too little was seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import log10
from typing import TYPE_CHECKING, Final

from papertiger.warning.coverage import Coverage
from papertiger.warning.rules.series import Series
from papertiger.warning.values import Evidence, Finding, Surprise
from papertiger.warning.watchlists import Watch

if TYPE_CHECKING:
    from papertiger.warning.rates import Chance

Reason = dict[str, float | int | str | None]

KIND: Final = "kind"
WARNING: Final = "warning"
UNSEEN: Final = "unseen"
OUTAGE: Final = "outage"
ALL: Final = ("*",)
"""What a finding is about that is about everything."""
_RAREST: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Measured:
    """A series, and how unusual it was when it was so last."""

    series: Series
    surprise: Surprise
    """Of the day on which it became an alarm; of the last day where it did not."""
    day: date
    """That day."""

    @property
    def start(self) -> date:
        """First day of the window that the surprise is about."""
        return self.day - timedelta(days=max(self.surprise.days, 1) - 1)


def measured(
    chance: Chance, candidates: Mapping[tuple[str, ...], Series], seen: Coverage, share: float, window: int
) -> list[Measured]:
    """How unusual each series is that got a new origin within the last `window` days, by key.

    An alarm of one of these days stands to the last: news of a day comes in late, and nobody may have looked on the day itself.
    """
    start = seen.days[-1] - timedelta(days=window - 1)
    fresh = [
        candidates[key]
        for key in sorted(candidates)
        if any(one.day >= start for one in candidates[key].first.values())
    ]
    if not fresh:
        return []
    tracks = chance.track_many([one.counts(seen.days) for one in fresh], seen.exposure, share=share)
    found = []
    for number, series in enumerate(fresh):
        lately = [
            at for at in range(max(len(seen.days) - window, 0), len(seen.days)) if tracks.alarm[number, at]
        ]
        at = lately[-1] if lately else len(seen.days) - 1
        found.append(Measured(series, tracks.surprises(number, at)[0], seen.days[at]))
    return found


def rarity(surprise: Surprise) -> float:
    """Score of what is measured against a rate: 0 for what chance gives once a year, 1 for once in ten years, 2 for once in a hundred."""
    return -log10(max(surprise.per_year, _RAREST))


def covered(seen: Coverage, window: int) -> Reason:
    """What a reader must know of coverage: share of the usual, sources that answered of those followed and since when, articles."""
    answered, followed, since = seen.sources(window)
    return {
        "coverage": round(seen.share(window), 3),
        "sources_answered": answered,
        "sources_followed": followed,
        "sources_since": since.isoformat() if since is not None else None,
        "articles": sum(seen.articles[-window:]),
        "days_seen": seen.seen(),
    }


def unseen(watch: Watch, evidence: Evidence, seen: Coverage) -> Iterator[Finding]:
    """The finding that too little was seen to say what did not come; nothing where enough was.

    It is no alarm: its ``kind`` is ``unseen``, its score the share of the usual coverage that is missing.
    """
    if seen.too_little(watch.window_days, watch.least_coverage):
        yield Finding(
            rule=watch.rule,
            watch=watch.id,
            about=ALL,
            day=evidence.upto,
            score=1 - seen.share(watch.window_days),
            reason={KIND: UNSEEN, "window_days": watch.window_days, **covered(seen, watch.window_days)},
            indications=(),
            horizon_days=0,
        )
