"""How every source that was ever asked is, by the collection log alone: for who has the ledger and no list of sources.

A list may say of a source what the log does not: after how long without news it is called silent, who owns it. What a list leaves out
is taken here for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from papertiger.ledger.looked import LISTS
from papertiger.news.following.sourcelist import Kind, Source
from papertiger.workbench.following.standing import Standing, standing

if TYPE_CHECKING:
    from papertiger.ledger import Ledger

RECENT: Final = timedelta(days=60)
"""A source that was not asked for longer is no longer followed."""
ADDRESSES: Final = timedelta(days=7)
"""Before its last day, how far back the addresses of a source are looked for: one that was asked no more has left the list."""
MOST: Final = 20
"""Addresses of one source; the log of a sitemap names each part of it."""
_KINDS: Final[dict[str, Kind]] = {"feed": "feed", "sitemap": "sitemap", "page": "pages"}


def logged(ledger: Ledger, now: datetime) -> Iterator[Source]:
    """The sources that were asked lately, by id, as far as the log tells of them."""
    last = {one.source: one.day for one in ledger.source_days((now - RECENT).date(), now.date())}
    for name in sorted(last):
        since = (last[name] - ADDRESSES).isoformat()
        looks = list(ledger.looks(name, since, LISTS))
        if not looks:
            continue
        newest = looks[-1]
        addresses = dict.fromkeys(look.address for look in looks)
        yield Source(
            id=name,
            kind=_KINDS[newest.kind],
            addresses=tuple(addresses)[:MOST],
            outlet=next((look.outlet for look in reversed(looks) if look.outlet), None),
        )


def logged_standings(ledger: Ledger, now: datetime) -> tuple[Standing, ...]:
    """How the sources that were asked lately are at a moment, by id."""
    return tuple(standing(ledger, source, now) for source in logged(ledger, now))
