"""Turns database errors into LedgerError with a cure."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.exc import TimeoutError as NoConnectionError

from papertiger.errors import LedgerError, TooSlowError

DAMAGED = "{path} is damaged; restore it from a copy"
SLOW = "{path}: this takes longer than a question may; ask for a shorter time, one partnership or one outlet, or rarer words"
CURES = {
    "SQLITE_NOTADB": "{path} is not a SQLite file; name another file with --ledger",
    "SQLITE_READONLY": "{path} cannot be written; copy the ledger to a folder where you may write",
    "SQLITE_CANTOPEN": "{path} cannot be opened; check that its folder exists and that you may write there",
    "SQLITE_BUSY": "{path} is locked by another program; wait for it to finish and run again",
    "SQLITE_FULL": "the disk that holds {path} is full; free some space and run again (nothing was half written)",
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_AUTH": "{path} was opened to be asked, and nothing else can be done by way of it",
    "SQLITE_INTERRUPT": SLOW,
    "SQLITE_IOERR": "{path}: reading or writing the disk failed; check the disk and run again",
}
"""Primary SQLite result code → what to tell the user. Extended codes (SQLITE_READONLY_DBMOVED) start with these."""


DAMAGE = (
    "Could not decode to UTF-8",
    "invalid fts5 file format",
    "fts5: corruption found",
    "vtable constructor failed",
)
"""What SQLite, its full-text search and its driver say of damage without a code of its own (bare SQLITE_ERROR or none)."""


@contextmanager
def as_ledger_error(path: str) -> Iterator[None]:
    """Raise what the database raises inside as LedgerError about `path`, a file or an address."""
    try:
        yield
    except DBAPIError as error:
        raise _kind(error.orig)(explain(error.orig, path)) from error
    except sqlite3.Error as error:
        raise _kind(error)(explain(error, path)) from error
    except NoConnectionError as error:
        raise TooSlowError(SLOW.format(path=path)) from error
    except UnicodeDecodeError as error:  # SQLite's driver, on a damaged schema
        raise LedgerError(DAMAGED.format(path=path)) from error


def _kind(error: BaseException | None) -> type[LedgerError]:
    """What a driver's error is raised as."""
    ended = getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT"
    return TooSlowError if ended or getattr(error, "sqlstate", None) == "57014" else LedgerError


@contextmanager
def as_damage(path: str) -> Iterator[None]:
    """As `as_ledger_error`, for a block that only reads back what was stored.

    No database checks the bytes inside a text or a blob: where they were changed on the disk, they are read without complaint, and
    what was stored as JSON, compressed or never empty is that no more.
    """
    try:
        with as_ledger_error(path):
            yield
    except (ValueError, TypeError, LookupError, NoResultFound, zlib.error) as error:
        raise LedgerError(DAMAGED.format(path=path)) from error


STATES = {
    "08": "{path} cannot be reached; check that the server runs and the address is right",
    "28": "{path} refuses you; check user and password",
    "3D": "{path}: there is no such database; ask its owner to make it (createdb)",
    "42501": "{path} may not be written by you; ask its owner for leave",
    "25006": "{path} is read-only; use the server that takes writes",
    "53100": "the disk of {path} is full; free some space and run again (nothing was half written)",
    "53": "{path} has no room for another connection; wait and run again",
    "55P03": "{path} is locked by another program; wait for it to finish and run again",
    "57014": SLOW,
    "57": "{path} was shut down; start the server and run again",
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}
"""Beginning of a PostgreSQL SQLSTATE → what to tell the user; the first one that fits counts."""


def explain(error: BaseException | None, path: str) -> str:
    """One line on a driver's error: what is wrong and the cure where one is known."""
    name = getattr(error, "sqlite_errorname", "") or ""
    known = next((text for code, text in CURES.items() if name.startswith(code)), None)
    if (state := getattr(error, "sqlstate", None)) is not None or "connection" in str(error).lower():
        known = next((text for code, text in STATES.items() if (state or "08").startswith(code)), known)
    if known is None and any(words in str(error) for words in DAMAGE):
        known = DAMAGED
    return known.format(path=path) if known else f"{path}: {error}"
