"""Answers of language models that were paid for once, in a SQLite file that many processes may use at a time.

Only whole answers are kept, under the digest of everything that decides them; the key of the endpoint is not among what is stored.
The file and its folder are made for the user alone.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from papertiger.errors import SettingsError
from papertiger.readers.llm.envelope import STOPPED, Answer

_APPLICATION: Final = 0x7074_6C6D
"""SQLite's application id of such a file ("ptlm"), by which it is told from others."""
_VERSION: Final = 1
_PATIENCE: Final = 30.0
"""Seconds to wait while another process writes."""
_TABLE: Final = """CREATE TABLE IF NOT EXISTS answers (
  key TEXT PRIMARY KEY, text TEXT NOT NULL, tokens_in INTEGER NOT NULL, tokens_out INTEGER NOT NULL,
  finish TEXT NOT NULL, model TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID"""


def answers_file() -> Path:
    """Where answers are kept when no setting names a file: beside what else is compiled once, in the user's cache folder."""
    from papertiger.actors.cache import cache_folder  # noqa: PLC0415 - loads the scanner of names

    return cache_folder() / "llm" / "answers.sqlite"


class Answers:
    """The file of answers. Safe to share among threads and after a fork: every call has a connection of its own."""

    def __init__(self, path: Path) -> None:
        """Open `path`, made when it is not there.

        Raises:
            SettingsError: it is another kind of file, damaged, or cannot be written.
        """
        self.path = path
        self.trouble: str | None = None
        """The first thing that went wrong with the file after it was opened. Answers then are asked for anew, and none is lost."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            with closing(self._connected()) as database, database:
                self._claimed(database)
        except (OSError, sqlite3.Error) as error:
            raise SettingsError(
                f"{path} cannot be used to keep a language model's answers ({error}); name another file with PAPERTIGER_LLM_CACHE"
            ) from None

    def get(self, key: str) -> Answer | None:
        """The answer under `key`; None where there is none, or where the file has come to harm."""
        try:
            with closing(self._connected()) as database:
                row = database.execute(
                    "SELECT text, tokens_in, tokens_out, model FROM answers WHERE key = ?", (key,)
                ).fetchone()
        except sqlite3.Error as error:
            self._harmed(error)
            return None
        if row is None or not all(isinstance(value, kind) for value, kind in zip(row, _KINDS, strict=True)):
            return None
        text, tokens_in, tokens_out, model = row
        return Answer(text, tokens_in, tokens_out, cached=True, finish=STOPPED, model=model)

    def put(self, key: str, answer: Answer) -> None:
        """Keep a whole answer; another is let go. Of two under one key the first stays."""
        if answer.finish != STOPPED or answer.cached:
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = (key, answer.text, answer.tokens_in, answer.tokens_out, answer.finish, answer.model, now)
        try:
            with closing(self._connected()) as database, database:
                database.execute("INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        except sqlite3.Error as error:
            self._harmed(error)

    def _harmed(self, error: sqlite3.Error) -> None:
        self.trouble = (
            self.trouble
            or f"{self.path}: answers are not kept ({error}); name another file with PAPERTIGER_LLM_CACHE"
        )

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=_PATIENCE)

    def _claimed(self, database: sqlite3.Connection) -> None:
        """Make the table in an empty file; any other must be one of ours."""
        database.execute("BEGIN IMMEDIATE")  # two processes may make it at once
        number = database.execute("PRAGMA application_id").fetchone()[0]
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if number == 0 and database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            database.execute(_TABLE)
            database.execute(f"PRAGMA application_id = {_APPLICATION}")
            database.execute(f"PRAGMA user_version = {_VERSION}")
        elif number == _APPLICATION and version != _VERSION:
            raise sqlite3.DatabaseError("it is of another version of papertiger")
        elif number != _APPLICATION:
            raise sqlite3.DatabaseError("it holds something else")
        else:
            database.execute("SELECT count(*) FROM (SELECT key FROM answers LIMIT 1)")


_KINDS: Final = (str, int, int, str)
