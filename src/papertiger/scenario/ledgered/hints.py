"""Claims that a person who writes a scenario should know of: who is said to supply a patron, what is said to tie it down.

They are hints and set no number: what somebody says is told with who says it, and no motive is drawn from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.records import ClaimRecord

SHOWN = 4
"""Claims of a hint that are told of, one an origin."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one thing, each origin once: what is asserted and not negated first, the newest first."""

    claims: tuple[ClaimRecord, ...]
    left: int
    """Origins beyond these."""

    @property
    def plain(self) -> bool:
        """Whether anybody asserts it without negation."""
        return any(_plain(claim) for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Supply:
    """Somebody is said to supply a patron, or the patron to depend on it."""

    supplier: str
    patron: str
    domain: str
    """`unspecified` where nobody says what it supplies."""
    told: Told


def supplies_of(ledger: Ledger, patron: str) -> tuple[Supply, ...]:
    """Who is said to supply a patron, by supplier and domain; only what somebody asserts."""
    found: dict[tuple[str, str], list[ClaimRecord]] = {}
    for claim in ledger.claims(ClaimFilter(predicate="supplies", object=patron, counted=True)):
        found.setdefault((_state(claim.subject_state, claim.subject), claim.domain), []).append(claim)
    for claim in ledger.claims(ClaimFilter(predicate="depends_on", subject=patron, counted=True)):
        found.setdefault((_state(claim.object_state, claim.object), claim.domain), []).append(claim)
    flows = (
        Supply(supplier, patron, domain, told_of(ledger, claims))
        for (supplier, domain), claims in sorted(found.items())
        if supplier not in {"", patron}
    )
    return tuple(flow for flow in flows if flow.told.plain)


def tied_down(ledger: Ledger, patron: str) -> Told:
    """What is said to tie a patron down."""
    return told_of(
        ledger, ledger.claims(ClaimFilter(predicate="constrained_by", subject=patron, counted=True))
    )


def preferred(ledger: Ledger, patron: str) -> Told:
    """Whom a patron is said to put above a client."""
    return told_of(ledger, ledger.claims(ClaimFilter(predicate="prioritises", subject=patron, counted=True)))


def told_of(ledger: Ledger, claims: Iterable[ClaimRecord]) -> Told:
    """Claims, one an origin."""
    ordered = sorted(
        ledger.with_origins(claims),
        key=lambda one: (_plain(one), one.article.published or "", one.id),
        reverse=True,
    )
    by_origin: dict[str, ClaimRecord] = {}
    for claim in ordered:
        by_origin.setdefault(claim.origin or claim.id, claim)
    found = tuple(by_origin.values())
    return Told(found[:SHOWN], max(len(found) - SHOWN, 0))


def _plain(claim: ClaimRecord) -> bool:
    return claim.polarity == "affirmed" and claim.modality == "asserted"


def _state(state: str | None, actor: str | None) -> str:
    return state or actor or ""
