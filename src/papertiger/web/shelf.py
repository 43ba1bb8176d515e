"""What pages worked out, remembered until something is stored in the ledger."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from papertiger.workbench.turns import Turns

Value = TypeVar("Value")

ROOM: Final = 2_000
"""Values that are remembered at once; the one that was asked for longest ago goes first."""


class Shelf:
    """Values by name and by the state of the ledger that they were worked out from. Safe to use from several threads."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._known: OrderedDict[Hashable, tuple[str, Any]] = OrderedDict()
        self._lock = threading.Lock()
        self._turns = Turns()

    def kept(self, chain: str, name: Hashable, make: Callable[[], Value]) -> Value:
        """The value of that name, made anew where the ledger's chain of custody is another one than then.

        Args:
            chain: `Ledger.chain` as of now.
            name: what the value is of: a tuple of words.
            make: works it out. Of threads that ask at once, one does so and the others wait for it.
        """
        found = self._find(chain, name)
        if found is not None:
            known: Value = found[1]
            return known
        with self._turns.of(name):
            found = self._find(chain, name)  # another thread may have been first
            if found is not None:
                made: Value = found[1]
                return made
            value = make()
            with self._lock:
                self._known[name] = chain, value
                self._known.move_to_end(name)
                while len(self._known) > self._room:
                    self._known.popitem(last=False)
        return value

    def found(self, chain: str, name: Hashable) -> Any:  # noqa: ANN401 - whatever is remembered
        """The value of that name as of now; None where none is remembered."""
        found = self._find(chain, name)
        return found[1] if found is not None else None

    def _find(self, chain: str, name: Hashable) -> tuple[str, Any] | None:
        with self._lock:
            found = self._known.get(name)
            if found is None or found[0] != chain:
                return None
            self._known.move_to_end(name)
            return found
