"""Followed sources as their pages show them: how each is, what it gave day by day, and when many stopped answering."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from papertiger.ledger import Ledger
from papertiger.ledger.looked import DayOfSource, Look
from papertiger.news.following.condition import problem_in, told
from papertiger.report.languages import Language
from papertiger.web.visit import Visit
from papertiger.workbench.following import Standing
from papertiger.workbench.following.logged import logged_standings

DAYS: Final = 14
"""That are shown of what a source gave."""
OUT: Final = 0.25
"""Share of sources that gave no answer at which pages say so at their head."""
RUN: Final = 2
"""Days of asking in a row without an answer after which a source counts as out."""
LOOKS: Final = 50
"""Of a page of the log."""
BACK: Final = (timedelta(2), timedelta(30))
"""How far back a page of the log is looked for first."""


@dataclass(frozen=True, slots=True)
class Outage:
    """Many sources gave no answer on their last days of asking."""

    answered: int
    followed: int
    since: date
    """The first day since which all of those that are out now were asked in vain."""


@dataclass(frozen=True, slots=True)
class Row:
    """One source."""

    standing: Standing
    state: str
    """Its name in words."""
    why: str
    cure: str
    days: tuple[DayOfSource, ...]
    """The last `DAYS`, also those on which it was not asked."""

    @property
    def id(self) -> str:
        """Of the source."""
        return self.standing.source.id


def standings(ledger: Ledger) -> tuple[Standing, ...]:
    """How every source that was asked lately is now."""
    return logged_standings(ledger, datetime.now(UTC))


def rows(
    found: Iterable[Standing], given: Iterable[DayOfSource], last: date, language: Language
) -> list[Row]:
    """Sources in words, those that somebody should look into first, then by id.

    Args:
        found: how they are.
        given: what they gave by day.
        last: the last day that is shown.
        language: of the words.
    """
    by_source: dict[str, dict[date, DayOfSource]] = {}
    for one in given:
        by_source.setdefault(one.source, {})[one.day] = one
    span = [last - timedelta(back) for back in range(DAYS - 1, -1, -1)]
    made = []
    for standing in found:
        name, why, cure = told(standing.condition, language)
        days = by_source.get(standing.source.id, {})
        shown = tuple(days.get(day, DayOfSource(standing.source.id, day, 0, 0, 0)) for day in span)
        made.append(Row(standing, name, why, cure, shown))
    order = {"broken": 0, "never": 1, "silent": 2}
    return sorted(made, key=lambda one: (order.get(one.standing.condition.state, 3), one.id))


def outage(ledger: Ledger, day: date) -> Outage | None:
    """Whether many of the followed sources are out as of a day, by the collection log; None where they are not."""
    days: dict[str, list[DayOfSource]] = {}
    for one in ledger.source_days(day - timedelta(DAYS - 1), day):
        if one.looks:
            days.setdefault(one.source, []).append(one)
    silent = [run for got in days.values() if len(run := _unanswered(got)) >= min(RUN, len(got))]
    if not silent or len(silent) < OUT * len(days):
        return None
    return Outage(len(days) - len(silent), len(days), max(run[0].day for run in silent))


def out_now(visit: Visit) -> Outage | None:
    """`outage` as of today, remembered until something is stored."""
    day = datetime.now(UTC).date()
    return visit.kept(("outage", day), lambda: outage(visit.ledger, day))


def _unanswered(got: Sequence[DayOfSource]) -> list[DayOfSource]:
    """The last days on which a source was asked in vain, in order."""
    run: list[DayOfSource] = []
    for one in reversed(got):
        if one.answers:
            break
        run.append(one)
    return run[::-1]


def failure_of(look: Look, language: Language) -> tuple[str, str] | None:
    """What a failed request came to and what can be done, in words; None where the log's own English is what there is to say."""
    return problem_in(look.cause, look.status, language)


def log_page(ledger: Ledger, source: str, before: str) -> tuple[list[Look], str]:
    """The last `LOOKS` at a source before a moment, the newest first, and before which moment the next page begins.

    Args:
        ledger: that holds the log.
        source: its id.
        before: as a look has it; empty for the end of the log.

    Raises:
        ValueError: `before` is no moment.
    """
    end = datetime.fromisoformat(before) if before else datetime.now(UTC)
    page: list[Look] = []
    for back in (*BACK, None):  # a log of years is not read for its last page
        since = f"{end - back:%Y-%m-%d}" if back is not None else None
        fitting = [look for look in ledger.looks(source, since) if not before or look.at < before]
        page = fitting[-LOOKS:][::-1]
        if len(fitting) > LOOKS:
            return page, page[-1].at
    return page, ""
