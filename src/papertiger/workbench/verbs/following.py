"""Sources followed into a ledger, and what was asked of whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from papertiger.ledger.looked import Look
from papertiger.workbench.batch import Stopping, Unstopped
from papertiger.workbench.verbs.bench import Bench

if TYPE_CHECKING:
    from papertiger.news.following.sourcelist import SourceList
    from papertiger.workbench.following import FollowWatcher, Manners, RoundOutcome, Standing


class Following(Bench):
    """Methods that follow sources (``docs/following.md``); of these `follow` alone asks other machines."""

    def follow(
        self,
        sources: str | Path | SourceList,
        watcher: FollowWatcher | None = None,
        *,
        only: Collection[str] = (),
        manners: Manners | None = None,
        stopping: Stopping | None = None,
    ) -> RoundOutcome:
        """One round: ask every source that is due for what is new, and read it.

        Args:
            sources: a list of sources, or the path of one.
            watcher: told what happens while it does.
            only: ids of sources to ask, due or not; all that are due where none is named.
            manners: how far the round goes.
            stopping: asked between two articles whether to stop.

        Returns:
            What came of it; what is not fetched or not read is among its refusals, and is no error.

        Raises:
            SourceListProblems: the list cannot be used. SettingsError: there is no source of such an id.
            LedgerError: the ledger cannot be written.
        """
        from papertiger.workbench.following import Follower, Manners, UnheardFollow  # noqa: PLC0415 - loads lxml

        following = Follower(
            self.settings,
            _listed(sources),
            manners or Manners(),
            watcher or UnheardFollow(),
            stopping or Unstopped(),
        )
        with self._writing():
            return following.round(only)

    def source_standings(self, sources: str | Path | SourceList) -> tuple[Standing, ...]:
        """How the sources of a list are by the collection log: fine, silent, broken, never answered, since when and why.

        Args:
            sources: as for `follow`.
        """
        from papertiger.workbench.following import standings  # noqa: PLC0415 - as above

        return standings(self.reading, _listed(sources).sources, datetime.now(UTC))

    def looks(self, source: str | None = None, since: str | None = None) -> Iterator[Look]:
        """The collection log: every request that following made, the oldest first; see `Ledger.looks`."""
        return self._unhurried.looks(source, since)


def _listed(sources: str | Path | SourceList) -> SourceList:
    if isinstance(sources, str | Path):
        from papertiger.news.following.sourcefile import read_sources  # noqa: PLC0415 - loads YAML

        return read_sources(Path(sources))
    return sources
