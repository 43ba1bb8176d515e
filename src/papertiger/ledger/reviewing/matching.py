"""Reading an article again: which new claim is a new version of which old one, and what changed.

Both readings are of one frozen text, so positions compare. The result does not depend on the order in which claims
are given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from papertiger.errors import LedgerError
from papertiger.ledger.reviewing.likeness import likeness
from papertiger.matching import best_matching
from papertiger.records import ClaimRecord

CONFIDENCE_MOVED: Final = 0.05
"""Confidence that moves by less is no change: it moves a little with every set of weights."""
CONTENT: Final = (
    "family",
    "predicate",
    "subject",
    "subject_state",
    "object",
    "object_state",
    "over",
    "domain",
    "polarity",
    "modality",
    "mode",
    "contexts",
    "auxiliary",
    "time",
    "place",
    "attribution",
    "side",
)
"""Fields of the record that say what is claimed. The rest follows from them, from the article, or from who read it."""
_ROUNDING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Matches:
    """What became of the claims of one article."""

    pairs: tuple[tuple[ClaimRecord, ClaimRecord], ...]
    """Old claim and its new version, which may say the same; in the order of the text."""
    gone: tuple[ClaimRecord, ...]
    """Old claims that the new reading does not make."""
    fresh: tuple[ClaimRecord, ...]
    """Claims that only the new reading makes; none has the id of an old one."""


def match(old: Sequence[ClaimRecord], new: Sequence[ClaimRecord]) -> Matches:
    """Pair the claims of two readings of one article, each at most once.

    The same id first, then the same content in the same place, then the assignment of greatest total likeness among
    what is left. Give as `old` the last version of every claim of the article, rejected ones too: else a claim that
    somebody rejected would come back as a new one.

    Raises:
        LedgerError: the claims are of different texts, or an id occurs twice on one side.
    """
    _check(old, new)
    pairs: list[tuple[ClaimRecord, ClaimRecord]] = []
    left, right = sorted(old, key=_order), sorted(new, key=_order)
    for same in (_identity, _content):
        found = _joined(left, right, same)
        pairs += found
        taken = {id(one) for pair in found for one in pair}
        left, right = ([one for one in side if id(one) not in taken] for side in (left, right))
    assigned = [(left[i], right[j]) for i, j in best_matching(left, right, likeness)]
    taken = {id(one) for pair in assigned for one in pair}
    return Matches(
        tuple(sorted([*pairs, *assigned], key=lambda pair: _order(pair[0]))),
        tuple(one for one in left if id(one) not in taken),
        tuple(one for one in right if id(one) not in taken),
    )


def changed(old: ClaimRecord, new: ClaimRecord) -> dict[str, tuple[Any, Any]]:
    """Field → (was, is), as JSON values, for what a new version says otherwise; empty when it says the same.

    Left out: who read it and how, the article, what surrounds the quote, and confidence that moved by less than
    `CONFIDENCE_MOVED`.
    """
    was, now = (one.model_dump(mode="json", include={*CONTENT, "confidence"}) for one in (old, new))
    was["quote"], now["quote"] = _span(old), _span(new)
    found = {name: (was[name], now[name]) for name in (*CONTENT, "quote") if was.get(name) != now.get(name)}
    if abs(old.confidence - new.confidence) >= CONFIDENCE_MOVED - _ROUNDING:
        found["confidence"] = (old.confidence, new.confidence)
    return found


def _span(record: ClaimRecord) -> dict[str, Any]:
    return record.quote.model_dump(mode="json", include={"exact", "start", "end"})


def _check(old: Sequence[ClaimRecord], new: Sequence[ClaimRecord]) -> None:
    texts = {record.article.sha256 for record in (*old, *new)}
    if len(texts) > 1:
        raise LedgerError(
            f"claims of {len(texts)} different texts cannot be versions of one another; match one article at a time"
        )
    for name, side in (("old", old), ("new", new)):
        seen: set[str] = set()
        for record in side:
            if record.id in seen:
                raise LedgerError(
                    f"claim {record.id} occurs twice among the {name} ones; give one version of each"
                )
            seen.add(record.id)


def _order(record: ClaimRecord) -> tuple[int, int, str]:
    return record.quote.start, record.quote.end, record.id


def _identity(record: ClaimRecord) -> str:
    return record.id


def _content(record: ClaimRecord) -> str:
    """What is claimed and where, as one string."""
    return f"{record.quote.start}-{record.quote.end} {record.model_dump_json(include=set(CONTENT))}"


def _joined(
    old: Sequence[ClaimRecord], new: Sequence[ClaimRecord], same: Callable[[ClaimRecord], str]
) -> list[tuple[ClaimRecord, ClaimRecord]]:
    """Pairs that agree in `same`; of several that do, the first with the first."""
    waiting: dict[str, list[ClaimRecord]] = {}
    for record in new:
        waiting.setdefault(same(record), []).append(record)
    return [(record, found.pop(0)) for record in old if (found := waiting.get(same(record)))]
