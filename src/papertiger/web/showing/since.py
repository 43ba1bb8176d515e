"""Since when something is new to a visitor: their last visit, a day that they name, or the last days of the ledger."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from starlette.responses import Response

from papertiger.ledger import Ledger
from papertiger.web.visit import Visit

APART: Final = 30 * 60
"""Seconds without a look at the overview after which the next one is another visit."""
FIRST: Final = 7
"""Days that are new to somebody who was never here."""
_YEAR: Final = 365 * 24 * 3600
_LARGEST: Final = 2**60


@dataclass(frozen=True, slots=True)
class Seen:
    """What a visitor saw of a ledger: entries as marks, moments as seconds since 1970."""

    mark: int
    """Last entry when they looked last."""
    at: int
    since: int
    """Last entry at the end of the visit before."""
    since_at: int
    """0 for nobody who was here before."""

    def __str__(self) -> str:
        return f"{self.mark}.{self.at}.{self.since}.{self.since_at}"

    @classmethod
    def read(cls, text: str) -> Seen | None:
        """What `str` wrote; None for anything else."""
        parts = text.split(".")
        if len(parts) != len("abcd") or not all(
            one.isascii() and one.isdecimal() and len(one) <= len(str(_LARGEST)) for one in parts
        ):
            return None
        return cls(*map(int, parts))


@dataclass(frozen=True, slots=True)
class Since:
    """From when on things are shown as new."""

    mark: int
    """What came after this entry is new."""
    kind: str
    """visit, day or first: among the interface's words, ``overview.since``."""
    day: str
    """ISO day or moment."""


def cookie(visit: Visit) -> str:
    """Name of the cookie: one for each ledger."""
    return f"papertiger-seen-{hashlib.sha256(visit.state.place.encode()).hexdigest()[:8]}"


def seen(visit: Visit, now: int | None = None) -> Seen:
    """What is to be remembered of this visit."""
    now = int(time.time()) if now is None else now
    mark = visit.ledger.mark_of()
    before = Seen.read(visit.request.cookies.get(cookie(visit), ""))
    if before is None or before.mark > mark:  # never here, or another ledger by now
        return Seen(mark, now, _first(visit.ledger, now), 0)
    if now - before.at > APART:
        return Seen(mark, now, before.mark, before.at)
    return Seen(mark, now, before.since, before.since_at)


def since_when(visit: Visit, day: str | None, known: Seen) -> Since:
    """From when on things are new: since a day that the address names, else since the last visit, else the last days.

    Args:
        visit: whose.
        day: ISO day, checked.
        known: see `seen`.
    """
    if day:
        moment = datetime.fromisoformat(day + "-01-01"[len(day) - len("YYYY") :]).replace(tzinfo=UTC)
        return Since(visit.ledger.mark_of(moment), "day", day)
    if known.since_at:
        return Since(known.since, "visit", _iso(known.since_at))
    return Since(known.since, "first", _iso(known.at - FIRST * 24 * 3600)[: len("YYYY-MM-DD")])


def remember(answer: Response, visit: Visit, known: Seen) -> None:
    """Have the browser remember what was seen."""
    answer.set_cookie(cookie(visit), str(known), max_age=_YEAR, samesite="strict", httponly=True)


def _first(ledger: Ledger, now: int) -> int:
    return ledger.mark_of(datetime.fromtimestamp(now, UTC) - timedelta(days=FIRST))


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M")
