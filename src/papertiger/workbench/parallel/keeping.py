"""What came back, stored in the order of the input, several articles a transaction."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from papertiger.errors import PapertigerError
from papertiger.news.refusal import Refusal
from papertiger.readers.reading import Reading
from papertiger.workbench.batch import Outcome, Watcher
from papertiger.workbench.failing import is_fatal, refusal_for
from papertiger.workbench.parallel.works import Known, Refused, Work, Worked

if TYPE_CHECKING:
    from papertiger.ledger.search.analysed import Chains

TOGETHER = 64
"""Articles a transaction."""
WAITS = 2.0
"""Seconds after which fewer are stored."""


class BulkStore(Protocol):
    """What keeps readings."""

    def add_new(self, readings: Sequence[Reading]) -> frozenset[str]:
        """Keep readings in one transaction; the keys of those articles that were not there."""

    def taken(self, paths: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Of those paths, the ones that articles came from, and the SHA-256 of the bytes that they had."""

    def refused(self, refusals: Sequence[Refusal]) -> None:
        """Remember inputs that could not be read."""


class Keeper:
    """Holds what came back until all before it has, then stores it and tells of it.

    Of two articles with one key the first of the input stays, as with one process.

    Attributes:
        bytes: of works that are under way or held.
    """

    def __init__(self, store: Callable[[], BulkStore], watcher: Watcher, outcome: Outcome) -> None:
        """`store` opens the store or returns the one opened before; called when there is something to keep."""
        self._store, self._watcher, self._outcome = store, watcher, outcome
        self._held: dict[int, Worked] = {}
        self._sizes: dict[int, int] = {}
        self.bytes = 0
        self._next = 0
        self._stored_at = time.monotonic()

    @property
    def pieces(self) -> int:
        """Works that are under way or held."""
        return len(self._sizes)

    def expect(self, work: Work) -> None:
        """Know of a work that is given away."""
        self._sizes[work.number] = work.size
        self.bytes += work.size

    def learn(self, words: Mapping[str, Chains]) -> None:
        """Know words that a worker looked up, before what they stand in is stored."""
        if words:
            from papertiger.ledger.indexing import learn_words  # noqa: PLC0415 - loads SQLAlchemy

            learn_words(words)

    def hold(self, worked: Worked) -> None:
        """Take what came back."""
        self._held[worked.number] = worked

    def store(self, *, everything: bool = False) -> None:
        """Store what is next, if it is enough or has waited for long; `everything`: also what stands behind a gap.

        Raises:
            LedgerError: the store cannot be used at all.
        """
        while ready := self._ready(everything=everything):
            self._keep(ready)
            self._stored_at = time.monotonic()

    def _ready(self, *, everything: bool) -> list[Worked]:
        """The next of them, with no more than so many articles."""
        numbers = sorted(self._held) if everything else self._in_a_row()
        found: list[Worked] = []
        articles = 0
        for number in numbers:
            if articles >= TOGETHER:
                return found
            found.append(self._held[number])
            articles += sum(isinstance(one, Reading) for one in self._held[number].given)
        waited = time.monotonic() - self._stored_at
        return found if everything or articles >= TOGETHER or waited >= WAITS else []

    def _in_a_row(self) -> Iterator[int]:
        number = self._next
        while number in self._held:
            yield number
            number += 1

    def _keep(self, ready: Sequence[Worked]) -> None:
        readings = [one for worked in ready for one in worked.given if isinstance(one, Reading)]
        new = self._added(readings)
        for worked in ready:
            for one in worked.given:
                self._tell(one, new)
            del self._held[worked.number]
            self.bytes -= self._sizes.pop(worked.number, 0)
            self._next = worked.number + 1

    def _tell(self, one: Reading | Refused | Known, new: Mapping[int, bool | Refused]) -> None:
        if isinstance(one, Reading):
            became = new[id(one)]
            if became is True:
                self._outcome.took(one, self._watcher)
                return
            one = became if isinstance(became, Refused) else Known(one.article.path)
        if isinstance(one, Refused):
            self._outcome.refuse(one.refusal, self._watcher, one.trace)
        else:
            self._outcome.known += 1
            self._watcher.passed(one.path, None)

    def _added(self, readings: Sequence[Reading]) -> dict[int, bool | Refused]:
        """Store them together; by identity, which were new, and which the store does not take."""
        if not readings:
            return {}
        try:
            fresh = set(self._store().add_new(readings))
        except Exception as error:
            if is_fatal(error):
                raise
            return {id(reading): self._added_alone(reading) for reading in readings}
        became: dict[int, bool | Refused] = {}
        for reading in readings:
            became[id(reading)] = reading.article.key in fresh
            fresh.discard(reading.article.key)  # the first of those with one key
        return became

    def _added_alone(self, reading: Reading) -> bool | Refused:
        """Store one, so that a bad one is not the others' loss."""
        try:
            return bool(self._store().add_new([reading]))
        except Exception as error:
            if is_fatal(error):
                raise
            trace = "" if isinstance(error, PapertigerError) else traceback.format_exc()
            return Refused(refusal_for(reading.article.path, error), trace)
