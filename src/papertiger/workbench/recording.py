"""Commitments, triggers, tests and responses of a ledger: which there are, and the claims behind one."""

from __future__ import annotations

from papertiger.errors import LedgerError
from papertiger.ledger import Ledger
from papertiger.records import ClaimRecord
from papertiger.reliability.book import Book
from papertiger.reliability.cases import Case, Commitment, Response, Test, kind_of
from papertiger.report.cases import claims_of


def stored(ledger: Ledger, patron: str | None = None, until: str | None = None) -> Book:
    """What stands in a ledger."""
    return Book.of(ledger.cases(patron, until))


def chosen(
    ledger: Ledger,
    patron: str | None,
    client: str | None,
    kind: str | None,
    until: str | None,
    *,
    everything: bool,
) -> tuple[list[Case], Book]:
    """The cases that were asked for, in the order of kinds, and the book they are in."""
    book = stored(ledger, patron, until)
    cases = list(book.cases())
    if everything:
        cases = [one.case() for one in book.filed.values()]
    known = {case.id: case for case in cases}
    return [
        case
        for case in cases
        if kind in {None, kind_of(case)} and (client is None or client in _clients(case, known))
    ], book


def _clients(case: Case, known: dict[str, Case]) -> tuple[str, ...]:
    if isinstance(case, Response):
        of = known.get(case.test)
        return (of.client,) if isinstance(of, Test) else ()
    if isinstance(case, Test):
        return (case.client,)
    return case.clients if isinstance(case, Commitment) else (case.target,)


def told(ledger: Ledger, case: Case) -> dict[str, ClaimRecord]:
    """The claims behind a case, as far as this ledger holds them."""
    found: dict[str, ClaimRecord] = {}
    for claim in claims_of(case):
        try:
            found[claim] = ledger.claim(claim).record
        except LedgerError:
            continue
    return found
