"""How much two readings of one article say the same: whether they can be one claim at all, and how strongly.

Weights were set by hand so that the sentence and what is claimed outweigh how it is claimed; only their order matters.
"""

from __future__ import annotations

from typing import Final

from papertiger.ledger.reviewing.codes import codes
from papertiger.records import ClaimRecord

SAME_QUOTE, SAME_SENTENCE, SHARED_WORDS = 12, 10, 6
"""For the same span; for one that holds the other; for spans that overlap otherwise."""
SAME_PREDICATE, NEAR_PREDICATE = 8, 4
SAME_ACTOR, SAME_STATE = 6, 4
REVERSED = 5
"""For both parties when they stand the other way round: a direction that was mended."""
SPEAKER, DOMAIN, NEAR_DOMAIN = 3, 3, 1
DETAIL = 1
"""For each of family, polarity, modality, mode, over, time, place that is the same."""

_NEAR: Final = (
    frozenset({"withheld", "insufficient", "reduced", "ineffective"}),
    frozenset({"pledged", "delivered", "supplies"}),
    frozenset({"trusts", "distrusts", "depends_on"}),
)
"""Predicates that people take for one another in one sentence (docs/claims.md, rules 3 to 5)."""
_DETAILS: Final = ("family", "polarity", "modality", "mode", "over", "time", "place")


def likeness(old: ClaimRecord, new: ClaimRecord) -> int:
    """0 when the two cannot be one claim; else more, the more they have in common.

    They can be when they share words of the text, or family and parties, and say something of the same besides: a
    like predicate with a party in common, or both parties. An event is never a version of a support or relation
    claim: one act yields both on purpose (docs/claims.md, rule 10).
    """
    if (old.family == "event") != (new.family == "event"):
        return 0
    place, predicate = _place(old, new), _predicate(old, new)
    parties = _parties(old, new)
    alike = _named(old) == _named(new) and any(_named(old))
    if not place and not (old.family == new.family and alike):
        return 0
    if not (alike or (predicate and (parties or not any((*_named(old), *_named(new)))))):
        return 0
    details = sum(bool(getattr(old, name) == getattr(new, name)) for name in _DETAILS)
    return place + predicate + parties + _domain(old, new) + SPEAKER * _speaks(old, new) + DETAIL * details


def _place(old: ClaimRecord, new: ClaimRecord) -> int:
    one, other = old.quote, new.quote
    if (one.start, one.end) == (other.start, other.end):
        return SAME_QUOTE
    start, end = max(one.start, other.start), min(one.end, other.end)
    if start >= end:
        return 0
    within = end - start == min(one.end - one.start, other.end - other.start)
    return SAME_SENTENCE if within else SHARED_WORDS


def _predicate(old: ClaimRecord, new: ClaimRecord) -> int:
    one, other = old.predicate, new.predicate
    if one == other:
        return SAME_PREDICATE
    if any(one in near and other in near for near in _NEAR):
        return NEAR_PREDICATE
    if old.family == new.family == "event":
        known = codes().categories
        return NEAR_PREDICATE if known[one].quad == known[other].quad else 0
    return 0


def _named(record: ClaimRecord) -> tuple[str | None, str | None]:
    """Both parties, each by its state where it has one."""
    return record.subject_state or record.subject, record.object_state or record.object


def _parties(old: ClaimRecord, new: ClaimRecord) -> int:
    straight = _party(old.subject, new.subject, old.subject_state, new.subject_state) + _party(
        old.object, new.object, old.object_state, new.object_state
    )
    one, other = _named(old)
    turned = REVERSED if one and other and one != other and (other, one) == _named(new) else 0
    return max(straight, turned)


def _party(old: str | None, new: str | None, old_state: str | None, new_state: str | None) -> int:
    if old is None or new is None:
        return 0
    if old == new:
        return SAME_ACTOR
    return SAME_STATE if (old_state or old) == (new_state or new) else 0


def _domain(old: ClaimRecord, new: ClaimRecord) -> int:
    if old.domain == new.domain:
        return DOMAIN
    return NEAR_DOMAIN if "unspecified" in {old.domain, new.domain} else 0


def _speaks(old: ClaimRecord, new: ClaimRecord) -> bool:
    if not old.attribution or not new.attribution:
        return old.attribution == new.attribution
    one, other = old.attribution[-1], new.attribution[-1]
    if one.actor is not None and one.actor == other.actor:
        return True
    return one.name.casefold() == other.name.casefold()
