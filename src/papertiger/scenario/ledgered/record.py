"""What a ledger holds of one patron on a day: its cases as they stand, and their cells."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.records import PARTNERS, ClaimRecord
from papertiger.reliability.assessing import Grouped, Measured, Question, load_settings
from papertiger.reliability.assessing.grouped import grouped
from papertiger.reliability.book import Book
from papertiger.reliability.preparing import Prepared, UntracedError, prepare
from papertiger.scenario.ledgered.wording import wording

DIGITS = 12
"""Hexadecimal digits of a digest of evidence that are shown, as `papertiger assess` shows them."""


@dataclass(frozen=True)
class PatronRecord:
    """The cases of a patron."""

    patron: str
    as_of: str
    """ISO day on which the scenario begins: what is in force then counts, and what is pending then counts nothing."""
    digest: str
    """Of the evidence that it was made from, `DIGITS` digits."""
    measured: Measured

    @property
    def book(self) -> Book:
        """The cases as they stand."""
        return self.measured.book

    @cached_property
    def clients(self) -> tuple[str, ...]:
        """Whom a commitment or a test names, by id."""
        found = {client for one in self.book.commitments.values() for client in one.clients}
        return tuple(sorted(found | {test.client for test in self.book.tests.values()}))

    def rated(self, group: str, client: str | None = None) -> Grouped | None:
        """The record of one group of obligations, towards one client or all, with its posterior; None where nothing tests it."""
        asked = Question(self.patron, group, client)
        if asked not in self._rated:
            self._rated[asked] = grouped(self.measured, asked, self.patron)
        return self._rated[asked]

    @cached_property
    def _rated(self) -> dict[Question, Grouped | None]:
        """What was fitted before."""
        return {}


def record_of(
    ledger: Ledger, patron: str, as_of: str, *, key: str, prepared: Prepared | None = None
) -> PatronRecord:
    """The record of a patron in a ledger. Nothing is written.

    Args:
        ledger: its articles must have been traced to their origins.
        patron: actor id.
        as_of: ISO day on which the scenario begins.
        key: path of the key of the scenario that asks for it, for errors.
        prepared: the patron's cases, where somebody brought them up to date before.

    Raises:
        ScenarioError: articles are not traced, or the ledger holds nothing of the patron.
    """
    settings = load_settings()
    problems = wording().problems
    try:
        found = prepared or prepare(ledger, patron, settings, write=False)
    except UntracedError as error:
        raise problems.untraced.at(key, problem=str(error)) from None
    record = PatronRecord(patron, as_of, found.upto[:DIGITS], found.measured(as_of, settings))
    if not record.clients and next(partners(ledger, patron), None) is None:
        raise problems.unknown_patron.at(key, patron=patron)
    return record


def partners(
    ledger: Ledger, patron: str, predicates: Collection[str] = PARTNERS
) -> Iterator[tuple[ClaimRecord, str]]:
    """Claims of support or relation that name the patron as such, each with its client; predicate by predicate."""
    for predicate in sorted(PARTNERS.keys() & set(predicates)):
        roles = PARTNERS[predicate]
        subject, object_ = (patron, None) if roles[0] == "subject" else (None, patron)
        asked = ClaimFilter(predicate=predicate, subject=subject, object=object_, counted=True)
        for claim in ledger.claims(asked):
            sides = {
                "subject": claim.subject_state or claim.subject,
                "object": claim.object_state or claim.object,
                "over": claim.over,
            }
            client = sides[roles[1]]
            if sides[roles[0]] == patron and client and client != patron:
                yield claim, client
