"""Watchlists that a ledger keeps, version by version, beside the built-in one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from papertiger.actors import knowledge_base
from papertiger.errors import UnknownError, WatchlistError, WatchlistProblems
from papertiger.ledger import Ledger
from papertiger.ledger.listed import StoredWatchlist
from papertiger.warning.watchlists import Watchlist, load_watchlist, parse_watchlist
from papertiger.workbench.watching import BUILT_IN


def keep_list(ledger: Ledger, text: str, *, by: str) -> StoredWatchlist:
    """Store a watchlist as its next version, unless the last one says the same.

    Args:
        ledger: to be written.
        text: TOML.
        by: who enters it.

    Raises:
        WatchlistProblems: it is no watchlist, or has the id of the built-in one; everything that is wrong with it.
    """
    actors = {actor.id: actor.name for actor in knowledge_base().actors()}
    found = parse_watchlist(text, actors=actors)
    if found.id == BUILT_IN:
        raise WatchlistProblems(
            [
                WatchlistError(
                    "the text", "id", f"{BUILT_IN!r} is the list of the program", "call it otherwise"
                )
            ]
        )
    return ledger.watch(found.id, found.name, {"text": found.text}, by=by)


def kept_lists(ledger: Ledger) -> Iterator[tuple[Watchlist, StoredWatchlist | None]]:
    """The built-in list, then those that the ledger keeps, by id, each in the version that stands; what cannot be read is left out."""
    yield _built_in(), None
    for stored in ledger.watchlists():
        try:
            yield parse_watchlist(str(stored.body.get("text", "")), stored.id), stored
        except WatchlistProblems:
            continue


@cache
def _built_in() -> Watchlist:
    """The list of the program; to look for rules of other packages takes longer than all else on a page of lists."""
    return load_watchlist()


def kept_list(ledger: Ledger, id_: str) -> Watchlist:
    """One of `kept_lists` by its id; the built-in one for an empty id. Raises UnknownError where there is none."""
    for found, _ in kept_lists(ledger):
        if found.id == (id_ or BUILT_IN):
            return found
    raise UnknownError(f"no watchlist {id_!r} in the ledger")
