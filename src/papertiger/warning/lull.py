"""A source's lull: it answers and brings nothing new, held against its own rhythm of news.

Days of the last three months teach what a weekday usually brings. A day's news is taken as negative binomial: it varies from day to day
more than chance alone would have it, by what the source's own days show. What varies slowly, from week to week, is shared by all days of a
lull and makes long ones likelier (a Gamma factor on the whole, as wide as the weeks show and as little history leaves unsure). So a wire
with fifty items a day is missed after a day, a journal that rests at weekends is not missed on Sunday, and one that goes quiet for a week
now and then is given that week.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from math import exp, log1p
from statistics import median
from typing import Final

from papertiger.warning.values import SourceDay

LEARNT: Final = 91
"""Days before the lull that the rhythm is learnt from, at most: a source that brings less than last year is no news."""
LEAST: Final = 14
"""Days that it must be learnt from: each weekday twice."""
_DAY: Final = timedelta(days=1)
_WEEK: Final = 7
_YEAR: Final = 365.25
_MILD: Final = (0.1, 14)
"""Relative variance from day to day that is believed at first, and how many days that is worth."""
_SLOW: Final = (0.05, 4)
"""The same from week to week, and how many weeks that is worth."""


@dataclass(frozen=True, slots=True)
class Lull:
    """Days since the last new item, and how unusual that is for the source."""

    usual: float
    """Items a day that the source usually brings, all weekdays together."""
    expected: float
    """Items that the days of the lull would usually have brought, so far as it was asked on them."""
    per_year: float
    """How often a year chance alone would make this source bring nothing for so long."""


def lull(days: Sequence[SourceDay]) -> Lull | None:
    """How unusual it is that a source has brought nothing new since its last item.

    Only days on which it answered count, in the lull as before it; the last day counts by how often it was asked of the usual.

    Args:
        days: of one source, by day.

    Returns:
        None where its last day with an answer brought something, and where fewer than two weeks can be learnt from.
    """
    answered = [one for one in days if one.answers]
    last = max((number for number, one in enumerate(answered) if one.items), default=None)
    if last is None or last == len(answered) - 1:
        return None
    before, since = answered[: last + 1], answered[last + 1 :]
    rhythm = _rhythm(before)
    if rhythm is None:
        return None
    due = [rhythm.weekdays[one.day.weekday()] * min(one.answers / rhythm.answers, 1.0) for one in since]
    # Minus the logarithm of the probability of nothing on all of these days, were the slow part as usual.
    against = sum(log1p(mean * rhythm.daily) / rhythm.daily for mean in due)
    nothing = exp(-log1p(against * rhythm.slow) / rhythm.slow)
    return Lull(rhythm.usual, sum(due), rhythm.starts * nothing)


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """What a source usually brings."""

    weekdays: tuple[float, ...]
    """Items on a Monday and so on."""
    usual: float
    """Items a day."""
    answers: float
    """Answers on a day."""
    daily: float
    """Relative variance from day to day, beyond that of counts."""
    slow: float
    """Relative variance of what all days of a lull share."""
    starts: float
    """Days a year with something new: after each of them a lull may begin."""


def _rhythm(before: Sequence[SourceDay]) -> _Rhythm | None:
    # The first answer after a pause brings what has piled up, and is no day's news.
    whole = [one for previous, one in pairwise(before) if one.day - previous.day == _DAY]
    learnt = whole[-LEARNT:]
    items = sum(one.items for one in learnt)
    if len(learnt) < LEAST or not items:
        return None
    usual = items / len(learnt)
    # A weekday's own mean, not drawn towards that of others: what is too high for a day of rest would cry wolf on it.
    weekdays = tuple(
        sum(these) / max(len(these), 1)
        for these in ([one.items for one in learnt if one.day.weekday() == number] for number in range(_WEEK))
    )
    means = [weekdays[one.day.weekday()] for one in learnt]
    daily = _beyond(
        ((one.items - mean) ** 2 - mean, mean**2) for one, mean in zip(learnt, means, strict=True)
    ).mixed(*_MILD)
    chance = [mean + daily * mean**2 for mean in means]
    weeks = [slice(start, start + _WEEK) for start in range(0, len(learnt) - _WEEK + 1, _WEEK)]
    slow = _beyond(
        (
            (sum(one.items for one in learnt[week]) - sum(means[week])) ** 2 - sum(chance[week]),
            sum(means[week]) ** 2,
        )
        for week in weeks
    ).mixed(*_SLOW)
    unsure = sum(chance) / sum(means) ** 2
    with_news = sum(bool(one.items) for one in learnt)
    return _Rhythm(
        weekdays,
        usual,
        float(median(one.answers for one in learnt)),
        daily,
        slow + unsure,
        _YEAR * with_news / len(learnt),
    )


@dataclass(frozen=True, slots=True)
class _Excess:
    """Variance beyond that of counts, relative to the square of the mean."""

    relative: float
    number: int

    def mixed(self, believed: float, worth: int) -> float:
        """With what was believed before; never nothing."""
        return (max(self.relative, 0.0) * self.number + believed * worth) / (self.number + worth)


def _beyond(parts: Iterable[tuple[float, float]]) -> _Excess:
    excess, squares = zip(*parts, strict=True)
    return _Excess(sum(excess) / sum(squares), len(excess))
