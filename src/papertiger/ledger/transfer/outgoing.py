"""A ledger to a file, whole: every entry in the order in which it was made, with its custody."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from papertiger.ledger.log import blocks
from papertiger.ledger.schema import CUSTODY
from papertiger.ledger.transfer.blocks import header
from papertiger.ledger.writing import FIRST_CHAIN, LAST


def at_one_moment(connection: Connection) -> Connection:
    """The connection, with all that it reads as of one moment. In SQLite every transaction is so."""
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def log_lines(connection: Connection) -> Iterator[str]:
    """The lines of the log, the header first, without line breaks; as many in memory as a few entries have."""
    connection = at_one_moment(connection)
    entries = connection.execute(select(func.count()).select_from(CUSTODY)).scalar_one()
    yield header(entries, connection.execute(LAST).scalar() or FIRST_CHAIN)
    for block in blocks(connection):
        yield from block.lines()
