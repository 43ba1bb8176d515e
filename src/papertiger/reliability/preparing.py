"""Bringing a patron's cases up to date with the claims of a ledger, before anything is assessed.

The only module of the stage that reads and writes a ledger. Claims of the patron, and events that befell its clients, go through the rules of
`proposing`; what differs from what the ledger holds is stored as new versions. Where no evidence came since the last assessment of the patron,
nothing is read again.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from typing import Any

from papertiger import __version__
from papertiger.errors import PapertigerError
from papertiger.ledger import ClaimFilter, Ledger
from papertiger.ledger.cases import CaseRow, NewCase
from papertiger.news.article import article_key
from papertiger.records import PARTNERS, ClaimRecord
from papertiger.reliability.assessing.columns import FORM, LARGE
from papertiger.reliability.assessing.measured import Measured
from papertiger.reliability.assessing.settings import Settings
from papertiger.reliability.book import Book, merge
from papertiger.reliability.proposing import propose
from papertiger.reliability.proposing.tables import RULES, rules

PROPOSING = "proposing"
"""The question under which a ledger keeps that a patron's cases were made from all its claims."""

CELLS = "cells"
"""The question under which it keeps the cells of a large record."""


class UntracedError(PapertigerError):
    """Articles whose origins are not known: counting them would count copies."""


@dataclass(frozen=True)
class Prepared:
    """The cases of a patron, as they stand; read from the ledger as far as they are asked for."""

    ledger: Ledger
    patron: str
    upto: str
    """Digest of the evidence that they are made from."""
    proposed: int | None
    """Versions of cases that were stored now; None where nothing had come since."""
    made: Book | None = None
    """All of them, where they were just made."""
    columns: Mapping[str, Any] | None = None
    """Their cells under `measured_by`, where the record is so large that the ledger keeps them."""
    measured_by: str | None = None
    """Digest of the settings that the columns were measured under."""

    def book(self, responses: Collection[str] | None = None) -> Book:
        """The cases: those that some responses rest on, or all."""
        if responses is None or self.made is not None:
            return self._all
        if not responses:
            return Book()
        return Book.of(self.ledger.cases(responses=responses))

    @cached_property
    def _all(self) -> Book:
        return self.made or Book.of(self.ledger.cases(self.patron))

    def measured(self, as_of: str, settings: Settings) -> Measured:
        """The cases as cells, as of a day."""
        same = self.columns is not None and self.measured_by == settings.measured_by
        return Measured(self.book, as_of, settings, self.columns if same else None)


def prepare(ledger: Ledger, patron: str, settings: Settings, *, write: bool = True) -> Prepared:
    """Make the patron's cases from the claims of a ledger where any came since they were made last.

    Args:
        ledger: all its articles must have been traced to their origins.
        patron: actor id.
        settings: under which the cells of a large record are kept.
        write: False on a ledger that cannot be written: the cases are made, and not stored.

    Raises:
        UntracedError: some articles have no place among the families yet.
    """
    upto = ledger.evidence_upto()
    last = ledger.last_assessment(patron, PROPOSING)
    if last is not None and (last.upto, last.config) == (upto, config()):
        kept = ledger.last_assessment(patron, CELLS)
        if kept is not None and kept.upto == upto and kept.body.get("form") == FORM:
            return Prepared(ledger, patron, upto, None, None, kept.body, kept.config)
        return _of_book(ledger, patron, upto, None, settings if write else None)
    if waiting := ledger.unjoined():
        raise UntracedError(
            f"{waiting} articles are not traced to their origins, so no interval can be given: copies would count as "
            "independent; run `papertiger lineage` first"
        )
    rows = list(ledger.cases(patron))
    claims = list(ledger.with_origins(_gathered(ledger, patron)))
    articles = {article_key(c.article.sha256, c.article.outlet, c.article.url) for c in claims}
    found = propose(claims, patron, membership=ledger.membership(articles))
    new = merge(rows, [*found.commitments, *found.triggers, *found.tests, *found.responses])
    if not write:
        return Prepared(ledger, patron, upto, len(new), Book.of([*rows, *_as_if_stored(new)]))
    ledger.keep_cases(new, by=None, config=config())
    ledger.keep_assessment(patron, PROPOSING, {"versions": len(new)}, upto=upto, config=config())
    return _of_book(ledger, patron, upto, len(new), settings)


def _of_book(
    ledger: Ledger, patron: str, upto: str, proposed: int | None, settings: Settings | None
) -> Prepared:
    """All cases, read; the cells of a large record are kept, where `settings` are given."""
    book = Book.of(ledger.cases(patron))
    if settings is not None and len(book.responses) > LARGE:
        columns = Measured.of(book, _ANY_DAY, settings).packed()
        ledger.keep_assessment(patron, CELLS, columns, upto=upto, config=settings.measured_by)
    return Prepared(ledger, patron, upto, proposed, book)


_ANY_DAY = "9999-12-31"
"""What is pending is worked out anew for each day."""


@cache
def config() -> str:
    """Digest of what decides which cases are proposed: the program's version and the rules in force."""
    parts = __version__.encode(), RULES.read_bytes()
    return f"sha256:{hashlib.sha256(bytes([31]).join(parts)).hexdigest()}"


def _gathered(ledger: Ledger, patron: str) -> Iterator[ClaimRecord]:
    """Claims that the patron is a party to, then events that befell those whom it supports; each once."""
    seen, clients = set[str](), set[str]()
    for chosen in (ClaimFilter(subject=patron, counted=True), ClaimFilter(object=patron, counted=True)):
        for claim in ledger.claims(chosen):
            if claim.id not in seen:
                seen.add(claim.id)
                clients.update(_clients(claim, patron))
                yield claim
    perils = sorted({name for rule in rules(RULES).triggers for name in rule.predicates})
    for client, peril in product(sorted(clients), perils):
        for claim in ledger.claims(ClaimFilter(object=client, predicate=peril, counted=True)):
            if claim.id not in seen:
                seen.add(claim.id)
                yield claim


def _clients(claim: ClaimRecord, patron: str) -> Iterable[str]:
    """Whom a claim names as the patron's client."""
    roles = PARTNERS.get(claim.predicate)
    if roles is None:
        return ()
    sides = {
        "subject": claim.subject_state or claim.subject,
        "object": claim.object_state or claim.object,
        "over": claim.over,
    }
    giver, taker = (sides[role] for role in roles)
    return (taker,) if giver == patron and taker and taker != patron else ()


def _as_if_stored(new: Sequence[NewCase]) -> Iterator[CaseRow]:
    """What a ledger would give back; after every version that it holds."""
    for one in new:
        yield CaseRow(one.kind, one.id, sys.maxsize, dict(one.body), "9999", None, __version__)
