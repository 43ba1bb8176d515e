"""Whether a filter lets a claim through that does not stand: the database answers that for standing claims only."""

from __future__ import annotations

from typing import Final

from papertiger.ledger.asked import ACTOR, READERS, ClaimFilter
from papertiger.records import ClaimRecord, only_model_read

_SAME: Final = ("family", "predicate", "domain", "polarity", "modality")
_LAST: Final = "\U0010ffff"
"""Sorts behind every continuation of a date."""


def fits(record: ClaimRecord, chosen: ClaimFilter) -> bool:
    """Whether `chosen` would let the claim through if it stood; its limit aside."""
    if any(getattr(chosen, name) not in {None, getattr(record, name)} for name in _SAME):
        return False
    return (
        _is(chosen.subject, record.subject, record.subject_state)
        and _is(chosen.object, record.object, record.object_state)
        and _published(record.article.published or "", chosen)
        and _holds(chosen.outlet, record.article.outlet)
        and _holds(chosen.text, record.quote.exact)
        and _speaks(record, chosen.speaker)
        and _of(record, chosen.article)
        and (chosen.reader is None or READERS[chosen.reader] == record.coder.reader)
        and (chosen.counted is None or chosen.counted != only_model_read(record))
    )


def _is(wanted: str | None, *parties: str | None) -> bool:
    return wanted is None or wanted.casefold() in {(party or "").casefold() for party in parties}


def _holds(wanted: str | None, text: str | None) -> bool:
    return wanted is None or wanted.casefold() in (text or "").casefold()


def _published(day: str, chosen: ClaimFilter) -> bool:
    if chosen.since is None and chosen.until is None:
        return True
    return bool(day) and (chosen.since or "") <= day <= (chosen.until or "") + _LAST


def _speaks(record: ClaimRecord, wanted: str | None) -> bool:
    if wanted is None:
        return True
    if wanted.startswith(ACTOR):
        return any(step.actor == wanted.removeprefix(ACTOR) for step in record.attribution[-1:])
    said = record.attribution[1:] or record.attribution
    return any(_holds(wanted, step.name) for step in said) or any(step.actor == wanted for step in said[-1:])


def _of(record: ClaimRecord, wanted: str | None) -> bool:
    """By SHA-256 or path; a key is not known to the record, but begins with nothing else."""
    return wanted is None or record.article.path == wanted or record.article.sha256.startswith(wanted)
