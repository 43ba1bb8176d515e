"""What a decision makes of claims: the corrected version, the parts, the one that stays.

The new records keep quote, article, coder and confidence: a correction says what the sentence means, not who read it.
What follows from other fields is worked out anew: depth and anonymity of the speaker, and their side where parties or
chain changed; a grade is dropped where the chain changed, for the ledger grades it again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Final

from papertiger.errors import ReviewError
from papertiger.ledger.reviewing.fields import Changes, checked
from papertiger.ledger.reviewing.standing import content_of
from papertiger.records import ClaimRecord
from papertiger.sourcing.grading import with_side

IDENTITY: Final = 16
"""Hex digits of the id of a part, as of the ids that readers give."""
_DERIVED: Final = {"depth", "anonymous"}
_SIDES: Final = frozenset({"predicate", "subject", "object", "over", "attribution"})
"""Fields that the speaker's side follows from."""
_OPEN: Final[dict[str, tuple[Any, ...]]] = {
    "over": (None,),
    "mode": (None,),
    "place": (None,),
    "domain": ("unspecified",),
    "contexts": ((),),
}
"""Field → the values that leave it open, which a merged claim may fill."""


def corrected(record: ClaimRecord, changes: Changes) -> ClaimRecord:
    """The claim as a person corrects it, under its id.

    Raises:
        ReviewError: a change that cannot be made, or changes that change nothing.
    """
    whole = checked(record, changes)
    if not whole:
        raise ReviewError("changes", dict(changes), "is what the claim says already; accept it")
    return _changed(record, whole)


def split(record: ClaimRecord, parts: Sequence[Changes]) -> tuple[ClaimRecord, ...]:
    """The claims that a claim is split into, one for each set of changes; one set may be empty.

    Ids follow from the claim and what is changed, so two persons who split alike make the same claims.

    Raises:
        ReviewError: fewer than two parts, two that say the same, or a change that cannot be made.
    """
    whole = [checked(record, part) for part in parts]
    found = tuple(_changed(record, one).model_copy(update={"id": _part(record, one)}) for one in whole)
    if len(found) <= 1:
        raise ReviewError("parts", len(found), "is not two or more; correct the claim instead")
    if len({content_of(one) for one in found}) < len(found):
        raise ReviewError(
            "parts", [dict(one) for one in parts], "holds two that say the same; name each once"
        )
    return found


def merged(keep: ClaimRecord, others: Sequence[ClaimRecord]) -> ClaimRecord:
    """The claim that stays when `others` are the same claim read again; nothing depends on their order.

    It keeps what it says. Where it leaves mode, domain, contexts, place or `over` open and all others that say
    something agree, it takes that; its confidence is the greatest of all.

    Raises:
        ReviewError: there are no others, one is the claim itself, or one is of another text: what two articles say
            are two claims, and their origin tells whether they are one report.
    """
    if not others:
        raise ReviewError("merge", keep.id, "has nothing to be merged with; name the other claim")
    for other in others:
        if other.id == keep.id:
            raise ReviewError("merge", other.id, "is the claim that stays; name another")
        if other.article.sha256 != keep.article.sha256:
            raise ReviewError(
                "merge", other.id, "is of another article; only claims of one text are one claim"
            )
    filled = checked(keep, _filled(keep, others))
    confidence = max(one.confidence for one in (keep, *others))
    return _changed(keep, filled).model_copy(update={"confidence": confidence})


def _filled(keep: ClaimRecord, others: Sequence[ClaimRecord]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, empty in _OPEN.items():
        said = {getattr(one, name) for one in others} - set(empty)
        alike = name == "domain" or all(one.predicate == keep.predicate for one in others)
        if getattr(keep, name) in empty and len(said) == 1 and alike:
            found[name] = said.pop()
    return found


def _changed(record: ClaimRecord, whole: Changes) -> ClaimRecord:
    if not whole:
        return record
    fields = record.model_dump(mode="json", exclude=_DERIVED) | dict(whole)
    if "attribution" in whole:
        fields["grade"] = None
    if "side" in whole or not _SIDES & set(whole):
        return ClaimRecord.model_validate(fields)
    return with_side(ClaimRecord.model_validate(fields | {"side": None}))


def _part(record: ClaimRecord, whole: Changes) -> str:
    changes = json.dumps(whole, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{record.id}\x1f{changes}".encode()).hexdigest()[:IDENTITY]
