"""How far a reader may go whose questions come from outside: it changes nothing, opens nothing else, and ends in time.

SQLite has no such mode: here it is the file opened read-only, ``query_only``, an authorizer that lets selects through and nothing else, no
attached file, no extension, and a progress handler that ends a statement when its time is over. PostgreSQL has both as settings.
"""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Engine, event


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of a reader."""

    seconds: float | None = None
    """After how long a statement is ended, in wall time; None for no limit. In SQLite the time in which rows are taken counts too."""


CACHE_KIB: Final = 16_384
"""Pages kept in memory by each connection of a bounded reader, in KiB: there are many of them, and the system keeps the file for all."""
CONNECTIONS: Final = 50
"""Open at once, at most: more than the threads of a server, each of which may read while it reads."""
_STEPS: Final = 20_000
"""Steps of SQLite's machine between two looks at the clock: well under a millisecond."""
_ALLOWED: Final = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_RECURSIVE,
    }
)
_PRAGMAS: Final = frozenset({"application_id", "data_version", "foreign_key_check", "integrity_check"})
"""What audits and the full-text index ask."""
_FUNCTIONS_REFUSED: Final = frozenset({"load_extension", "fts3_tokenizer", "writefile", "readfile", "edit"})


def bound_sqlite(engine: Engine, bounds: Bounds) -> None:
    """Hold every connection that `engine` opens within `bounds`."""

    def connected(connection: sqlite3.Connection, record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("PRAGMA query_only = ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.set_authorizer(_authorised)
        if bounds.seconds is not None:
            clock = record.info[_CLOCK] = _Clock(bounds.seconds)
            connection.set_progress_handler(clock.over, _STEPS)

    def begins(connection: Connection, *_: object) -> None:
        connection.info[_CLOCK].begin()

    event.listen(engine, "connect", connected)
    if bounds.seconds is not None:
        event.listen(engine, "before_cursor_execute", begins)


_CLOCK: Final = "papertiger_clock"


class _Clock:
    """When the statement in hand must be over."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._until = seconds, float("inf")

    def begin(self) -> None:
        """A statement begins."""
        self._until = time.monotonic() + self._seconds

    def over(self) -> bool:
        """Whether its time is over, which ends it."""
        return time.monotonic() > self._until


def _authorised(
    action: int, first: str | None, second: str | None, _base: str | None, _by: str | None
) -> int:
    if action in _ALLOWED:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() not in _FUNCTIONS_REFUSED:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in _PRAGMAS:
        return sqlite3.SQLITE_OK
    # What the full-text index tells SQLite of its columns is parsed as if it were stored; nothing is, in a file opened read-only.
    if action == sqlite3.SQLITE_UPDATE and first == "sqlite_master":
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def bound_postgres(cursor: Any, bounds: Bounds) -> None:  # noqa: ANN401 - the driver's
    """Hold the session of a cursor within `bounds`."""
    cursor.execute("SET default_transaction_read_only = on")
    if bounds.seconds is not None:
        cursor.execute(f"SET statement_timeout = {max(round(bounds.seconds * 1000), 1)}")
