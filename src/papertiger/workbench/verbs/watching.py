"""Watching the news, and warnings that were given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from papertiger.ledger.warned import StoredWarning
from papertiger.warning.watchlists import Watchlist
from papertiger.workbench.assessing import Tell, unheard
from papertiger.workbench.scoring import Scored, scored
from papertiger.workbench.verbs.bench import Bench
from papertiger.workbench.watching import Watched, watch, watchlist_of


class Watching(Bench):
    """Methods that warn, and tell what warnings came to."""

    def watch(
        self,
        watchlist: Watchlist | Path | str | None = None,
        *,
        as_of: date | None = None,
        since: date | None = None,
        as_known: bool = False,
        false_alarms: float | None = None,
        store: bool = True,
        tell: Tell = unheard,
    ) -> Watched:
        """Run a watchlist on the evidence of a day, or of each day of a span; what was not warned of before is stored and given.

        Args:
            watchlist: a list, or the TOML file that holds one; None for every rule over anyone.
            as_of: the last day: nothing published later is looked at. Today where there is none.
            since: first day of a replay, day by day.
            as_known: leave out on each day also what was read after it.
            false_alarms: warnings a year that chance may raise, in place of what a file says.
            store: keep warnings in the ledger, where it may be written.
            tell: told what takes long.

        Raises:
            WatchlistProblems: the file is no watchlist; everything that is wrong with it.
        """
        chosen = (
            watchlist
            if isinstance(watchlist, Watchlist)
            else watchlist_of(Path(watchlist) if watchlist is not None else None, false_alarms=false_alarms)
        )
        return watch(
            self._opened(keep=store),
            chosen,
            as_of=as_of,
            since=since,
            as_known=as_known,
            store=store,
            tell=tell,
        )

    def warnings(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        watchlist: str | None = None,
        watch: str | None = None,
        about: Sequence[str] | None = None,
        limit: int | None = None,
    ) -> tuple[StoredWarning, ...]:
        """Warnings that were stored, the newest first; see `Ledger.warnings`. `papertiger.report.warnings.told` puts one into words."""
        return self.reading.warnings(
            since=since, until=until, watchlist=watchlist, watch=watch, about=about, limit=limit
        )

    def warning(self, named: str) -> StoredWarning:
        """The warning with this id, or the only one whose id begins so; raises LedgerError where there is none."""
        return self.reading.warning(named)

    def score_warnings(
        self, *, watchlist: str | None = None, as_of: date | None = None, store: bool = True
    ) -> Scored:
        """Hold stored warnings against what was published since: hits, late ones, false alarms, misses, and scores of probabilities.

        Args:
            watchlist: only warnings of this list.
            as_of: the day to judge by; today where there is none.
            store: keep outcomes in the ledger, where it may be written.
        """
        return scored(self._opened(keep=store), watchlist=watchlist, as_of=as_of, store=store)
