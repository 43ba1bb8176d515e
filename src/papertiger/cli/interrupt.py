"""Ctrl-C in a batch: the article in hand is finished, then the batch ends; a second Ctrl-C ends it at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Self


class Interrupts:
    """Notes Ctrl-C while work is in hand; raises KeyboardInterrupt when nothing is, or when asked twice."""

    def __init__(self) -> None:
        self.asked = False
        self._busy = False
        self._before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():  # only that thread may set handlers
            self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Work that a first Ctrl-C lets finish."""
        self._busy = True
        try:
            yield
        finally:
            self._busy = False

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        if self.asked or not self._busy:
            raise KeyboardInterrupt
        self.asked = True
        # Past Python's buffers: the signal may have come in the middle of a write to them.
        os.write(2, b"\nfinishing the article in hand; Ctrl-C again stops at once\n")
