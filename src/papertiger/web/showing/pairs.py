"""Partnerships as rows of tables: names, numbers, and the addresses of what each number counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from papertiger.ledger.overview import Cell
from papertiger.records import DOMAINS, PARTNERS, PREDICATES
from papertiger.web.visit import Visit
from papertiger.workbench.values import PartnershipRow

STATED = tuple(name for family in ("support", "relation") for name in PREDICATES[family] if name in PARTNERS)
"""Predicates that are said of a partnership, in the order of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where what it counts is shown; without address where no page shows it."""

    value: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Domain:
    """Claims of one domain."""

    key: str
    label: str
    claims: Number


@dataclass(frozen=True, slots=True)
class Pair:
    """One partnership as a row."""

    patron: str
    client: str
    patron_name: str
    client_name: str
    address: str
    claims: Number
    origins: int | None
    """None where there are too many claims to count their origins for a table."""
    domains: tuple[Domain, ...]
    last: str
    """Month of the newest claim between the two, YYYY-MM; empty where none is dated."""


def said_address(visit: Visit, patron: str, client: str, **narrower: str | None) -> str:
    """Where the claims of one state about the other are listed, narrowed down to a predicate and more.

    Without a predicate the address is of claims whose subject is the patron and whose object is the client.
    """
    predicate = narrower.get("predicate")
    roles = PARTNERS.get(predicate or "", ("subject", "object"))
    sides = dict(zip(roles, (patron, client), strict=True))
    return visit.to("claims", subject=sides.get("subject"), object=sides.get("object"), **narrower)


def partners_of(predicate: str, subject: str, object_: str) -> tuple[str, str] | None:
    """Patron and client of a claim; None for one that is of no partnership, or whose client stands in neither place."""
    roles = PARTNERS.get(predicate)
    if roles is None or "over" in roles:
        return None
    sides = {"subject": subject, "object": object_}
    return sides[roles[0]], sides[roles[1]]


def sides_of(cell: Cell) -> tuple[str, str] | None:
    """The same of a cell of the ledger."""
    return partners_of(cell.predicate, cell.subject, cell.object)


def pair_of(row: PartnershipRow, visit: Visit, origins: int | None) -> Pair:
    """A row of the workbench with names and addresses.

    Args:
        row: numbers of the partnership.
        visit: in whose language.
        origins: how many independent origins its claims have, where they were counted.
    """
    address = visit.url("partnership", patron=row.patron, client=row.client)
    labels = visit.voice.words.domains
    return Pair(
        row.patron,
        row.client,
        visit.name(row.patron),
        visit.name(row.client),
        address,
        Number(row.claims, f"{address}#said"),
        origins,
        tuple(
            Domain(key, labels[key].label, Number(row.domains[key], f"{address}?domain={key}#said"))
            for key in DOMAINS
            if row.domains.get(key)
        ),
        last_month(visit, row.patron, row.client),
    )


def named(rows: Iterable[PartnershipRow]) -> list[PartnershipRow]:
    """Those whose patron and client are named and differ."""
    return [row for row in rows if row.patron and row.client and row.patron != row.client]


def by_name(visit: Visit) -> tuple[PartnershipRow, ...]:
    """All partnerships by the names of patron, then client: an order by number would rank them."""

    def made() -> tuple[PartnershipRow, ...]:
        order, name = visit.words.order, visit.name
        return tuple(sorted(pairs(visit), key=lambda row: (order(name(row.patron)), order(name(row.client)))))

    return visit.kept(("pairs by name", visit.language), made)


def last_month(visit: Visit, one: str, other: str) -> str:
    """Newest month of publication of a claim between two states, YYYY-MM; empty where none is dated."""
    both = ((one, other), (other, one))
    return visit.kept(
        ("last month", frozenset((one, other))),
        lambda: max((max(visit.ledger.timeline(*pair), default="") for pair in both), default=""),
    )


def pairs(visit: Visit) -> tuple[PartnershipRow, ...]:
    """All partnerships that the ledger names, by ids."""
    return visit.kept(("pairs",), lambda: tuple(named(visit.bench.partnerships())))
