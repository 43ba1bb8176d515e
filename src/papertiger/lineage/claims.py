"""The origin of each claim, and how many independent origins a set of claims has.

A claim that cites an outlet is that outlet's report's. What an article says in its own voice is the report's too that it retells or
copies: leads sum up what is cited below. It is the article's own where it brings a speaker of its own, or says that it reported
itself. Counting goes one step further (origin collapse): what one named speaker said in public within some days is one
observation, however many newsrooms were there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Protocol

from papertiger.lineage.families import Family, Placed
from papertiger.lineage.fingerprint import moment_of
from papertiger.lineage.provenance import Outlet, alike, outlet_named
from papertiger.records import AttributionStep, ClaimRecord, only_model_read

SAME_STATEMENT_DAYS = 3.0
"""Days within which the same claim by the same named speaker is one statement."""


class Said(Protocol):
    """What of a claim tells its origin."""

    @property
    def attribution(self) -> tuple[AttributionStep, ...]:
        """The chain from the article's outlet to the final speaker."""

    @property
    def subject(self) -> str | None:
        """Actor id."""

    @property
    def subject_state(self) -> str | None:
        """Actor id of the subject's state."""


def origin_of(record: Said, family: Family, placed: Placed) -> str:
    """Id of the report that a claim descends from: an article's key, or ``OUTLET@FAMILY`` for one not in the ledger.

    Args:
        record: the claim.
        family: the family of its article.
        placed: its article in that family.
    """
    cited = [outlet_named(s.name) for s in record.attribution[1:] if s.kind == "outlet" and not s.anonymous]
    if cited:
        return _report_of(cited[-1], family)
    origin = family.origin
    itself = placed.member.key == origin.article or (len(family.articles) == 1 and not placed.via)
    adds = bool(placed.via) and (placed.member.provenance.own or not _own_voice(record))
    if itself or adds:
        return placed.member.key
    return origin.article or _unfetched(origin.outlet, family)


def _own_voice(record: Said) -> bool:
    """Whether the outlet itself says it: nobody is named but a party whose own act it is ("Moscow promised")."""
    last = record.attribution[-1] if record.attribution else None
    if last is None or last.kind == "outlet" or last.anonymous:
        return True
    return last.actor is not None and last.actor in {record.subject, record.subject_state}


def _report_of(outlet: Outlet, family: Family) -> str:
    """The report of a cited outlet: the family's origin, where the outlet is that or only passed it on."""
    origin = family.origin
    passed_on = any(alike(p.member.outlet, outlet) for p in family.articles)
    if alike(origin.outlet, outlet) or passed_on:
        return origin.article or _unfetched(origin.outlet, family)
    return _unfetched(outlet, family)


def _unfetched(outlet: Outlet, family: Family) -> str:
    return f"{outlet.id}@{family.id[:16]}"


def independent_origins(records: Iterable[ClaimRecord]) -> int:
    """How many independent origins claims have, by their `origin`; one whose origin is not known counts by its article.

    What only a language model read, and no person accepted, is passed over: no figure rests on it.
    """
    return len(by_origin(one for one in records if not only_model_read(one)))


def by_origin(records: Iterable[ClaimRecord]) -> dict[str, list[ClaimRecord]]:
    """Claims by the independent origin that they count under among themselves; each once, in the order given within an origin."""
    found: dict[str, list[ClaimRecord]] = {}
    statements: dict[tuple[str, ...], list[ClaimRecord]] = {}
    given = list(records)
    for claim in given:
        key = _statement(claim)
        if key is None:
            found.setdefault(_origin(claim), []).append(claim)
        else:
            statements.setdefault(key, []).append(claim)
    for same in statements.values():
        for origin, claims in _origins(same, found.keys()):
            found.setdefault(origin, []).extend(claims)
    places = {id(claim): place for place, claim in enumerate(given)}
    return {origin: sorted(claims, key=lambda claim: places[id(claim)]) for origin, claims in found.items()}


def _origin(claim: ClaimRecord) -> str:
    return claim.origin or claim.article.sha256


def _statement(claim: ClaimRecord) -> tuple[str, ...] | None:
    """What a named speaker says: who, and what of whom; None for the nameless and for outlets."""
    last = claim.attribution[-1] if claim.attribution else None
    if last is None or last.kind == "outlet" or last.anonymous:
        return None
    parties = (claim.subject_state or claim.subject or "", claim.object_state or claim.object or "")
    return (last.actor or last.name.casefold(), claim.predicate, claim.polarity, *parties)


def _origins(claims: Sequence[ClaimRecord], known: AbstractSet[str]) -> list[tuple[str, list[ClaimRecord]]]:
    """One origin for claims that follow each other within some days, the first one's unless another counts already; undated ones join the first."""
    dated = sorted(claims, key=lambda c: (moment_of(c.article.published) or 0.0, _origin(c)))
    groups = [[dated[0]]]
    for before, after in pairwise(dated):
        first, second = moment_of(before.article.published), moment_of(after.article.published)
        if first is None or second is None or second - first <= SAME_STATEMENT_DAYS:
            groups[-1].append(after)
        else:
            groups.append([after])
    return [
        (next((_origin(c) for c in group if _origin(c) in known), _origin(group[0])), group)
        for group in groups
    ]
