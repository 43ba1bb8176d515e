"""What a review needs of a ledger: the next claim, a claim by its id, and a place for decisions.

The terminal, the web pages and the tests sit at the same desk; the ledger has one, and so does a test without any.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from papertiger.ledger.reviewing.decisions import Review
from papertiger.ledger.reviewing.standing import Standing
from papertiger.records import ClaimRecord, Explanation


@dataclass(frozen=True, slots=True)
class Item:
    """A claim on the desk."""

    record: ClaimRecord
    """The version that stands, else the last one."""
    version: int
    before: str
    """Frozen text before the quote; with the quote and `after` it is one run of that text."""
    after: str
    explanation: tuple[Explanation, ...]
    standing: Standing
    reviews: tuple[Review, ...]
    """All that persons decided and noted on it, the oldest first."""


class Desk(Protocol):
    """Where claims are reviewed."""

    def next(self, without: Collection[str]) -> Item | None:
        """The first claim of the reviewer's queue that is not among the ids `without`; None when the queue is done."""
        ...

    def waiting(self) -> int:
        """How many claims are in the queue."""
        ...

    def item(self, prefix: str) -> Item:
        """The claim with this id, or the only one whose id begins so; raises LedgerError when there is none or several."""
        ...

    def decide(self, review: Review) -> None:
        """Store a decision and what it makes of the claim; raises LedgerError or ReviewError when it cannot be taken."""
        ...
