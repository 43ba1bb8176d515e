"""Independent origins of a partnership's claims, counted as far as a page has time for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from papertiger.ledger import ClaimFilter
from papertiger.lineage import independent_origins
from papertiger.records import PARTNERS, ClaimRecord
from papertiger.web.visit import Visit

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


def origins_of(visit: Visit, patron: str, client: str, claims: int) -> Origins:
    """Origins of a partnership, of its newest claims where there are many.

    Args:
        visit: of whose ledger.
        patron: id of a state.
        client: likewise.
        claims: how many there are, as the ledger keeps it.
    """

    def made() -> Origins:
        found = claims_of(visit, patron, client, ClaimFilter(), LOOKED)
        return Origins(independent_origins(found), len(found), every=len(found) >= claims)

    return visit.kept(("origins", patron, client), made)
