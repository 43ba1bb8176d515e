"""What is opened is a ledger at the newest schema, or one line says why not and what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from papertiger.errors import LedgerError
from papertiger.ledger import Ledger, migrations, schema
from papertiger.ledger.backends import failures
from papertiger.ledger.backends import sqlite as opening
from papertiger.readers import Reading

Build = Callable[..., Reading]


def text_file(path: Path) -> None:
    path.write_text("Зовсім не база даних, а звичайний текст.", encoding="utf-8")


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE articles (key TEXT)")


def damaged(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)


def newer(path: Path) -> None:
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")


def unstamped(path: Path) -> None:
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DELETE FROM alembic_version")


def pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(path)


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize(
    ("make", "message"),
    [
        (Path.mkdir, "is a folder; name a file"),
        (text_file, "is not a SQLite file"),
        (other_database, "is a SQLite file but not a papertiger ledger"),
        (damaged, "is not a SQLite file|is damaged"),
        (newer, "was written by a newer papertiger .schema 9999"),
        (unstamped, "has lost its schema version"),
        (pipe, "is not a regular file"),
    ],
)
def test_what_is_no_usable_ledger_is_refused_with_a_cure(
    path: Path, make: Callable[[Path], None], message: str, create: bool
) -> None:
    make(path)

    with pytest.raises(LedgerError, match=message):
        Ledger.open(path, create=create)


def test_reading_a_ledger_that_is_not_there_names_the_command_that_makes_one(path: Path) -> None:
    with pytest.raises(LedgerError) as error:
        Ledger.open(path, create=False)

    assert str(error.value) == f"no ledger at {path}; run `papertiger read PATH` first"
    assert not path.exists()


def test_an_empty_file_is_no_ledger_to_read_but_becomes_one(path: Path) -> None:
    path.touch()
    with pytest.raises(LedgerError, match="is empty; run `papertiger read PATH` first"):
        Ledger.open(path, create=False)

    with Ledger.open(path) as ledger:
        assert ledger.counts().articles == 0


def test_a_ledger_whose_making_was_cut_off_by_a_power_failure_is_made_again(
    path: Path, tmp_path: Path, reading: Build
) -> None:
    """What had not reached the disk may be any part of the file, its first bytes too; its journal says how to undo it."""
    elsewhere = tmp_path / "elsewhere.ledger"
    with closing(sqlite3.connect(elsewhere, isolation_level=None)) as making:
        making.execute("PRAGMA cache_size = 2")  # pages, so that they are written before the end
        making.execute("BEGIN")
        for number in range(20):
            making.execute(f"CREATE TABLE t{number} (x)")
        left = bytearray(elsewhere.read_bytes())
        shutil.copy(f"{elsewhere}-journal", f"{path}-journal")
    assert left
    left[:512] = bytes(512)
    path.write_bytes(left)

    with Ledger.open(path) as ledger:
        assert ledger.add(reading()) is True


def test_a_ledger_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="make the folder first"):
        Ledger.open(tmp_path / "absent" / "my.ledger")


@pytest.mark.parametrize(
    "name", ["a b.ledger", "100%.ledger", "what?mode=ro.ledger", "№1#2.ledger", ":memory:"]
)
def test_any_file_name_will_do(tmp_path: Path, reading: Build, name: str) -> None:
    with Ledger.open(tmp_path / name) as ledger:
        ledger.add(reading())

    assert (tmp_path / name).is_file()
    with Ledger.open(tmp_path / name, create=False) as ledger:
        assert ledger.counts().articles == 1


@pytest.fixture
def locked(reading: Build) -> Iterator[Path]:
    """A ledger with one article in a folder that this process may read but not write."""
    if not hasattr(os, "geteuid"):
        pytest.skip("folders are not made read-only by their mode on this system")
    folder = Path(tempfile.mkdtemp(prefix="papertiger-"))
    path = folder / "shared.ledger"
    with Ledger.open(path) as ledger:
        ledger.add(reading())
    path.chmod(0o444)
    folder.chmod(0o555)
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)  # root may write anywhere, so the test steps down
    try:
        yield path
    finally:
        if was_root:
            os.seteuid(0)
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_ledger_on_a_read_only_disk_can_be_read_and_nothing_else(locked: Path, reading: Build) -> None:
    with Ledger.open(locked, create=False) as ledger:
        assert [c.record for c in reading().claims] == list(ledger.claims())
        with pytest.raises(LedgerError, match="cannot be written; copy the ledger"):
            ledger.add(reading(2))


@pytest.mark.parametrize("name", ["shared.ledger", "new.ledger"])
def test_writing_to_a_read_only_disk_is_refused_at_once(locked: Path, name: str) -> None:
    with pytest.raises(LedgerError, match="cannot be written"):
        Ledger.open(locked.with_name(name))


def test_a_ledger_locked_by_another_program_is_named(
    path: Path, reading: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    with Ledger.open(path) as ledger, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="locked by another program"):
            ledger.add(reading())

        assert list(ledger.claims()) == []
        other.execute("ROLLBACK")
        assert ledger.add(reading()) is True


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("SQLITE_FULL", "the disk that holds my.ledger is full"),
        ("SQLITE_READONLY_DBMOVED", "my.ledger cannot be written"),
        ("SQLITE_IOERR_WRITE", "my.ledger: reading or writing the disk failed"),
        ("SQLITE_ERROR", "my.ledger: as the driver says"),
    ],
)
def test_a_database_error_is_told_in_our_words(code: str, message: str) -> None:
    error = sqlite3.OperationalError("as the driver says")
    error.sqlite_errorname = code

    assert failures.explain(error, Path("my.ledger")).startswith(message)


def run(code: str) -> str:
    places = os.pathsep.join(place for place in sys.path if place)
    return subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": places},
    ).stdout


def test_opening_a_new_or_current_ledger_does_not_import_alembic(path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from papertiger.ledger import Ledger
for _ in range(2):
    Ledger.open(Path({str(path)!r})).close()
print("alembic" in sys.modules)
"""
    assert run(code) == "False\n"


def test_readings_do_not_import_the_database_layer() -> None:
    assert run("import sys, papertiger.readers.reading; print('sqlalchemy' in sys.modules)") == "False\n"


def older(path: Path) -> None:
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '0000'")


def test_an_older_ledger_is_brought_to_the_newest_schema(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older(path)
    monkeypatch.setattr(schema, "REVISIONS", ("0000", *schema.REVISIONS))
    set_version = f"UPDATE alembic_version SET version_num = '{schema.HEAD}'"  # noqa: S608 - our own version
    monkeypatch.setattr(migrations, "upgrade", lambda connection: connection.exec_driver_sql(set_version))

    Ledger.open(path, create=False).close()

    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(schema.HEAD,)]


def test_a_failed_migration_leaves_the_ledger_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older(path)
    monkeypatch.setattr(schema, "REVISIONS", ("0000", *schema.REVISIONS))

    def fail(connection: opening.Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE halfway (x)")
        connection.exec_driver_sql("SELECT * FROM nowhere")

    monkeypatch.setattr(migrations, "upgrade", fail)
    with pytest.raises(LedgerError, match="no such table: nowhere"):
        Ledger.open(path)

    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'halfway'").fetchall() == []
