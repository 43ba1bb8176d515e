"""Schema versions: what a ledger has, and bringing it to the newest."""

from __future__ import annotations

from sqlalchemy import Connection, select

from papertiger.errors import LedgerError
from papertiger.ledger import schema


def stamped(connection: Connection, place: str) -> str:
    """The schema version that a ledger bears; raises LedgerError when it lost it or is newer than this program."""
    version = connection.execute(select(schema.VERSION.c.version_num)).scalar()
    if version is None:
        raise LedgerError(f"{place} has lost its schema version; restore it from a copy")
    if version not in schema.REVISIONS:
        raise LedgerError(
            f"{place} was written by a newer papertiger (schema {version}, this program knows up to {schema.HEAD}); "
            "upgrade papertiger"
        )
    return str(version)


def bring_up(connection: Connection, version: str | None) -> None:
    """Make the tables where there are none (`version` None), or migrate an older ledger; within the caller's transaction."""
    if version is None:
        schema.create(connection)
    elif version != schema.HEAD:
        from papertiger.ledger.migrations import upgrade  # noqa: PLC0415 - Alembic costs over a second

        upgrade(connection)
