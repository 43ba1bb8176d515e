"""Works given to workers and their results stored, until there is nothing left or somebody stops it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from papertiger.workbench.batch import Outcome, Stopping, Watcher
from papertiger.workbench.parallel.hands import Hands
from papertiger.workbench.parallel.keeping import BulkStore, Keeper
from papertiger.workbench.parallel.line import Line, Taken
from papertiger.workbench.parallel.works import Done, Work, Worked

TICK = 0.5
"""Seconds between looks at whether somebody wants to stop."""
UNSTORED_BYTES = 64_000_000
UNSTORED_PIECES = 4_096
"""What may be under way or wait to be stored: one slow piece holds up the storing of those behind it."""


def read_works(
    works: Iterable[Work | Worked],
    hands: Hands,
    store: Callable[[], BulkStore],
    taken: Taken,
    watcher: Watcher,
    outcome: Outcome,
    stopping: Stopping,
) -> None:
    """Have all works read and stored, and note in `outcome` what became of each.

    Args:
        works: in the order of the input.
        hands: who reads.
        store: opens the store or returns the one opened before; called when the first article is to be stored.
        taken: which articles the store has from where.
        watcher: told of every article and refusal, in the order of the input.
        outcome: changed in place, so that it stands even when this raises.
        stopping: asked all the time; batches in hand are finished and stored.

    Raises:
        LedgerError: the store cannot be used at all. DataFileError, SettingsError, ModelError: nor can the workers.
    """
    began = time.monotonic()
    keeper = Keeper(store, watcher, outcome)
    line = Line(works, keeper, taken, hands.limit, lambda: stopping.asked)
    try:
        with stopping.held_back():
            while True:
                _give(line, hands, keeper, stopping)
                if not hands.busy():
                    break
                for came in hands.take(TICK):
                    if isinstance(came, Done):
                        keeper.learn(came.words)
                        for one in came.worked:
                            keeper.hold(one)
                    else:
                        line.lost(came)
                    # At once, so that nobody waits while this process writes.
                    _give(line, hands, keeper, stopping)
                keeper.store()
            keeper.store(everything=True)
            outcome.interrupted |= stopping.asked
    except KeyboardInterrupt:
        outcome.interrupted = True
    finally:
        outcome.seconds += time.monotonic() - began
    if outcome.refusals and outcome.read + outcome.known:
        # Only beside articles that were read: a misspelt name must not leave a ledger behind.
        store().refused(outcome.refusals)


def _give(line: Line, hands: Hands, keeper: Keeper, stopping: Stopping) -> None:
    """Give away as much as is wanted, unless too much waits to be stored."""
    while not stopping.asked and hands.free():
        waits = keeper.bytes > UNSTORED_BYTES or keeper.pieces > UNSTORED_PIECES
        batch = line.again() if waits else line.next()
        if batch is None:
            return
        hands.give(batch)
