"""Warnings with what persons did about them and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from papertiger.ledger import Ledger
from papertiger.ledger.warned import (
    Handling,
    Outcome,
    State,
    StoredWarning,
    Verdict,
    WarningHead,
    state,
)

RECENT: Final = 7
"""Days within which a followed source counts as one that is asked."""
QUIET: Final = 2
"""Days of asking without an answer after which a source is named."""


@dataclass(frozen=True, slots=True)
class Handled:
    """A warning and what became of it."""

    warning: StoredWarning
    state: State
    handlings: tuple[Handling, ...]
    """The oldest first."""
    outcome: Outcome | None
    """The last one; None where nobody has looked yet."""

    @property
    def updated(self) -> str:
        """When it was given or last handled: ISO 8601, UTC."""
        return max([self.warning.at, *(one.at for one in self.handlings)])

    def as_json(self) -> dict[str, Any]:
        """What became of it, for programs."""
        return {
            "state": self.state,
            "handlings": [
                {
                    "action": one.action,
                    "by": one.by,
                    "why": one.why,
                    "until": one.until.isoformat() if one.until else None,
                    "at": one.at,
                }
                for one in self.handlings
            ],
            "outcome": None
            if self.outcome is None
            else {
                "verdict": self.outcome.verdict,
                "day": self.outcome.day.isoformat() if self.outcome.day else None,
                "at": self.outcome.at,
                "body": dict(self.outcome.body),
            },
        }


def today() -> date:
    """The day in UTC, by which snoozes end."""
    return datetime.now(UTC).date()


def handled(ledger: Ledger, warnings: Sequence[StoredWarning], day: date) -> tuple[Handled, ...]:
    """Those warnings with what became of them, as of a day, in the same order."""
    ids = [one.id for one in warnings]
    done: dict[str, list[Handling]] = {}
    for one in ledger.handlings(ids):
        done.setdefault(one.warning, []).append(one)
    came = {one.warning: one for one in ledger.outcomes(ids) if one.warning is not None}
    return tuple(
        Handled(one, state(done.get(one.id, []), day), tuple(done.get(one.id, [])), came.get(one.id))
        for one in warnings
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A warning as lists of many tell it apart: without its body and without what was done about it."""

    head: WarningHead
    state: State
    verdict: Verdict | None
    """The last one; None where nobody has looked yet."""

    @property
    def id(self) -> str:
        """Of the warning."""
        return self.head.id

    @property
    def grown(self) -> bool:
        """Whether it follows up an earlier one."""
        return self.head.kind == "grown"

    @property
    def rule(self) -> str:
        """Its name, without version."""
        return self.head.rule.partition(".")[0]


def listed(
    ledger: Ledger, day: date, *, since: date | None = None, until: date | None = None
) -> tuple[Listed, ...]:
    """All warnings as of a day, ordered as by `open_first`.

    Args:
        ledger: that holds them.
        day: by which snoozes end.
        since: first day of findings.
        until: last day.
    """
    done: dict[str, list[Handling]] = {}
    for one in ledger.handlings():
        done.setdefault(one.warning, []).append(one)
    came = ledger.verdicts()
    found = [
        Listed(head, state(done.get(head.id, []), day), came.get(head.id))
        for head in ledger.warning_heads(since=since, until=until)
    ]
    return tuple(sorted(found, key=lambda one: _ORDER[one.state]))


def whole(ledger: Ledger, chosen: Iterable[Listed], day: date) -> tuple[Handled, ...]:
    """Some of a list with their bodies and what became of them, in the same order."""
    return handled(ledger, ledger.warnings_of([one.id for one in chosen]), day)


_ORDER: Final = {"open": 0, "snoozed": 1, "acknowledged": 2}


def open_first(found: Iterable[Handled]) -> list[Handled]:
    """Open ones, then snoozed, then acknowledged; within each the newest first."""
    newest = sorted(found, key=lambda one: (one.warning.day, one.warning.at), reverse=True)
    return sorted(newest, key=lambda one: _ORDER[one.state])


def of_rules(warnings: Iterable[StoredWarning], rules: Sequence[str]) -> list[StoredWarning]:
    """Those of the rules named, with version or without; all where none is."""
    return [one for one in warnings if not rules or one.rule in rules or one.rule.partition(".")[0] in rules]


@dataclass(frozen=True, slots=True)
class Asked:
    """How the followed sources answer."""

    sources: int
    """That were asked within `RECENT` days."""
    unanswered: tuple[str, ...]
    """Ids of those that were asked and gave no answer in the last `QUIET` days on which they were asked."""


def asked(ledger: Ledger, day: date) -> Asked:
    """How the followed sources answered until a day, by the collection log."""
    days: dict[str, list[int]] = {}
    for one in ledger.source_days(day - timedelta(RECENT - 1), day):
        if one.looks:
            days.setdefault(one.source, []).append(one.answers)
    return Asked(len(days), tuple(sorted(name for name, got in days.items() if not any(got[-QUIET:]))))
