"""A SQLite ledger's log does not grow for ever under writers who never pause, and whoever still reads from it is not disturbed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from papertiger.ledger import Ledger
from papertiger.ledger.backends import sqlite
from papertiger.readers import Reading

Make = Callable[..., Reading]


def size(path: Path) -> int:
    """Bytes of the log."""
    return path.with_name(path.name + "-wal").stat().st_size


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "LOG_MOST", 1)
    monkeypatch.setattr(sqlite, "PATIENCE", 0.05)


def test_a_log_below_the_limit_is_left_to_sqlite(path: Path, reading: Make) -> None:
    with Ledger.open(path) as ledger:
        ledger.add(reading(0))
        assert 0 < size(path) < sqlite.LOG_MOST


@pytest.mark.usefixtures("impatient")
def test_a_log_that_has_grown_large_is_emptied_and_nothing_is_lost(path: Path, reading: Make) -> None:
    with Ledger.open(path) as ledger:
        for number in range(3):
            ledger.add(reading(number))
            assert size(path) == 0
        assert ledger.counts().articles == 3
        assert not any(one.wrong for one in ledger.audit())


@pytest.mark.usefixtures("impatient")
def test_a_reader_keeps_its_moment_and_the_log_is_emptied_after_it(path: Path, reading: Make) -> None:
    with Ledger.open(path) as ledger, closing(sqlite3.connect(path)) as reader:
        ledger.add(reading(0))
        reader.execute("BEGIN")
        seen = reader.execute("SELECT count(*) FROM articles").fetchone()

        ledger.add(reading(1))
        ledger.add(reading(2))

        assert size(path) > 0
        assert reader.execute("SELECT count(*) FROM articles").fetchone() == seen == (1,)
        reader.rollback()
        ledger.add(reading(3))
        assert size(path) == 0
        assert ledger.counts().articles == 4
