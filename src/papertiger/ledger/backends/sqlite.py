"""A ledger in one SQLite file: is it one, may it be written, is its schema the newest.

A ledger at the newest version is opened without Alembic; so is a new one, whose tables are made from the schema and
stamped. Only an older ledger runs migrations.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    QueuePool,
    Table,
    create_engine,
    event,
    func,
    insert,
    select,
)

from papertiger.errors import LedgerError
from papertiger.ledger import schema
from papertiger.ledger.backends.access import Access, probe
from papertiger.ledger.backends.backend import Backend
from papertiger.ledger.backends.bounds import CONNECTIONS, Bounds, bound_sqlite
from papertiger.ledger.backends.failures import as_ledger_error, explain
from papertiger.ledger.backends.versions import bring_up, stamped

BUSY_SECONDS = 60.0
"""How long a writer waits for another one; a transaction holds one article and takes milliseconds."""
CACHE_KIB = 65_536
"""Pages kept in memory, in KiB. Ids are hashes, so every claim touches its indexes in random places; SQLite's own
2 MB are soon too few."""
WRITER_CACHE_KIB = 262_144
"""The same of a connection that writes. A transaction whose pages do not fit writes some of them several times: with this much, five
hundred articles are stored a third faster in a ledger of a million claims. Only as much is taken as there are pages."""
PAGE_BYTES = 4_096
"""Of a new file. Twice as much made a file 4 % smaller, and twice as many bytes to write for each claim."""
LOG_PAGES = 8_000
"""Pages of the log that gather before they are moved into the file, 32 MB."""
LOG_MOST = 256 * 2**20
"""Bytes to which the log may grow before a writer empties it, holding up the others meanwhile. Left to itself SQLite begins it anew
only when nobody writes for a moment: under writers who take turns without a pause it would grow for ever."""
PATIENCE = 1.0
"""Seconds that the one who empties the log waits for readers who still need it; where that is too little, the next writer tries."""
WRITES = "papertiger_writes"
"""Execution option that makes a transaction take the write lock at once."""


class SqliteBackend(Backend):
    """One file; several processes may read and one write at a time, each waiting for its turn."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path, self.place, self.engine = path, str(path), engine

    @classmethod
    def open(cls, path: Path, *, create: bool, bounds: Bounds | None = None) -> Self:
        """Open the file at `path`, bringing an older ledger to the newest schema.

        Args:
            path: the SQLite file.
            create: make the file where there is none, and insist that it can be written.
            bounds: of a reader; the file is then opened read-only, once its schema is the newest.

        Raises:
            LedgerError: there is no ledger, or the file is none, or it cannot be used; the message names the cure.
        """
        with as_ledger_error(str(path)):
            access = probe(path, create=create)
            engine = _engine(path, access)
            try:
                _prepare(engine, path, writable=access in {"rwc", "rw"})
            except BaseException:
                engine.dispose()
                raise
            if bounds is not None:
                engine.dispose()
                engine = _bounded(path, access, bounds)
        return cls(path, engine)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its first statement."""
        with writing(self.engine) as connection:
            yield connection
        self._empty_log()

    def _empty_log(self) -> None:
        """Move the log into the file and cut it off, where it has grown large."""
        # What is committed stays so: a log that another program removes meanwhile, or that is still needed, is no error here.
        with suppress(OSError, sqlite3.OperationalError):
            if self.path.with_name(self.path.name + "-wal").stat().st_size < LOG_MOST:
                return
            raw = self.engine.raw_connection()
            try:
                cursor = raw.cursor()
                cursor.execute(f"PRAGMA busy_timeout = {round(PATIENCE * 1000)}")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
                raw.close()

    def numbers(self, connection: Connection, table: Table, count: int) -> Sequence[int]:
        """The numbers after the last row: the write lock is held, so that nobody else takes them."""
        last = connection.execute(select(func.max(table.c.row))).scalar_one() or 0
        return range(last + 1, last + 1 + count)

    def add_absent(self, connection: Connection, table: Table, values: dict[str, Any]) -> bool:
        """Whoever writes is alone, and has looked before."""
        connection.execute(insert(table), values)
        return True

    def alone(self, connection: Connection, what: str) -> None:
        """Nothing to do: whoever writes is alone."""

    def folded(self, column: ColumnElement[Any]) -> ColumnElement[str]:
        """By Python's `str.casefold`: SQLite folds ASCII only."""
        return func.fold(column)

    def contains(self, column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
        """By Python's `str.casefold` on both sides."""
        return func.instr(func.fold(column), words.casefold()) > 0

    def backup(self, to: Path) -> None:
        """Copy the file by SQLite's online backup; the copy is the ledger as of one moment."""
        if to.exists():
            raise LedgerError(f"{to} exists already; name a new file for the copy")
        part = to.with_name(f".{to.name}.part")
        try:
            self._copy(part, to)
            os.replace(part, to)  # noqa: PTH105 - atomic
            _sync_folder(to.parent)
        except OSError as error:
            raise LedgerError(f"{to} cannot be written: {error.strerror}; name another place") from None
        finally:
            for end in ("", "-wal", "-shm", "-journal"):
                with suppress(OSError):  # whatever went wrong is being told already
                    part.with_name(part.name + end).unlink(missing_ok=True)

    def _copy(self, part: Path, to: Path) -> None:
        source = self.engine.raw_connection()
        try:
            with closing(sqlite3.connect(part)) as target:
                driver: Any = source.driver_connection
                driver.backup(target)
                target.execute("PRAGMA journal_mode = WAL")
        except sqlite3.DatabaseError as error:
            # One call reads here and writes there; only damage is what was read.
            damaged = error.sqlite_errorname.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
            raise LedgerError(explain(error, self.place if damaged else str(to))) from error
        finally:
            source.close()

    def damage(self, connection: Connection) -> Iterator[str]:
        """Of ``PRAGMA integrity_check`` and ``foreign_key_check``."""
        for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(100)"):
            if line != "ok":
                yield f"the file is damaged: {line}"
        for table, row, target, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"{table} row {row} refers to a row of {target} that is not there"


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the write lock from its first statement; commits at the end or leaves nothing."""
    with engine.connect() as connection:
        connection.execution_options(**{WRITES: True})  # of this connection, until it goes back to the pool
        with connection.begin():
            yield connection


def _sync_folder(folder: Path) -> None:
    """Make the names in `folder` outlast a power cut; some systems have no such thing, and need none."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _bounded(path: Path, access: Access, bounds: Bounds) -> Engine:
    """An engine whose connections cannot change the file, however it may be accessed, and end in time."""
    engine = _engine(path, "immutable" if access == "immutable" else "ro", most=CONNECTIONS)
    bound_sqlite(engine, bounds)
    return engine


def _engine(path: Path, access: Access, most: int | None = None) -> Engine:
    query = "mode=ro&immutable=1" if access == "immutable" else f"mode={access}"
    uri = f"{path.absolute().as_uri()}?{query}"

    def connect() -> sqlite3.Connection:
        # Autocommit at the driver, so that SQLAlchemy's BEGIN below is the only one; the pool hands a connection to
        # one thread at a time.
        return sqlite3.connect(
            uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )

    pool = {} if most is None else {"max_overflow": most}
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, **pool)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    # A committed article survives a power cut as well as a kill. NORMAL would save one fsync an article. EXTRA differs from FULL
    # only for a file that has no write-ahead log yet: there a journal that was removed must not come back.
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.create_function("fold", 1, _fold, deterministic=True)


