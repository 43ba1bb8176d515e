"""Those who support: all patrons, and everything about one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from papertiger.actors.lookup import actor_of
from papertiger.ledger import ClaimFilter
from papertiger.records import DOMAINS, ClaimRecord
from papertiger.web.failing import NotFoundError
from papertiger.web.showing.counting import FEW, few_origins
from papertiger.web.showing.network import network
from papertiger.web.showing.outcomes import figures, outcomes
from papertiger.web.showing.pairs import Number, by_name, pair_of, pairs
from papertiger.web.showing.quotes import quoted
from papertiger.web.showing.record import patron_record
from papertiger.web.showing.sequence import sequences
from papertiger.web.visit import Visit, Visited
from papertiger.workbench.looking import PatronRecord
from papertiger.workbench.values import PartnershipRow

router = APIRouter()
BINDING = ("constrained_by", "prioritises")
"""What binds a patron: a war or an adversary, and whom it puts first."""
SHOWN = 6
"""Quotes of each kind."""
ROWS = 50
"""Clients in the table of a patron's page; all are on the page of partnerships."""
DRAWN = 20
"""Clients of its network: those with most claims, by name."""
Text = Annotated[str | None, Query(max_length=100)]


@dataclass(frozen=True, slots=True)
class Patron:
    """One patron as a row."""

    id: str
    name: str
    address: str
    clients: Number
    claims: Number
    domains: tuple[str, ...]


@router.get("/patrons", name="patrons")
def patrons(visit: Visited) -> HTMLResponse:
    """All patrons by name."""
    by_patron: dict[str, list[PartnershipRow]] = {}
    for row in pairs(visit):
        by_patron.setdefault(row.patron, []).append(row)
    rows = sorted(
        (_patron(visit, *one) for one in by_patron.items()), key=lambda one: visit.words.order(one.name)
    )
    return visit.page("pages/patrons.html.j2", patrons=rows)


@router.get("/patrons/{patron}", name="patron")
def patron(visit: Visited, patron: str) -> HTMLResponse:
    """One patron: its clients, what came to them, what binds it."""
    rows = [row for row in by_name(visit) if row.patron == patron]
    if not rows and not actor_of(patron):
        raise NotFoundError(visit.t("patrons.unknown", patron=patron))
    origins = few_origins(visit, rows[:ROWS])
    clients = [pair_of(row, visit, origins.get((row.patron, row.client))) for row in rows[:ROWS]]
    most = {row.client for row in sorted(rows, key=lambda row: -row.claims)[:DRAWN]}
    record = patron_record(visit, patron)
    tested = sorted(
        {case.client for case in record.cases}, key=lambda one: visit.words.order(visit.name(one))
    )
    held = {client for one in record.commitments for client in one.clients}
    return visit.page(
        "pages/patron.html.j2",
        record=record,
        network=network(visit, patron, [row.client for row in rows if row.client in most]),
        drawn=len(most),
        known=len(rows),
        outcomes=outcomes(visit, record, tested),
        figures=figures(visit, record),
        burden=sequences(
            visit, record, sorted({*held, *tested}, key=lambda one: visit.words.order(visit.name(one)))
        ),
        counts=_burden(record),
        patron=patron,
        name=visit.name(patron),
        clients=clients,
        claims=sum(row.claims for row in rows),
        few=FEW,
        binding=[
            (kind, visit.voice.words.predicates[kind].label, quoted(visit.ledger, found, visit.voice))
            for kind in BINDING
            if (found := _binding(visit, patron, kind))
        ],
    )


def _burden(record: PatronRecord) -> dict[str, int]:
    """What rests on a patron, in numbers."""
    return {
        "commitments": len(record.commitments),
        "clients": len({client for one in record.commitments for client in one.clients}),
        "tests": len(record.tests),
        "crises": len({one.crisis for one in record.tests.values()}),
        "pending": sum(case.status == "pending" for case in record.cases),
    }


def _patron(visit: Visit, patron: str, rows: list[PartnershipRow]) -> Patron:
    address = visit.url("patron", patron=patron)
    domains = Counter[str]()
    for row in rows:
        domains.update(row.domains)
    labels = visit.voice.words.domains
    return Patron(
        patron,
        visit.name(patron),
        address,
        Number(len(rows), f"{address}#clients"),
        Number(sum(row.claims for row in rows), visit.url("partnerships", state=patron)),
        tuple(labels[key].label for key in DOMAINS if domains[key]),
    )


def _binding(visit: Visit, patron: str, predicate: str) -> tuple[ClaimRecord, ...]:
    asked = ClaimFilter(subject=patron, predicate=predicate, newest_first=True, limit=SHOWN)
    return visit.kept(("binding", patron, predicate), lambda: visit.ledger.page(asked).claims)
