"""What a round has brought so far: counts, rows of the log, refusals; who is told."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from papertiger.errors import FetchError
from papertiger.news.following.sourcelist import Source
from papertiger.news.refusal import Refusal
from papertiger.workbench.batch import Stopping
from papertiger.workbench.failing import unexpected
from papertiger.workbench.following.errands import Answer, Errand
from papertiger.workbench.following.journal import LISTINGS, Result, look_of, look_without
from papertiger.workbench.following.values import FollowWatcher, RoundOutcome, SourceRound, World

if TYPE_CHECKING:
    from papertiger.ledger import Ledger
    from papertiger.ledger.looked import Look


@dataclass(slots=True)
class InHand:
    """An article that the reader has, and the request that gave it; the row is written once it is through."""

    errand: Errand
    key: str
    at: datetime
    answer: Answer | None
    """None where the list itself carried the text, so that nobody was asked for it."""


@dataclass(slots=True)
class Progress:
    """The watcher of a round's reading batch, and what its parts write to."""

    ledger: Ledger
    world: World
    watcher: FollowWatcher
    outcome: RoundOutcome
    stopping: Stopping
    in_hand: InHand | None = None
    claimed: set[str] = field(default_factory=set)
    """Identities of articles that are taken on in this round."""
    taken: Counter[str] = field(default_factory=Counter)
    """Source → articles that were taken on."""

    def of(self, source: Source) -> SourceRound:
        """What the round has brought from a source."""
        return self.outcome.sources.setdefault(source.id, SourceRound(source.id))

    def write(self, *looks: Look) -> None:
        """Keep rows of the log; Ctrl-C waits for it."""
        with self.stopping.held_back():
            self.ledger.look(*looks)

    # What became of an article in hand, told by the batch.

    def passed(self, path: str, claims: int | None) -> None:
        """It is in the ledger."""
        if (hand := self.in_hand) is not None:
            self.in_hand = None
            of, fresh = self.of(hand.errand.source), claims is not None
            of.read += fresh
            of.known += not fresh
            page = hand.errand.kind == "page"
            if page:
                of.answered, of.listed, of.fresh = of.answered + 1, of.listed + 1, of.fresh + fresh
            self._through(
                hand,
                Result(article=hand.key, listed=1 if page else None, fresh=int(fresh) if page else None),
            )
        self.watcher.passed(path, claims)

    def refused(self, refusal: Refusal, trace: str) -> None:
        """The reader refused it."""
        if (hand := self.in_hand) is not None:
            self.in_hand = None
            of = self.of(hand.errand.source)
            of.refused += 1
            of.answered += hand.errand.kind == "page"
            self._through(hand, Result(refusal.problem, refusal.cure or None, "unread"))
        self.watcher.refused(refusal, trace)

    def noted(self, path: str, notes: str) -> None:
        """Parts of it were skipped or put right."""
        self.watcher.noted(path, notes)

    def _through(self, hand: InHand, result: Result) -> None:
        answer = hand.answer
        self.write(look_of(answer, result) if answer else look_without(hand.errand, hand.at, result))

    # What went wrong.

    def failed(self, errand: Errand, answer: Answer | None, result: Result) -> None:
        """An errand came to nothing: one row, one line."""
        of = self.of(errand.source)
        problem, cure = result.problem or "", result.cure or ""
        refusal = Refusal(errand.address, None, problem, cure)
        if errand.kind in LISTINGS:
            of.problems.append(refusal.line)
        else:
            of.refused += 1
            self.outcome.refusals.append(refusal)
        now = self.world.clock()
        self.write(look_of(answer, result) if answer else look_without(errand, now, result))
        self.watcher.refused(refusal, "")

    def never(self, errand: Errand, error: FetchError) -> None:
        """An address that is never asked for."""
        self.failed(errand, None, Result(error.problem, error.cure or None, error.kind))

    def give_up(self, errands: Sequence[Errand], why: str, *, failing: bool) -> None:
        """Leave errands for a later round. Where the host is `failing`, a list that was not asked for it did not answer."""
        left: Counter[str] = Counter()
        for errand in errands:
            if errand.kind == "article":
                self.of(errand.source).left += 1
                left[errand.source.id] += 1
            elif errand.kind in LISTINGS and failing:
                self.failed(errand, None, Result(why, "it is tried again in a later round", "connection"))
            elif errand.kind in LISTINGS:
                self.of(errand.source).asked -= 1
                self.watcher.told(errand.source.id, f"{why}; {errand.address} is asked for in a later round")
        for source, number in left.items():
            articles = "article is" if number == 1 else "articles are"
            self.watcher.told(source, f"{why}; {number} {articles} left for the next")

    def fault(self, errand: Errand, error: Exception) -> Refusal:
        """An unexpected error, as the refusal that it becomes."""
        self.watcher.fault("".join(traceback.format_exception(error)))
        return unexpected(errand.address, error)
