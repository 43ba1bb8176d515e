"""Questions that rules ask about series, and their answers for all days at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from papertiger.warning.values import Surprise

if TYPE_CHECKING:
    from papertiger.warning.rates import Chance, Prior, Tracks

Events = tuple[tuple[int, float], ...]
"""A series without its days of nothing: number of the day, count."""

FRESH: Final = 7
"""Days back to which rules look for an alarm, today among them (`papertiger.warning.rules.finding.FRESH`)."""
_NO_ANSWER: Final = Surprise(0.0, 0.0, 0.0, 0.0, 1.0, 366.0, 0, alarm=False)


@dataclass(frozen=True)
class Question:
    """How unusual is this series on each of these days?"""

    days: int
    """Length of the history."""
    events: Events
    exposure: NDArray[np.float64]
    share: float


class Asking:
    """Stands for a `Chance` that hears what is asked and finds nothing unusual."""

    def __init__(self, per_year: float) -> None:
        self._per_year = per_year
        self.rate_was_read = False
        """Whether the rule wanted to know the rate itself."""
        self.questions: list[Question] = []

    @property
    def per_year(self) -> float:
        """False alarms a year."""
        self.rate_was_read = True
        return self._per_year

    def track_many(
        self, counts: ArrayLike, exposure: ArrayLike, *, share: ArrayLike = 1.0, prior: Prior | None = None
    ) -> _Nothing:
        """As `Chance.track_many`, without an alarm."""
        if prior is not None:
            raise NotImplementedError("a replay answers questions without a prior of their own only")
        rows, seen, shares = _shaped(counts, exposure, share)
        self.questions += [
            Question(rows.shape[1], _events(row), seen, float(part))
            for row, part in zip(rows, shares, strict=True)
        ]
        return _Nothing(np.zeros(rows.shape, dtype=bool))


@dataclass(frozen=True)
class _Nothing:
    """Stands for `Tracks`."""

    alarm: NDArray[np.bool_]

    def surprises(self, series: int, day: int | None = None) -> list[Surprise]:
        """Nothing is unusual."""
        return [_NO_ANSWER] * (self.alarm.shape[1] if day is None else 1) if series >= 0 else []


class Table:
    """Answers to all questions of a year at one rate; exposure and share are those of the last evening that asked.

    A question whose series is the beginning of another's is answered by the other's, up to its own last day.
    """

    def __init__(self, questions: Iterable[Question], chance: Chance) -> None:
        self._chains: list[Question] = []
        self._at: dict[Events, list[tuple[int, int]]] = {}
        """Beginning of a series → chains that go on from it, each with the first day of their next event (or their end)."""
        asked = sorted(questions, key=lambda one: (one.days, len(one.events)), reverse=True)
        for one in asked:
            if self._chain(one.days, one.events) is None:
                self._add(one)
        longest = self._chains[0]
        counts = np.zeros((len(self._chains), longest.days))
        for number, one in enumerate(self._chains):
            for day, count in one.events:
                counts[number, day] = count
        shares = np.array([one.share for one in self._chains])
        self._tracks: Tracks = chance.track_many(counts, longest.exposure, share=shares)
        self._told: dict[tuple[int, int], Surprise] = {}

    def _add(self, one: Question) -> None:
        number = len(self._chains)
        self._chains.append(one)
        for place in range(len(one.events) + 1):
            until = one.events[place][0] if place < len(one.events) else one.days
            self._at.setdefault(one.events[:place], []).append((number, until))

    def _chain(self, days: int, events: Events) -> int | None:
        return next((number for number, until in self._at.get(events, ()) if days <= until), None)

    def any_alarm(self, asked: Iterable[Question]) -> bool:
        """Whether any of these series has an alarm on one of the days to which rules look back."""
        return any(self.alarms(one.days, one.events)[-FRESH:].any() for one in asked)

    def alarms(self, days: int, events: Events) -> NDArray[np.bool_]:
        """Alarms of a series by day.

        Raises:
            KeyError: nobody had asked about it.
        """
        number = self._chain(days, events)
        if number is None:
            raise KeyError(f"nobody had asked about a series of {days} days with {len(events)} events")
        return self._tracks.alarm[number, :days]

    def surprise(self, days: int, events: Events, day: int) -> Surprise:
        """Of a series on a day."""
        number = self._chain(days, events)
        if number is None:
            raise KeyError(f"nobody had asked about a series of {days} days with {len(events)} events")
        if (number, day) not in self._told:
            self._told[number, day] = self._tracks.surprises(number, day)[0]
        return self._told[number, day]


class Answering:
    """Stands for a `Chance` that has all its answers from a table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def track_many(
        self, counts: ArrayLike, exposure: ArrayLike, *, share: ArrayLike = 1.0, prior: Prior | None = None
    ) -> _Answers:
        """As `Chance.track_many`, from the table; exposure, share and prior are the table's own."""
        del prior
        rows, _, _ = _shaped(counts, exposure, share)
        return _Answers(self._table, rows.shape[1], [_events(row) for row in rows])


@dataclass(frozen=True)
class _Answers:
    """Stands for `Tracks`."""

    table: Table
    days: int
    rows: Sequence[Events]

    @cached_property
    def alarm(self) -> NDArray[np.bool_]:
        """By series and day."""
        return np.array([self.table.alarms(self.days, row) for row in self.rows])

    def surprises(self, series: int, day: int | None = None) -> list[Surprise]:
        """Of one series on one day, or on all."""
        days = range(self.days) if day is None else [day]
        return [self.table.surprise(self.days, self.rows[series], at) for at in days]


def _shaped(
    counts: ArrayLike, exposure: ArrayLike, share: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Rows of counts, one exposure for all of them, a share for each."""
    rows = np.atleast_2d(np.asarray(counts, dtype=float))
    seen = np.asarray(exposure, dtype=float)
    if seen.ndim != 1:
        raise NotImplementedError("a replay answers questions with one exposure for all series only")
    return rows, seen, np.broadcast_to(np.asarray(share, dtype=float), (len(rows),))


def _events(row: NDArray[np.float64]) -> Events:
    days = np.flatnonzero(row)
    return tuple(zip(days.tolist(), row[days].tolist(), strict=True))
