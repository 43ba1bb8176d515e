"""A ledger in a PostgreSQL database, for a team; needs the extra ``postgres``."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Self

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    create_engine,
    event,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import make_url

from papertiger.errors import LedgerError
from papertiger.ledger import schema
from papertiger.ledger.backends.backend import Backend
from papertiger.ledger.backends.bounds import CONNECTIONS, Bounds, bound_postgres
from papertiger.ledger.backends.failures import as_ledger_error
from papertiger.ledger.backends.versions import bring_up, stamped

CASELESS = "und-x-icu"
"""Collation by which case is folded: of every alphabet, whatever the database was made with."""

# Of a connection that is lost in mid-statement the driver warns beside the error that it raises, which we explain. Where nobody
# has set up logging that warning would go to the screen; whoever has still gets it.
logging.getLogger("psycopg").addHandler(logging.NullHandler())


class PostgresBackend(Backend):
    """One database (its search path's first schema); any number of processes read and write it."""

    def __init__(self, place: str, engine: Engine) -> None:
        self.place, self.engine = place, engine

    @classmethod
    def open(cls, address: str, *, create: bool, bounds: Bounds | None = None) -> Self:
        """Open the database at `address`, bringing an older ledger to the newest schema.

        Args:
            address: ``postgresql://USER@HOST/DATABASE``; the password may stand there, in ``PGPASSWORD`` or in ``~/.pgpass``.
            create: make the tables where there are none.
            bounds: of a reader.

        Raises:
            LedgerError: psycopg is not installed, the server cannot be reached, or what is there is no ledger.
        """
        try:
            import psycopg  # noqa: F401, PLC0415 - an extra
        except ImportError:
            raise LedgerError(
                'a ledger in PostgreSQL needs psycopg; install "papertiger[postgres]"'
            ) from None
        url = make_url(address).set(drivername="postgresql+psycopg")
        place = url.set(drivername="postgresql").render_as_string(hide_password=True)
        engine = create_engine(url, pool_pre_ping=True)
        event.listen(engine, "connect", _set_up)
        try:
            with as_ledger_error(place):
                _prepare(engine, place, create=create)
        except BaseException:
            engine.dispose()
            raise
        if bounds is not None:
            engine.dispose()
            engine = create_engine(url, pool_pre_ping=True, max_overflow=CONNECTIONS)
            event.listen(engine, "connect", partial(_set_up, bounds=bounds))
        return cls(place, engine)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction; READ COMMITTED, so that each statement sees what others committed before it."""
        with self.engine.begin() as connection:
            yield connection

    def numbers(self, connection: Connection, table: Table, count: int) -> Sequence[int]:
        """From the sequence of the table."""
        if not count:
            return ()
        sequence = func.pg_get_serial_sequence(table.name, "row")
        query = select(func.nextval(sequence)).select_from(func.generate_series(1, count))
        return connection.execute(query).scalars().all()

    def add_absent(self, connection: Connection, table: Table, values: dict[str, Any]) -> bool:
        """Waits for another writer of the same key, and leaves the row to it once it has committed."""
        statement = insert(table).on_conflict_do_nothing().returning(table.c.row)
        return connection.execute(statement, values).first() is not None

    def alone(self, connection: Connection, what: str) -> None:
        """By an advisory lock that the end of the transaction releases."""
        key = zlib.crc32(f"papertiger {what}".encode())
        connection.execute(select(func.pg_advisory_xact_lock(key)))

    def folded(self, column: ColumnElement[Any]) -> ColumnElement[str]:
        """Lower case by ICU."""
        return func.lower(column.collate(CASELESS))

    def contains(self, column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
        """Lower case by ICU on both sides."""
        return func.strpos(self.folded(column), words.lower()) > 0

    def backup(self, to: Path) -> None:
        """Not ours to do: PostgreSQL's own tools copy a database while it is written."""
        raise LedgerError(
            f"{self.place} is copied by PostgreSQL's own pg_dump, while others write; {to} was not made"
        )

    def damage(self, connection: Connection) -> Iterator[str]:
        """Nothing: a foreign key cannot be broken there, and checksums are the server's."""
        connection.execute(text("SELECT 1"))
        yield from ()


def _set_up(connection: Any, _record: object, bounds: Bounds | None = None) -> None:  # noqa: ANN401 - the driver's
    # Compiling a query for some 100 ms costs more than any page of claims does.
    with connection.cursor() as cursor:
        cursor.execute("SET jit = off")
        if bounds is not None:
            bound_postgres(cursor, bounds)
    connection.commit()


def _prepare(engine: Engine, place: str, *, create: bool) -> None:
    with engine.connect() as connection:
        version = _version(connection, place)
    if version == schema.HEAD:
        return
    if version is None and not create:
        raise LedgerError(f"{place} holds no ledger; run `papertiger read PATH` first")
    with engine.begin() as connection:
        connection.execute(select(func.pg_advisory_xact_lock(schema.APPLICATION_ID)))
        version = _version(connection, place)  # another process may have been first
        bring_up(connection, version)


def _version(connection: Connection, place: str) -> str | None:
    """Schema version of the database, None for an empty one; raises LedgerError when it holds something else or a newer one."""
    tables = set(inspect(connection).get_table_names())
    if schema.VERSION.name not in tables:
        if tables & set(schema.METADATA.tables):
            raise LedgerError(f"{place} holds tables that are no papertiger ledger; name an empty database")
        return None
    return stamped(connection, place)
