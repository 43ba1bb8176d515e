"""What is to be given away next: what has to be done again first, then what the input holds and the ledger does not."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from papertiger.news.refusal import Refusal
from papertiger.workbench.parallel.keeping import Keeper
from papertiger.workbench.parallel.works import Batch, Known, Lost, Refused, Work, Worked

PIECES = 32
"""In a batch, at most: a second or a few of reading."""
BYTES = 2_000_000
"""In a batch, if it is more than one piece."""
ASKED = 256
"""Pieces that the ledger is asked for together."""
DEATHS = 3
"""Workers that a piece may end before it is refused: one may have been ended by something else."""

Taken = Callable[[Collection[str]], Mapping[str, frozenset[str]]]
"""Which articles a ledger has from where; see `BulkStore.taken`."""


class Line:
    """Batches in the order of the input, as they are asked for."""

    def __init__(
        self,
        works: Iterable[Work | Worked],
        keeper: Keeper,
        taken: Taken,
        limit: float,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """Begin at the beginning.

        Args:
            works: the input.
            keeper: told of what needs no worker.
            taken: asked for what the ledger has.
            limit: seconds that one piece may compute, for messages.
            stopped: whether nothing more is wanted.
        """
        self._works, self._keeper, self._taken, self._limit = iter(works), keeper, taken, limit
        self._stopped = stopped
        self._again: deque[Batch] = deque()
        self._fresh: deque[Work] = deque()
        self._deaths: Counter[int] = Counter()

    def next(self) -> Batch | None:
        """The next batch; None where there is none at the moment."""
        if (batch_again := self.again()) is not None:
            return batch_again
        if not self._fresh:
            self._fresh.extend(self._unknown())
        batch: list[Work] = []
        size = 0
        while self._fresh and len(batch) < PIECES:
            size += self._fresh[0].size
            if batch and size > BYTES:
                break
            batch.append(self._fresh.popleft())
        for work in batch:
            self._keeper.expect(work)
        return tuple(batch) or None

    def again(self) -> Batch | None:
        """The next batch that has to be done again; None where there is none."""
        return self._again.popleft() if self._again else None

    def lost(self, lost: Lost) -> None:
        """Have a batch done again whose worker ended: what it had in hand alone, and not for ever."""
        rest = tuple(work for work in lost.batch if work.number not in lost.suspects)
        if rest:
            self._again.append(rest)
        for work in lost.batch:
            if work.number not in lost.suspects:
                continue
            self._deaths[work.number] += len(lost.suspects) == 1
            if lost.late or self._deaths[work.number] >= DEATHS:
                self._keeper.hold(Worked(work.number, (Refused(self._refusal(work, lost)),)))
            else:
                self._again.append((work,))

    def _refusal(self, work: Work, lost: Lost) -> Refusal:
        if lost.late:
            return Refusal(
                work.path,
                None,
                f"its reading took more than {self._limit:g} seconds of computing",
                "read it apart, or leave it out",
            )
        return Refusal(
            work.path,
            None,
            f"its reading ended the worker, {DEATHS} times",
            "give it more memory, with fewer workers, or leave it out",
        )

    def _unknown(self) -> Iterator[Work]:
        """The next works that the ledger does not have, some of them; none where the input ends."""
        while not self._stopped() and (some := self._some()):
            works = [one for one in some if isinstance(one, Work)]
            taken = self._taken({work.path for work in works}) if works else {}
            fresh = False
            for one in some:
                if isinstance(one, Worked):
                    self._keeper.hold(one)
                elif one.path in taken and one.digest() in taken[one.path]:
                    self._keeper.hold(Worked(one.number, (Known(one.path),)))
                else:
                    fresh = True
                    yield one
            if fresh:
                return
            self._keeper.store()

    def _some(self) -> list[Work | Worked]:
        """The next of the input, so many that asking the ledger pays, and that the memory holds."""
        found: list[Work | Worked] = []
        size = 0
        for one in self._works:
            found.append(one)
            size += one.size if isinstance(one, Work) else 0
            if len(found) >= ASKED or size > BYTES:
                break
        return found
