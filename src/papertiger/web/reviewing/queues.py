"""Queues of reviewers, kept from page to page so that the next claim comes at once; made anew when the ledger changed by other hands.

What decides is the ledger: a claim that comes up is looked at again, and passed over where it does not wait any more.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from papertiger.ledger import Ledger
from papertiger.ledger.desk import LedgerDesk
from papertiger.ledger.reviewing import Review, Waiting, as_waiting, queue_for, state_of
from papertiger.ledger.reviewing.desk import Item
from papertiger.records import ClaimRecord
from papertiger.web.reviewing.asked import Asked

KEPT: Final = 64
"""Queues that are remembered at once."""
_PATIENCE: Final = 20
"""A queue is made anew at most every so many times as long as making it took."""
Row = tuple[ClaimRecord, Waiting]


@dataclass(slots=True)
class Queue:
    """What waits for one reviewer, first things first."""

    me: str
    asked: Asked
    rows: list[Row]
    chain: str
    """The ledger's chain of custody as of which it was made, or as of the reviewer's own last decision."""
    made: float
    took: float
    passed: set[str] = field(default_factory=set)
    """Ids of the claims that the reviewer skipped."""

    def place(self, claim: str) -> int | None:
        """Where a claim stands in it, from 0; None for one that does not."""
        return next((at for at, (record, _) in enumerate(self.rows) if record.id == claim), None)

    def row(self, claim: str) -> Row | None:
        """A claim of it."""
        at = self.place(claim)
        return None if at is None else self.rows[at]

    def open_rows(self) -> Iterator[Row]:
        """What waits and was not skipped."""
        return (row for row in self.rows if row[0].id not in self.passed)

    def after(self, claim: str | None) -> ClaimRecord | None:
        """The claim that comes next: the one behind `claim`, at the end the first again, skipped ones left out."""
        at = self.place(claim) if claim else None
        ordered = self.rows if at is None else [*self.rows[at + 1 :], *self.rows[:at]]
        return next((r for r, _ in ordered if r.id not in self.passed and r.id != claim), None)

    def behind(self, claim: str, most: int) -> list[ClaimRecord]:
        """Up to `most` claims that come after `claim`, skipped ones left out; from the first on where it is not in the queue."""
        at = self.place(claim)
        rest = self.rows[0 if at is None else at + 1 :]
        return [record for record, _ in rest if record.id not in self.passed and record.id != claim][:most]

    def before(self, claim: str) -> ClaimRecord | None:
        """The claim before `claim`, skipped ones too; None at the beginning."""
        at = self.place(claim)
        return self.rows[at - 1][0] if at else None


class Queues:
    """The queues of all who review. Safe to use from several threads."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: OrderedDict[tuple[str, Asked], Queue] = OrderedDict()
        self._lock = threading.RLock()

    def of(self, me: str, asked: Asked) -> Queue:
        """The queue of a reviewer, as of now."""
        with self._lock:
            known = self._known.get((me, asked))
            chain = self._ledger.chain()
            if known is None or (
                known.chain != chain and time.monotonic() - known.made > _PATIENCE * known.took
            ):
                known = self._made(me, asked, chain, known)
                self._known[me, asked] = known
                while len(self._known) > KEPT:
                    self._known.popitem(last=False)
            self._known.move_to_end((me, asked))
            if not known.rows and known.chain != chain:  # what was decided made room for claims further down
                known = self._known[me, asked] = self._made(me, asked, chain, known)
            return known

    def settle(self, me: str, claim: str, before: str) -> None:
        """Note that `me` decided on a claim.

        Args:
            me: the reviewer.
            claim: what was decided on.
            before: the ledger's chain before the decision. A queue that is of that moment is still good but for this claim.
        """
        with self._lock:
            now = self._ledger.chain()
            for queue in self._known.values():
                if queue.me == me:
                    queue.rows = [row for row in queue.rows if row[0].id != claim]
                    queue.passed.discard(claim)
                    if queue.chain == before and queue.rows:
                        queue.chain = now

    def forget(self, me: str) -> None:
        """Have the queues of a reviewer made anew, as when a decision was taken back; what was skipped stays skipped."""
        with self._lock:
            for queue in self._known.values():
                if queue.me == me:
                    queue.chain, queue.made = "", 0.0

    def drop(self, queue: Queue, claim: str) -> None:
        """Take a claim out of a queue that does not wait any more."""
        with self._lock:
            queue.rows = [row for row in queue.rows if row[0].id != claim]

    def still_waits(self, me: str, item: Item) -> bool:
        """Whether a claim is for `me` to decide on, by what the ledger holds now."""
        return bool(queue_for([as_waiting(item.record, item.standing)], me))

    def _made(self, me: str, asked: Asked, chain: str, old: Queue | None) -> Queue:
        began = time.monotonic()
        if asked.articles:
            rows = self._of_articles(me, asked)
        else:
            rows = LedgerDesk(self._ledger, me, asked.chosen).queue()
        passed = set(old.passed) if old else set()
        return Queue(me, asked, rows, chain, time.monotonic(), time.monotonic() - began, passed)

    def _of_articles(self, me: str, asked: Asked) -> list[Row]:
        """What waits in some articles."""
        records = {
            record.id: record
            for key in asked.articles
            for record in self._ledger.with_origins(self._ledger.claims(replace(asked.chosen, article=key)))
        }
        said: dict[str, list[Review]] = {}
        for review in self._ledger.reviews(list(records)):
            said.setdefault(review.claim, []).append(review)
        alone = self._ledger.alone(list(records))
        waiting = [
            as_waiting(record, state_of(said.get(record.id, ())), alone=alone.get(record.id, ""))
            for record in records.values()
        ]
        return [(records[one.claim], one) for one in queue_for(waiting, me)]
