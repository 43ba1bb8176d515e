"""The desk of one reviewer at a ledger (see `reviewing.desk`): their queue, and claims with all that was decided on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from papertiger.ledger.asked import ClaimFilter
from papertiger.ledger.fitting import fits
from papertiger.ledger.reviewing import (
    Draw,
    Review,
    Waiting,
    as_waiting,
    draw,
    draw_changes,
    queue_for,
    state_of,
)
from papertiger.ledger.reviewing.consequences import opinions_of
from papertiger.ledger.reviewing.desk import Item
from papertiger.ledger.store import Ledger
from papertiger.records import ClaimRecord, only_model_read

WINDOW = 500
"""The queue is made from this many of the newest claims that match and nobody has decided on, and as many that two readers disagree on; it moves on as they are decided."""


class LedgerDesk:
    """One reviewer's desk. The queue is made when it is first asked for; what others decide meanwhile is seen when a claim comes up."""

    def __init__(self, ledger: Ledger, me: str, chosen: ClaimFilter | None = None) -> None:
        """Sit down.

        Args:
            ledger: open to be written.
            me: the reviewer.
            chosen: what the queue is made of; None for all claims.
        """
        self._ledger, self._me = ledger, me
        self._chosen = chosen or ClaimFilter()
        self._queue: list[str] | None = None
        self._drawn = False

    def queue(self) -> list[tuple[ClaimRecord, Waiting]]:
        """What waits, first things first."""
        known = {waiting.claim: (record, waiting) for record, waiting in self._waiting()}
        return [known[one.claim] for one in queue_for((w for _, w in known.values()), self._me)]

    def waiting(self) -> int:
        """How many claims are in the queue; as many as `WINDOW` means: at least."""
        return len(self._left())

    def _left(self) -> list[str]:
        if self._queue is None:
            self._queue = [waiting.claim for _, waiting in self.queue()]
        return self._queue

    def next(self, without: Collection[str]) -> Item | None:
        """The first claim of the queue that still waits and is not among `without`."""
        found = self._first(without)
        if found is None and not self._drawn:
            self._queue = None  # what was decided made room for claims further down
            found = self._first(without)
        return found

    def _first(self, without: Collection[str]) -> Item | None:
        left = self._left()
        while left:
            if left[0] not in without:
                item = self.item(left[0])
                if queue_for([as_waiting(item.record, item.standing)], self._me):
                    return item
            left.pop(0)
        return None

    def item(self, prefix: str) -> Item:
        """The claim whose id is `prefix` or, alone, begins so."""
        stored = self._ledger.claim(prefix)
        case = self._ledger.case(stored.record.id)
        standing = state_of(case.reviews, opinions_of(case))
        return Item(
            stored.record,
            stored.record.version,
            stored.excerpt.before,
            stored.excerpt.after,
            stored.explanation,
            standing,
            case.reviews,
        )

    def decide(self, review: Review) -> None:
        """Store a decision and what it does."""
        self._ledger.decide(review)

    def sample(self, size: int, seed: int, *, at: str, new_id: Callable[[], str]) -> Draw:
        """Draw claims at random and ask oneself to look at them; the queue then holds those not decided on yet.

        A draw of that size and seed that anybody began goes on, so that two can look at the same claims. A new one is drawn from
        the claims that match, decided or not, and those that decisions took away: else what was rejected before the draw
        would be missing from it.
        """
        begun = [one for one in self._ledger.reviews() if _is_draw(one, size, seed)]
        if begun:
            claims = tuple(dict.fromkeys(one.claim for one in begun))
            made = Draw(seed, size, begun[0].changes["draw"]["of"], claims)
        else:
            made = draw(self._population(), size, seed)
        asked = {one.claim for one in begun if one.assignee == self._me}
        fresh = [self.item(claim) for claim in made.claims if claim not in asked]
        mark = draw_changes(made)
        self._ledger.decide(
            *(
                Review(new_id(), i.record.id, i.version, "assign", self._me, at, "", mark, assignee=self._me)
                for i in fresh
            )
        )
        self._drawn = True
        self._queue = [claim for claim in made.claims if self._me in self.item(claim).standing.assigned]
        return made

    def _population(self) -> set[str]:
        """Every claim that may be drawn."""
        found = set(self._ledger.standing_ids(self._chosen))
        for claim in {one.claim for one in self._ledger.reviews()} - found:
            case = self._ledger.case(claim)
            read = [number for number in case.versions if number not in case.made]
            if case.stands is None and read and fits(case.versions[max(read)], self._chosen):
                found.add(claim)
        return found

    def _waiting(self) -> Iterator[tuple[ClaimRecord, Waiting]]:
        limit = min(self._chosen.limit or WINDOW, WINDOW)
        newest = replace(self._chosen, newest_first=True, limit=limit)
        # What readers disagree on comes early, so that it is looked for among older claims too.
        some = {one.id: one for one in self._ledger.undecided(newest)}
        some |= {one.id: one for one in islice(self._ledger.disputed(newest), limit)}
        fresh = list(self._ledger.with_origins(some.values()))
        origins = _origins(fresh)
        alone = self._ledger.alone(list(some))
        discussed = {claim: self.item(claim) for claim in self._perhaps()}
        nothing = state_of(())
        for record in fresh:
            item = discussed.pop(record.id, None)
            standing = item.standing if item is not None else nothing
            number = origins.get(_matter(record), 1)
            yield record, as_waiting(record, standing, number, alone.get(record.id, ""))
        for item in discussed.values():
            if fits(item.record, self._chosen):
                yield (
                    item.record,
                    as_waiting(item.record, item.standing, origins.get(_matter(item.record), 1)),
                )

    def _perhaps(self) -> Iterator[str]:
        """Claims that may wait for this reviewer by what was decided on them, without a look at their versions."""
        of: defaultdict[str, list[Review]] = defaultdict(list)
        for review in self._ledger.reviews(self._ledger.discussed()):
            of[review.claim].append(review)
        for claim, reviews in of.items():
            found = state_of(reviews)
            if self._me in found.assigned or found.state in {"unreviewed", "contested"}:
                yield claim


def _is_draw(review: Review, size: int, seed: int) -> bool:
    made = review.changes.get("draw", {})
    return review.decision == "assign" and (made.get("size"), made.get("seed")) == (size, seed)


def _matter(record: ClaimRecord) -> tuple[str | None, ...]:
    """What claims that say the same have in common."""
    one, other = record.subject_state or record.subject, record.object_state or record.object
    return one, other, record.predicate, record.domain


def _origins(records: Iterable[ClaimRecord]) -> dict[tuple[str | None, ...], int]:
    """Independent origins that say the same, among `records`."""
    found: defaultdict[tuple[str | None, ...], set[str]] = defaultdict(set)
    for record in records:
        if not only_model_read(record):
            found[_matter(record)].add(record.origin or record.article.sha256)
    return {matter: len(origins) for matter, origins in found.items()}
