"""A person's decision on a claim. Decisions are added, never changed: who thinks again adds another.

accept    the claim is what the sentence says
reject    it is not; the reason is in `why`
correct   it is, with other values: field → new value in `changes`
split     it is several: `into` their ids, `changes` id → field → new value
merge     it is another claim read twice: `into` the id of the one that stays
withdraw  takes back the reviewer's last decision on the claim; the one before it counts again
comment   the words are in `why`; decides nothing
assign    asks `assignee` to look at it; `changes` may say how it was drawn (see `queue`); decides nothing
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Literal, get_args

from papertiger.errors import ReviewError

Decision = Literal["accept", "reject", "correct", "split", "merge", "withdraw", "comment", "assign"]
DECISIONS: Final[tuple[str, ...]] = get_args(Decision)
DECIDING: Final = frozenset({"accept", "reject", "correct", "split", "merge"})
"""The decisions that say what becomes of a claim."""
_PARTS: Final = 2
"""A claim is split into this many or more."""


@dataclass(frozen=True, slots=True)
class Review:
    """One decision.

    Raises:
        ReviewError: something is missing that the decision needs, or there is something that it cannot have.
    """

    id: str
    claim: str
    version: int
    """Version of the claim that the reviewer saw."""
    decision: Decision
    reviewer: str
    at: str
    """ISO 8601 with its offset from UTC."""
    why: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    into: tuple[str, ...] = ()
    assignee: str | None = None

    def __post_init__(self) -> None:
        """Check that the decision is whole."""
        if self.decision not in DECISIONS:
            raise ReviewError("decision", self.decision, f"is no decision; there are: {', '.join(DECISIONS)}")
        if self.version < 1:
            raise ReviewError("version", self.version, "is no version; the first is 1")
        if not self.reviewer.strip():
            raise ReviewError("reviewer", self.reviewer, "names nobody; a decision is a person's")
        moment(self)
        _NEEDS[self.decision](self)
        self._without("changes", {"correct", "split", "assign"})
        self._without("into", {"split", "merge"})
        self._without("assignee", {"assign"})

    def _without(self, name: str, having: set[str]) -> None:
        value = getattr(self, name)
        if value and self.decision not in having:
            raise ReviewError(
                name, value, f"has no place in {self.decision}; {', '.join(sorted(having))} may"
            )


def moment(review: Review) -> datetime:
    """When it was decided, in UTC."""
    try:
        found = datetime.fromisoformat(review.at)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise ReviewError("at", review.at, "is no time; write ISO 8601 with the offset, 2026-01-14T10:00:00Z")
    return found.astimezone(UTC)


def _reason(review: Review) -> None:
    if not review.why.strip():
        raise ReviewError("why", review.why, f"says nothing; {review.decision} needs words")


def _corrects(review: Review) -> None:
    if not review.changes:
        raise ReviewError("changes", {}, "changes nothing; accept the claim, or name field and value")


def _splits(review: Review) -> None:
    if len(set(review.into)) < _PARTS or set(review.into) != set(review.changes):
        raise ReviewError("into", review.into, "does not name two or more parts, each with its changes")


def _merges(review: Review) -> None:
    if len(review.into) != 1 or review.into[0] == review.claim:
        raise ReviewError("into", review.into, "does not name one other claim, the one that stays")


def _assigns(review: Review) -> None:
    if not (review.assignee or "").strip():
        raise ReviewError("assignee", review.assignee, "names nobody; say who shall look at it")


def _nothing(_: Review) -> None:
    """Needs nothing more."""


_NEEDS: Final = {
    "accept": _nothing,
    "reject": _reason,
    "correct": _corrects,
    "split": _splits,
    "merge": _merges,
    "withdraw": _nothing,
    "comment": _reason,
    "assign": _assigns,
}
