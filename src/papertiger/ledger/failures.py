"""Turns database errors into LedgerError with a cure."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from papertiger.errors import LedgerError

CURES = {
    "SQLITE_NOTADB": "{path} is not a SQLite file; name another file with --ledger",
    "SQLITE_READONLY": "{path} cannot be written; copy the ledger to a folder where you may write",
    "SQLITE_CANTOPEN": "{path} cannot be opened; check that its folder exists and that you may write there",
    "SQLITE_BUSY": "{path} is locked by another program; wait for it to finish and run again",
    "SQLITE_FULL": "the disk that holds {path} is full; free some space and run again (nothing was half written)",
    "SQLITE_CORRUPT": "{path} is damaged; restore it from a copy",
    "SQLITE_IOERR": "{path}: reading or writing the disk failed; check the disk and run again",
}
"""Primary SQLite result code → what to tell the user. Extended codes (SQLITE_READONLY_DBMOVED) start with these."""


@contextmanager
def as_ledger_error(path: Path) -> Iterator[None]:
    """Raise what the database raises inside as LedgerError about `path`."""
    try:
        yield
    except DBAPIError as error:
        raise LedgerError(explain(error.orig, path)) from error
    except sqlite3.Error as error:
        raise LedgerError(explain(error, path)) from error


def explain(error: BaseException | None, path: Path) -> str:
    """One line on a driver's error: what is wrong and the cure where one is known."""
    name = getattr(error, "sqlite_errorname", "")
    known = next((text for code, text in CURES.items() if name.startswith(code)), None)
    return known.format(path=path) if known else f"{path}: {error}"
