"""Opening a ledger to read, to write, or to assess, which writes where it may."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from papertiger.errors import LedgerError
from papertiger.ledger import Ledger


def open_to_read(place: str | Path) -> Ledger:
    """The ledger at `place`, to be asked; raises LedgerError when there is none."""
    return Ledger.open(place, create=False)


def open_to_write(place: str | Path) -> Ledger:
    """The ledger at `place`, which must exist, to be changed; raises LedgerError when there is none or it cannot be written."""
    Ledger.open(place, create=False).close()
    return Ledger.open(place)


@dataclass(frozen=True, slots=True)
class Open:
    """A ledger, and whether it can be written."""

    ledger: Ledger
    writable: bool


@contextmanager
def open_to_assess(place: str | Path) -> Iterator[Open]:
    """The ledger, to be written where that can be: cases and answers are kept in it."""
    Ledger.open(place, create=False).close()
    try:
        opened, writable = Ledger.open(place), True
    except LedgerError:
        opened, writable = Ledger.open(place, create=False), False
    with opened:
        yield Open(opened, writable)
