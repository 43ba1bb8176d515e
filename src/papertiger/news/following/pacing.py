"""When a source is due and when a host may be asked again. Pure: what is known goes in, a time comes out.

A host gets no two requests closer together than the slower of the source's pace and what its robots.txt asks for, whichever
source they serve. After failures a source waits twice as long each time, up to a day; a Retry-After (RFC 9110, section 10.2.3) is
obeyed. Where in its interval a source falls is settled by its id, so that those of a list are not asked all at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from papertiger.news.following.defaults import following_table
from papertiger.news.following.sourcelist import Source

_LONGEST_FIELD = 60
_MOST_FAILURES = 64
"""Past these another doubling changes nothing."""


@dataclass(frozen=True, slots=True)
class HostState:
    """What is known of a host."""

    last: datetime | None = None
    """When the last request to it began; None for a host that was not asked yet."""
    crawl_delay: float | None = None
    """Seconds that its robots.txt asks for."""
    not_before: datetime | None = None
    """Until when it asked to be left alone (Retry-After)."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is known of a source, or of one of its addresses."""

    last: datetime | None = None
    """When it was last asked; None for one that was not asked yet."""
    failures: int = 0
    """Asks in a row that failed, up to the last one."""
    not_before: datetime | None = None
    """Until when its host asked to be left alone."""
    every: timedelta | None = None
    """How often it says itself that it changes (`Listing.every`)."""


def host_ready(source: Source, host: HostState) -> datetime | None:
    """The earliest time at which `source` may ask its host again; None where it may at once."""
    after = [host.not_before] if host.not_before is not None else []
    if host.last is not None:
        after.append(host.last + timedelta(seconds=max(source.pace, host.crawl_delay or 0.0)))
    return max(after, default=None)


def source_due(source: Source, state: SourceState) -> datetime | None:
    """The time at which `source` is due; None where it never was asked and so is due at once.

    The interval is the source's own, or what the list says of itself where that is longer (a day at most). It is spread by a
    fixed share that depends on the id alone.
    """
    if state.last is None:
        return state.not_before
    pacing = following_table().pacing
    interval = max(source.every, min(state.every or timedelta(0), pacing.longest))
    interval *= 1 + pacing.jitter * share(source.id)
    if state.failures > 0:
        grown = interval.total_seconds() * pacing.factor ** min(state.failures, _MOST_FAILURES)
        longest = max(pacing.longest.total_seconds(), interval.total_seconds())
        interval = timedelta(seconds=min(grown, longest))
    due = state.last + interval
    return due if state.not_before is None else max(due, state.not_before)


def due(
    sources: Iterable[Source], states: Mapping[str, SourceState], now: datetime
) -> tuple[tuple[Source, ...], datetime | None]:
    """Which of `sources` are due at `now`, those that wait longest first, and when the next one will be.

    Args:
        sources: any of a list.
        states: source id → what is known of it; a source that is not in there was not asked yet.
        now: the time, with its zone.
    """
    ready: list[tuple[datetime, int, Source]] = []
    later: list[datetime] = []
    for number, source in enumerate(sources):
        when = source_due(source, states.get(source.id, SourceState()))
        if when is None or when <= now:
            ready.append((when or datetime.min.replace(tzinfo=UTC), number, source))
        else:
            later.append(when)
    return tuple(one for _, _, one in sorted(ready, key=lambda r: r[:2])), min(later, default=None)


def retry_after(text: str, now: datetime) -> datetime | None:
    """Until when a Retry-After field asks to wait (seconds, or a date); None where it says neither.

    What lies further ahead than a day is cut to a day: a server that errs is asked again.
    """
    text = text.strip()
    longest = following_table().pacing.longest_retry_after
    if not text or len(text) > _LONGEST_FIELD:
        return None
    if text.isascii() and text.isdigit():
        seconds = min(int(text), int(longest.total_seconds()))
        return now + timedelta(seconds=seconds)
    try:
        when = parsedate_to_datetime(text)
        when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(when, now), now + longest)


def share(id_: str) -> float:
    """A number from 0 up to 1 that depends on `id_` alone and is spread evenly over ids."""
    return int.from_bytes(hashlib.sha256(id_.encode()).digest()[:8], "big") / 2**64
