"""The question a rule asks: is this an alarm, at so many false alarms a year?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from papertiger.warning.rates.frequency import frequency
from papertiger.warning.rates.settings import Prior, Settings
from papertiger.warning.rates.tracking import Tracks, tracked
from papertiger.warning.values import Surprise


@dataclass(frozen=True, slots=True)
class Chance:
    """How often a year a whole list may warn where nothing happened.

    Raises:
        ValueError: `per_year` is not above 0.
    """

    per_year: float
    """Expected false alarms a year, over all series together: each series gets a `share`, and the shares of a list sum to 1."""
    settings: Settings = field(default_factory=Settings)

    def __post_init__(self) -> None:
        if not self.per_year > 0:
            raise ValueError(
                f"false alarms a year must be above 0, not {self.per_year}; without any there are no warnings"
            )

    def surprise(
        self,
        days: Sequence[date],
        counts: Sequence[float],
        exposure: Sequence[float],
        *,
        share: float = 1.0,
        prior: Prior | None = None,
    ) -> Surprise:
        """How unusual the last of `days` is, given all days before it.

        Args:
            days: Of one series, in a row without a gap, from its first to its last, which is today.
            counts: Independent origins first seen on each day.
            exposure: Coverage of each day: 1 as usual, 0 where nothing was seen; such a day says nothing and raises no alarm.
            share: Of the list's false alarms that this series may use, above 0 and up to 1.
            prior: What is believed of the series before its first day.

        Raises:
            ValueError: days have a gap, lists differ in length or are empty, a count or an exposure is below 0 or no number.
        """
        return self._tracks(days, counts, exposure, share, prior).surprises(0, len(days) - 1)[0]

    def track(
        self,
        days: Sequence[date],
        counts: Sequence[float],
        exposure: Sequence[float],
        *,
        share: float = 1.0,
        prior: Prior | None = None,
    ) -> list[Surprise]:
        """What `surprise` says, or would have said, on each of `days`; takes what it takes."""
        return self._tracks(days, counts, exposure, share, prior).surprises(0)

    def track_many(
        self, counts: ArrayLike, exposure: ArrayLike, *, share: ArrayLike = 1.0, prior: Prior | None = None
    ) -> Tracks:
        """The same for many series at once: `counts` of series, days; `exposure` alike, or of days; `share` one, or one a series.

        Raises:
            ValueError: sizes do not match; a count or an exposure is below 0 or no number; a share is not above 0 and up to 1.
        """
        count = np.asarray(counts, dtype=float)
        if count.ndim != 2 or not count.size:  # noqa: PLR2004 - series and days
            raise ValueError(f"counts need a row a series and a column a day, not the shape {count.shape}")
        try:
            looked = np.array(np.broadcast_to(np.asarray(exposure, dtype=float), count.shape))
            shares = np.broadcast_to(np.asarray(share, dtype=float), (len(count),))
        except ValueError:
            raise ValueError(
                f"exposure needs a number a day and share one a series, for counts of the shape {count.shape}"
            ) from None
        for name, values in (("counts", count), ("exposure", looked)):
            if not (np.isfinite(values) & (values >= 0)).all():
                raise ValueError(f"{name} must be numbers from 0 up, and one is not")
        if not ((shares > 0) & (shares <= 1)).all():
            raise ValueError("a share is above 0 and up to 1: it is a part of the list's false alarms")
        # A count on a day on which nothing was seen is no news of that day; coverage so thin cannot be told from none.
        count = np.where(looked > 0, count, 0.0)
        return tracked(count, looked, self.per_year * shares, frequency(), prior or Prior(), self.settings)

    def _tracks(
        self,
        days: Sequence[date],
        counts: Sequence[float],
        exposure: Sequence[float],
        share: float,
        prior: Prior | None,
    ) -> Tracks:
        if not days or not len(days) == len(counts) == len(exposure):
            raise ValueError(
                f"a series needs a count and an exposure a day: {len(days)} days, {len(counts)} counts, {len(exposure)} exposures"
            )
        if any(later.toordinal() - day.toordinal() != 1 for day, later in pairwise(days)):
            raise ValueError(
                "days of a series follow each other without a gap; give days without coverage an exposure of 0"
            )
        return self.track_many([counts], [exposure], share=share, prior=prior)
