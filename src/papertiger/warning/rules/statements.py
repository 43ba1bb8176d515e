"""Statements: which reports of what one person says against one target tell of one and the same, and which of another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from papertiger.warning.values import Indication

DAY: Final = timedelta(days=1)
TOLD: Final = 2
"""Days in a row for which one statement is news: many newsrooms heard it, and some tell it the day after."""


@dataclass(slots=True)
class Statements:
    """What one person said against one target, by the reports so far; reports come by day.

    Reports of one day are of one statement, and those of the day after are of the same. Who is reported on a third day in a row, by somebody
    who had not reported before, has said something more, and so on each day that follows: news of one statement does not go
    on for so long, and of those who threaten every day too little was counted otherwise. Where a report states the day on which it was said,
    that decides: it tells of the statement of that day, or of the first that was reported within the day after, or of one that nobody
    told before.
    """

    of: dict[str, str] = field(default_factory=dict)
    """Origin → the origin that was the first to tell of its statement."""
    _by_day: dict[date, str] = field(default_factory=dict)
    """Day on which a statement was made or first reported → that origin."""
    _last: date | None = None
    """Day of the last report."""
    _run: int = 0
    """Days in a row with reports, up to it."""

    def told_by(self, one: Indication) -> str:
        """The origin that was the first to tell of the statement that this report tells of; its own where it is the first.

        Args:
            one: published no earlier than those before it.
        """
        if one.origin in self.of:
            return self.of[one.origin]
        if one.day != self._last:
            follows = self._last is not None and one.day - self._last == DAY
            self._run = self._run + 1 if follows else 1
            self._last = one.day
        said = _stated(one)
        first = self._first(one.day, said)
        if first is None:
            first = one.origin
            self._by_day[one.day] = first
            if said is not None:
                self._by_day.setdefault(said, first)
        self.of[one.origin] = first
        return first

    def _first(self, day: date, said: date | None) -> str | None:
        if said is not None:
            return self._by_day.get(said) or self._by_day.get(said + DAY)
        if day not in self._by_day and 1 < self._run <= TOLD:
            return self._by_day.get(day - DAY)
        return self._by_day.get(day)


def _stated(one: Indication) -> date | None:
    """The one day on which the text says that it was said; None where it names none, or one that is still to come."""
    if one.happened is None or one.happened[0] != one.happened[1] or one.happened[0] > one.day:
        return None
    return one.happened[0]
