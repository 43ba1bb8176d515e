"""What is left of a fetch's time and bytes, over all its redirects."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from papertiger.errors import FetchError
from papertiger.news.fetching.limits import Limits

_SLACK = 4_096
"""Bytes of a body that may come in one read with the end of its head."""


@dataclass(slots=True)
class Budget:
    """Spent by whoever waits or receives; raises once there is nothing left."""

    address: str
    """What is asked for at the moment."""
    limits: Limits
    wire: int = 0
    """Bytes received so far."""
    _ends: float = field(init=False)
    _head: int | None = field(init=False, default=None)
    """Bytes received of the head that is being read; None outside a head."""

    def __post_init__(self) -> None:
        self._ends = time.monotonic() + self.limits.total_seconds

    def seconds(self, most: float) -> float:
        """Seconds that the next wait may take, at most `most`.

        Raises:
            FetchError: no time is left.
        """
        left = self._ends - time.monotonic()
        if left <= 0:
            raise self.too_slow(f"not done within {self.limits.total_seconds:g} s")
        return min(left, most)

    def too_slow(self, problem: str) -> FetchError:
        """The error for a server that keeps waiting."""
        return FetchError(self.address, problem, kind="slow", cure="try later, or save the page as a file")

    def head_begins(self) -> None:
        """Count the next bytes as an answer's head."""
        self._head = 0

    def head_ends(self) -> None:
        """Count the next bytes as a body."""
        self._head = None

    def next_read(self, wanted: int) -> int:
        """Bytes to read at once: little while a head is read, so that its size can be told from the body's."""
        return wanted if self._head is None else min(wanted, _SLACK)

    def took(self, count: int) -> None:
        """Count bytes received.

        Raises:
            FetchError: they are too many.
        """
        self.wire += count
        if self._head is not None:
            self._head += count
            if self._head > self.limits.header_bytes + _SLACK:
                raise self._too_large(f"header fields of more than {self.limits.header_bytes:,} bytes")
        if self.wire > self.limits.wire_bytes:
            raise self._too_large(f"more than {self.limits.wire_bytes:,} bytes")

    def _too_large(self, problem: str) -> FetchError:
        return FetchError(self.address, problem, kind="large", cure="save the article's text as a file")
