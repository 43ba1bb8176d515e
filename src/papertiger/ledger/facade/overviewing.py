"""A ledger from above: pages of claims, and numbers that are kept and not counted."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from papertiger.ledger import coverage, overview, proven
from papertiger.ledger.asked import ClaimFilter, Counts, Holdings
from papertiger.ledger.browsing import last_mark
from papertiger.ledger.facade.opened import Opened
from papertiger.ledger.overview import Cell, Page, Partner, Place, Seen, Stance
from papertiger.ledger.proven import LeftOut


class Overviewing(Opened):
    """Methods that take no longer in a large ledger.

    Numbers leave out what only a language model read and no person accepted; `left_out` tells how many claims that are.
    """

    _lessened: tuple[int, LeftOut] = (-1, proven.NONE_LEFT_OUT)
    """The last entry when it was counted, and what was counted."""

    def _left_out(self, connection: Connection) -> LeftOut:
        """What the numbers that the ledger keeps are lessened by; counted again only after something was stored."""
        if not proven.any_read(connection):
            return proven.NONE_LEFT_OUT
        now = last_mark(connection)
        if self._lessened[0] != now:
            self._lessened = (now, proven.all_left_out(connection))
        return self._lessened[1]

    def left_out(self) -> LeftOut:
        """The claims that no figure rests on: only a language model read them, and no person accepted them."""
        with self._reading() as connection:
            return self._left_out(connection)

    def left_out_of(self, chosen: ClaimFilter = ClaimFilter()) -> int:  # noqa: B008 - frozen
        """How many of them a filter lets through, whatever its limit."""
        with self._reading() as connection:
            return coverage.left_out(connection, self._backend, chosen)

    def page(self, chosen: ClaimFilter, after: Place | None = None) -> Page:
        """One page of the claims that stand and that `chosen` lets through, in the order of `claims`.

        Args:
            chosen: filter, order and limit: the size of the page, 50 where there is none.
            after: where the page before ended (`Page.last`); None for the first one.
        """
        with self._reading() as connection:
            return overview.page(connection, self._backend, chosen, after)

    def partners(self, state: str) -> tuple[Partner, ...]:
        """States with claims between them and `state` (alpha-3), those with most claims first."""
        with self._reading() as connection:
            return overview.partners(connection, state, self._left_out(connection))

    def states(self) -> tuple[str, ...]:
        """States, and actors that belong to none, which are a side of claims that stand, by id."""
        with self._reading() as connection:
            return overview.states(connection)

    def matrix(self, subject: str, object: str) -> dict[tuple[str, str], int]:  # noqa: A002 - as claims call it
        """Predicate and domain → claims that stand of one state about another."""
        with self._reading() as connection:
            return overview.matrix(connection, subject, object, self._left_out(connection))

    def timeline(self, subject: str, object: str) -> dict[str, int]:  # noqa: A002 - as above
        """Month of publication (YYYY-MM; empty for undated) → claims that stand of one state about another."""
        with self._reading() as connection:
            return overview.timeline(connection, subject, object, self._left_out(connection))

    def cells(self, *states: str, since: str | None = None, until: str | None = None) -> tuple[Cell, ...]:
        """Claims that stand by subject's state, object's state, predicate and domain: all, or those between two states.

        Args:
            states: two ids, or none for all.
            since: only claims of articles published from then on: YYYY, YYYY-MM or YYYY-MM-DD. With a period claims are counted one
                by one, from an index: a million take a second.
            until: likewise; the last one.
        """
        with self._reading() as connection:
            if since is None and until is None:
                return overview.cells(connection, self._left_out(connection), *states)
            return overview.cells_of(connection, since, until, *states)

    def stances(self, subject: str, predicates: Collection[str]) -> tuple[Stance, ...]:
        """Claims whose subject is a state, of some predicates, by the other party, predicate, domain, polarity and modality."""
        with self._reading() as connection:
            return overview.stances(connection, subject, predicates)

    def months(self, since: str) -> dict[tuple[str, str], dict[str, int]]:
        """Subject's and object's state → month of publication from `since` (YYYY-MM) on → claims that stand."""
        with self._reading() as connection:
            return overview.months(connection, since, self._left_out(connection))

    def counts(self) -> Counts:
        """How many articles and standing claims there are, by language and by family."""
        with self._reading() as connection:
            return overview.counts(connection, self._left_out(connection))

    def holdings(self) -> Holdings:
        """The articles, counted by outlet, language and date."""
        with self._reading() as connection:
            return overview.holdings(connection)

    def outlets(self) -> tuple[Seen, ...]:
        """Every outlet, with its articles and their first and last date; half a second for a million articles."""
        with self._reading() as connection:
            return overview.outlets(connection)
