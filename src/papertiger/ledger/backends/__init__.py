"""What a ledger is kept in: one SQLite file, or a PostgreSQL database that a team shares; everything above is the same for both."""

from __future__ import annotations

from pathlib import Path

from papertiger.ledger.backends.backend import Backend
from papertiger.ledger.backends.bounds import Bounds
from papertiger.ledger.backends.failures import as_damage, as_ledger_error
from papertiger.ledger.backends.sqlite import SqliteBackend

__all__ = ["Backend", "Bounds", "SqliteBackend", "as_damage", "as_ledger_error", "is_address", "open_backend"]

SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")


def is_address(place: str | Path) -> bool:
    """Whether `place` is the address of a PostgreSQL database rather than a file."""
    return str(place).startswith(SCHEMES)


def open_backend(place: str | Path, *, create: bool, bounds: Bounds | None = None) -> Backend:
    """The backend for `place`, at the newest schema.

    Args:
        place: a SQLite file, or ``postgresql://USER@HOST/DATABASE``.
        create: True to write: makes the tables where there are none. False to read: what does not exist is an error.
        bounds: of a reader whose questions come from outside.

    Raises:
        LedgerError: there is no ledger, or what is there is none, or it cannot be used; the message names the cure.
    """
    if is_address(place):
        from papertiger.ledger.backends.postgres import PostgresBackend  # noqa: PLC0415 - psycopg is an extra

        return PostgresBackend.open(str(place), create=create, bounds=bounds)
    return SqliteBackend.open(Path(place), create=create, bounds=bounds)
