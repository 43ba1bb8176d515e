"""No program that opens the file can change or delete what is in it, not even by REPLACE."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from papertiger.ledger import SqliteLedger
from papertiger.readers import Reading

CHANGES = {
    "update": "UPDATE {table} SET published = '1999-01-01'",
    "update of nothing but itself": "UPDATE {table} SET {key} = {key}",
    "delete": "DELETE FROM {table}",
    "replace": "REPLACE INTO {table} SELECT * FROM {table}",
    "insert or replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "update or replace": "UPDATE OR REPLACE {table} SET {key} = (SELECT min({key}) FROM {table})",
    "upsert": "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT DO UPDATE SET published = '1999'",
    "replace by rowid": "REPLACE INTO {table} (rowid, {columns}) SELECT rowid, {others} FROM {table}",
}


@pytest.mark.parametrize("recursive", ["OFF", "ON"])
@pytest.mark.parametrize("table", ["articles", "claims"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_foreign_program_cannot_change_a_row(
    path: Path, reading: Callable[..., Reading], change: str, table: str, recursive: str
) -> None:
    with SqliteLedger.open(path) as ledger:
        ledger.add(reading())
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA recursive_triggers = {recursive}")
        before = list(raw.execute(f"SELECT * FROM {table}"))  # noqa: S608 - our own names
        columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
        key, rest = columns[0], [f'"{name}"' for name in columns[1:]]
        statement = change.format(
            table=table,
            key=key,
            columns=", ".join([key, *rest]),
            others=", ".join([f"{key} || 'x'", *rest]),
        )

        with pytest.raises(sqlite3.IntegrityError, match=f"append-only: {table} cannot be"):
            raw.execute(statement)

        assert list(raw.execute(f"SELECT * FROM {table}")) == before != []  # noqa: S608 - our own names


def test_a_claim_of_no_article_is_refused(path: Path) -> None:
    with SqliteLedger.open(path) as ledger, ledger._engine.connect() as connection:
        columns = (
            "id article_key start end family predicate domain polarity modality said_by speaker_anonymous"
        )
        names = [*columns.split(), "language", "confidence", "quote", "record", "explanation"]
        listed = ", ".join(f'"{name}"' for name in names)
        values = ", ".join(f"'{name}'" for name in names)
        statement = f"INSERT INTO claims ({listed}) VALUES ({values})"  # noqa: S608 - our own names

        with pytest.raises(IntegrityError, match="FOREIGN KEY constraint failed"):
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("setting", "value"), [("recursive_triggers", 1), ("busy_timeout", 60_000), ("synchronous", 2)]
)
def test_every_connection_of_a_ledger_is_set_up(path: Path, setting: str, value: int) -> None:
    with SqliteLedger.open(path) as ledger, ledger._engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {setting}").scalar_one() == value


def test_a_ledger_keeps_a_write_ahead_log(path: Path) -> None:
    with SqliteLedger.open(path), closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
