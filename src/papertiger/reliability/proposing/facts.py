"""Claims as the rules take them: with their days, their article's key and their origin, in one order whatever order they came in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from papertiger.ledger.days import days_of, told_on
from papertiger.news.article import article_key
from papertiger.records import PARTNERS, ClaimRecord
from papertiger.reliability.proposing.dates import beginning

_NEVER = 10_000_000
"""Stands for the day of the undated in sorting: after all others."""
_STATE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A claim, and when it says that something was so."""

    claim: ClaimRecord
    article: str
    """Key of its article."""
    origin: str
    told: int | None
    """Day of publication."""
    first: int | None
    """First day on which it can have been; None where the claim has no date."""
    last: int | None

    @property
    def dated(self) -> bool:
        """Whether the claim itself says when."""
        return self.first is not None or self.last is not None

    @property
    def day(self) -> int | None:
        """The last day on which it can have been: never after it was told."""
        if self.last is None or (self.told is not None and self.told < self.last):
            return self.told if self.told is not None else self.first
        return self.last

    @property
    def ahead(self) -> bool:
        """Whether it speaks of a time after it was told."""
        return self.told is not None and self.first is not None and self.first > self.told

    @property
    def sentence(self) -> tuple[str, int, int]:
        """The article and the place of the quote in it."""
        return self.article, self.claim.quote.start, self.claim.quote.end


def facts(claims: Iterable[ClaimRecord]) -> list[Fact]:
    """Claims in the order in which they were told, then by article and place; the undated last."""
    keys: dict[tuple[str, str | None, str | None], str] = {}
    found = [_fact(claim, keys) for claim in claims]
    found.sort(key=order)
    return found


def _fact(claim: ClaimRecord, keys: dict[tuple[str, str | None, str | None], str]) -> Fact:
    about = (claim.article.sha256, claim.article.outlet, claim.article.url)
    key = keys.get(about)
    if key is None:
        key = keys[about] = article_key(*about)
    lasts = claim.family != "event"
    first, last = days_of(claim.time.edtf) if lasts else beginning(claim.time.edtf)
    return Fact(claim, key, claim.origin or key, told_on(claim.article.published), first, last)


def order(fact: Fact) -> tuple[object, ...]:
    """Sorts facts as they were told, then by article and place; the undated last."""
    claim = fact.claim
    return (
        _NEVER if fact.told is None else fact.told,
        fact.article,
        claim.quote.start,
        claim.quote.end,
        claim.predicate,
        claim.subject or "",
        claim.object or "",
        claim.over or "",
        claim.domain,
        claim.polarity,
        claim.modality,
        claim.id,
    )


def subject_of(claim: ClaimRecord) -> str | None:
    """The state that acts; of a group without a state, the group."""
    return claim.subject_state or claim.subject


def object_of(claim: ClaimRecord) -> str | None:
    """The state acted on; of a group without a state, the group."""
    return claim.object_state or claim.object


def partners(claim: ClaimRecord) -> tuple[str | None, str | None]:
    """Patron and client of a claim of support or of a relation; of an event, who acts and on whom."""
    fields = PARTNERS.get(claim.predicate, ("subject", "object"))
    named = {"subject": subject_of(claim), "object": object_of(claim), "over": claim.over}
    return named[fields[0]], named[fields[1]]


def may_be_client(actor: str | None) -> bool:
    """Whether support can be owed to it: a state, or an armed group or unrecognised entity; no collective, body or person."""
    return actor is not None and (_STATE.fullmatch(actor) is not None or actor.startswith("group:"))


def spread(found: Sequence[Fact], limit: int) -> list[Fact]:
    """Up to `limit` facts in their order, of as many origins as there are: the first of each, then the second."""
    rank: Counter[str] = Counter()
    ranked = []
    for place, fact in enumerate(found):
        ranked.append((rank[fact.origin], place))
        rank[fact.origin] += 1
    return [found[place] for place in sorted(place for _, place in sorted(ranked)[:limit])]
