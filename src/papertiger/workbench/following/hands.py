"""Threads that ask several hosts side by side."""

from __future__ import annotations

import threading
from queue import Empty, Queue, SimpleQueue

from papertiger.workbench.following.errands import Answer, Asking, Errand


class Hands:
    """Some threads that make requests. Whoever gives them errands takes the answers, and never gives more than there are hands."""

    def __init__(self, asking: Asking, number: int) -> None:
        self.number = number
        self._asking = asking
        self._errands: SimpleQueue[Errand | None] = SimpleQueue()
        self._answers: Queue[Answer] = Queue()
        self._under_way: dict[int, Errand] = {}
        self._threads: list[threading.Thread] = []

    @property
    def free(self) -> int:
        """How many errands may be given now: an answer that was not taken keeps its hand, so that answers cannot pile up."""
        return self.number - len(self._under_way)

    @property
    def under_way(self) -> list[Errand]:
        """Errands that were given and whose answers were not taken."""
        return list(self._under_way.values())

    def give(self, errand: Errand) -> None:
        """Have an errand run."""
        if len(self._threads) <= len(self._under_way) < self.number:
            # Daemons: a program that ends does not wait for a server that does not answer.
            thread = threading.Thread(target=self._work, daemon=True, name="papertiger-follow")
            self._threads.append(thread)
            thread.start()
        self._under_way[id(errand)] = errand
        self._errands.put(errand)

    def answer(self, seconds: float | None) -> Answer | None:
        """The next answer; None when none comes within some seconds."""
        try:
            found = self._answers.get(timeout=seconds)
        except Empty:
            return None
        del self._under_way[id(found.errand)]
        return found

    def close(self) -> None:
        """Let the threads end once they are done with what they have."""
        for _ in self._threads:
            self._errands.put(None)

    def _work(self) -> None:
        while (errand := self._errands.get()) is not None:
            self._answers.put(self._asking.ask(errand))
