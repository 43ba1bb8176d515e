"""What an error on one input means for a batch: the input is refused, or the batch ends."""

from __future__ import annotations

from papertiger.errors import (
    DataFileError,
    LedgerError,
    PapertigerError,
    SettingsError,
    SpentError,
    UnansweredError,
)
from papertiger.news.refusal import Refusal

CURE = "a fault in papertiger; --debug shows where"

STOPS = (SpentError, UnansweredError)
"""Errors that end a batch where it stands, to be gone on with later."""


def is_fatal(error: Exception) -> bool:
    """Whether the next article would meet the same error.

    The ledger raises LedgerError from the driver's error when the file is at fault (locked, full), and on its own
    when one reading is.
    """
    if isinstance(error, LedgerError):
        return error.__cause__ is not None
    return isinstance(error, (DataFileError, SettingsError, *STOPS))


def refusal_for(path: str, error: Exception) -> Refusal:
    """The refusal for an article that its reader or the store does not take."""
    if isinstance(error, PapertigerError):
        return Refusal(path, None, str(error).removeprefix(f"{path}: "), "")
    return unexpected(path, error)


def unexpected(path: str, error: Exception) -> Refusal:
    """The refusal for an input on which papertiger itself failed."""
    return Refusal(path, None, f"could not be read: {type(error).__name__}: {error}".strip(": "), CURE)
