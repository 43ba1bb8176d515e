"""What warnings are drawn from, the warnings, and what became of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from papertiger.indication import Indication
from papertiger.ledger import handling, indicated, listed
from papertiger.ledger import warning as _warning
from papertiger.ledger.facade.asking import Asking
from papertiger.ledger.listed import StoredWatchlist
from papertiger.ledger.warned import (
    Action,
    Delivery,
    Handling,
    NewOutcome,
    NewWarning,
    Outcome,
    StoredWarning,
    Verdict,
    WarningHead,
)


class Warned(Asking):
    """Methods that warnings are made and kept by."""

    def indications(
        self,
        since: date,
        until: date,
        *,
        predicates: Collection[str] | None = None,
        families: Collection[str] | None = None,
        states: Collection[str] | None = None,
        known_by: date | None = None,
    ) -> tuple[Indication, ...]:
        """The claims that stand, of articles published from `since` to `until`, by day and id, each with its origin.

        Origins are those of the articles as they are joined now, also with `known_by`: `join` first. What one person said in public
        keeps the origin of each newsroom that heard it; a rule that counts statements collapses those itself
        (`papertiger.lineage.claims.by_origin` does for claims).

        Args:
            since: first day.
            until: last day.
            predicates: only these.
            families: only these: event, support, relation.
            states: only claims whose subject or object is of these states.
            known_by: only what the ledger held by the end of this day.
        """
        with self._reading() as connection:
            return indicated.indications(
                connection,
                self._placed,
                since,
                until,
                predicates=predicates,
                families=families,
                states=states,
                known_by=known_by,
            )

    def no_indications(self, since: date, until: date) -> int:
        """How many claims of those days `indications` leaves out: only a language model read them, and no person accepted them."""
        with self._reading() as connection:
            return indicated.left_out(connection, since, until)

    def articles_by_day(self, since: date, until: date, *, known_by: date | None = None) -> dict[date, int]:
        """Day of publication, as of `indications`, → articles, with claims or without; no entry for a day without any."""
        with self._reading() as connection:
            return indicated.articles_by_day(connection, since, until, known_by)

    def watch(
        self, id_: str, name: str, body: Mapping[str, Any], *, by: str | None = None
    ) -> StoredWatchlist:
        """Store a watchlist as its next version, unless the last one says the same; the version that stands then.

        Args:
            id_: of the list.
            name: how persons call it.
            body: the whole list, as JSON.
            by: who changed it.
        """
        kept: StoredWatchlist = self._writing(lambda: listed.watch(self._pen, id_, name, body, by))
        return kept

    def watchlists(self) -> tuple[StoredWatchlist, ...]:
        """The watchlists, each in the version that stands, by id."""
        with self._reading() as connection:
            return tuple(listed.watchlists(connection))

    def watchlist(self, id_: str, version: int | None = None) -> StoredWatchlist:
        """A watchlist in the version that stands, or another; raises UnknownError where there is none."""
        with self._reading() as connection:
            return listed.watchlist(connection, id_, version)

    def warn(self, new: Sequence[NewWarning], *, config: str | None = None) -> tuple[StoredWarning, ...]:
        """Store warnings in one entry; those that were new, for the same finding of the same day is not stored again.

        Args:
            new: what rules found. `upto` of each is `chain` as it was before the evidence was read.
            config: digest of the data files and settings in force.

        Raises:
            LedgerError: an `upto` is no chain of this ledger, or a body is no JSON.
        """
        kept: tuple[StoredWarning, ...] = self._writing(lambda: _warning.warn(self._pen, new, config))
        return kept

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
        """Warnings that were stored, by day, the newest first.

        Args:
            since: first day of findings.
            until: last day.
            watchlist: only of this list.
            watch: only of this watch.
            about: only about exactly these, in this order.
            limit: so many at most.
        """
        query = _warning.warnings(since, until, watchlist, watch, about, limit)
        with self._reading() as connection:
            return tuple(_warning.warning_value(row) for row in connection.execute(query))

    def warning_heads(
        self, *, since: date | None = None, until: date | None = None
    ) -> tuple[WarningHead, ...]:
        """Warnings without their bodies, by day, the newest first; for lists of many: `warnings_of` gives those that are shown.

        Args:
            since: first day of findings.
            until: last day.
        """
        with self._reading() as connection:
            return tuple(_warning.heads(connection, since, until))

    def warnings_of(self, ids: Sequence[str]) -> tuple[StoredWarning, ...]:
        """The warnings with these ids (whole ones), in that order; ids of none are passed over."""
        with self._reading() as connection:
            return tuple(_warning.some(connection, ids))

    def warning(self, id_prefix: str) -> StoredWarning:
        """The warning whose id is `id_prefix`, or the only one whose id begins with it; else LedgerError."""
        with self._reading() as connection:
            return _warning.named(connection, id_prefix)

    def handle(
        self, warning: str, action: Action, by: str, why: str, *, until: date | None = None
    ) -> Handling:
        """Store what a person did about a warning; what was done before stays.

        Args:
            warning: its id, or the beginning of it.
            action: acknowledge, snooze or reopen.
            by: who.
            why: the reason.
            until: last day of a snooze.

        Raises:
            LedgerError: there is no such warning or action, name or reason is missing, a snooze has no last day or something else has.
        """
        found = self.warning(warning).id
        kept: Handling = self._writing(lambda: handling.handle(self._pen, found, action, by, why, until))
        return kept

    def handlings(self, warnings: Collection[str] | None = None) -> tuple[Handling, ...]:
        """What persons did about warnings (whole ids), or all, the oldest first; `papertiger.ledger.warned.state` says where one is."""
        with self._reading() as connection:
            return tuple(handling.handlings(connection, warnings))

    def outcome(self, *new: NewOutcome) -> int:
        """Store what came of warnings, or what came without one; how many, for what the last outcome said is not stored again."""
        return int(self._writing(lambda: handling.outcome(self._pen, new)))

    def outcomes(self, warnings: Collection[str] | None = None) -> tuple[Outcome, ...]:
        """What came of warnings (whole ids), or of all and without warning; the oldest first: the last one of each counts."""
        with self._reading() as connection:
            return tuple(handling.outcomes(connection, warnings))

    def verdicts(self) -> dict[str, Verdict]:
        """Id of a warning → the last verdict on it: hit, late, false_alarm or open; no entry for one that nobody has judged."""
        with self._reading() as connection:
            return handling.verdicts(connection)

    def missed(self, watchlist: str | None = None) -> tuple[Outcome, ...]:
        """What came without a warning, of one list or all: the last outcome on each that was not withdrawn, by day, the newest first."""
        with self._reading() as connection:
            return tuple(handling.missed(connection, watchlist))

    def delivered(
        self,
        warnings: Sequence[str],
        channel: str,
        target: str,
        status: str = "sent",
        problem: str | None = None,
    ) -> None:
        """Store one try to tell somebody of warnings.

        Args:
            warnings: whole ids.
            channel: webhook, email or atom.
            target: the name of the channel in the settings; an address is refused, for it may hold a secret.
            status: sent, refused or failed.
            problem: why it was not sent, one line.
        """
        self._writing(lambda: handling.delivered(self._pen, warnings, channel, target, status, problem))

    def deliveries(self, warnings: Collection[str] | None = None) -> tuple[Delivery, ...]:
        """Tries to tell somebody of warnings (whole ids), or all, the oldest first."""
        with self._reading() as connection:
            return tuple(handling.deliveries(connection, warnings))

    def undelivered(self, channel: str, target: str, since: date) -> tuple[StoredWarning, ...]:
        """Warnings of days from `since` on that were not sent there yet, the oldest first."""
        with self._reading() as connection:
            query = _warning.undelivered(channel, target, since)
            return tuple(_warning.warning_value(row) for row in connection.execute(query))
