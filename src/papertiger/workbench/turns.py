"""One thread at a time works out one thing: twenty users who ask for the same sums at once should not have it worked out twenty times."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager


class Turns:
    """Locks by name, kept only while somebody holds or awaits them. A thread may take the turn of a name again while it has it."""

    def __init__(self) -> None:
        self._locks: dict[Hashable, tuple[threading.RLock, int]] = {}
        self._guard = threading.Lock()

    @contextmanager
    def of(self, name: Hashable) -> Iterator[None]:
        """The turn of `name`: waits while another thread has it."""
        with self._guard:
            lock, number = self._locks.get(name, (threading.RLock(), 0))
            self._locks[name] = lock, number + 1
        try:
            with lock:
                yield
        finally:
            with self._guard:
                lock, number = self._locks[name]
                if number == 1:
                    del self._locks[name]
                else:
                    self._locks[name] = lock, number - 1
