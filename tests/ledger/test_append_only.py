"""No program that opens a ledger can change or delete what is in it, not even by REPLACE."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from papertiger.errors import LedgerError
from papertiger.ledger import Ledger, schema
from papertiger.ledger.writing import Maker

TABLES = {table.name: (table, key) for table, key in schema.KEYS.items()}
CHANGES = {
    "update": "UPDATE {table} SET {other} = {other}",
    "update of its number": 'UPDATE {table} SET "row" = "row" + 1000',
    "delete": "DELETE FROM {table}",
}
SQLITE_CHANGES = {
    "replace": "REPLACE INTO {table} SELECT * FROM {table}",
    "insert or replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "update or replace": "UPDATE OR REPLACE {table} SET {other} = (SELECT min({other}) FROM {table})",
    "upsert": "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT DO UPDATE SET {other} = NULL",
    "replace under another number": 'REPLACE INTO {table} SELECT "row" + 1000, {others} FROM {table}',
    "replace under another key": 'REPLACE INTO {table} ("row", {others}) SELECT "row", {changed} FROM {table}',
}


def filled(statement: str, table: str) -> str:
    """The statement for a table; its first text column of the key gets another value where a key is to change."""
    of, key = TABLES[table]
    names = [f'"{c.name}"' for c in of.columns if c.name != "row"]
    key_name = f'"{key[0]}"'
    changed = [f"{name} || 'x'" if name == key_name else name for name in names]
    return statement.format(table=table, other=names[-1], others=", ".join(names), changed=", ".join(changed))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_no_row_of_evidence_can_be_changed(full: Ledger, change: str) -> None:
    for table, (of, _) in TABLES.items():  # one ledger for all tables: what is refused leaves it as it was
        with full._engine.connect() as connection:
            before = connection.execute(select(of)).all()
        with (
            full._engine.connect() as connection,
            pytest.raises(IntegrityError, match=f"append-only: {table} cannot be"),
        ):
            connection.exec_driver_sql(filled(change, table))
        with full._engine.connect() as connection:
            assert connection.execute(select(of)).all() == before != [], table


@pytest.mark.parametrize("recursive", ["OFF", "ON"])
@pytest.mark.parametrize("change", SQLITE_CHANGES.values(), ids=SQLITE_CHANGES)
def test_a_foreign_program_cannot_replace_a_row(
    full: Ledger, path: Path, change: str, recursive: str
) -> None:
    full.close()
    for table in TABLES:
        with closing(sqlite3.connect(path)) as raw:
            raw.execute(f"PRAGMA recursive_triggers = {recursive}")
            before = list(raw.execute(f"SELECT * FROM {table}"))  # noqa: S608 - our own names

            with pytest.raises(sqlite3.IntegrityError, match=f"append-only: {table} cannot be"):
                raw.execute(filled(change, table))

            assert list(raw.execute(f"SELECT * FROM {table}")) == before != [], table  # noqa: S608 - our own names


def test_a_table_cannot_be_emptied(full: Ledger, backend: str) -> None:
    if backend == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    with full._engine.connect() as connection, pytest.raises(IntegrityError, match="cannot be emptied"):
        connection.exec_driver_sql("TRUNCATE grades")


def test_what_refers_to_nothing_is_refused(ledger: Ledger) -> None:
    with (
        pytest.raises(LedgerError, match="no row 'absent' in articles"),
        ledger._pen.entry(Maker("join")) as entry,
    ):
        entry.put("joined", {"article": "absent", "at": "2026"})


@pytest.mark.parametrize(
    ("setting", "value"), [("recursive_triggers", 1), ("busy_timeout", 60_000), ("synchronous", 3)]
)
def test_every_connection_of_a_file_is_set_up(path: Path, setting: str, value: int) -> None:
    with Ledger.open(path) as ledger, ledger._engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {setting}").scalar_one() == value


def test_a_file_keeps_a_write_ahead_log(path: Path) -> None:
    with Ledger.open(path), closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
