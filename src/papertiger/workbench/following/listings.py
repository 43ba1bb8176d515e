"""What a source's list gives: which of its articles are to be fetched now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from papertiger.errors import FetchError
from papertiger.news.fetching import Fetched
from papertiger.news.fetching.addresses import Target
from papertiger.news.following.feedlisting import list_feed
from papertiger.news.following.listing import Entry, Listing
from papertiger.news.following.sitemaps import list_sitemap
from papertiger.workbench.following.errands import Check
from papertiger.workbench.following.journal import standing

if TYPE_CHECKING:
    from papertiger.ledger import Ledger
    from papertiger.news.fetching.limits import Limits
    from papertiger.workbench.following.errands import Errand

_MOST_CHILDREN = 2_000
"""Further lists of an index of which the log is asked."""


def listed(errand: Errand, got: Fetched, limits: Limits) -> Listing:
    """What an answer lists.

    Raises:
        ArticleError, FetchError: it is no list of that kind.
    """
    if errand.kind == "feed":
        return list_feed(got.body, got.final, fetched=got.fetched, declared=got.charset)
    return list_sitemap(got.body, got.final, fetched=got.fetched, declared=got.charset, limits=limits)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One article that is to be fetched, or taken from the list itself."""

    entry: Entry
    here: Target
    tried: int
    """How often it failed before."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What becomes of the entries of a list."""

    wanted: tuple[Wanted, ...]
    refused: tuple[tuple[Entry, FetchError], ...]
    """Whose addresses are never asked for."""
    fresh: int
    """Of all those, entries that were never asked for before."""
    left: int
    """Entries over what may be taken at once."""
    waiting: int
    """Entries that failed and are tried again later."""


def chosen(
    entries: Iterable[Entry],
    ledger: Ledger,
    now: datetime,
    most: int,
    check: Check,
    pending: Callable[[str], bool],
) -> Chosen:
    """The entries that are to be fetched, the newest first.

    Args:
        entries: as listed.
        ledger: knows which were seen, and which failed.
        now: the time.
        most: how many may be taken.
        check: takes their addresses apart.
        pending: whether an identity is being fetched in this round already.
    """
    by_identity = {entry.identity: entry for entry in _newest(entries)}
    names = [name for name in by_identity if not pending(name)]
    seen = ledger.seen_addresses(names)
    unseen = [name for name in names if name not in seen]
    failed = ledger.failed_looks(unseen)
    wanted: list[Wanted] = []
    refused: list[tuple[Entry, FetchError]] = []
    fresh = left = waiting = 0
    for name in unseen:
        failures, last = failed.get(name, (0, None))
        stands = standing(failures, last, now) if last is not None else "now"
        if stands != "now":
            waiting += stands == "later"
            continue
        if len(wanted) + len(refused) >= most:
            left += 1
            continue
        entry = by_identity[name]
        fresh += last is None
        try:
            wanted.append(Wanted(entry, check(entry.address), failures))
        except FetchError as error:
            refused.append((entry, error))
    return Chosen(tuple(wanted), tuple(refused), fresh, left, waiting)


def _newest(entries: Iterable[Entry]) -> list[Entry]:
    """Dated entries, the newest day first, then the others; otherwise in the order of the list."""
    return sorted(entries, key=lambda entry: (entry.published or entry.updated or "")[:10], reverse=True)


def further(
    more: Iterable[Entry], last: Callable[[str], datetime | None], most: int
) -> tuple[list[Entry], int]:
    """Which further lists of an index are asked for now, and how many are left: those that changed last, then those that were looked at longest ago.

    Args:
        more: as the index names them.
        last: when an address was last looked at.
        most: how many may be asked for.
    """
    dated: list[tuple[str, Entry]] = []
    others: list[tuple[float, Entry]] = []
    for entry in list(more)[:_MOST_CHILDREN]:
        looked = last(entry.address)
        changed = _moment(entry.updated)
        if looked is not None and changed is not None and changed < looked:
            continue
        if entry.updated:
            dated.append((entry.updated, entry))
        else:
            others.append((looked.timestamp() if looked else 0.0, entry))
    dated.sort(key=lambda one: one[0], reverse=True)
    others.sort(key=lambda one: one[0])
    found = [entry for _, entry in (*dated, *others)]
    return found[:most], max(0, len(found) - most)


def _moment(text: str | None) -> datetime | None:
    """A time that is said to the second with its zone; None for a day alone, during which anything may have changed."""
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
