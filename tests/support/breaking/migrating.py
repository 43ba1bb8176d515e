"""Scenario: a ledger of an older version is brought to the newest one, by opening it."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from breaking import old
from breaking.adding import LEDGER, READINGS, checkpoint_often, expect, sound
from breaking.trial import Scenario
from papertiger.ledger import Ledger, schema
from papertiger.readers import Reading

BEFORE = "0003"


def scenario(readings: Sequence[Reading]) -> Scenario:
    """Migrating a ledger of version 0003 that holds `readings`."""

    def prepare(folder: Path) -> None:
        (folder / READINGS).write_bytes(pickle.dumps(tuple(readings)))
        old.fill(folder / LEDGER, readings)

    def check(folder: Path, promised: Sequence[str], done: bool) -> None:
        path = folder / LEDGER
        sound(path)
        version, tables, articles = told(path)
        if version == BEFORE:
            assert not promised
            assert not done
            assert not any(name.startswith("old_") for name in tables), "half migrated"
            assert "custody" not in tables, "half migrated"
        else:
            assert version == schema.HEAD
        assert articles == len(readings)
        with Ledger.open(path) as ledger:  # the rest of the way, where it is still the old one
            expect(ledger, {one.article.key: one for one in readings}, whole=True)

    return Scenario("migrating", "breaking.migrating:work", prepare, check)


def work(folder: Path) -> None:
    """Open the ledger, and say so once it is open."""
    checkpoint_often()
    with Ledger.open(folder / LEDGER):
        print("open", flush=True)


def told(path: Path) -> tuple[str, set[str], int]:
    """Version, tables and number of articles of the file as it is."""
    with closing(sqlite3.connect(path)) as raw:
        [(version,)] = raw.execute("SELECT version_num FROM alembic_version").fetchall()
        tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        [(articles,)] = raw.execute("SELECT count(*) FROM articles").fetchall()
    return version, tables, articles