def _fold(text: str | None) -> str | None:
    """SQLite folds case for ASCII only; queries need Cyrillic too."""
    return None if text is None else text.casefold()


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get(WRITES, False):
        connection.exec_driver_sql("BEGIN")
        return
    raw: Any = connection.connection.driver_connection
    raw.execute(f"PRAGMA cache_size = -{WRITER_CACHE_KIB}")
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        if not _took_turn(raw):
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # to say what is wrong
    finally:
        raw.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")


def _took_turn(raw: sqlite3.Connection) -> bool:
    """Begin to write as soon as nobody else does; False where others do for `BUSY_SECONDS`, or something else is wrong.

    SQLite's own waiting looks ten times a second once it has waited long, and whoever looks more often goes first: of eight
    writers one may starve. Here all look equally often.
    """
    until = time.monotonic() + BUSY_SECONDS
    while time.monotonic() < until:
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY:
                return False
            time.sleep(random.uniform(*_LOOKS))  # noqa: S311 - no secret
        else:
            return True
    return False


_PRIMARY = 0xFF
"""Bits of a SQLite error code that tell its kind."""
_LOOKS = (0.001, 0.004)
"""Seconds between two looks whether the lock is free, drawn from this range so that no two writers keep step."""


def _prepare(engine: Engine, path: Path, *, writable: bool) -> None:
    """Bring the schema to the newest version where that is needed."""
    with engine.connect() as connection:
        version = _version(connection, path)
    if version == schema.HEAD:
        return
    if not writable:
        raise LedgerError(
            f"{path} has the older schema {version} and cannot be written; copy it to a folder where you may write"
        )
    with writing(engine) as connection:
        version = _version(connection, path)  # another process may have been first
        bring_up(connection, version)
    _use_wal(engine)


def _version(connection: Connection, path: Path) -> str | None:
    """Schema version of the file, None for an empty one; raises LedgerError when it is no ledger or a newer one."""
    if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
        return None
    if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != schema.APPLICATION_ID:
        raise LedgerError(f"{path} is a SQLite file but not a papertiger ledger; name another with --ledger")
    return stamped(connection, str(path))


def _use_wal(engine: Engine) -> None:
    """Let readers and a writer work at once. The mode stays in the file, so it is set once, after its creation."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError:
        pass  # another process is using the new file, and sets the mode itself; without it all still works, slower
    finally:
        raw.close()
