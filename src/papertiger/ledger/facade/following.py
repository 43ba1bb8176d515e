"""What following sources looked at, and what archives point to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime

from papertiger.ledger import looking, pointing
from papertiger.ledger.facade.opened import BATCH, Opened
from papertiger.ledger.looked import DayOfSource, Glance, Look, Pointer


class Following(Opened):
    """Methods that keep and tell the collection log."""

    def look(self, *looks: Look) -> int:
        """Store looks at sources in one entry, all or none; how many were new.

        Several at once cost little more than one. The article that a look gave must be stored before.
        """
        return int(self._writing(lambda: looking.look(self._pen, looks)))

    def looks(
        self,
        source: str | None = None,
        since: str | None = None,
        kinds: Collection[str] | None = None,
    ) -> Iterator[Look]:
        """Looks that were stored, the oldest first.

        Args:
            source: only of this one.
            since: only from this day or moment on: ISO 8601, UTC.
            kinds: only these: feed, sitemap, page, robots, article.
        """
        with self._reading() as connection:
            query = looking.looks(source, since, kinds)
            for row in connection.execution_options(yield_per=BATCH).execute(query):
                yield looking.look_value(row)

    def last_look(self, source: str, address: str, *, answered: bool = False) -> Look | None:
        """The last look of a source at an address, None where there was none; what following goes on from.

        Args:
            source: id in the list of sources.
            address: that was asked for.
            answered: pass over looks that were not, whose headers have no ``etag`` or ``last-modified``. Where "not modified" was
                answered, fields that it left out are those of an earlier look; whoever stores such a look carries them over.
        """
        with self._reading() as connection:
            return looking.last_look(connection, source, address, answered=answered)

    def seen_addresses(self, addresses: Iterable[str]) -> set[str]:
        """Those of some addresses that an article came from before, or that were looked at as articles and answered."""
        with self._reading() as connection:
            return looking.seen_addresses(connection, addresses)

    def failed_looks(self, addresses: Iterable[str]) -> dict[str, tuple[int, Look]]:
        """Of those of some addresses that were looked at as articles and never answered: how often, and the last look."""
        with self._reading() as connection:
            return looking.failed_looks(connection, addresses)

    def glances(self, source: str, since: str) -> tuple[Glance, ...]:
        """What tells how a source is: its looks at its lists since a day or moment, in short, the oldest first."""
        with self._reading() as connection:
            return tuple(looking.glances(connection, source, since))

    def last_news(self, since: str) -> dict[str, datetime]:
        """Source → when it last had anything new, of those that had since a day or moment."""
        with self._reading() as connection:
            return looking.last_news(connection, since)

    def source_days(self, since: date, until: date) -> tuple[DayOfSource, ...]:
        """What each followed source gave on each day in UTC, by source and day; none for a day on which it was not asked.

        Looks at feeds, sitemaps and pages are counted, not those at robots files and single articles.
        """
        with self._reading() as connection:
            return tuple(looking.source_days(connection, since, until))

    def point(self, pointers: Sequence[Pointer]) -> int:
        """Store pointers in one entry; how many were new, for a row of an archive is stored once however often it is read."""
        return int(self._writing(lambda: pointing.point(self._pen, pointers)))

    def pointers(
        self,
        address: str | None = None,
        *,
        kind: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int | None = None,
    ) -> Iterator[Pointer]:
        """Pointers to an address, of a kind, of some days (those without a day are left out then), or all; as they were stored."""
        with self._reading() as connection:
            query = pointing.pointers(address, kind, since, until, limit)
            for row in connection.execution_options(yield_per=BATCH).execute(query):
                yield pointing.pointer_value(row)
