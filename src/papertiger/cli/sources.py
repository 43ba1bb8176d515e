"""The ledger that a command means: the one that its option, the environment or the default names."""

from __future__ import annotations

from contextlib import AbstractContextManager

from papertiger.ledger import Ledger
from papertiger.settings import from_environment
from papertiger.workbench import opening


def open_to_read(ledger: str | None) -> Ledger:
    """The ledger that a command prints from; raises LedgerError when there is none."""
    return opening.open_to_read(from_environment(ledger).ledger)


def open_to_write(ledger: str | None) -> Ledger:
    """The ledger that a command changes, which must exist; raises LedgerError when there is none or it cannot be written."""
    return opening.open_to_write(from_environment(ledger).ledger)


def open_to_assess(ledger: str | None) -> AbstractContextManager[opening.Open]:
    """The ledger, to be written where that can be: cases and answers are kept in it."""
    return opening.open_to_assess(from_environment(ledger).ledger)
