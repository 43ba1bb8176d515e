"""Independent origins of a partnership's claims, counted as far as a page has time for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Final

from papertiger.ledger import ClaimFilter
from papertiger.lineage import independent_origins
from papertiger.records import PARTNERS, ClaimRecord
from papertiger.web.visit import Visit
from papertiger.workbench.values import PartnershipRow

LOOKED: Final = 250
"""Claims of a partnership whose origins are looked up for its page; the newest ones. A tenth of a second."""
FEW: Final = 25
"""Claims up to which a partnership's origins are counted for a row of a table of many."""


@dataclass(frozen=True, slots=True)
class Origins:
    """How many independent origins claims have."""

    number: int
    claims: int
    """Claims that were looked at."""
    every: bool
    """Whether those were all; else there are at least so many origins."""


def claims_of(visit: Visit, patron: str, client: str, chosen: ClaimFilter, limit: int) -> list[ClaimRecord]:
    """The newest claims of a partnership that `chosen` lets through, with their origins.

    A partnership's claims have the patron for their subject and the client for their object, or the other way round, by predicate
    (`papertiger.records.PARTNERS`).
    """
    found: list[ClaimRecord] = []
    for subject, object_ in ((patron, client), (client, patron)):
        found += islice(_stated(visit, subject, object_, (patron, client), chosen, limit), limit)
    found.sort(key=lambda one: one.article.published or "", reverse=True)
    return list(visit.ledger.with_origins(found[:limit]))


def _stated(
    visit: Visit, subject: str, object_: str, pair: tuple[str, str], chosen: ClaimFilter, limit: int
) -> Iterator[ClaimRecord]:
    asked = replace(chosen, subject=subject, object=object_, newest_first=True, limit=limit)
    for family in ("support", "relation"):
        yield from (
            one for one in visit.ledger.page(replace(asked, family=family)).claims if _is_of(one, pair)
        )


def _is_of(record: ClaimRecord, pair: tuple[str, str]) -> bool:
    roles = PARTNERS.get(record.predicate)
    if roles is None or "over" in roles:
        return False
    sides = {
        "subject": record.subject_state or record.subject,
        "object": record.object_state or record.object,
    }
    return (sides[roles[0]], sides[roles[1]]) == pair


def few_origins(visit: Visit, rows: Sequence[PartnershipRow]) -> dict[tuple[str, str], int]:
    """Patron and client → independent origins, of those rows of a table that have few claims (`FEW`): counted together, which is faster."""
    wanted = [row for row in rows if row.claims <= FEW]
    known: dict[tuple[str, str], int] = {}
    missing: list[tuple[str, str]] = []
    for row in wanted:
        pair = (row.patron, row.client)
        number = visit.state.shelf.found(visit.chain, ("few origins", *pair))
        if number is None:
            missing.append(pair)
        else:
            known[pair] = number
    of: dict[tuple[str, str], list[ClaimRecord]] = {pair: [] for pair in missing}
    both = {side for patron, client in missing for side in ((patron, client), (client, patron))}
    for record in visit.ledger.with_origins(visit.ledger.claims_between(both)):
        subject, object_ = _state(record, "subject"), _state(record, "object")
        for pair in ((subject, object_), (object_, subject)):
            if pair in of and _is_of(record, pair):
                of[pair].append(record)
    for pair, found in of.items():
        known[pair] = visit.kept(("few origins", *pair), partial(independent_origins, found))
    return known


def _state(record: ClaimRecord, role: str) -> str:
    return getattr(record, f"{role}_state") or getattr(record, role) or ""
