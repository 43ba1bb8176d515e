"""An open ledger: where it is, and how its methods read and write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, RowMapping, Select, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from papertiger.errors import LedgerError
from papertiger.ledger import adding, records
from papertiger.ledger.backends import Backend, Bounds, as_damage, as_ledger_error, open_backend
from papertiger.ledger.schema import ARTICLES, CLAIMS
from papertiger.ledger.writing import Pen
from papertiger.readers.reading import Reading
from papertiger.records import ClaimRecord

BATCH = 500
"""Rows fetched at a time, so that a query over a large ledger streams."""
TRIES = 5
"""How often a transaction is tried that another writer of the same rows got in the way of (PostgreSQL's deadlocks)."""


def _now() -> datetime:
    return datetime.now(UTC)


class Opened:
    """What the parts of `Ledger` share."""

    def __init__(self, backend: Backend, clock: Callable[[], datetime] = _now) -> None:
        self._backend = backend
        self._engine = backend.engine
        self._pen = Pen(backend, clock)

    @classmethod
    def open(
        cls,
        place: str | Path,
        *,
        create: bool = True,
        bounds: Bounds | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> Self:
        """Open the ledger at `place`, bringing an older one to the newest schema.

        Args:
            place: a SQLite file, or the address of a PostgreSQL database, ``postgresql://USER@HOST/DATABASE``.
            create: True to write: makes the ledger where there is none. False to read: a ledger on a read-only disk
                will do, one that does not exist is an error.
            bounds: of a reader whose questions come from outside (`create` False): nothing can be changed by way of it, and what takes
                longer is ended with TooSlowError.
            clock: tells the moments that are stored.

        Raises:
            LedgerError: the ledger is absent, is none, has a newer schema, or cannot be written.
        """
        return cls(open_backend(place, create=create, bounds=bounds), clock)

    @property
    def place(self) -> str:
        """How messages call the ledger: the path of its file, or its address without the password."""
        return self._backend.place

    @property
    def name(self) -> str:
        """Its file's name, or the database's."""
        return Path(self.place.partition("?")[0]).name

    def close(self) -> None:
        """Let go of the file."""
        self._backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def known(self, key: str) -> bool:
        """Whether the article with this key is in the ledger."""
        with self._reading() as connection:
            return adding.known(connection, key)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with as_damage(self.place):
            connection = self._engine.connect()
            try:
                yield connection
            finally:
                # Whoever has read all it wanted need not hear that the server went away meanwhile.
                with suppress(DBAPIError):
                    connection.close()

    def _writing(self, write: Callable[[], Any], *readings: Reading) -> Any:  # noqa: ANN401 - what `write` returns
        """Call `write`, again where another writer was in the way."""
        with as_ledger_error(self.place):
            for left in reversed(range(TRIES)):
                try:
                    return write()
                except OperationalError as error:
                    if not left or not str(getattr(error.orig, "sqlstate", "")).startswith("40"):
                        raise
                except IntegrityError:
                    for reading in readings:
                        self._name_taken(reading)
                    if not left or not any(self.known(r.article.key) for r in readings):
                        raise
        raise AssertionError("unreachable")

    def _name_taken(self, reading: Reading) -> None:
        """Raise LedgerError with the id that a refused reading shares with another article, if that was it."""
        ids = [claim.record.id for claim in reading.claims]
        query = (
            select(CLAIMS.c.id, ARTICLES.c.key)
            .join(ARTICLES, ARTICLES.c.row == CLAIMS.c.article)
            .where(CLAIMS.c.id.in_(ids), ARTICLES.c.key != reading.article.key)
            .limit(1)
        )
        with self._engine.connect() as connection:
            taken = connection.execute(query).first()
        if taken:
            raise LedgerError(f"claim {taken.id} belongs to article {taken.key} already; nothing was stored")

    def _records(self, query: Select[Any]) -> Iterator[ClaimRecord]:
        """Records from rows of `queries.RECORD`, as of one moment, fetched in batches."""
        with self._reading() as connection:
            yield from records.stream(connection, query, BATCH)

    def _stream(self, query: Select[Any]) -> Iterator[RowMapping]:
        """Rows of `query` as of one moment, fetched in batches; writers are not held up meanwhile."""
        with self._reading() as connection:
            yield from connection.execution_options(yield_per=BATCH).execute(query).mappings()
