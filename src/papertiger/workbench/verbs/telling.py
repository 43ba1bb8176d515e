"""What persons do about warnings, and how warnings reach them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from papertiger.ledger.warned import Action, Handling, State
from papertiger.workbench.handling import Handled, asked, handled, of_rules, open_first, today
from papertiger.workbench.verbs.bench import Bench

if TYPE_CHECKING:
    from papertiger.report.digest import Digest
    from papertiger.workbench.delivering.channels import Delivery
    from papertiger.workbench.delivering.sending import Sent


class Telling(Bench):
    """Methods that handle warnings and send them on."""

    def handled(
        self,
        *,
        state: State | None = None,
        since: date | None = None,
        until: date | None = None,
        watch: str | None = None,
        rules: Sequence[str] = (),
        about: str | None = None,
        as_of: date | None = None,
    ) -> tuple[Handled, ...]:
        """Warnings with what became of them: open ones first, then snoozed, then acknowledged; within each the newest first.

        Args:
            state: only those that are open, acknowledged or snoozed.
            since: first day of findings.
            until: last day.
            watch: only of this watch.
            rules: only of these rules, with version or without.
            about: only those that name this actor or source.
            as_of: the day by which snoozes end; today where there is none.
        """
        found = of_rules(self.reading.warnings(since=since, until=until, watch=watch), rules)
        chosen = [one for one in found if about is None or about in one.about]
        ordered = open_first(handled(self.reading, chosen, as_of or today()))
        return tuple(one for one in ordered if state is None or one.state == state)

    def handled_warning(self, named: str, *, as_of: date | None = None) -> Handled:
        """One warning by its id, or any beginning that is unique, with what became of it; raises LedgerError where there is none."""
        return handled(self.reading, [self.reading.warning(named)], as_of or today())[0]

    def handle(self, named: str, action: Action, by: str, why: str, *, until: date | None = None) -> Handling:
        """Acknowledge, snooze or reopen a warning; see `Ledger.handle`. A follow-up of a warning is a warning of its own: it is open."""
        with self._writing() as ledger:
            return ledger.handle(named, action, by, why, until=until)

    def digest(self, *, since: date | None = None, as_of: date | None = None) -> Digest:
        """What is new, what is open, where too little was seen, and which sources do not answer: one screen (`report.digest`).

        Args:
            since: from which day on a warning is new; the day before `as_of` where there is none.
            as_of: the day of the digest; today where there is none.
        """
        from papertiger.workbench.delivering.telling import digest_of  # noqa: PLC0415 - loads the words

        day = as_of or today()
        found = self.handled(until=day, as_of=day)
        first = since or day - timedelta(1)
        return digest_of(found, asked(self.reading, day), self.reading.name, day, first, self._spoken)

    def atom(
        self,
        *,
        base: str | None = None,
        address: str | None = None,
        limit: int = 100,
        rules: Sequence[str] = (),
    ) -> bytes:
        """The newest warnings as an Atom feed (RFC 4287), in UTF-8.

        Args:
            base: address of the web app, for links; none where it is not said.
            address: where the feed itself is.
            limit: warnings, at most.
            rules: only of these.
        """
        from papertiger.workbench.delivering.sending import feed_of  # noqa: PLC0415 - as above

        chosen = of_rules(self.reading.warnings(limit=None if rules else limit), rules)[:limit]
        return feed_of(handled(self.reading, chosen, today()), self.reading.name, self._spoken, base, address)

    def send_warnings(self, delivery: Delivery | Path | str, *, dry_run: bool = False) -> list[Sent]:
        """Send warnings to every channel that has not had them; what became of it, by channel.

        Args:
            delivery: the channels, or the TOML file that holds them (``docs/delivery.md``).
            dry_run: send nothing and say how many would go.

        Raises:
            DeliveryProblems: the file cannot be used; everything that is wrong with it.
        """
        from papertiger.workbench.delivering.channels import Delivery, read_delivery  # noqa: PLC0415 - as above
        from papertiger.workbench.delivering.sending import send_all  # noqa: PLC0415 - as above

        chosen = delivery if isinstance(delivery, Delivery) else read_delivery(Path(delivery))
        if dry_run:
            return send_all(self.reading, chosen, dry_run=True)
        with self._writing() as ledger:
            return send_all(ledger, chosen)
