"""What following is told and what it tells."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from papertiger.news.fetching import Fetched, Limits, checked, fetch
from papertiger.news.refusal import Refusal
from papertiger.workbench.batch import DONE, INTERRUPTED, NOTHING, PARTLY, Outcome, Unheard, Watcher
from papertiger.workbench.following.errands import Check


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Manners:
    """How far a round goes; the defaults are what the program uses."""

    hands: int = 8
    """Hosts that are asked side by side."""
    articles: int = 2_000
    """Most articles of a round, of all sources; what is over it comes in the next rounds."""
    lists: int = 40
    """Most lists (a sitemap index and the sitemaps that it names) that one source has asked for in a round."""
    failures: int = 3
    """So many requests in a row that a host does not answer, and it is let alone for the rest of the round."""
    longest: timedelta = timedelta(minutes=30)
    """After so long a round begins nothing new; what is left comes in the next one, so that no source waits for another's archive."""
    gap: timedelta = timedelta(minutes=1)
    """Least time between the beginnings of two rounds: sources that are due at about the same time are asked together."""
    own_hosts: bool = False
    """Whether articles are fetched only from hosts that the list of sources names."""


@dataclass(frozen=True, slots=True)
class World:
    """Network and clock; only tests, which need servers on the loopback address, pass one of their own."""

    fetch: Callable[..., Fetched] = fetch
    check: Check = checked
    limits: Limits = field(default_factory=Limits)
    """Of what a list may become when it is unpacked."""
    clock: Callable[[], datetime] = _now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class FollowWatcher(Watcher, Protocol):
    """Who is told what happens in a round, beside what happens to articles."""

    def contacted(self, host: str) -> None:
        """A host is connected to for the first time in this round."""

    def told(self, source: str, message: str) -> None:
        """Something about a source that the user should know: it moved, its list was mended."""

    def fault(self, trace: str) -> None:
        """The Python traceback of an unexpected error."""


class UnheardFollow(Unheard):
    """A watcher that nobody listens to."""

    def contacted(self, host: str) -> None:
        """Say nothing."""

    def told(self, source: str, message: str) -> None:
        """Say nothing."""

    def fault(self, trace: str) -> None:
        """Say nothing."""


@dataclass(slots=True)
class SourceRound:
    """What a round brought from one source."""

    id: str
    asked: int = 0
    """Addresses of lists and pages that were asked for."""
    answered: int = 0
    listed: int = 0
    """Entries of the lists; 0 where they had not changed."""
    fresh: int = 0
    """Of those, entries that were never asked for before."""
    read: int = 0
    """Articles that came into the ledger."""
    known: int = 0
    """Articles that were there before."""
    refused: int = 0
    """Articles that could not be fetched or read."""
    left: int = 0
    """Entries that are left for a later round."""
    problems: list[str] = field(default_factory=list)
    """Why lists were not answered, one line each."""

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class RoundOutcome:
    """What became of a round."""

    began: datetime
    sources: dict[str, SourceRound] = field(default_factory=dict)
    """Source id → what it brought; sources that were not due are not in here."""
    batch: Outcome = field(default_factory=Outcome)
    """Of the articles."""
    refusals: list[Refusal] = field(default_factory=list)
    """Of addresses that were not fetched, or whose answers were no articles."""
    hosts: dict[str, str] = field(default_factory=dict)
    """Every host that was connected to → IP address and port."""
    requests: int = 0
    waiting: int = 0
    """Sources of the list that were not due."""
    over: tuple[str, ...] = ()
    """Sources that are not asked any more: their servers said that they are gone for good."""
    next_due: datetime | None = None
    """When the next source will be due."""

    @property
    def status(self) -> int:
        """Exit status by what became of the sources."""
        if self.batch.interrupted:
            return INTERRUPTED
        asked = [one for one in self.sources.values() if one.asked]
        if asked and not any(one.answered for one in asked):
            return NOTHING
        failed = any(one.problems for one in asked) or self.refusals or self.batch.refusals
        return PARTLY if failed or self.over else DONE

    def as_json(self) -> dict[str, Any]:
        """The round as `follow --format json` prints it."""
        return {
            "began": self.began.isoformat(timespec="seconds"),
            "sources": [one.as_json() for one in self.sources.values()],
            "waiting": self.waiting,
            "over": list(self.over),
            "next_due": self.next_due.isoformat(timespec="seconds") if self.next_due else None,
            "requests": self.requests,
            "read": self.batch.read,
            "known": self.batch.known,
            "without_claims": self.batch.without_claims,
            "claims": {name: self.batch.families.get(name, 0) for name in ("support", "relation", "event")},
            "refusals": [
                {"address": one.path, "problem": one.problem, "cure": one.cure}
                for one in (*self.refusals, *self.batch.refusals)
            ],
            "contacted": [{"host": host, "at": at} for host, at in self.hosts.items()],
            "interrupted": self.batch.interrupted,
            "seconds": round(self.batch.seconds, 3),
        }
